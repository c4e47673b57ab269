/** The scores or points that matching measures by, and the caliper on them. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { addOuterProduct, mirrorUpper } from "../linear-algebra/cross-product.ts";
import { zeroMatrix } from "../linear-algebra/matrix.ts";
import { solveLower } from "../linear-algebra/solve-cholesky.ts";
import { type Design, designMatrix } from "../regression/design-matrix.ts";
import { logisticCore, logisticSettings } from "../regression/logistic-core.ts";
import { inverseLogit } from "../regression/logistic-likelihood.ts";
import { standardiseDesign } from "../regression/standardise-design.ts";
import type { ReadMatch, ReadMatchOptions } from "./match-options.ts";
import { weightedVariance } from "./spread.ts";

export interface Caliper {
  readonly width: number;
  readonly multiple: number;
  readonly unit: ReadMatchOptions["caliperUnit"];
  /** What the multiple is of; `null` for an absolute one. */
  readonly standardDeviation: number | null;
  readonly of: "propensity" | "logit-propensity" | "score";
}
export interface Nearness {
  /** What treated are ordered by and the caliper is on; `null` for Mahalanobis without a caliper. */
  readonly scores: Float64Array | null;
  /** Mahalanobis' coordinates, `size` a row; `null` for a score. */
  readonly points: { readonly values: Float64Array; readonly size: number } | null;
  readonly caliper: Caliper | null;
  /** Scores that differ by no more are equal. */
  readonly rounding: number;
  readonly propensity: { readonly terms: readonly string[]; readonly coefficients: readonly number[] } | null;
}

export function* measureNearness({ columns: { treated, covariates, score }, size }: ReadMatch, options: ReadMatchOptions): Generator<{ readonly done: number }, Nearness> {
  const { distance, caliper, ties } = options;
  if ((distance === "score") !== (score !== null)) throw score === null ? new StatisticRefusal("missing-column", "score", "The distance is of a score, and there is none.", "Give the column score, or another distance.") : new StatisticRefusal("options-conflict", "score", `There is a score, and the distance is ${distance}.`, 'Take { distance: "score" }, or leave the column out.');
  let [scores, propensity]: [Float64Array | null, Nearness["propensity"]] = [score, null];
  if (distance !== "score" && (distance !== "mahalanobis" || caliper !== null || needsScore(options))) {
    const design = designMatrix(covariates, { intercept: true, size });
    const fit = yield* logisticCore({ design, events: treated, weights: null, offsets: null }, { ...logisticSettings, firth: options.propensity === "firth" });
    scores = distance === "propensity" ? fit.linearPredictors.map(inverseLogit) : fit.linearPredictors;
    propensity = { terms: design.terms.map(({ term }) => term), coefficients: [...fit.coefficients] };
  }
  const points = distance === "mahalanobis" ? mahalanobisPoints(designMatrix(covariates, { intercept: true, size }), treated, options) : null;
  const rounding = ties === "exact" || scores === null ? 0 : 1e-12 * scores.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return { scores, points, caliper: caliper === null || scores === null ? null : caliperOf(scores, treated, options, caliper), rounding, propensity };
}

const needsScore = ({ order, algorithm }: ReadMatchOptions): boolean => algorithm === "greedy" && (order === "largest-first" || order === "smallest-first");

function caliperOf(scores: Float64Array, treated: Float64Array, { caliperUnit: unit, distance }: ReadMatchOptions, multiple: number): Caliper {
  const of = distance === "mahalanobis" ? "logit-propensity" : distance;
  if (unit === "absolute") return { width: multiple, multiple, unit, standardDeviation: null, of };
  const variance = (keep: (one: number) => boolean) => weightedVariance(scores, treated.map((one) => (keep(one) ? 1 : 0)), false);
  const [all, ones, zeros] = [variance(() => true), variance((one) => one === 1), variance((one) => one === 0)];
  const squared = unit === "sd-all" ? all : ones === null || zeros === null ? null : (ones + zeros) / 2;
  if (squared === null) throw new StatisticRefusal("too-few", "caliperUnit", "A group of one row has no standard deviation.", 'Take { caliperUnit: "sd-all" } or "absolute".');
  const standardDeviation = Math.sqrt(squared);
  return { width: multiple * standardDeviation, multiple, unit, standardDeviation, of };
}

/**
 * Coordinates in which Euclid's distance is Mahalanobis': L^-1 x, L L' being the covariance. The covariates are brought to mean 0
 * and spread 1 first, which changes no distance. Throws StatisticRefusal `singular` and `too-few`.
 */
function mahalanobisPoints(design: Design, treated: Float64Array, { mahalanobisCovariance }: ReadMatchOptions): { readonly values: Float64Array; readonly size: number } {
  const { matrix: { rows, columns, values } } = standardiseDesign(design, null);
  const size = columns - 1;
  const within = mahalanobisCovariance === "pooled-within";
  const freedom = rows - (within ? 2 : 1);
  if (freedom < 1) throw new StatisticRefusal("too-few", "treated", "There are too few rows for a covariance.", "Give more rows, or match on a score.");
  const means = [new Float64Array(size), new Float64Array(size)] as const;
  const counts = [0, 0] as [number, number];
  const groupOf = (row: number): 0 | 1 => (within && treated[row] === 1 ? 1 : 0);
  for (let row = 0; row < rows; row++) {
    const group = groupOf(row);
    counts[group] += 1;
    for (let at = 0; at < size; at++) means[group][at] = (means[group][at] ?? 0) + ((values[row * columns + at + 1] ?? 0) - (means[group][at] ?? 0)) / counts[group];
  }
  const covariance = zeroMatrix(size, size);
  const away = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < size; at++) away[at] = (values[row * columns + at + 1] ?? 0) - (means[groupOf(row)][at] ?? 0);
    addOuterProduct(covariance, away, 0, 1 / freedom);
  }
  const decomposition = decomposeCholesky(mirrorUpper(covariance), { tolerance: 1e-12 });
  if (!decomposition.positiveDefinite) throw new StatisticRefusal("singular", `covariates.${design.terms[decomposition.pivot + 1]?.term ?? ""}`, "Within the groups the covariates before it determine it.", 'Leave it out, or take { mahalanobisCovariance: "all" }.');
  const made = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) solveLower(decomposition.lower, values.subarray(row * columns + 1, (row + 1) * columns), made.subarray(row * size, (row + 1) * size));
  return { values: made, size };
}
