/** Residuals of parametric survival regression. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { type ErrorLaw, errorLaws } from "./error-law.ts";
import { eachRow, parametricCore } from "./parametric-core.ts";
import { parametricData } from "./parametric-data.ts";
import { type ParametricColumns, parametricColumns, type ParametricDistribution, parametricResidualOptions, type ParametricResidualOptions } from "./parametric-options.ts";
import { logBetween } from "./row-likelihood.ts";

export interface ParametricResiduals extends ResultForm {
  /** For each complete row, in order: time less exp(predictor), in units of time; of intervals the time that would fit them best. */
  readonly response: Float64Array;
  /** Sign of the score times the root of twice what the likelihood falls short of the best predictor for the row. */
  readonly deviance: Float64Array;
  /** Cumulative hazard at the time, less that at a late entry: exponential, censored as the times are, where the model holds. */
  readonly coxSnell: Float64Array;
  readonly missing: MissingRows;
}

/**
 * Response, deviance and Cox-Snell residuals. Of an event in an interval the Cox-Snell residual is the cumulative hazard at which
 * survival is midway between its ends. Deviance residuals do not take account of late entry.
 *
 * Refused as `fitParametric`. Source: Escobar and Meeker 1992, doi 10.2307/2532307; Cox and Snell 1968 (recalled). R:
 * `residuals(survreg, type = "response")`, `"deviance"`, to 1e-7; of Weibull intervals R 3.5-3 takes another likelihood for the best.
 *
 * @example deriveParametricResiduals({ time: [4, 9, 6, 2], event: [1, 0, 1, 1] }).coxSnell
 */
export function deriveParametricResiduals(columns: ParametricColumns, options: ParametricResidualOptions = {}): ParametricResiduals {
  const choices = readOptions(parametricResidualOptions, options);
  const read = readRows(parametricColumns, columns);
  const data = parametricData(read);
  const fit = parametricCore(data, choices);
  const law = errorLaws[choices.distribution];
  const { matrix } = fit.standardised;
  const [response, deviance, coxSnell] = [new Float64Array(data.size), new Float64Array(data.size), new Float64Array(data.size)];
  eachRow({ ...data, entry: null }, matrix, choices, fit.inner, (row, parts, at) => {
    let predictor = data.offset?.[row] ?? 0;
    for (let column = 0; column < matrix.columns; column++) predictor += (matrix.values[row * matrix.columns + column] as number) * (fit.inner[column] as number);
    const logScale = at < 0 ? 0 : (fit.inner[at] as number);
    const scale = Math.exp(logScale);
    const [from, to] = [data.from[row] as number, data.to[row] as number];
    const best = bestOf(choices.distribution, law, from, to, scale);
    response[row] = Math.exp(best.predictor) - Math.exp(predictor);
    deviance[row] = Math.sign(parts[1] as number) * Math.sqrt(Math.max(0, 2 * (best.value - (from === to ? logScale : 0) - (parts[0] as number))));
    const [a, b] = [(from - predictor) / scale, (to - predictor) / scale];
    const own = to === Number.POSITIVE_INFINITY || from === to ? law.logAbove(a) : Math.log(((from === Number.NEGATIVE_INFINITY ? 1 : Math.exp(law.logAbove(a))) + Math.exp(law.logAbove(b))) / 2);
    const entry = data.entry?.[row] ?? Number.NEGATIVE_INFINITY;
    coxSnell[row] = (entry === Number.NEGATIVE_INFINITY ? 0 : law.logAbove((entry - predictor) / scale)) - own;
  });
  return resultOf({ method: `Response, deviance and Cox-Snell residuals of accelerated failure time regression with ${choices.distribution} times.`, response, deviance, coxSnell, missing: read.missing });
}

/** The predictor that fits one row best, and the log-likelihood there, but for the scale of an exact time. */
function bestOf(distribution: ParametricDistribution, law: ErrorLaw, from: number, to: number, scale: number): { readonly predictor: number; readonly value: number } {
  if (from === to) return { predictor: from, value: law.logDensity(0) };
  if (to === Number.POSITIVE_INFINITY) return { predictor: from, value: 0 };
  if (from === Number.NEGATIVE_INFINITY) return { predictor: to, value: 0 };
  const width = (to - from) / scale;
  const extreme = distribution === "weibull" || distribution === "exponential";
  const start = extreme ? Math.log(width) - width - Math.log(-Math.expm1(-width)) : -width / 2;
  return { predictor: from - scale * start, value: logBetween(law, start, start + width) };
}
