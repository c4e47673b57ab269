/** The baseline of a Cox regression: cumulative hazard at the mean covariates, with what its variance needs. */
import type { CoxData } from "./cox-data.ts";
import { eventTable, risksOf } from "./event-table.ts";
import { walkEvents } from "./walk-events.ts";

export interface BaselineCurve {
  /** Stratum s has the times from bounds[s] up to bounds[s + 1]. */
  readonly bounds: Int32Array;
  readonly time: Float64Array;
  /** Weighted events. */
  readonly events: Float64Array;
  /** Sums up to and with each time: of steps, of their variances, of steps times means among those at risk. */
  readonly hazard: Float64Array;
  readonly variance: Float64Array;
  readonly meanHazard: Float64Array;
  /** Minus the logarithm of baseline survival: the hazard, or of the product of Kalbfleisch and Prentice. */
  readonly product: Float64Array;
}

export function baselineCurve(data: CoxData, estimate: Float64Array, ties: "efron" | "breslow", product: boolean): BaselineCurve {
  const width = estimate.length;
  // The variance of the product is Breslow's.
  const table = eventTable(data, estimate, product ? "breslow" : ties);
  const steps = product ? productSteps(data, estimate, table.time.length) : table.step;
  const size = table.time.length;
  const [hazard, variance, meanHazard, decline] = [new Float64Array(size), new Float64Array(size), new Float64Array(size * width), new Float64Array(size)];
  for (let stratum = 0; stratum + 1 < table.bounds.length; stratum++) {
    const from = table.bounds[stratum] as number;
    for (let at = from; at < (table.bounds[stratum + 1] as number); at++) {
      const before = at > from;
      hazard[at] = (before ? (hazard[at - 1] as number) : 0) + (table.step[at] as number);
      variance[at] = (before ? (variance[at - 1] as number) : 0) + (table.stepVariance[at] as number);
      decline[at] = (before ? (decline[at - 1] as number) : 0) + (steps[at] as number);
      for (let term = 0; term < width; term++) meanHazard[at * width + term] = (before ? (meanHazard[(at - 1) * width + term] as number) : 0) + (table.meanStep[at * width + term] as number);
    }
  }
  return { bounds: table.bounds, time: table.time, events: table.shares, hazard, variance, meanHazard, product: decline };
}

/** Minus the logarithm of the factor a at each time, where the sum over events of w r / (1 - a^r) is the sum of risks. */
function productSteps(data: CoxData, estimate: Float64Array, size: number): Float64Array {
  const risks = risksOf(data, estimate);
  const made = new Float64Array(size);
  let to = size;
  walkEvents(data, risks, ({ first, end, atRisk, shares }) => {
    const had: { readonly share: number; readonly risk: number }[] = [];
    for (let row = first; row < end; row++) if (data.event[row] === 1) had.push({ share: data.weight?.[row] ?? 1, risk: risks[row] as number });
    // Nobody else is at risk: the curve falls to 0.
    const own = had.reduce((sum, { share, risk }) => sum + share * risk, 0);
    to -= 1;
    if (own >= atRisk.zero * (1 - 1e-14)) {
      made[to] = Number.POSITIVE_INFINITY;
      return;
    }
    // It falls in the step, from infinity to the sum of w r: Newton's steps from the left of a convex function do not pass the root.
    let step = shares / atRisk.zero;
    for (let round = 0; round < 200; round++) {
      let [sum, slope] = [-atRisk.zero, 0];
      for (const { share, risk } of had) {
        const left = -Math.expm1(-risk * step);
        sum += (share * risk) / left;
        slope -= (share * risk * risk * Math.exp(-risk * step)) / (left * left);
      }
      const next = step - sum / slope;
      const done = Math.abs(next - step) <= 1e-15 * step;
      step = next > 0 ? next : step / 2;
      if (done) break;
    }
    made[to] = step;
  });
  return made;
}
