/** Trim and fill: how many studies a funnel lacks on one side, and the pooled effect with them. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import { poolEstimates } from "../pooling/pool-estimates.ts";
import { lineDesign } from "./asymmetry-regression.ts";
import { type PooledRow, pooledRow } from "./pooled-row.ts";
import { poolSelection, readStudySet, sensitivityColumns, sensitivityOptions, type StudySet } from "./study-set.ts";

export const trimAndFillColumns = sensitivityColumns;
export const trimAndFillOptions = {
  ...sensitivityOptions,
  estimator: choice(["L0", "R0"], "L0", "estimator of the number of missing studies: L0 from the ranks' sum, R0 from the longest run at the end"),
  side: choice(["regression", "left", "right"], "regression", "where studies are missing: left (low estimates), right, or by the sign of the slope of a regression on the standard error"),
} as const;

export interface FilledStudy {
  readonly study: string;
  /** The study that it mirrors. */
  readonly mirrors: string;
  readonly estimate: number;
  readonly variance: number;
}
export interface TrimAndFill extends ResultForm {
  readonly side: "left" | "right";
  /** Studies missing on that side. */
  readonly missingStudies: number;
  /** Of their number before it is rounded and raised to 0; `null` where the formula of L0 gives a variance below 0, as it does for a raw number far below 0. */
  readonly standardError: number | null;
  /** Of no missing study; R0 only. */
  readonly pValue: number | null;
  readonly iterations: number;
  readonly filled: readonly FilledStudy[];
  readonly before: PooledRow;
  readonly after: PooledRow;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const mostIterations = 100;

/**
 * Trims the studies without a counterpart, finds the middle of the rest, and fills mirror images in, until their number stays.
 *
 * It assumes that asymmetry comes from missing studies with the most extreme estimates; where studies differ for other reasons it
 * fills in what never was. Equal estimates are ordered by their variances, so that the order of rows does not matter.
 *
 * Throws StatisticRefusal `too-few` below three studies, `not-converged` where the number goes round in a circle, and as
 * `computeEffectSizes` and `poolEffects` do.
 * Source: Duval and Tweedie 2000, Biometrics 56:455, doi 10.1111/j.0006-341X.2000.00455.x (recalled). R: `metafor::trimfill(rma(…))`.
 *
 * @example trimAndFill({ estimate: [0, 0.1, 0.5, 1], variance: [0.01, 0.02, 0.1, 0.2] }, { measure: "generic", model: "common" }).missingStudies
 */
export function trimAndFill(columns: GivenColumns<typeof trimAndFillColumns>, options: GivenOptions<typeof trimAndFillOptions> = {}): TrimAndFill {
  const chosen = readOptions(trimAndFillOptions, options);
  const set = readStudySet(columns, options, 3);
  const size = set.estimates.length;
  const before = poolSelection(set, Int32Array.from({ length: size }, (_, at) => at), chosen);
  const side = chosen.side === "regression" ? sideByRegression(set, chosen) : chosen.side;
  const sign = side === "right" ? -1 : 1;
  const order = Array.from(set.estimates, (_, at) => at).toSorted((one, other) => sign * ((set.estimates[one] ?? 0) - (set.estimates[other] ?? 0)) || (set.variances[one] ?? 0) - (set.variances[other] ?? 0));
  const estimates = Float64Array.from(order, (at) => sign * (set.estimates[at] ?? 0));
  const variances = Float64Array.from(order, (at) => set.variances[at] ?? 0);
  let [count, last, middle] = [0, -1, 0];
  let standardError: number | null = null;
  let iterations = 0;
  while (count !== last) {
    last = count;
    iterations += 1;
    if (iterations > mostIterations) throw new StatisticRefusal("not-converged", "estimator", `The number of missing studies did not settle in ${mostIterations} rounds; it was ${count} last.`, "Choose the other estimator, or the other side.", { missingStudies: count });
    const kept = size - count;
    if (kept < 1) throw new StatisticRefusal("not-identified", "estimator", "Every study would be trimmed.", "Choose the other estimator, or the other side.");
    middle = fitMixedEffects(estimates.subarray(0, kept), variances.subarray(0, kept), null, kept === 1 ? { model: "common" } : chosen).coefficients[0] ?? 0;
    ({ count, standardError } = countMissing(estimates, middle, chosen.estimator));
  }
  const filled = order.slice(size - count).map((at, nth): FilledStudy => ({ study: `Filled ${nth + 1}`, mirrors: set.names[at] ?? "", estimate: sign * (2 * middle - sign * (set.estimates[at] ?? 0)), variance: set.variances[at] ?? 0 }));
  const after = count === 0 ? before : poolEstimates({ measure: set.measure, names: [...set.names, ...filled.map(({ study }) => study)], estimates: Float64Array.of(...set.estimates, ...filled.map(({ estimate }) => estimate)), variances: Float64Array.of(...set.variances, ...filled.map(({ variance }) => variance)), weights: null, sizes: set.effectSizes.sizes === null ? null : Float64Array.of(...set.effectSizes.sizes, ...order.slice(size - count).map((at) => set.effectSizes.sizes?.[at] ?? 1)), missing: set.missing }, { ...chosen, tauSquaredInterval: "none" });
  return resultOf({
    method: `Trim and fill (Duval and Tweedie), estimator ${chosen.estimator}, missing studies looked for on the ${side} (${chosen.side === "regression" ? "by the slope of a regression on the standard error" : "as asked"}); ${count} filled in. ${before.method}`,
    side,
    missingStudies: count,
    standardError,
    pValue: chosen.estimator === "R0" ? 0.5 ** (count + 1) : null,
    iterations,
    filled,
    before: pooledRow(before),
    after: pooledRow(after),
    missing: set.missing,
    warnings: [...set.effectSizes.warnings, ...before.warnings, ...(size < 10 ? ["Fewer than 10 studies: the number of missing ones is poorly known."] : [])],
  } as const);
}

/** Rising estimates, centred; ranks of their distances, equal ones in the order of the estimates. */
function countMissing(estimates: Float64Array, middle: number, estimator: "L0" | "R0"): { readonly count: number; readonly standardError: number | null } {
  const k = estimates.length;
  const centred = estimates.map((estimate) => estimate - middle);
  if ((centred[k - 1] ?? 0) <= 0) return { count: 0, standardError: estimator === "R0" ? Math.SQRT2 : (4 * Math.sqrt((k * (k + 1) * (2 * k + 1)) / 24)) / (2 * k - 1) };
  const byDistance = Array.from(centred, (_, at) => at).toSorted((one, other) => Math.abs(centred[one] ?? 0) - Math.abs(centred[other] ?? 0) || one - other);
  let [above, highestBelow] = [0, 0];
  for (const [at, place] of byDistance.entries()) {
    const value = centred[place] ?? 0;
    if (value > 0) above += at + 1;
    else if (value < 0) highestBelow = at + 1;
  }
  if (estimator === "R0") {
    const raw = k - highestBelow - 1;
    return { count: Math.max(0, raw), standardError: Math.sqrt(2 * Math.max(0, raw) + 2) };
  }
  const raw = (4 * above - k * (k + 1)) / (2 * k - 1);
  const variance = (k * (k + 1) * (2 * k + 1) + 10 * raw ** 3 + 27 * raw ** 2 + 17 * raw - 18 * k * raw ** 2 - 18 * k * raw + 6 * k * k * raw) / 24;
  return { count: Math.max(0, Math.round(raw)), standardError: variance > 0 ? (4 * Math.sqrt(variance)) / (2 * k - 1) : null };
}

/** A falling line means that small studies say less: those that would say more are missing on the right. */
function sideByRegression(set: StudySet, chosen: { readonly model: "common" | "random"; readonly tauSquared: (typeof sensitivityOptions)["tauSquared"]["choices"][number]; readonly tauSquaredValue: number | null }): "left" | "right" {
  try {
    return (fitMixedEffects(set.estimates, set.variances, lineDesign(set.variances.map(Math.sqrt)), chosen).coefficients[1] ?? 0) < 0 ? "right" : "left";
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal && refusal.code === "singular") throw new StatisticRefusal("singular", "side", "All studies have the same standard error: a regression cannot tell the side.", 'Choose side "left" or "right".');
    throw refusal;
  }
}
