/** Newton's iteration for Fine and Gray's regression, and what it refuses. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../linear-algebra/cholesky.ts";
import { invertPositiveDefinite } from "../../linear-algebra/invert-positive-definite.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { type LikelihoodAt, type NewtonResult, newtonSteps } from "../../optimisation/newton-raphson.ts";
import { negative } from "../cox/cox-core.ts";
import type { FineGrayData } from "./fine-gray-data.ts";
import type { FineGraySettings } from "./fine-gray-options.ts";
import { fineGrayLikelihood } from "./fine-gray-sums.ts";

export interface FineGrayCore {
  readonly estimate: Float64Array;
  readonly inverse: Matrix;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  readonly gradient: number;
  readonly iterations: number;
}

/** Throws StatisticRefusal `singular`, `separation`, `not-identified` or `not-converged`. */
export function* fineGrayCore(data: FineGrayData, { gradientTolerance, maximumIterations }: FineGraySettings): Generator<{ readonly done: number }, FineGrayCore> {
  for (let row = 0; row < data.size; row++) if (data.status[row] === 2 && !((data.freeOwn[row] as number) > 0)) throw new StatisticRefusal("not-identified", "start", `At ${data.time[row]} the chance to have entered cannot be told: at some entry before nobody else was at risk.`, "Begin the time later, when several are at risk, or leave the first rows out.");
  const evaluate = fineGrayLikelihood(data);
  let first: LikelihoodAt | null = null;
  let nullValue = 0;
  const steps = newtonSteps((point) => {
    const at = evaluate(point);
    if (first === null) {
      first = at;
      nullValue = at.value;
      requireIdentified(at.hessian, data);
    }
    return at;
  }, new Float64Array(data.terms.length), { gradientTolerance, stepTolerance: 1e-6, maximumIterations });
  let result: NewtonResult;
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      result = step.value;
      break;
    }
    yield { done: 1 - 1 / (step.value.iteration + 2) };
  }
  const inverse = result.converged ? invertPositiveDefinite(negative(result.hessian)) : null;
  if (inverse === null || result.value === null) throw refuse(result, data);
  return { estimate: result.estimate, inverse, nullLogLikelihood: nullValue, logLikelihood: result.value, gradient: result.gradientNorm, iterations: result.iterations };
}

function requireIdentified(hessian: Matrix, { terms, events }: FineGrayData): void {
  const width = terms.length;
  const kept: number[] = [];
  const dependent: string[] = [];
  for (let column = 0; column < width; column++) {
    const tried = [...kept, column];
    const part = zeroMatrix(tried.length, tried.length);
    for (const [row, one] of tried.entries()) for (const [to, other] of tried.entries()) part.values[row * tried.length + to] = -(hessian.values[one * width + other] as number);
    if (-(hessian.values[column * width + column] as number) > 1e-13 * events && decomposeCholesky(part, { tolerance: 1e-11 }).positiveDefinite) kept.push(column);
    else dependent.push(terms[column]?.term ?? "");
  }
  const names = dependent.join(", ");
  if (dependent.length > 0) throw new StatisticRefusal("singular", `covariates.${names}`, "In the risk sets it does not vary, or the terms before determine it.", `Leave ${names} out.`, { columns: names });
}

function refuse({ estimate, gradientNorm, iterations, reason }: NewtonResult, { terms, spreads }: FineGrayData): StatisticRefusal {
  const far = terms.flatMap(({ term }, at) => (Math.abs(estimate[at] ?? 0) > 10 || Math.abs((estimate[at] ?? 0) / (spreads[at] ?? 1)) > 10 ? [term] : []));
  if (far.length === 0 && reason !== "no-finite-maximum") return new StatisticRefusal("not-converged", "cause", `The iteration did not come to its end in ${iterations} steps; the last gradient is ${gradientNorm.toPrecision(3)}.`, "Allow more iterations, or a larger gradientTolerance.", { gradient: gradientNorm, iterations });
  const names = (far.length > 0 ? far : terms.map(({ term }) => term)).join(", ");
  return new StatisticRefusal("separation", `covariates.${names}`, "The likelihood rises without end: at each event those who have it have the most, or the least, of it among those at risk.", "Leave it out, join categories, or take Gray's test.", { terms: names, gradient: gradientNorm, iterations });
}
