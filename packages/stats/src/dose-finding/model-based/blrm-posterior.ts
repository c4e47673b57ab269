/**
 * The posterior of the two-parameter logistic model by quadrature in two steps. For a fixed log beta the density of log
 * alpha is log-concave: it is held on panels fitted to it, so that P(p < limit) is exact at its edge. Over log beta equal
 * steps are halved until nothing changes.
 */
import type { BlrmSetting } from "./blrm-options.ts";
import type { CrmData } from "./crm-data.ts";
import { softplus } from "./crm-model.ts";
import { PanelDensity } from "./quadrature/panel-density.ts";

interface Slice {
  readonly logBeta: number;
  readonly logAlpha: PanelDensity;
  /** Log of the joint posterior integrated over log alpha. */
  readonly logMass: number;
}

export class BlrmPosterior {
  private readonly setting: BlrmSetting;
  private readonly data: CrmData;
  private slices: Slice[];
  /** Shares of the slices; they sum to one. */
  private shares: readonly number[] = [];

  constructor(data: CrmData, setting: BlrmSetting) {
    this.setting = setting;
    this.data = data;
    const { mean, sd } = setting.prior;
    const reach = 9.5;
    const steps = 38;
    this.slices = Array.from({ length: 2 * steps + 1 }, (_, k) => this.slice(mean[1] + (sd[1] * reach * (k - steps)) / steps));
    this.share();
    let before = this.checks();
    for (let turn = 0; turn < 8; turn++) {
      this.halve();
      const now = this.checks();
      // The error falls with the square of the step's inverse in its exponent: a difference of 1e-7 leaves less than 1e-12.
      if (now.every((value, at) => Math.abs(value - (before[at] ?? 0)) < 1e-7)) return;
      before = now;
    }
  }

  /** Posterior expectation of a function of log alpha and log beta. */
  mean(f: (logAlpha: number, logBeta: number) => number): number {
    return this.over((slice) => slice.logAlpha.mean((logAlpha) => f(logAlpha, slice.logBeta)));
  }

  /** P(p <= limit) at a dose level, index from 0. */
  probabilityBelow(at: number, limit: number): number {
    return this.below(at, Math.log(limit / (1 - limit)));
  }

  /** The probability of the event at a dose level that lies so far up in the posterior. */
  quantile(at: number, share: number): number {
    let low = -700;
    let high = 700;
    for (let turn = 0; turn < 100 && high - low > 1e-13 * Math.max(1, Math.abs(low)); turn++) {
      const middle = (low + high) / 2;
      if (this.below(at, middle) < share) low = middle;
      else high = middle;
    }
    return 1 / (1 + Math.exp(-(low + high) / 2));
  }

  private below(at: number, logit: number): number {
    const x = this.setting.logDoses[at] ?? 0;
    return this.over((slice) => slice.logAlpha.cdf(logit - Math.exp(slice.logBeta) * x));
  }

  private over(f: (slice: Slice) => number): number {
    let sum = 0;
    for (let k = 0; k < this.slices.length; k++) {
      const slice = this.slices[k];
      const share = this.shares[k] ?? 0;
      if (slice !== undefined && share > 0) sum += share * f(slice);
    }
    return sum;
  }

  private slice(logBeta: number): Slice {
    const { mean, sd, correlation } = this.setting.prior;
    const z = (logBeta - mean[1]) / sd[1];
    const beta = Math.exp(logBeta);
    const shifts: number[] = [];
    const counts: number[] = [];
    let events = 0;
    let fixed = 0;
    this.setting.logDoses.forEach((x, at) => {
      const n = this.data.n[at] ?? 0;
      if (n === 0) return;
      shifts.push(beta * x);
      counts.push(n);
      events += this.data.events[at] ?? 0;
      fixed += (this.data.events[at] ?? 0) * beta * x;
    });
    const logAlpha = slicePanels(mean[0] + correlation * sd[0] * z, sd[0] * Math.sqrt(1 - correlation ** 2), events, shifts, counts);
    return { logBeta, logAlpha, logMass: logAlpha.logMass + fixed - (z * z) / 2 };
  }

  /** Leaves out slices without weight, and puts one between each two neighbours. */
  private halve(): void {
    const first = Math.max(0, this.shares.findIndex((share) => share > 0) - 1);
    const last = this.shares.findLastIndex((share) => share > 0) + 1;
    const kept = this.slices.slice(first, last + 1);
    this.slices = kept.flatMap((slice, k) => {
      const after = kept[k + 1];
      return after === undefined ? [slice] : [slice, this.slice((slice.logBeta + after.logBeta) / 2)];
    });
    this.share();
  }

  private share(): void {
    const highest = Math.max(...this.slices.map((slice) => slice.logMass));
    const masses = this.slices.map((slice) => (slice.logMass > highest - 38 ? Math.exp(slice.logMass - highest) : 0));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    this.shares = masses.map((mass) => mass / total);
  }

  private checks(): readonly number[] {
    const { logDoses, targetInterval } = this.setting;
    const middle = this.over((slice) => slice.logBeta);
    const limits = logDoses.flatMap((_, at) => targetInterval.map((limit) => this.probabilityBelow(at, limit)));
    return [middle, this.over((slice) => (slice.logBeta - middle) ** 2), ...limits];
  }
}

/** The density of log alpha for one log beta: normal prior times exp(events u - Σ n log(1 + e^(u + shift))). */
function slicePanels(mean: number, sd: number, events: number, shifts: readonly number[], counts: readonly number[]): PanelDensity {
  const precision = 1 / (sd * sd);
  const logDensity = (u: number) => {
    let value = events * u - ((u - mean) * (u - mean) * precision) / 2;
    for (let k = 0; k < shifts.length; k++) value -= (counts[k] ?? 0) * softplus(u + (shifts[k] ?? 0));
    return value;
  };
  const slope = (u: number) => {
    let value = events - (u - mean) * precision;
    for (let k = 0; k < shifts.length; k++) value -= (counts[k] ?? 0) / (1 + Math.exp(-(u + (shifts[k] ?? 0))));
    return value;
  };
  const curvature = (u: number) => {
    let value = precision;
    for (let k = 0; k < shifts.length; k++) {
      const p = 1 / (1 + Math.exp(-(u + (shifts[k] ?? 0))));
      value += (counts[k] ?? 0) * p * (1 - p);
    }
    return value;
  };
  const total = counts.reduce((sum, n) => sum + n, 0);
  const mode = rootOf(slope, mean - (total - events) / precision, mean + events / precision);
  const lowest = logDensity(mode) - 42;
  const walk = (direction: 1 | -1): number[] => {
    const edges: number[] = [];
    let u = mode;
    for (let k = 0; k < 1000 && logDensity(u) > lowest; k++) {
      let width = Math.min(2.5 / Math.sqrt(curvature(u)), 3);
      width = Math.min(width, Math.max(2.5 / Math.sqrt(curvature(u + direction * width)), width / 2), Math.max(2.5 / Math.sqrt(curvature(u + (direction * width) / 2)), width / 2));
      u += direction * width;
      edges.push(u);
    }
    return edges;
  };
  return new PanelDensity([...walk(-1).toReversed(), mode, ...walk(1)], logDensity);
}

/** Root of a falling function between two limits. */
function rootOf(f: (x: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let turn = 0; turn < 60 && high - low > 1e-3; turn++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
