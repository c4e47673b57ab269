/** Gaps of a column of numbers, drawn from its regression on all others. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { type ChainColumn, type Draws, predicted } from "./chain-column.ts";

/**
 * σ*² = RSS / χ²(n - k), β* = β̂ + σ* chol((X'X)⁻¹) z, and then x'β* + σ* z; or, with donors, a value seen at one of the rows whose
 * x'β̂ is nearest to x'β*. Writes into `values`.
 */
export function drawNumbers({ name, seen, gaps, shift }: ChainColumn, values: Float64Array, [x, into]: readonly [Matrix, Matrix], { uniform, normal }: Draws, donors: number | null): void {
  const y = seen.map((row) => values[row] as number);
  const fit = weightedLeastSquares(x, y);
  if (fit.degreesOfFreedom < 1) throw new StatisticRefusal("too-few", name, `${seen.length} values were seen for ${fit.rank} coefficients.`, "Leave columns out, or give more rows.");
  const sd = Math.sqrt(fit.residualSumOfSquares / chiSquareQuantile(uniform(), fit.degreesOfFreedom));
  // Columns that others determine have no coefficient, and are 0 here.
  const middle = fit.coefficients.map((one) => one ?? 0);
  const drawn = middle.slice();
  const root = decomposeCholesky(fit.unscaledCovariance);
  if (!root.positiveDefinite) throw new StatisticRefusal("singular", name, "The columns determine each other.", "Leave one out.");
  const z = fit.keptColumns.map(() => normal());
  for (const [row, column] of fit.keptColumns.entries()) {
    let move = 0;
    for (let at = 0; at <= row; at++) move += (root.lower.values[row * root.lower.columns + at] as number) * (z[at] as number);
    drawn[column] = (drawn[column] as number) + sd * move;
  }
  if (donors === null) {
    for (const [at, row] of gaps.entries()) values[row] = predicted(into, at, drawn) + sd * normal() + shift;
    return;
  }
  const fitted = seen.map((_, at) => predicted(x, at, middle));
  for (const [at, row] of gaps.entries()) {
    const goal = predicted(into, at, drawn);
    const nearest = fitted.map((value, which) => ({ which, far: Math.abs(value - goal) })).toSorted((one, other) => one.far - other.far).slice(0, donors);
    values[row] = (y[nearest[Math.floor(uniform() * nearest.length)]?.which ?? 0] as number) + shift;
  }
}
