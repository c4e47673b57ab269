/** Decompositions and least squares against R: chol, qr, lm.wfit, eigen, solve, det, Matrix::expm, MASS::ginv. */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/linear-algebra.json" with { type: "json" };
import { leverages, multiplyByQTransposed, upperTriangle } from "../../src/linear-algebra/apply-qr.ts";
import { decomposeCholesky } from "../../src/linear-algebra/cholesky.ts";
import { determinant, signedLogDeterminant } from "../../src/linear-algebra/determinant.ts";
import { inverseFromCholesky } from "../../src/linear-algebra/invert-positive-definite.ts";
import { weightedLeastSquares } from "../../src/linear-algebra/least-squares.ts";
import { logDeterminantFromCholesky } from "../../src/linear-algebra/log-determinant.ts";
import { decomposeLu } from "../../src/linear-algebra/lu.ts";
import { entryOf, matrixOf, rowsOf } from "../../src/linear-algebra/matrix.ts";
import { matrixExponential } from "../../src/linear-algebra/matrix-exponential.ts";
import { decomposeQr } from "../../src/linear-algebra/pivoted-qr.ts";
import { solveCholesky } from "../../src/linear-algebra/solve-cholesky.ts";
import { solveLu } from "../../src/linear-algebra/solve-lu.ts";
import { symmetricEigen } from "../../src/linear-algebra/symmetric-eigen.ts";
import { generalisedInverse } from "../../src/linear-algebra/symmetric-power.ts";
import { checkFigure } from "../check-figure.ts";

/** All numbers of two lists, off by at most the tolerance times the largest expected number. */
function agrees(call: string, method: string, actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs)) || 1;
  for (const [at, value] of expected.entries()) checkFigure({ method: `Linear algebra: ${method}`, source: `${reference.made}: ${call}` }, `number ${at}`, (actual[at] ?? 0) / scale, value / scale, tolerance);
}
const ones = (size: number) => Array.from({ length: size }, (_, at) => at + 1);

describe("linear algebra agrees with R", () => {
  test.each(reference.cholesky)("Cholesky, log-determinant, inverse and solution: $name", ({ matrix, lower, logDeterminant, inverse, solution, condition }) => {
    const found = decomposeCholesky(matrixOf(matrix));
    if (!found.positiveDefinite) throw new Error("It is positive definite.");
    // Both lose digits with the condition of the matrix.
    const close = Math.max(1e-14, condition * 1e-15);
    agrees("chol", "Cholesky", found.lower.values, lower.flat(), Math.max(1e-14, Math.sqrt(condition) * 1e-16));
    agrees("chol", "log-determinant", [logDeterminantFromCholesky(found)], [logDeterminant], close);
    agrees("chol2inv", "inverse", inverseFromCholesky(found).values, inverse.flat(), close);
    agrees("backsolve", "solution by Cholesky", solveCholesky(found, ones(matrix.length)), solution, close);
  });

  test("a matrix that is not positive definite says at which pivot", () => {
    for (const { matrix, minor } of reference.leading) {
      const found = decomposeCholesky(matrixOf(matrix));
      checkFigure({ method: "Linear algebra: first pivot that fails", source: `${reference.made}: chol` }, JSON.stringify(matrix), found.positiveDefinite ? -1 : found.pivot + 1, minor, 0);
    }
  });

  test("eigenvalues and eigenvectors", () => {
    for (const { matrix, values, vectors } of reference.eigens) {
      const found = symmetricEigen(matrixOf(matrix));
      agrees("eigen", "eigenvalues", found.values, values, 1e-14);
      vectors.forEach((_, column) => {
        const expected = vectors.map((row) => row[column] ?? 0);
        const gap = Math.min(...values.filter((_value, at) => at !== column).map((value) => Math.abs(value - (values[column] ?? 0)) / Math.abs(values[0] ?? 1)));
        // Vectors of equal eigenvalues may be turned among themselves.
        if (!(gap >= 1e-8)) return;
        const actual = rowsOf(found.vectors).map((row) => row[column] ?? 0);
        const sign = Math.sign(actual.reduce((sum, value, at) => sum + value * (expected[at] ?? 0), 0));
        agrees("eigen", "eigenvectors", actual.map((value) => sign * value), expected, 1e-14 / Math.min(1, gap));
      });
    }
  });

  test.each(reference.qrs)("QR and weighted least squares: $name", (one) => {
    const qr = decomposeQr(matrixOf(one.matrix));
    const about = { method: "Linear algebra: rank and order of columns", source: `${reference.made}: qr` };
    checkFigure(about, "rank", qr.rank, one.rank, 0);
    one.order.forEach((column, at) => checkFigure(about, `column ${at}`, qr.order[at] ?? -1, column, 0));
    agrees("qr.R", "upper triangle", upperTriangle(qr).values, one.upper.flat(), 1e-13);
    const fit = weightedLeastSquares(matrixOf(one.matrix), one.y, { weights: one.weights });
    // Columns 3 are all but the sum of others there: 1e-4 apart.
    const close = one.name === "apart" ? 1e-9 : 1e-12;
    agrees("qr.qty", "Q'y", multiplyByQTransposed(qr, one.y), one.qty, one.name === "apart" ? 1e-10 : 1e-12);
    expect(fit.coefficients.map((value) => value === null)).toEqual(one.coefficients.map((value) => value === null));
    agrees("lm.wfit", "coefficients", fit.coefficients.map((value) => value ?? 0), one.coefficients.map((value) => value ?? 0), close);
    for (const [row, value] of one.residuals.entries()) checkFigure({ method: "Linear algebra: residuals", source: `${reference.made}: lm.wfit` }, `row ${row}`, fit.residuals[row] ?? Number.NaN, value, 1e-10);
    agrees("lm.wfit", "(X'WX)^-1", fit.unscaledCovariance.values, one.covariance.flat(), close);
    agrees("lm.influence", "leverages", leverages(fit.qr), one.leverages, one.name === "apart" ? 1e-10 : 1e-12);
    checkFigure(about, "degrees of freedom", fit.degreesOfFreedom, one.matrix.length - one.rank, 0);
  });

  test.each(reference.systems)("general systems and determinants: $name", ({ matrix, solution, determinant: expected, condition }) => {
    const lu = decomposeLu(matrixOf(matrix));
    if (lu.singular) throw new Error("It is not singular.");
    agrees("solve", "solution by LU", solveLu(lu, ones(matrix.length)), solution, condition * 1e-15);
    agrees("det", "determinant", [determinant(matrixOf(matrix))], [expected], condition * 1e-15);
    const { sign, logAbsolute } = signedLogDeterminant(matrixOf(matrix));
    agrees("det", "log of the determinant", [sign, logAbsolute ?? 0], [Math.sign(expected), Math.log(Math.abs(expected))], condition * 1e-15);
  });

  test.each(reference.exponentials)("matrix exponential: $name", ({ matrix, result }) => {
    const found = matrixExponential(matrixOf(matrix));
    if (found === null) throw new Error("It does not overflow.");
    agrees("Matrix::expm", "matrix exponential", found.values, result.flat(), 1e-13);
    expect(entryOf(found, 0, 0)).toBeTypeOf("number");
  });

  test("generalised inverse and its rank", () => {
    for (const { matrix, inverse, rank } of reference.ginv) {
      const found = generalisedInverse(matrixOf(matrix));
      agrees("MASS::ginv", "generalised inverse", found.matrix.values, inverse.flat(), 1e-12);
      checkFigure({ method: "Linear algebra: rank", source: `${reference.made}: Matrix::rankMatrix` }, "rank", found.rank, rank, 0);
    }
  });
});
