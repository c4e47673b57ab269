/** Variances that hold within clusters of any dependence: the sandwich, its small-sample corrections and degrees of freedom. */
import { fTail } from "../../distributions/f.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type Cholesky, decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import { inverseFromCholesky, invertLower } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply, multiplyVector } from "../../linear-algebra/multiply.ts";
import { solveCholeskyMatrix } from "../../linear-algebra/solve-cholesky.ts";
import { symmetricEigen } from "../../linear-algebra/symmetric-eigen.ts";
import { transpose } from "../../linear-algebra/transpose.ts";
import { type ClusterBlock, inBasis } from "./cluster-blocks.ts";
import { type LinearInference, jointWald, unitVector, waldStatistic } from "./linear-inference.ts";
import { type ClusterParts, hotellingDegrees, satterthwaite, symmetrised } from "./robust-degrees.ts";

export const robustKinds = ["CR0", "CR1", "CR1p", "CR2"] as const;
export type RobustKind = (typeof robustKinds)[number];
export const robustWords: Readonly<Record<RobustKind, string>> = {
  CR0: "without correction (CR0)",
  CR1: "multiplied by m / (m - 1) for m clusters (CR1)",
  CR1p: "multiplied by m / (m - p) for m clusters and p coefficients (CR1p)",
  CR2: "with the bias-reduced linearisation of Bell and McCaffrey (CR2)",
};

export interface RobustOptions {
  readonly kind: RobustKind;
  readonly degrees: "satterthwaite" | "clusters";
  /** Of the coefficients, for refusals. */
  readonly names: readonly string[];
}

/** Part of the square of the largest variance below which an eigenvalue is 0: what a cluster alone determines. */
const none = 1e-10;

/**
 * Inference with cluster-robust variance for weights that are the inverse of the model's variance; the model's variance is the
 * working model of CR2 and of the degrees of freedom.
 *
 * `satterthwaite`: degrees of freedom of each contrast from the first two moments of its variance under the working model; joint
 * tests by the approximate Hotelling T² (HTZ) of Tipton and Pustejovsky. `clusters`: m - p for all, as metafor's `robust`.
 * Time m n_j³ for m clusters of n_j rows.
 *
 * Throws StatisticRefusal `too-few` for no more clusters than coefficients, `not-identified` for a coefficient that one cluster
 * alone determines.
 * Sources: Pustejovsky and Tipton 2018, J Bus Econ Stat 36:672, doi 10.1080/07350015.2016.1247004; Tipton and Pustejovsky 2015,
 * J Educ Behav Stat 40:604, doi 10.3102/1076998615606099 (both recalled). R: `clubSandwich::coef_test`, `Wald_test(test = "HTZ")`.
 */
export function robustInference(coefficients: Float64Array, modelCovariance: Matrix, given: readonly ClusterBlock[], options: RobustOptions): LinearInference {
  const clusters = given.length;
  const count = coefficients.length;
  if (clusters <= count) throw new StatisticRefusal("too-few", "cluster", `There are ${clusters} clusters for ${count} coefficients.`, "A variance between clusters needs more clusters than coefficients: take moderators out, or use the model's variance.", { clusters, coefficients: count });
  const { blocks, toBasis } = inBasis(given);
  const bread = breadOf(blocks, count);
  const parts = blocks.map((block) => clusterParts(block, bread, options.kind));
  const meat = zeroMatrix(count, count);
  for (const { score } of parts) for (let row = 0; row < count; row++) for (let column = 0; column < count; column++) meat.values[row * count + column] = (meat.values[row * count + column] as number) + (score[row] as number) * (score[column] as number);
  const factor = options.kind === "CR1" ? clusters / (clusters - 1) : options.kind === "CR1p" ? clusters / (clusters - count) : 1;
  const back = transpose(invertLower(transpose(toBasis)));
  const half = multiply(back, bread);
  const covariance = multiply(multiply(half, meat), transpose(half));
  for (let at = 0; at < covariance.values.length; at++) covariance.values[at] = (covariance.values[at] as number) * factor;
  for (let at = 0; at < count; at++) {
    const place = at * (count + 1);
    if ((covariance.values[place] as number) > none * (modelCovariance.values[place] as number)) continue;
    throw new StatisticRefusal("not-identified", "covariance", `One cluster alone determines ${options.names[at] ?? at + 1}: its robust variance comes out as 0.`, 'Take the moderator out, put levels together, or choose covariance "model".', { coefficient: options.names[at] ?? at + 1 });
  }
  const degreesFor = options.degrees === "clusters" ? () => clusters - count : degreesByMoments(parts, bread, multiply(bread, transpose(back)));
  return {
    coefficients,
    covariance,
    modelCovariance,
    degreesFor,
    joint: (places) => {
      if (places.length === 0) return { test: null, reason: "There is no moderator." };
      const statistic = waldStatistic(coefficients, covariance, places);
      if (statistic === null) return { test: null, reason: "The robust variance of the coefficients has no inverse: there are too few clusters." };
      if (options.degrees === "clusters") return { test: jointWald(statistic, places.length, clusters - count), reason: null };
      const inner = hotellingDegrees(parts, bread, places.map((place) => multiplyVector(bread, multiplyVector(transpose(back), unitVector(count, place)))));
      const denominatorDegrees = inner === null ? 0 : inner - places.length + 1;
      if (inner === null || denominatorDegrees <= 0) return { test: null, reason: "There are too few clusters for a joint test: its degrees of freedom are not above 0." };
      const f = ((denominatorDegrees / inner) * statistic) / places.length;
      return { test: { statistic: f, distribution: "F", degreesOfFreedom: places.length, denominatorDegrees, pValue: fTail(f, places.length, denominatorDegrees, { tail: "upper" }) }, reason: null };
    },
  };
}

