/** Times and survival that parametric survival regression predicts. */
import { normalQuantile } from "../../distributions/normal.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { percent, tailArea } from "../../proportions/limits.ts";
import { errorLaws } from "./error-law.ts";
import { robustOf } from "./fit-parametric.ts";
import { parametricCore } from "./parametric-core.ts";
import { parametricData } from "./parametric-data.ts";
import { parametricPredictionColumns, type ParametricPredictionColumns, parametricPredictionOptions, type ParametricPredictionOptions } from "./parametric-options.ts";

interface Told {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}
export interface ParametricPrediction {
  /** The row, from 1, as it was given. */
  readonly row: number;
  /** Time by which this part has had the event; limits are symmetric on the log scale. */
  readonly quantiles: readonly (Told & { readonly part: number })[];
  /** Limits are symmetric on the scale of the standardised logarithm of time. */
  readonly survival: readonly (Told & { readonly time: number })[];
}
export interface ParametricPredictions extends ResultForm {
  readonly predictions: readonly ParametricPrediction[];
  readonly level: number;
  readonly missing: MissingRows;
}

/**
 * Quantiles of time and survival at times for the covariates of rows, with standard errors by the delta method that take account of the
 * scale's, too. Rows with `predict` 1 are told (all, without that column); one of weight 0 has no part in the fit.
 *
 * Refused as `fitParametric`; `out-of-range` for parts of 0 or 1, and times of 0. R: `predict(survreg, type = "quantile", se.fit = TRUE)`,
 * to 1e-8.
 *
 * @example predictParametric({ time: [4, 9, 6, 2], event: [1, 0, 1, 1], predict: [1, 0, 0, 0] }, { quantiles: [0.5], times: [5] }).predictions[0]
 */
export function predictParametric(columns: ParametricPredictionColumns, options: ParametricPredictionOptions = {}): ParametricPredictions {
  const choices = readOptions(parametricPredictionOptions, options);
  const parts = choices.quantiles ?? [0.5];
  const times = choices.times ?? [];
  for (const [at, part] of parts.entries()) if (!(part > 0 && part < 1)) throw new StatisticRefusal("out-of-range", `quantiles.${at + 1}`, `${part} is not between 0 and 1.`, "Give a part above 0 and below 1.");
  for (const [at, time] of times.entries()) if (!(time > 0)) throw new StatisticRefusal("out-of-range", `times.${at + 1}`, "At time 0 survival is 1 without error.", "Give a time above 0.");
  const read = readRows(parametricPredictionColumns, columns);
  const { cluster, predict } = read.columns;
  if (cluster !== null && choices.variance === "model") throw new StatisticRefusal("options-conflict", "variance", "There are clusters, and the variance does not use them.", 'Take { variance: "robust" }, or leave the column out.');
  const data = parametricData(read);
  const fit = parametricCore(data, choices);
  const robust = (choices.variance ?? (cluster === null ? "model" : "robust")) === "robust";
  const covariance = robust ? robustOf(data, fit, choices, cluster).covariance : fit.covariance;
  const law = errorLaws[choices.distribution];
  const z = normalQuantile(tailArea(choices.level), { tail: "upper" });
  const { values, columns: width } = fit.design.matrix;
  const predictions: ParametricPrediction[] = [];
  for (let row = 0; row < data.size; row++) {
    if (predict !== null && predict[row] !== 1) continue;
    const direction = new Float64Array(fit.estimate.length);
    let predictor = data.offset?.[row] ?? 0;
    for (let column = 0; column < width; column++) {
      direction[column] = values[row * width + column] as number;
      predictor += (direction[column] as number) * (fit.estimate[column] as number);
    }
    const place = width + (data.stratum[row] as number);
    const fixed = choices.distribution === "exponential";
    const scale = fixed ? 1 : Math.exp(fit.estimate[place] as number);
    /** Standard error of predictor + scale · w. */
    const errorAt = (w: number): number => {
      if (!fixed) direction[place] = scale * w;
      return Math.sqrt(Math.max(0, quadraticForm(covariance, direction)));
    };
    predictions.push({
      row: (read.rows[row] as number) + 1,
      quantiles: parts.map((part) => {
        const w = law.quantile(part);
        const [log, error] = [predictor + scale * w, errorAt(w)];
        const estimate = Math.exp(log);
        return { part, estimate, standardError: estimate * error, lower: Math.exp(log - z * error), upper: Math.exp(log + z * error) };
      }),
      survival: times.map((time) => {
        const u = (Math.log(time) - predictor) / scale;
        const error = errorAt(u) / scale;
        return { time, estimate: Math.exp(law.logAbove(u)), standardError: Math.exp(law.logDensity(u)) * error, lower: Math.exp(law.logAbove(u + z * error)), upper: Math.exp(law.logAbove(u - z * error)) };
      }),
    });
  }
  return resultOf({ method: `Quantiles of time and survival predicted by accelerated failure time regression with ${choices.distribution} times; ${robust ? "robust " : ""}standard errors by the delta method; ${percent(choices.level)} intervals on the log scale of time, and of survival on that of the standardised log time.`, predictions, level: choices.level, missing: read.missing });
}
