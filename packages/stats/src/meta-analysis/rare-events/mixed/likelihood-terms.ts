/** What one arm (or one study, given its margins) contributes to a likelihood, as a function of its linear predictor. */
import { logBinomialProbability } from "../../../distributions/binomial.ts";
import { logHypergeometricProbability } from "../../../distributions/hypergeometric.ts";
import { logPoissonProbability } from "../../../distributions/poisson.ts";

/** A concave log-likelihood of one number. `fill` sets value, slope, bend and twist: the log-likelihood and its first three derivatives. */
export interface LikelihoodTerm {
  value: number;
  slope: number;
  bend: number;
  twist: number;
  readonly fill: (predictor: number) => void;
  /** The largest log-likelihood that any predictor, infinite ones included, can reach. */
  readonly saturated: number;
  /** The predictor that reaches it: infinite at the ends of what can be seen. */
  readonly best: number;
  /** Minus the second derivative there; 0 where the best predictor is infinite. */
  readonly information: number;
}

/** `events` of `total` with the log odds as predictor. */
export class BinomialTerm implements LikelihoodTerm {
  value = 0;
  slope = 0;
  bend = 0;
  twist = 0;
  readonly events: number;
  readonly total: number;
  private readonly constant: number;
  readonly saturated: number;
  readonly best: number;
  readonly information: number;

  constructor(events: number, total: number) {
    this.events = events;
    this.total = total;
    const inside = events > 0 && events < total;
    // At log odds of 0 every outcome of a single participant has probability 1/2.
    this.constant = inside ? logBinomialProbability(events, total, 0.5) + total * Math.LN2 : 0;
    this.saturated = inside ? logBinomialProbability(events, total, events / total) : 0;
    this.best = total === 0 ? 0 : Math.log(events) - Math.log(total - events);
    this.information = inside ? (events * (total - events)) / total : 0;
  }

  fill(predictor: number): void {
    const small = Math.exp(-Math.abs(predictor));
    const large = 1 / (1 + small);
    const p = predictor > 0 ? large : small * large;
    const q = predictor > 0 ? small * large : large;
    this.value = this.constant + (predictor > 0 ? -(this.total - this.events) * predictor : this.events * predictor) - this.total * Math.log1p(small);
    // Σ of those with and without the event, so that nothing cancels where one of them is 0.
    this.slope = this.events * q - (this.total - this.events) * p;
    this.bend = -this.total * p * q;
    this.twist = this.bend * (q - p);
  }
}

/** `events` in `time` with the log rate as predictor. */
export class PoissonTerm implements LikelihoodTerm {
  value = 0;
  slope = 0;
  bend = 0;
  twist = 0;
  readonly events: number;
  readonly time: number;
  private readonly constant: number;
  readonly saturated: number;
  readonly best: number;
  readonly information: number;

  constructor(events: number, time: number) {
    this.events = events;
    this.time = time;
    this.constant = logPoissonProbability(events, time) + time;
    this.saturated = events > 0 ? logPoissonProbability(events, events) : 0;
    this.best = Math.log(events) - Math.log(time);
    this.information = events;
  }

  fill(predictor: number): void {
    const mean = this.time * Math.exp(predictor);
    this.value = this.constant + this.events * predictor - mean;
    this.slope = this.events - mean;
    this.bend = -mean;
    this.twist = -mean;
  }
}

/**
 * Events of the treated given the events of both arms, with the log odds ratio as predictor: Fisher's noncentral hypergeometric
 * distribution. Ratios of neighbouring probabilities at an odds ratio of 1 are kept; each call sums from the mode outwards.
 */
export class ExactTerm implements LikelihoodTerm {
  value = 0;
  slope = 0;
  bend = 0;
  twist = 0;
  private readonly rises: Float64Array;
  /** log probabilities at an odds ratio of 1, made where one is asked for: only modes and the place seen are. */
  private readonly logs = new Map<number, number>();
  private readonly logAt: (at: number) => number;
  private readonly low: number;
  private readonly place: number;
  private mode: number;
  readonly saturated: number;
  readonly best: number;
  readonly information: number;

  constructor(treatedEvents: number, treatedTotal: number, controlEvents: number, controlTotal: number) {
    const drawn = treatedEvents + controlEvents;
    this.low = Math.max(0, drawn - controlTotal);
    const high = Math.min(treatedTotal, drawn);
    const count = high - this.low + 1;
    this.rises = new Float64Array(count);
    for (let at = 0; at < count; at++) {
      const k = this.low + at;
      this.rises[at] = ((treatedTotal - k) / (k + 1)) * ((drawn - k) / (controlTotal - drawn + k + 1));
    }
    this.logAt = (at) => logHypergeometricProbability(this.low + at, treatedTotal, controlTotal, drawn);
    this.place = treatedEvents - this.low;
    this.mode = this.place;
    if (count === 1) [this.saturated, this.best, this.information] = [0, 0, 0];
    else if (this.place === 0 || this.place === count - 1) [this.saturated, this.best, this.information] = [0, this.place === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, 0];
    else {
      let best = -Math.log(this.rises[this.place] ?? 1);
      for (let turn = 0; turn < 200; turn++) {
        this.fill(best);
        const step = Math.max(-2, Math.min(2, -this.slope / this.bend));
        best += step;
        if (Math.abs(step) <= 1e-14 * Math.max(1, Math.abs(best))) break;
      }
      this.fill(best);
      [this.saturated, this.best, this.information] = [this.value, best, -this.bend];
    }
  }

  fill(predictor: number): void {
    const { rises, place } = this;
    const ratio = Math.exp(predictor);
    const last = rises.length - 1;
    let mode = this.mode;
    while (mode < last && (rises[mode] as number) * ratio > 1) mode += 1;
    while (mode > 0 && (rises[mode - 1] as number) * ratio < 1) mode -= 1;
    this.mode = mode;
    let all = 1;
    let first = 0;
    let second = 0;
    let third = 0;
    for (let at = mode, weight = 1; at < last; at++) {
      weight *= (rises[at] as number) * ratio;
      const off = at + 1 - mode;
      const part = off * weight;
      all += weight;
      first += part;
      second += off * part;
      third += off * off * part;
      if (weight < 1e-22) break;
    }
    for (let at = mode, weight = 1; at > 0; at--) {
      weight /= (rises[at - 1] as number) * ratio;
      const off = at - 1 - mode;
      const part = off * weight;
      all += weight;
      first += part;
      second += off * part;
      third += off * off * part;
      if (weight < 1e-22) break;
    }
    const mean = first / all;
    const square = second / all;
    const variance = square - mean * mean;
    this.value = (place - mode) * predictor + this.logOf(place) - this.logOf(mode) - Math.log(all);
    this.slope = place - mode - mean;
    this.bend = -variance;
    this.twist = -(third / all - 3 * mean * variance - mean ** 3);
  }
  private logOf(at: number): number {
    let log = this.logs.get(at);
    if (log === undefined) this.logs.set(at, (log = this.logAt(at)));
    return log;
  }
}
