/**
 * The posterior of the CRM on a fixed grid of b = log a with the logarithms of the curve worked out beforehand: a decision
 * costs a few microseconds. Equal steps on the whole line: for integrands that are analytic in a strip the error falls
 * exponentially with the fineness of the grid (Trefethen and Weideman 2014, doi 10.1137/130932132).
 */
import type { CrmData } from "./crm-data.ts";
import { type CrmModel, logEvent, logNone } from "./crm-model.ts";
import { type CrmPrior, logPriorAt } from "./crm-prior.ts";
import { crmSupport } from "./crm-support.ts";

/** A log density so far below the highest one is left out: less than 1e-14 of the whole. */
const negligible = 34;

export interface GridEstimate {
  /** Posterior mean of the parameter that has the prior: log a for a normal one, a for a gamma one. */
  readonly parameter: number;
  /** Posterior mean of the probability at each dose level. */
  readonly curve: Float64Array;
}

export class CrmGrid {
  /** Good for up to so many participants. */
  readonly participants: number;
  private readonly size: number;
  private readonly stride: number;
  private readonly parameters: Float64Array;
  private readonly prior: Float64Array;
  private readonly event: readonly Float64Array[];
  private readonly none: readonly Float64Array[];
  private readonly probability: readonly Float64Array[];
  private readonly work: Float64Array;

  constructor(model: CrmModel, prior: CrmPrior, participants: number) {
    const { low, high, finest, strip } = crmSupport(model, prior, participants);
    const step = Math.min(0.2, 0.75 * finest, 0.16 * strip);
    this.participants = participants;
    this.stride = Math.max(1, Math.floor((3 * finest) / step));
    this.size = Math.ceil((high - low) / step / this.stride) * this.stride + 1;
    const logs = Float64Array.from({ length: this.size }, (_, k) => low + k * step);
    this.parameters = prior.kind === "normal" ? logs : logs.map((b) => Math.exp(b));
    this.prior = logs.map((b) => logPriorAt(prior, b));
    this.event = model.skeleton.map((_, at) => logs.map((b) => logEvent(model, at, Math.exp(b))));
    this.none = model.skeleton.map((_, at) => logs.map((b) => logNone(model, at, Math.exp(b))));
    this.probability = this.event.map((line) => line.map((value) => Math.exp(value)));
    this.work = new Float64Array(this.size);
  }

  estimate(data: CrmData): GridEstimate {
    const { work, stride, size } = this;
    this.fill(data, 0, size, stride);
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < size; k += stride) highest = Math.max(highest, work[k] ?? 0);
    let from = 0;
    let to = size - 1;
    while (from < size && (work[from] ?? 0) < highest - negligible) from += stride;
    while (to > 0 && (work[to] ?? 0) < highest - negligible) to -= stride;
    from = Math.max(0, from - stride);
    to = Math.min(size - 1, to + stride);
    this.fill(data, from, to + 1, 1);
    return this.sum(from, to + 1);
  }

  /** Log of the posterior density, up to a constant, at every `stride`-th node. */
  private fill(data: CrmData, from: number, to: number, stride: number): void {
    const { work, prior } = this;
    for (let k = from; k < to; k += stride) work[k] = prior[k] ?? 0;
    for (let at = 0; at < this.event.length; at++) {
      const n = data.n[at] ?? 0;
      const events = data.events[at] ?? 0;
      if (events > 0) addTimes(work, this.event[at] ?? work, events, from, to, stride);
      if (n > events) addTimes(work, this.none[at] ?? work, n - events, from, to, stride);
    }
    for (const { dose, weight } of data.partial ?? []) {
      const line = this.probability[dose - 1] ?? work;
      const none = this.none[dose - 1] ?? work;
      for (let k = from; k < to; k += stride) work[k] = (work[k] ?? 0) + (weight === 1 ? (none[k] ?? 0) : Math.log1p(-weight * (line[k] ?? 0)));
    }
  }

  private sum(from: number, to: number): GridEstimate {
    const { work } = this;
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = from; k < to; k++) highest = Math.max(highest, work[k] ?? 0);
    let mass = 0;
    let parameters = 0;
    for (let k = from; k < to; k++) {
      const density = Math.exp((work[k] ?? 0) - highest);
      work[k] = density;
      mass += density;
      parameters += density * (this.parameters[k] ?? 0);
    }
    const curve = new Float64Array(this.probability.length);
    for (let at = 0; at < curve.length; at++) {
      const line = this.probability[at] ?? work;
      let sum = 0;
      for (let k = from; k < to; k++) sum += (work[k] ?? 0) * (line[k] ?? 0);
      curve[at] = sum / mass;
    }
    return { parameter: parameters / mass, curve };
  }
}

function addTimes(work: Float64Array, line: Float64Array, times: number, from: number, to: number, stride: number): void {
  for (let k = from; k < to; k += stride) work[k] = (work[k] ?? 0) + times * (line[k] ?? 0);
}
