/** What is told of coefficients and of sums of them: standard errors, tests and intervals, whichever variance they rest on. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { fTail } from "../../distributions/f.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { solveCholesky } from "../../linear-algebra/solve-cholesky.ts";
import type { Limits } from "../pooling/pooled-effect.ts";

export interface CoefficientTest {
  readonly statistic: number;
  readonly distribution: "normal" | "t";
  readonly degreesOfFreedom: number | null;
  readonly pValue: number;
}
/** Of several coefficients at once; F has its second degrees of freedom beside the first. */
export interface JointTest {
  readonly statistic: number;
  readonly distribution: "chi-square" | "F";
  readonly degreesOfFreedom: number;
  readonly denominatorDegrees: number | null;
  readonly pValue: number;
}
export interface LinearInference {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  /** That of the model, which a robust one is held against. */
  readonly modelCovariance: Matrix;
  /** For the sum of coefficients times these numbers; `null`: normal. */
  readonly degreesFor: (contrast: Float64Array) => number | null;
  /** That the coefficients in these places are 0; `null` with its reason. */
  readonly joint: (places: readonly number[]) => { readonly test: JointTest | null; readonly reason: string | null };
}
export interface TestedValue {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Limits;
  readonly test: CoefficientTest;
}

/** Critical value for an interval. */
export const criticalValue = (level: number, degreesOfFreedom: number | null): number => (degreesOfFreedom === null ? normalQuantile((1 - level) / 2, { tail: "upper" }) : studentQuantile((1 - level) / 2, degreesOfFreedom, { tail: "upper" }));

/** A value with its standard error, tested against 0 with two sides. Throws StatisticRefusal `not-identified` for a standard error of 0. */
export function testValue(estimate: number, standardError: number, degreesOfFreedom: number | null, level: number): TestedValue {
  if (!(standardError > 0)) throw new StatisticRefusal("not-identified", "covariance", "A variance comes out as 0: the studies or clusters agree to the last digit.", "Choose another kind of variance.");
  const statistic = estimate / standardError;
  const tail = degreesOfFreedom === null ? normalTail(Math.abs(statistic), { tail: "upper" }) : studentTail(Math.abs(statistic), degreesOfFreedom, { tail: "upper" });
  const reach = criticalValue(level, degreesOfFreedom) * standardError;
  return { estimate, standardError, interval: { lower: estimate - reach, upper: estimate + reach, level }, test: { statistic, distribution: degreesOfFreedom === null ? "normal" : "t", degreesOfFreedom, pValue: Math.min(1, 2 * tail) } };
}

/** The sum of coefficients times the numbers of a contrast. */
export function testContrast(inference: LinearInference, contrast: Float64Array, level: number): TestedValue {
  let estimate = 0;
  for (let at = 0; at < contrast.length; at++) estimate += (contrast[at] as number) * (inference.coefficients[at] as number);
  return testValue(estimate, Math.sqrt(Math.max(0, quadraticForm(inference.covariance, contrast))), inference.degreesFor(contrast), level);
}

/** A 1 in one place. */
export const unitVector = (size: number, place: number): Float64Array => new Float64Array(size).fill(1, place, place + 1);

/** b'V⁻¹b for the coefficients in some places; `null` where V has no inverse. */
export function waldStatistic(coefficients: Float64Array, covariance: Matrix, places: readonly number[]): number | null {
  const part = zeroMatrix(places.length, places.length);
  for (const [row, from] of places.entries()) for (const [column, to] of places.entries()) part.values[row * places.length + column] = covariance.values[from * covariance.columns + to] ?? 0;
  const values = places.map((place) => coefficients[place] ?? 0);
  const made = decomposeCholesky(part);
  if (!made.positiveDefinite) return null;
  const solved = solveCholesky(made, values);
  return values.reduce((sum, value, at) => sum + value * (solved[at] ?? 0), 0);
}

/** Wald's test of several coefficients: chi-square, or F where there are denominator degrees. */
export function jointWald(statistic: number, count: number, denominatorDegrees: number | null): JointTest {
  if (denominatorDegrees === null) return { statistic, distribution: "chi-square", degreesOfFreedom: count, denominatorDegrees, pValue: chiSquareTail(statistic, count, { tail: "upper" }) };
  return { statistic: statistic / count, distribution: "F", degreesOfFreedom: count, denominatorDegrees, pValue: fTail(statistic / count, count, denominatorDegrees, { tail: "upper" }) };
}

/** Inference from the model's own variance, times a factor; with `degrees` t and F, without normal and chi-square. */
export function modelInference(coefficients: Float64Array, covariance: Matrix, factor: number, degrees: number | null | ((contrast: Float64Array) => number)): LinearInference {
  const scaled: Matrix = { ...covariance, values: covariance.values.map((value) => value * factor) };
  const degreesFor = (contrast: Float64Array): number | null => (typeof degrees === "function" ? degrees(contrast) : degrees);
  return {
    coefficients,
    covariance: scaled,
    modelCovariance: covariance,
    degreesFor,
    joint: (places) => {
      if (places.length === 0) return { test: null, reason: "There is no moderator." };
      const statistic = waldStatistic(coefficients, scaled, places);
      if (statistic === null) return { test: null, reason: "The variance of the coefficients has no inverse." };
      const each = places.map((place) => degreesFor(unitVector(coefficients.length, place)));
      const denominator = each.reduce((least, one) => (one === null || least === null ? null : Math.min(one, least)), Number.POSITIVE_INFINITY);
      return { test: jointWald(statistic, places.length, denominator), reason: null };
    },
  };
}
