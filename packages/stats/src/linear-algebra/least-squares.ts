import { multiplyByQ, multiplyByQTransposed, upperTriangle } from "./apply-qr.ts";
import { mirrorUpper } from "./cross-product.ts";
import { invertLower } from "./invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "./matrix.ts";
import { decomposeQr, type PivotedQr } from "./pivoted-qr.ts";
import { requireFinite, requireLength } from "./require-matrix.ts";
import { transpose } from "./transpose.ts";

export interface LeastSquaresOptions {
  /** Weights of rows, 0 or more, as inverse variances; all 1 where left out. A row of weight 0 is predicted, not used. */
  readonly weights?: ArrayLike<number>;
  /** A column is dependent when less than this part of its length is left; 1e-7 where left out. */
  readonly tolerance?: number;
}

export interface LeastSquares {
  /** One per column of X; `null` for a dependent column, as lm's NA. */
  readonly coefficients: readonly (number | null)[];
  readonly rank: number;
  readonly keptColumns: readonly number[];
  readonly dependentColumns: readonly number[];
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  /** Σ w (y - fitted)². */
  readonly residualSumOfSquares: number;
  /** Rows of weight above zero minus rank. */
  readonly degreesOfFreedom: number;
  /** (X'WX)^-1 over `keptColumns`; times the residual variance it is the covariance of the coefficients. */
  readonly unscaledCovariance: Matrix;
  /** Of √W X: for leverages and robust variances. */
  readonly qr: PivotedQr;
}

/**
 * Weighted least squares: the coefficients that make Σ w (y - X b)² smallest, by QR, so that X'X is never formed.
 *
 * Dependent columns get no coefficient. Throws RangeError when shapes do not fit, a number is not finite, or a weight is
 * below 0. R: `lm.wfit(X, y, w)`, to 1e-12 for well-conditioned X.
 *
 * @example weightedLeastSquares(matrixOf([[1, 0], [1, 1], [1, 2]]), [1, 3, 5]).coefficients // 1, 2
 */
export function weightedLeastSquares(x: Matrix, y: ArrayLike<number>, options: LeastSquaresOptions = {}): LeastSquares {
  requireLength(y.length, x.rows, "The outcome");
  requireFinite(x.values, "weightedLeastSquares");
  requireFinite(y, "weightedLeastSquares");
  const roots = rootsOf(options.weights ?? new Float64Array(x.rows).fill(1), x.rows);
  const qr = decomposeQr(scaleRows(x, roots), options.tolerance === undefined ? {} : { tolerance: options.tolerance });
  const { rank, order } = qr;
  const turned = multiplyByQTransposed(qr, roots.map((root, row) => root * (y[row] ?? 0)));
  const upper = upperTriangle(qr);
  const kept = order.slice(0, rank);
  const coefficients = solveUpper(upper, turned);
  const all = Array.from({ length: x.columns }, (): number | null => null);
  for (const [at, column] of kept.entries()) all[column] = coefficients[at] ?? 0;
  const fitted = predict(x, all);
  const left = multiplyByQ(qr, turned.fill(0, 0, rank));
  const residuals = fitted.map((value, row) => ((roots[row] ?? 0) > 0 ? (left[row] ?? 0) / (roots[row] ?? 1) : (y[row] ?? 0) - value));
  const residualSumOfSquares = left.reduce((sum, value) => sum + value * value, 0);
  const used = roots.reduce((count, root) => count + (root > 0 ? 1 : 0), 0);
  return { coefficients: all, rank, keptColumns: kept, dependentColumns: qr.dependentColumns, fitted, residuals, residualSumOfSquares, degreesOfFreedom: used - rank, unscaledCovariance: covariance(upper), qr };
}

function rootsOf(weights: ArrayLike<number>, rows: number): Float64Array {
  requireLength(weights.length, rows, "The weights");
  requireFinite(weights, "The weights of weightedLeastSquares");
  return Float64Array.from(weights, (weight, row) => {
    if (weight < 0) throw new RangeError(`Weight ${row} is ${weight}; weights are 0 or more.`);
    return Math.sqrt(weight);
  });
}

function scaleRows(x: Matrix, factors: Float64Array): Matrix {
  const values = new Float64Array(x.values.length);
  for (let row = 0, at = 0; row < x.rows; row++) for (let column = 0; column < x.columns; column++, at++) values[at] = (factors[row] ?? 0) * (x.values[at] ?? 0);
  return { ...x, values };
}

function solveUpper({ rows, values }: Matrix, b: Float64Array): Float64Array {
  const solved = new Float64Array(rows);
  for (let row = rows - 1; row >= 0; row--) {
    let left = b[row] ?? 0;
    for (let column = row + 1; column < rows; column++) left -= (values[row * rows + column] ?? 0) * (solved[column] ?? 0);
    solved[row] = left / (values[row * rows + row] ?? 0);
  }
  return solved;
}

function predict(x: Matrix, coefficients: readonly (number | null)[]): Float64Array {
  const fitted = new Float64Array(x.rows);
  for (let row = 0, at = 0; row < x.rows; row++) {
    let sum = 0;
    for (let column = 0; column < x.columns; column++, at++) sum += (coefficients[column] ?? 0) * (x.values[at] ?? 0);
    fitted[row] = sum;
  }
  return fitted;
}

/** (R'R)^-1 = R^-1 R^-T; the rows of R^-1 are the columns of the inverse of R', which is lower triangular. */
function covariance(upper: Matrix): Matrix {
  const inverse = transpose(invertLower(transpose(upper)));
  const { rows, values } = inverse;
  const made = zeroMatrix(rows, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = row; column < rows; column++) {
      let sum = 0;
      for (let at = column; at < rows; at++) sum += (values[row * rows + at] ?? 0) * (values[column * rows + at] ?? 0);
      made.values[row * rows + column] = sum;
    }
  }
  return mirrorUpper(made);
}
