/**
 * The posterior of the two-parameter logistic model by quadrature in two steps. For a fixed log beta the density of log
 * alpha is held on panels, so that P(p < limit) is exact at its edge. Over log beta equal steps are halved until nothing
 * changes.
 */
import type { BlrmSetting } from "./blrm-options.ts";
import { type LogAlphaDensity, holdSlice, modeOf } from "./blrm-slice.ts";
import type { CrmData } from "./crm-data.ts";
import type { PanelDensity } from "./quadrature/panel-density.ts";

interface Slice {
  readonly logBeta: number;
  readonly logAlpha: PanelDensity;
  /** Log of the joint posterior integrated over log alpha. */
  readonly logMass: number;
  /** P(p <= limit) for both ends of the target interval, by dose level. */
  readonly below: readonly number[];
}

export class BlrmPosterior {
  private readonly setting: BlrmSetting;
  private readonly data: CrmData;
  private readonly logits: readonly number[];
  private slices: readonly Slice[];
  /** Shares of the slices; they sum to one. */
  private shares: readonly number[] = [];

  constructor(data: CrmData, setting: BlrmSetting) {
    this.setting = setting;
    this.data = data;
    this.logits = setting.targetInterval.map((limit) => Math.log(limit / (1 - limit)));
    this.slices = this.region().map((logBeta) => this.slice(logBeta));
    this.share();
    let before = this.checks();
    for (let turn = 0; turn < 9; turn++) {
      this.halve();
      const now = this.checks();
      // Halving the step squares the error or does better: a difference of 1e-5 leaves about 1e-10.
      if (now.every((value, at) => Math.abs(value - (before[at] ?? 0)) < 1e-5)) return;
      before = now;
    }
  }

  /** Posterior expectation of a function of log alpha and log beta. */
  mean(f: (logAlpha: number, logBeta: number) => number): number {
    return this.over((slice) => slice.logAlpha.mean((logAlpha) => f(logAlpha, slice.logBeta)));
  }

  /** Posterior probability that a dose level (index from 0) lies below, in and above the target interval. */
  intervals(at: number): { readonly under: number; readonly target: number; readonly over: number } {
    const under = this.over((slice) => slice.below[2 * at] ?? 0);
    const notOver = this.over((slice) => slice.below[2 * at + 1] ?? 0);
    return { under, target: notOver - under, over: 1 - notOver };
  }

  /** The probability of the event at a dose level that lies so far up in the posterior. */
  quantile(at: number, share: number): number {
    let low = -700;
    let high = 700;
    for (let turn = 0; turn < 100 && high - low > 1e-13 * Math.max(1, Math.abs(low)); turn++) {
      const middle = (low + high) / 2;
      if (this.over(({ logAlpha, logBeta }) => logAlpha.cdf(middle - this.shift(logBeta, at))) < share) low = middle;
      else high = middle;
    }
    return 1 / (1 + Math.exp(-(low + high) / 2));
  }

  private shift(logBeta: number, at: number): number {
    return Math.exp(logBeta) * (this.setting.logDoses[at] ?? 0);
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

  /** Half a prior standard deviation apart, where Laplace's approximation does not rule the values out. */
  private region(): readonly number[] {
    const { mean, sd } = this.setting.prior;
    const scan = Array.from({ length: 41 }, (_, k) => mean[1] + (sd[1] * (k - 20)) / 2);
    const masses = scan.map((logBeta) => {
      const [density, factor] = this.density(logBeta);
      return modeOf(density).logMass + factor;
    });
    const highest = Math.max(...masses);
    const first = masses.findIndex((mass) => mass > highest - 40);
    const last = masses.findLastIndex((mass) => mass > highest - 40);
    return scan.slice(Math.max(0, first - 1), last + 2);
  }

  /** The density of log alpha, and the log of what depends on log beta alone. */
  private density(logBeta: number): readonly [LogAlphaDensity, number] {
    const { mean, sd, correlation } = this.setting.prior;
    const z = (logBeta - mean[1]) / sd[1];
    const shifts: number[] = [];
    const counts: number[] = [];
    let events = 0;
    let factor = (-z * z) / 2;
    for (let at = 0; at < this.setting.logDoses.length; at++) {
      const n = this.data.n[at] ?? 0;
      if (n === 0) continue;
      shifts.push(this.shift(logBeta, at));
      counts.push(n);
      events += this.data.events[at] ?? 0;
      factor += (this.data.events[at] ?? 0) * this.shift(logBeta, at);
    }
    return [{ mean: mean[0] + correlation * sd[0] * z, sd: sd[0] * Math.sqrt(1 - correlation ** 2), events, shifts, factors: shifts.map(Math.exp), counts }, factor];
  }

  private slice(logBeta: number): Slice {
    const [density, factor] = this.density(logBeta);
    const logAlpha = holdSlice(density, modeOf(density).at);
    const below = this.setting.logDoses.flatMap((_, at) => this.logits.map((logit) => logAlpha.cdf(logit - this.shift(logBeta, at))));
    return { logBeta, logAlpha, logMass: logAlpha.logMass + factor, below };
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
    const masses = this.slices.map((slice) => (slice.logMass > highest - 36 ? Math.exp(slice.logMass - highest) : 0));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    this.shares = masses.map((mass) => mass / total);
  }

  private checks(): readonly number[] {
    const middle = this.over((slice) => slice.logBeta);
    const limits = Array.from({ length: 2 * this.setting.doses.length }, (_, at) => this.over((slice) => slice.below[at] ?? 0));
    return [middle, this.over((slice) => (slice.logBeta - middle) ** 2), ...limits];
  }
}
