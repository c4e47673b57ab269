/** The maximum of a censored normal likelihood with one random intercept a participant. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { bfgsSteps } from "../../optimisation/bfgs.ts";
import { numericalGradient, numericalHessian } from "../../optimisation/numerical-derivatives.ts";
import { maximiseNewton } from "../../optimisation/newton-raphson.ts";
import { gaussHermite } from "../../quadrature/gauss-hermite.ts";
import { logIntegralAtPeak } from "../../quadrature/adaptive-gauss-hermite.ts";
import { type RowTerms, censoredTerms } from "./censored-likelihood.ts";
import type { CensoredRows } from "./censored-rows.ts";
import type { TobitFit } from "./fit-tobit.ts";

export interface InterceptFit extends TobitFit {
  /** Logarithm of the standard deviation between participants; last in the covariance. */
  readonly logBetween: number;
}

/**
 * Quasi-Newton from the fit without random effects, then Newton's steps on numerical derivatives. Each participant's integral by adaptive
 * Gauss-Hermite quadrature. Throws StatisticRefusal `not-converged`, also where the variance between participants runs to 0.
 */
export function* fitCensoredIntercepts(rows: CensoredRows, ground: TobitFit, nodes: number): Generator<{ readonly done: number }, InterceptFit> {
  const { design: { matrix: { columns: size } } } = rows;
  const rule = gaussHermite(nodes);
  // In units of their standard errors about the ground fit.
  const units = Float64Array.from({ length: size + 2 }, (_, at) => (at <= size ? Math.sqrt(ground.covariance.values[at * (size + 2)] as number) : 0.3));
  const origin = Float64Array.from([...ground.coefficients, ground.logSd - Math.log(2) / 2, ground.logSd - Math.log(2) / 2]);
  const natural = (point: Float64Array): Float64Array => origin.map((one, at) => one + (units[at] as number) * (point[at] as number));
  const loss = (point: Float64Array): number => -interceptLikelihood(rows, natural(point), rule);
  const steps = bfgsSteps(loss, new Float64Array(size + 2), { gradientTolerance: 1e-5 });
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) yield { done: 0.6 * (1 - 0.8 ** step.value.iteration) };
  const polished = maximiseNewton((point) => {
    const [gradient, hessian] = [numericalGradient((at) => -loss(at), point), numericalHessian((at) => -loss(at), point)];
    if (gradient === null || hessian === null) return { value: Number.NaN, gradient: new Float64Array(size + 2), hessian: { rows: size + 2, columns: size + 2, values: new Float64Array((size + 2) ** 2) } };
    return { value: -loss(point), gradient, hessian };
  }, step.value.estimate, { gradientTolerance: 1e-8, stepTolerance: 1e-6, settledStep: 1e-5, maximumIterations: 20 });
  const inverse = invertPositiveDefinite({ ...polished.hessian, values: polished.hessian.values.map((one) => -one) });
  const estimate = natural(polished.estimate);
  const [logSd, logBetween] = [estimate[size] as number, estimate[size + 1] as number];
  if (!polished.converged || polished.value === null || inverse === null || logBetween < logSd - 8) throw new StatisticRefusal("not-converged", "participant", logBetween < logSd - 8 ? "The variance between participants is next to 0." : "The likelihood's maximum was not found.", "Leave the column participant out, or take fewer covariates.", { gradient: polished.gradientNorm });
  yield { done: 1 };
  return { coefficients: estimate.slice(0, size), logSd, logBetween, covariance: { ...inverse, values: inverse.values.map((one, at) => one * (units[Math.floor(at / (size + 2))] as number) * (units[at % (size + 2)] as number)) }, logLikelihood: polished.value, iterations: step.value.iterations + polished.iterations };
}

function interceptLikelihood(rows: CensoredRows, point: Float64Array, rule: ReturnType<typeof gaussHermite>): number {
  const { design: { matrix: { values, columns: size } }, value, upper, status, clusters } = rows;
  const [sd, between] = [Math.exp(point[size] as number), Math.exp(point[size + 1] as number)];
  if (!(sd > 0 && between > 0 && Number.isFinite(sd + between))) return Number.NaN;
  const terms: RowTerms = { value: 0, first: 0, second: 0, upperFirst: 0, upperSecond: 0, both: 0 };
  const means = value.map((_, row) => {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += (values[row * size + at] as number) * (point[at] as number);
    return sum;
  });
  const share = between / sd;
  let total = 0;
  for (const mine of clusters ?? []) {
    // Of a standard normal effect e: the mean is raised by between * e.
    const seen = (e: number) => {
      const sums = { value: -(e * e) / 2 - Math.log(2 * Math.PI) / 2, first: -e, second: -1 };
      for (const row of mine) {
        const mean = (means[row] as number) + between * e;
        const t = censoredTerms(status[row] ?? "measured", ((value[row] as number) - mean) / sd, ((upper[row] as number) - mean) / sd, terms);
        sums.value += t.value - (status[row] === "measured" ? (point[size] as number) : 0);
        sums.first -= share * (t.first + t.upperFirst);
        sums.second += share * share * (t.second + t.upperSecond + 2 * t.both);
      }
      return sums;
    };
    let mode = 0;
    let at = seen(mode);
    for (let step = 0; step < 60; step++) {
      const move = -at.first / at.second;
      mode += Math.max(-5, Math.min(5, move));
      at = seen(mode);
      if (Math.abs(move) < 1e-9) break;
    }
    total += logIntegralAtPeak((e) => seen(e).value, rule, { mode, curvature: -at.second }) ?? Number.NaN;
  }
  return total;
}
