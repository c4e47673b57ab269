/** From the answers of all sites to the next round of their Cox regression, or to its end. */
import { type ResultForm, resultOf } from "../../../form/result.ts";
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import { decomposeCholesky } from "../../../linear-algebra/cholesky.ts";
import { invertPositiveDefinite } from "../../../linear-algebra/invert-positive-definite.ts";
import { rowsOf } from "../../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../../linear-algebra/quadratic-form.ts";
import { solveCholesky } from "../../../linear-algebra/solve-cholesky.ts";
import type { LikelihoodAt, NewtonReason } from "../../../optimisation/newton-raphson.ts";
import { relativeGradient } from "../../../optimisation/progress.ts";
import { negative, refuseCox, requireIdentified } from "../cox-core.ts";
import { type CoxCoefficient, type CoxTest, coefficientsOf, naturalCovariance, testOf } from "../fit-cox.ts";
import type { CoxRound, CoxStepSummary } from "./cox-round.ts";
import { likelihoodOfSums } from "./likelihood-of-sums.ts";
import { mergeCoxSteps } from "./summarise-cox-step.ts";

export interface CoxOfSites extends ResultForm {
  readonly coefficients: readonly CoxCoefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly references: Readonly<Record<string, string>>;
  readonly sites: number;
  readonly rows: number;
  readonly events: number;
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  readonly tests: { readonly likelihoodRatio: CoxTest; readonly wald: CoxTest; readonly score: CoxTest };
  readonly iterations: number;
}
export type CoxAdvance = { readonly round: CoxRound; readonly regression: null } | { readonly round: null; readonly regression: CoxOfSites };

/** As in `fitCox`: a step this small is the last but is looked at. */
const [flatEnough, smallStep, mostRounds, mostHalvings] = [1e-9, 1e-6, 60, 40];

/**
 * One step of Newton's iteration from the answers of all sites to `round`: the round to ask next, or the regression. Levels of intervals
 * are `level`. Refused as `fitCox` is (`singular`, `separation`, `not-converged`), and as `mergeCoxSteps`.
 *
 * @example advanceCoxRound(round, [summariseCoxStep(one, round), summariseCoxStep(other, round)]).round
 */
export function advanceCoxRound(round: CoxRound, summaries: readonly CoxStepSummary[], { level = 0.95 }: { readonly level?: number } = {}): CoxAdvance {
  if (!(level > 0 && level < 1)) throw new StatisticRefusal("out-of-range", "level", `${level} is out of range.`, "Give a number above 0 and below 1, for example 0.95.");
  const merged = mergeCoxSteps(summaries);
  if (merged.coefficients.some((value, at) => value !== round.coefficients[at])) throw new StatisticRefusal("options-conflict", "summaries", "They answer another round.", "Give answers to this round.");
  const width = round.terms.length;
  const at: LikelihoodAt = round.baseline === "common" ? likelihoodOfSums(merged, round.ties) : { value: merged.value, gradient: Float64Array.from(merged.gradient), hessian: { rows: width, columns: width, values: Float64Array.from(merged.hessian) } };
  const { best, iteration, halvings } = round;
  const point = Float64Array.from(round.coefficients);
  const scale = { terms: round.terms, spreads: Float64Array.from(round.spreads) };
  const refused = (reason: NewtonReason): StatisticRefusal => refuseCox({ converged: false, reason, estimate: point, value: null, gradient: at.gradient, gradientNorm: Math.max(...at.gradient.map(Math.abs)), hessian: at.hessian, iterations: iteration }, scale);
  if (best !== null && !(Number.isFinite(at.value) && at.hessian.values.every(Number.isFinite) && at.value >= best.value - 1e-13 * Math.max(1, Math.abs(best.value)))) {
    if (halvings === mostHalvings) throw refused("no-rise");
    return { round: { ...round, coefficients: round.coefficients.map((value, term) => (value + (best.coefficients[term] as number)) / 2), halvings: halvings + 1 }, regression: null };
  }
  if (best === null) requireIdentified(at.hessian, { terms: round.terms, events: merged.events });
  const information = negative(at.hessian);
  const decomposition = decomposeCholesky(information);
  if (!decomposition.positiveDefinite) throw refused("no-finite-maximum");
  const step = solveCholesky(decomposition, at.gradient);
  const first = round.first ?? { value: at.value, score: step.reduce((sum, one, term) => sum + one * (at.gradient[term] as number), 0) };
  if (!round.closing) {
    const closing = relativeGradient(at.gradient, point, at.value) <= flatEnough && step.every((one, term) => Math.abs(one) <= smallStep * Math.max(1, Math.abs(point[term] as number)));
    if (!closing && iteration === mostRounds) throw refused("no-finite-maximum");
    return { round: { ...round, coefficients: Array.from(point, (value, term) => value + (step[term] as number)), iteration: iteration + 1, halvings: 0, closing, best: { coefficients: round.coefficients, value: at.value }, first }, regression: null };
  }
  const covariance = invertPositiveDefinite(information);
  if (covariance === null) throw refused("no-finite-maximum");
  return {
    round: null,
    regression: resultOf({
      method: `Cox proportional hazards regression of ${round.sites} sites from their sums, with ${round.ties === "efron" ? "Efron's" : "Breslow's"} approximation for ties and ${round.baseline === "site" ? "a baseline hazard for each site" : "one baseline hazard"}; standard errors from the inverse information; ${Number((level * 100).toPrecision(6))} % Wald intervals.`,
      coefficients: coefficientsOf(scale, point, covariance, level),
      covariance: rowsOf(naturalCovariance(covariance, scale.spreads)),
      references: round.references, sites: round.sites, rows: round.rows, events: merged.events, nullLogLikelihood: first.value, logLikelihood: at.value,
      tests: { likelihoodRatio: testOf(2 * (at.value - first.value), width), wald: testOf(quadraticForm(information, point), width), score: testOf(first.score, width) },
      iterations: iteration,
    }),
  };
}

/**
 * All rounds: `ask` gives the answers of all sites to a round.
 *
 * @example fitCoxFromSummaries(planCoxRounds(sites.map(describeCoxSite)), (round) => sites.map((columns) => summariseCoxStep(columns, round)))
 */
export function fitCoxFromSummaries(plan: CoxRound, ask: (round: CoxRound) => readonly CoxStepSummary[], options: { readonly level?: number } = {}): CoxOfSites {
  let round = plan;
  for (;;) {
    const advance = advanceCoxRound(round, ask(round), options);
    if (advance.regression !== null) return advance.regression;
    round = advance.round;
  }
}
