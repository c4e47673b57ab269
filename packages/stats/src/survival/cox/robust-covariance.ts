/** The sandwich covariance of Cox regression, and the robust score test. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { addOuterProduct, mirrorUpper } from "../../linear-algebra/cross-product.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { multiply } from "../../linear-algebra/multiply.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import type { CoxData } from "./cox-data.ts";
import { rowResiduals } from "./row-residuals.ts";

/** Sums of weighted score residuals, one row a cluster; without clusters each row is its own. */
export function clusterScores(data: CoxData, estimate: Float64Array, ties: "efron" | "breslow", cluster: readonly string[] | null): Matrix {
  const { size, weight, order, terms } = data;
  const width = terms.length;
  const { scores } = rowResiduals(data, estimate, ties);
  if (weight !== null) for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] as number) * (weight[Math.floor(at / width)] as number);
  if (cluster === null) return { rows: size, columns: width, values: scores };
  const places = new Map<string, number>();
  const of = Int32Array.from(order, (row) => {
    const name = cluster[row] ?? "";
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  const sums = zeroMatrix(places.size, width);
  for (let at = 0; at < scores.length; at++) {
    const to = (of[Math.floor(at / width)] as number) * width + (at % width);
    sums.values[to] = (sums.values[to] as number) + (scores[at] as number);
  }
  return sums;
}

/** V (sum of s s') V with V the inverse information; no correction for the number of clusters, as in R. Throws StatisticRefusal `too-few`. */
export function robustCovariance(bread: Matrix, scores: Matrix): Matrix {
  if (scores.rows <= bread.rows) throw new StatisticRefusal("too-few", "cluster", `There are ${scores.rows} clusters for ${bread.rows} coefficients.`, "Take fewer covariates, or the variance of the model.", { clusters: scores.rows });
  return multiply(multiply(bread, products(scores)), bread);
}

/** The robust score statistic, from the scores at coefficients of 0; `null` where they are too few. */
export function robustScore(scores: Matrix): number | null {
  const inverse = invertPositiveDefinite(products(scores));
  if (inverse === null) return null;
  const total = new Float64Array(scores.columns);
  for (let at = 0; at < scores.values.length; at++) total[at % scores.columns] = (total[at % scores.columns] as number) + (scores.values[at] as number);
  return quadraticForm(inverse, total);
}

function products(scores: Matrix): Matrix {
  const made = zeroMatrix(scores.columns, scores.columns);
  for (let row = 0; row < scores.rows; row++) addOuterProduct(made, scores.values, row * scores.columns, 1);
  return mirrorUpper(made);
}
