/** Columns of mean 0 and spread 1: Newton's steps and decompositions keep their digits whatever the units are. */
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { addOuterProduct, mirrorUpper } from "../linear-algebra/cross-product.ts";
import { decomposeCholesky } from "../linear-algebra/cholesky.ts";
import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";
import { decomposeQr } from "../linear-algebra/pivoted-qr.ts";
import type { Design } from "./design-matrix.ts";

export interface StandardisedDesign {
  /** (x - mean) / spread; the intercept stays 1. */
  readonly matrix: Matrix;
  /** 0 for the intercept. */
  readonly means: Float64Array;
  /** 1 for the intercept. */
  readonly spreads: Float64Array;
}

/**
 * Needs an intercept as the first column. Rows of weight 0 are as if they were not there.
 * Throws StatisticRefusal `singular`, with the columns that others determine, as R's lm would leave them out.
 */
export function standardiseDesign(design: Design, weights: Float64Array | null): StandardisedDesign {
  const { matrix: { rows, columns, values }, terms } = design;
  const means = new Float64Array(columns);
  const spreads = new Float64Array(columns).fill(1);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (weights?.[row] === 0) continue;
    count += 1;
    // A running mean: no sum that grows over a million rows.
    for (let column = 1, at = row * columns + 1; column < columns; column++, at++) means[column] = (means[column] ?? 0) + ((values[at] ?? 0) - (means[column] ?? 0)) / count;
  }
  const squares = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    if (weights?.[row] === 0) continue;
    for (let column = 1, at = row * columns + 1; column < columns; column++, at++) squares[column] = (squares[column] ?? 0) + ((values[at] ?? 0) - (means[column] ?? 0)) ** 2;
  }
  for (let column = 1; column < columns; column++) {
    const spread = Math.sqrt((squares[column] ?? 0) / Math.max(1, count));
    if (!(spread > 1e-11 * Math.abs(means[column] ?? 0))) throw refuseDependent([terms[column]?.term ?? ""], "It does not vary.");
    spreads[column] = spread;
  }
  const made = zeroMatrix(rows, columns);
  for (let row = 0, at = 0; row < rows; row++) for (let column = 0; column < columns; column++, at++) made.values[at] = ((values[at] ?? 0) - (means[column] ?? 0)) / (spreads[column] ?? 1);
  requireIndependent(made, weights, count, design);
  return { matrix: made, means, spreads };
}

function requireIndependent(made: Matrix, weights: Float64Array | null, count: number, { terms }: Design): void {
  const products = zeroMatrix(made.columns, made.columns);
  for (let row = 0; row < made.rows; row++) if (weights?.[row] !== 0) addOuterProduct(products, made.values, row * made.columns, 1 / count);
  // What is left of a column of length 1 is told by its pivot: above a thousandth there is nothing to doubt.
  if (decomposeCholesky(mirrorUpper(products), { tolerance: 1e-6 }).positiveDefinite) return;
  const kept: Matrix = weights === null ? made : { rows: count, columns: made.columns, values: Float64Array.from(Array.from({ length: made.rows }, (_, row) => row).filter((row) => weights[row] !== 0).flatMap((row) => [...made.values.subarray(row * made.columns, (row + 1) * made.columns)])) };
  const { dependentColumns } = decomposeQr(kept);
  if (dependentColumns.length > 0) throw refuseDependent(dependentColumns.map((column) => terms[column]?.term ?? ""), dependentColumns.length === 1 ? "The columns before it determine it." : "The columns before them determine them.");
}

const refuseDependent = (names: readonly string[], message: string): StatisticRefusal => new StatisticRefusal("singular", `covariates.${names.join(", ")}`, message, `Leave ${names.join(", ")} out.`, { columns: names.join(", ") });
