/** Gaps of a column of categories, drawn from its multinomial regression on all others. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { solveLowerTransposed } from "../../linear-algebra/solve-cholesky.ts";
import { maximiseNewton } from "../../optimisation/newton-raphson.ts";
import type { ChainColumn, Draws } from "./chain-column.ts";
import { multinomialLikelihood } from "./multinomial-likelihood.ts";

/**
 * Coefficients from the normal law about their estimate, then a category with its chance. Rows of little weight are added for each
 * predictor and category (White, Daniel and Royston 2010), so that a predictor that foretells a category without error leaves an
 * estimate. Writes into `values`; of two categories, gives what each was drawn from.
 */
export function drawCategories({ name, seen, gaps, shift }: ChainColumn, values: Float64Array, [x, into]: readonly [Matrix, Matrix], { uniform, normal }: Draws): { readonly uniform: number; readonly logOdds: number }[] {
  const present = [...new Set(seen.map((row) => values[row] as number))].toSorted((one, other) => one - other);
  const count = present.length;
  const codes = seen.map((row) => present.indexOf(values[row] as number));
  // Where one category alone was seen there is no other to draw.
  if (count === 1) {
    for (const row of gaps) values[row] = present[0] as number;
    return gaps.map(() => ({ uniform: 0.5, logOdds: present[0] === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY }));
  }
  // Predictors that others determine among the rows seen, as a constant does, tell nothing.
  const kept = weightedLeastSquares(x, codes).keptColumns.toSorted((one, other) => one - other);
  const { design, scale } = standardised(x, kept);
  const { matrix, weights, outcome } = withLightRows(design, codes, count);
  const found = maximiseNewton((point) => multinomialLikelihood(matrix, outcome, weights, count, point), new Float64Array(kept.length * (count - 1)), { gradientTolerance: 1e-9 });
  const root = decomposeCholesky({ ...found.hessian, values: found.hessian.values.map((one) => -one) });
  if (!found.converged || !root.positiveDefinite) throw new StatisticRefusal("not-converged", name, "The regression of its categories on the other columns has no maximum.", "Leave columns out, or join categories.");
  // z' L⁻¹ has the inverse of L L' as its covariance.
  const moved = solveLowerTransposed(root.lower, Float64Array.from(found.estimate, () => normal()));
  const drawn = found.estimate.map((one, at) => one + (moved[at] as number));
  return gaps.map((row, at) => {
    const eta = Array.from({ length: count }, (_, code) => (code === 0 ? 0 : kept.reduce((sum, column, place) => sum + (drawn[(code - 1) * kept.length + place] as number) * scale(into.values[at * into.columns + column] as number, place), code === 1 && count === 2 ? shift : 0)));
    const most = Math.max(...eta);
    const masses = eta.map((one) => Math.exp(one - most));
    const chance = uniform();
    // From the last category down, so that of two the second is drawn where the number is small.
    let left = chance * masses.reduce((sum, one) => sum + one, 0);
    let code = count - 1;
    while (code > 0 && left >= (masses[code] as number)) left -= masses[code--] as number;
    values[row] = present[code] as number;
    return { uniform: chance, logOdds: (eta[1] as number) - (count === 2 ? shift : 0) };
  });
}

/** The kept columns with mean 0 and spread 1, but for the intercept. */
function standardised(x: Matrix, kept: readonly number[]): { readonly design: Matrix; readonly scale: (value: number, place: number) => number } {
  const at = (row: number, column: number): number => x.values[row * x.columns + column] as number;
  const moments = kept.map((column) => {
    if (column === 0) return { mean: 0, spread: 1 };
    let [mean, squares] = [0, 0];
    for (let row = 0; row < x.rows; row++) mean += at(row, column) / x.rows;
    for (let row = 0; row < x.rows; row++) squares += (at(row, column) - mean) ** 2;
    return { mean, spread: Math.sqrt(squares / (x.rows - 1)) };
  });
  const scale = (value: number, place: number): number => (value - (moments[place]?.mean ?? 0)) / (moments[place]?.spread ?? 1);
  const design = zeroMatrix(x.rows, kept.length);
  for (let row = 0; row < x.rows; row++) for (const [place, column] of kept.entries()) design.values[row * kept.length + place] = scale(at(row, column), place);
  return { design, scale };
}

/** Two rows more for each predictor and category, half a spread above and below its mean, all others at theirs; together as heavy as one row for each coefficient. */
function withLightRows(design: Matrix, codes: readonly number[], count: number): { readonly matrix: Matrix; readonly weights: Float64Array; readonly outcome: Float64Array } {
  const predictors = design.columns - 1;
  const more = 2 * predictors * count;
  const matrix = zeroMatrix(design.rows + more, design.columns);
  matrix.values.set(design.values);
  const weights = new Float64Array(matrix.rows).fill(1);
  const outcome = new Float64Array(matrix.rows);
  outcome.set(codes);
  for (let at = 0; at < more; at++) {
    const row = design.rows + at;
    matrix.values[row * design.columns] = 1;
    matrix.values[row * design.columns + 1 + Math.floor(at / (2 * count))] = at % 2 === 0 ? 0.5 : -0.5;
    weights[row] = (predictors + 1) / more;
    outcome[row] = Math.floor(at / 2) % count;
  }
  return { matrix, weights, outcome };
}
