/** Maximum of the likelihood of a selection model. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { minimiseBfgs } from "../../optimisation/bfgs.ts";
import { maximiseNewton } from "../../optimisation/newton-raphson.ts";
import { fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import { type SelectionData, type SelectionLikelihood, selectionLikelihood } from "./selection-likelihood.ts";

export interface SelectionMaximum {
  readonly mean: number;
  readonly meanError: number;
  readonly tauSquared: number;
  /** `null` at the bound, and for a common effect. */
  readonly tauSquaredError: number | null;
  readonly logWeights: readonly number[];
  readonly logWeightErrors: readonly number[];
  readonly logLikelihood: number;
  readonly gradient: number;
  readonly iterations: number;
}

const gradientTolerance = 1e-6;

/**
 * From several starts (weights of 1, of 1/2 and of 1/5) by quasi-Newton steps on log τ², then Newton's method with the exact Hessian;
 * once more with τ² = 0. The highest is taken. Throws StatisticRefusal `not-converged` with the last gradient.
 */
export function maximiseSelection(data: SelectionData, random: boolean): SelectionMaximum {
  const free = data.weights - 1;
  const begin = fitMixedEffects(data.estimates, data.variances, null, random ? { model: "random", tauSquared: "ML" } : { model: "common" });
  const mean = begin.coefficients[0] ?? 0;
  const unit = data.variances.reduce((sum, one) => sum + one, 0) / data.variances.length;
  const found: Candidate[] = [];
  const note = (one: Candidate | null): void => {
    if (one !== null) found.push(one);
  };
  for (const weight of free === 0 ? [1] : [1, 0.5, 0.2]) {
    const logs = Array.from({ length: free }, () => Math.log(weight));
    if (random) note(climb(data, [mean, Math.max(begin.tauSquared, 0.05 * unit), ...logs], "inside"));
    note(climb(data, [mean, 0, ...logs], "bound"));
  }
  const fit = found.filter(({ kind, at }) => !random || kind === "inside" || (at.gradient[1] ?? 0) <= gradientTolerance * Math.sqrt(Math.abs(at.hessian.values[at.gradient.length + 1] ?? 1)));
  const [first] = fit;
  if (first === undefined) throw new StatisticRefusal("not-converged", "steps", "The likelihood of the selection model has no maximum that could be found.", "Give fewer cut-points, or more studies.", { gradient: found.reduce((least, one) => Math.min(least, one.gradient), Number.POSITIVE_INFINITY) });
  const best = fit.reduce((one, other) => (other.at.value > one.at.value ? other : one), first);
  const place = (parameter: number): number => best.active.indexOf(parameter);
  const error = (parameter: number): number => Math.sqrt(best.covariance.values[place(parameter) * (best.active.length + 1)] ?? 0);
  return {
    mean: best.point[0] ?? 0,
    meanError: error(0),
    tauSquared: best.point[1] ?? 0,
    tauSquaredError: best.kind === "inside" ? error(1) : null,
    logWeights: Array.from(best.point.slice(2)),
    logWeightErrors: Array.from(best.point.slice(2), (_, at) => error(2 + at)),
    logLikelihood: best.at.value,
    gradient: best.gradient,
    iterations: best.iterations,
  };
}

interface Candidate {
  readonly kind: "inside" | "bound";
  readonly point: Float64Array;
  readonly at: SelectionLikelihood;
  /** Parameters that are not held. */
  readonly active: readonly number[];
  readonly covariance: Matrix;
  readonly gradient: number;
  readonly iterations: number;
}

function climb(data: SelectionData, start: readonly number[], kind: "inside" | "bound"): Candidate | null {
  const active = start.map((_, at) => at).filter((at) => kind === "inside" || at !== 1);
  const fill = (values: ArrayLike<number>, back: (value: number) => number): Float64Array => {
    const point = Float64Array.from(start);
    for (const [at, parameter] of active.entries()) point[parameter] = parameter === 1 ? back(values[at] ?? 0) : (values[at] ?? 0);
    return point;
  };
  // Quasi-Newton on log τ², which cannot leave its range.
  const rough = minimiseBfgs((values) => -selectionLikelihood(data, fill(values, Math.exp)).value, active.map((parameter) => (parameter === 1 ? Math.log(start[1] ?? 1) : (start[parameter] ?? 0))), {
    gradient: (values) => {
      const point = fill(values, Math.exp);
      const { gradient } = selectionLikelihood(data, point);
      return Float64Array.from(active, (parameter) => -(gradient[parameter] ?? 0) * (parameter === 1 ? (point[1] ?? 0) : 1));
    },
    gradientTolerance: 1e-5,
    maximumIterations: 300,
  });
  const near = fill(rough.estimate, Math.exp);
  const reduced = (point: Float64Array): SelectionLikelihood => {
    const { value, gradient, hessian } = selectionLikelihood(data, point);
    return { value, gradient: Float64Array.from(active, (at) => gradient[at] ?? 0), hessian: pick(hessian, active) };
  };
  const newton = maximiseNewton((values) => reduced(fill(values, (value) => value)), active.map((at) => near[at] ?? 0), { gradientTolerance: 1e-9, stepTolerance: 1e-9 });
  const point = fill(newton.estimate, (value) => value);
  if (newton.value === null || (kind === "inside" && (point[1] ?? 0) <= 0)) return null;
  const at = selectionLikelihood(data, point);
  const information = pick(at.hessian, active);
  information.values.forEach((value, place) => {
    information.values[place] = -value;
  });
  const covariance = invertPositiveDefinite(information);
  if (covariance === null) return null;
  const gradient = active.reduce((most, parameter, place) => Math.max(most, Math.abs(at.gradient[parameter] ?? 0) / Math.sqrt(information.values[place * (active.length + 1)] ?? 1)), 0);
  return gradient > gradientTolerance ? null : { kind, point, at, active, covariance, gradient, iterations: rough.iterations + newton.iterations };
}

function pick(matrix: Matrix, active: readonly number[]): Matrix {
  const made = zeroMatrix(active.length, active.length);
  for (const [row, from] of active.entries()) for (const [column, to] of active.entries()) made.values[row * active.length + column] = matrix.values[from * matrix.columns + to] ?? 0;
  return made;
}
