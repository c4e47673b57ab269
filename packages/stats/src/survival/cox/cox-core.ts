/** Newton's iteration for Cox regression, and what it refuses. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { type LikelihoodAt, type NewtonResult, maximiseNewton, newtonSteps } from "../../optimisation/newton-raphson.ts";
import { solveCholesky } from "../../linear-algebra/solve-cholesky.ts";
import type { CoxData } from "./cox-data.ts";
import { coxLikelihood } from "./cox-likelihood.ts";
import type { CoxSettings } from "./cox-options.ts";
import { exactLikelihood } from "./exact-likelihood.ts";
import { thinCoxData } from "./thin-cox-data.ts";
import { threeLikelihood } from "./three-likelihood.ts";

/** All on the standardised scale of `CoxData`. */
export interface CoxFit {
  readonly estimate: Float64Array;
  /** Inverse information. */
  readonly covariance: Matrix;
  readonly information: Matrix;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  /** The score test of all coefficients being 0. */
  readonly scoreStatistic: number;
  readonly gradient: number;
  readonly iterations: number;
}

/** Throws StatisticRefusal `singular`, `separation` or `not-converged`. */
export function* coxCore(data: CoxData, { ties, gradientTolerance, maximumIterations }: CoxSettings): Generator<{ readonly done: number }, CoxFit> {
  const likelihood = likelihoodOf(data, ties);
  const width = data.terms.length;
  const atZero = likelihood(new Float64Array(width));
  requireIdentified(atZero.hessian, data);
  const inverse = invertPositiveDefinite(negative(atZero.hessian));
  const first = { value: atZero.value, score: inverse === null ? 0 : quadraticForm(inverse, atZero.gradient) };
  // The last step of the iteration squares what is left: 1e-6 becomes 1e-12, and of many rows 1e-9 needs no other look.
  const steps = newtonSteps(likelihood, nearStart(data, ties), { gradientTolerance, stepTolerance: 1e-6, settledStep: data.size < manyRows ? 0 : 1e-9, maximumIterations });
  let result: NewtonResult;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      result = step.value;
      break;
    }
    yield { done: 1 - 1 / (step.value.iteration + 2) };
  }
  if (!result.converged || result.value === null) throw refuseCox(result, data);
  const information = negative(result.hessian);
  const covariance = invertPositiveDefinite(information);
  if (covariance === null) throw refuseCox({ ...result, reason: "no-finite-maximum" }, data);
  return { estimate: result.estimate, covariance, information, nullLogLikelihood: first.value, logLikelihood: result.value, scoreStatistic: first.score, gradient: result.gradientNorm, iterations: result.iterations };
}

function likelihoodOf(data: CoxData, ties: CoxSettings["ties"]): (point: Float64Array) => LikelihoodAt {
  if (ties === "exact") return exactLikelihood(data);
  return data.terms.length === 3 && data.start === null ? threeLikelihood(data, ties) : coxLikelihood(data, ties);
}

/** Where the iteration begins: of many rows at what a sixteenth of them says, so that few steps pass through all; else at 0. */
function nearStart(data: CoxData, ties: CoxSettings["ties"]): Float64Array {
  const width = data.terms.length;
  const zero = new Float64Array(width);
  if (data.size < manyRows || ties === "exact") return zero;
  const thin = thinCoxData(data, 16);
  if (thin.events < 100 * width) return zero;
  const near = maximiseNewton(likelihoodOf(thin, ties), zero, { gradientTolerance: 1e-6, stepTolerance: 1e-3, settledStep: 1e-3, maximumIterations: 10 });
  return near.converged ? near.estimate : zero;
}
const manyRows = 20_000;

export const negative = (matrix: Matrix): Matrix => ({ ...matrix, values: matrix.values.map((value) => -value) });

/** What is left of a term's information, beside its own, once the terms before it are known: less is a dependent column. */
const dependence = 1e-11;

/** At coefficients of 0 the information is singular only where covariates determine each other among those at risk. */
export function requireIdentified(hessian: Matrix, { terms, events }: Pick<CoxData, "terms" | "events">): void {
  const width = terms.length;
  if (!hessian.values.every(Number.isFinite)) throw new StatisticRefusal("out-of-range", "offset", "The offsets are too far apart: risks are beyond what a number can hold.", "Give offsets within some hundreds of each other.");
  const kept: number[] = [];
  const dependent: string[] = [];
  for (let column = 0; column < width; column++) {
    const tried = [...kept, column];
    const part = zeroMatrix(tried.length, tried.length);
    for (const [row, one] of tried.entries()) for (const [to, other] of tried.entries()) part.values[row * tried.length + to] = -(hessian.values[one * width + other] as number);
    // Spread 1 and e events make information near e: next to nothing is no variation among those at risk.
    const own = -(hessian.values[column * width + column] as number);
    if (own > 1e-13 * events && decomposeCholesky(part, { tolerance: dependence }).positiveDefinite) kept.push(column);
    else dependent.push(terms[column]?.term ?? "");
  }
  const names = dependent.join(", ");
  if (dependent.length > 0) throw new StatisticRefusal("singular", `covariates.${names}`, `Among those at risk at the times of events ${dependent.length === 1 ? "it does" : "they do"} not vary, or the terms before determine ${dependent.length === 1 ? "it" : "them"}.`, `Leave ${names} out.`, { columns: names });
}

/** What to say of an iteration that found no maximum. */
export function refuseCox(result: NewtonResult, { terms, spreads }: Pick<CoxData, "terms" | "spreads">): StatisticRefusal {
  const { iterations, gradientNorm, estimate, hessian } = result;
  // A likelihood that only rises takes steps of about 1 in some direction for ever: the terms in it are named.
  const decomposition = decomposeCholesky(negative(hessian), { tolerance: 0 });
  const direction = decomposition.positiveDefinite ? solveCholesky(decomposition, result.gradient) : estimate;
  const sizes = Array.from(direction, (part, at) => (Number.isFinite(part) ? Math.abs(part) : Math.abs(estimate[at] ?? 0)));
  const largest = Math.max(...sizes);
  const far = estimate.some((one, at) => Math.abs(one) > 10 || Math.abs(one / (spreads[at] ?? 1)) > 10);
  if (!far || !(result.reason === "no-finite-maximum" || largest > 1e-3)) return new StatisticRefusal("not-converged", "event", `The iteration did not come to its end in ${iterations} steps; the last gradient is ${gradientNorm.toPrecision(3)}.`, "Allow more iterations, or a larger gradientTolerance.", { gradient: gradientNorm, iterations });
  const names = terms.flatMap(({ term }, at) => ((sizes[at] ?? 0) >= largest / 10 ? [term] : [])).join(", ");
  return new StatisticRefusal("separation", `covariates.${names}`, "The likelihood rises without end: at each event those who have it have the most, or the least, of it among those at risk.", "Leave it out, join categories, or compare with a log-rank test.", { terms: names, gradient: gradientNorm, iterations });
}