/** Of contrasts of the coefficients, which `turn` takes to directions in the basis. */
function degreesByMoments(parts: readonly ClusterParts[], bread: Matrix, turn: Matrix): (contrast: Float64Array) => number {
  const made = satterthwaite(parts, bread);
  return (contrast) => made(multiplyVector(turn, contrast));
}

function clusterParts({ design, variance, residuals }: ClusterBlock, bread: Matrix, kind: RobustKind): ClusterParts {
  // WX, then AWX: rows of the cluster by coefficients.
  const weighted = solveCholeskyMatrix(decomposed(variance), design);
  const adjusted = kind === "CR2" ? multiply(adjustment(design, variance, bread), weighted) : weighted;
  const turned = transpose(adjusted);
  return { score: multiplyVector(turned, residuals), pull: multiply(transpose(design), adjusted), spread: multiply(multiply(turned, variance), adjusted) };
}

/** A = D'(D(Φ - X M X')D')^(-1/2) D with Φ = D'D; any D gives the same A, here it is the transpose of Cholesky's factor. */
function adjustment(design: Matrix, variance: Matrix, bread: Matrix): Matrix {
  const { lower } = decomposed(variance);
  const upper = transpose(lower);
  const fitted = multiply(multiply(design, bread), transpose(design));
  const left: Matrix = { ...variance, values: variance.values.map((value, at) => value - (fitted.values[at] as number)) };
  const { values, vectors } = symmetricEigen(symmetrised(multiply(multiply(upper, left), lower)));
  // Where nothing is fitted its eigenvalues are the squares of those of Φ, whose largest is no smaller than the largest variance.
  const size = variance.rows;
  let most = 0;
  for (let at = 0; at < size; at++) most = Math.max(most, variance.values[at * (size + 1)] as number);
  const power = zeroMatrix(size, size);
  const vector = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const value = values[k] as number;
    if (value <= none * most * most) continue;
    for (let row = 0; row < size; row++) vector[row] = vectors.values[row * size + k] as number;
    addOuterProduct(power, vector, 0, 1 / Math.sqrt(value));
  }
  return multiply(multiply(lower, mirrorUpper(power)), upper);
}

/** (Σ X'WX)⁻¹ in the basis. */
function breadOf(blocks: readonly ClusterBlock[], count: number): Matrix {
  const sum = zeroMatrix(count, count);
  for (const { design, variance } of blocks) {
    const part = multiply(transpose(design), solveCholeskyMatrix(decomposed(variance), design));
    for (let at = 0; at < sum.values.length; at++) sum.values[at] = (sum.values[at] as number) + (part.values[at] as number);
  }
  return inverseFromCholesky(decomposed(symmetrised(sum)));
}

function decomposed(matrix: Matrix): Cholesky {
  const made = decomposeCholesky(matrix, { tolerance: 0 });
  if (!made.positiveDefinite) throw new StatisticRefusal("singular", "cluster", "The model's variance within a cluster has no inverse.", "Check variances and the correlation.");
  return made;
}
