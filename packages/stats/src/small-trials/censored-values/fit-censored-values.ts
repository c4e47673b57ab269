/** Regression of values with limits of quantification, beside what substitution would have given. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile } from "../../distributions/student-t.ts";
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { weightedLeastSquares } from "../../linear-algebra/least-squares.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type CensoredRows, censoredColumns, censoredOptions, readCensoredRows } from "./censored-rows.ts";
import { fitCensoredIntercepts } from "./fit-censored-intercepts.ts";
import { fitTobit } from "./fit-tobit.ts";

export interface CensoredCoefficient {
  readonly term: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly pValue: number;
}
export interface SubstitutedFit {
  /** What stands for values beneath the limit. */
  readonly rule: "limit" | "half-limit" | "limit-by-root-2";
  readonly coefficients: readonly { readonly term: string; readonly estimate: number; readonly standardError: number; readonly lower: number; readonly upper: number }[] | null;
  readonly sd: number | null;
  readonly reason: string | null;
}
export interface CensoredRegression extends ResultForm {
  readonly coefficients: readonly CensoredCoefficient[];
  /** Within participants, where there are; by maximum likelihood. */
  readonly sd: { readonly estimate: number; readonly logStandardError: number };
  readonly betweenSd: { readonly estimate: number; readonly logStandardError: number } | null;
  readonly logLikelihood: number;
  readonly counts: Readonly<Record<"measured" | "below" | "above" | "between", number>>;
  /** Least squares after substitution, shown beside: biased, and not to be reported in place of the model. */
  readonly substituted: readonly SubstitutedFit[];
  readonly iterations: number;
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Normal (or log-normal) regression by maximum likelihood where values lie beneath, above or between limits (Tobit), with one random
 * intercept a participant where `participant` is given; beside it least squares with the limit, its half, or the limit over √2 put in
 * place of values beneath it. Wald intervals on the scale of the model. Assumes that the law holds beneath the limit, too.
 *
 * Throws StatisticRefusal `empty`, `too-few`, `singular`, `not-identified`, `not-converged`, `unknown-choice`, `out-of-range`,
 * `start-not-before-end`, and as `readRows` and `readOptions` do.
 *
 * Sources: Tobin 1958, Econometrica 26:24, doi 10.2307/1907382; Hughes 1999, Biometrics 55:625, doi 10.1111/j.0006-341X.1999.00625.x
 * (recalled). R: `survreg(Surv(…, type = "interval"), dist = "gaussian")`, to 1e-8; random intercepts written out with `integrate`.
 *
 * @example fitCensoredValues({ value: [1, 1, 2.3, 3.1], status: ["below", "below", "measured", "measured"] }).substituted[1]?.rule // "half-limit"
 */
export function fitCensoredValues(columns: GivenColumns<typeof censoredColumns>, options: GivenOptions<typeof censoredOptions> = {}): CensoredRegression {
  return runSteps(censoredValueSteps(columns, options));
}

/** The same, telling how far it is. */
export function* censoredValueSteps(columns: GivenColumns<typeof censoredColumns>, options: GivenOptions<typeof censoredOptions> = {}): Generator<{ readonly done: number }, CensoredRegression> {
  const { scale, nodes, level } = readOptions(censoredOptions, options);
  const rows = readCensoredRows(columns, scale);
  const ground = fitTobit(rows);
  const withIntercepts = rows.clusters === null ? null : yield* fitCensoredIntercepts(rows, ground, nodes);
  const fit = withIntercepts ?? ground;
  const { terms } = rows.design;
  const total = fit.covariance.rows;
  const errorOf = (at: number): number => Math.sqrt(fit.covariance.values[at * (total + 1)] as number);
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  const count = (word: string): number => rows.status.filter((one) => one === word).length;
  const counts = { measured: count("measured"), below: count("below"), above: count("above"), between: count("between") };
  return resultOf({
    method: `${scale === "log" ? "Log-normal" : "Normal"} regression with censored values by maximum likelihood${withIntercepts === null ? "" : `, random intercepts of participants by adaptive Gauss-Hermite quadrature (${nodes} nodes)`}; Wald intervals; least squares after substitution beside it.`,
    coefficients: terms.map(({ term }, at) => {
      const [estimate, standardError] = [fit.coefficients[at] as number, errorOf(at)];
      return { term, estimate, standardError, lower: estimate - z * standardError, upper: estimate + z * standardError, pValue: 2 * normalTail(Math.abs(estimate / standardError), { tail: "upper" }) };
    }),
    sd: { estimate: Math.exp(fit.logSd), logStandardError: errorOf(terms.length) },
    betweenSd: withIntercepts === null ? null : { estimate: Math.exp(withIntercepts.logBetween), logStandardError: errorOf(terms.length + 1) },
    logLikelihood: fit.logLikelihood, counts,
    substituted: (["limit", "half-limit", "limit-by-root-2"] as const).map((rule) => substitutedFit(rows, rule, scale, level)),
    iterations: fit.iterations, level, missing: rows.missing,
    warnings: [
      ...(counts.below + counts.above + counts.between > counts.measured ? ["More values are censored than measured: the result rests on the normal law where nothing was measured."] : []),
      ...(rows.clusters === null ? [] : ["The substituted fits take rows as independent."]),
    ],
  });
}

function substitutedFit(rows: CensoredRows, rule: SubstitutedFit["rule"], scale: "plain" | "log", level: number): SubstitutedFit {
  const divisor = rule === "limit" ? 1 : rule === "half-limit" ? 2 : Math.SQRT2;
  const values = rows.value.map((value, at) => {
    if (rows.status[at] === "below") return scale === "log" ? value - Math.log(divisor) : value / divisor;
    return rows.status[at] === "between" ? (value + (rows.upper[at] as number)) / 2 : value;
  });
  const fit = weightedLeastSquares(rows.design.matrix, values);
  if (fit.degreesOfFreedom < 1) return { rule, coefficients: null, sd: null, reason: "No degree of freedom is left." };
  const sd = Math.sqrt(fit.residualSumOfSquares / fit.degreesOfFreedom);
  const t = studentQuantile((1 - level) / 2, fit.degreesOfFreedom, { tail: "upper" });
  return { rule, sd, reason: null, coefficients: rows.design.terms.map(({ term }, at) => {
    const place = fit.keptColumns.indexOf(at);
    const [estimate, standardError] = [fit.coefficients[at] ?? 0, sd * Math.sqrt(fit.unscaledCovariance.values[place * (fit.rank + 1)] as number)];
    return { term, estimate, standardError, lower: estimate - t * standardError, upper: estimate + t * standardError };
  }) };
}
