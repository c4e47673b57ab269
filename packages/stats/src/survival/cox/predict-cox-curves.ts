/** Curves of survival and cumulative hazard that a Cox regression foretells. */
import { normalQuantile } from "../../distributions/normal.ts";
import { type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, level, mayChoose, mayNumbers, mayWords, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { quadraticForm } from "../../linear-algebra/quadratic-form.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { placeOf } from "../sort-numbers.ts";
import { coxCore } from "./cox-core.ts";
import { type CoxData, coxData } from "./cox-data.ts";
import { type CoxColumns, coxColumns, coxOptions, coxResidualOptions } from "./cox-options.ts";
import { baselineCurve } from "./baseline-curve.ts";
import { type CoxProfile, readProfiles } from "./read-profiles.ts";
import { clusterScores, robustCovariance } from "./robust-covariance.ts";

export const coxCurveOptions = {
  ...coxResidualOptions,
  profiles: mayWords("covariate values of each curve, as \"age=50; arm=b\", with \"; stratum=north\" for one stratum only; left out: the mean of each column of the model"),
  hazard: mayChoose(["efron", "breslow"], "steps of the baseline hazard; left out: as the ties of the regression"),
  survival: choice(["exponential", "product"], "exponential", "exp of minus the cumulative hazard, or the product of Kalbfleisch and Prentice"),
  interval: choice(["log", "log-log", "plain"], "log", "scale on which the interval of survival is symmetric"),
  variance: coxOptions.variance,
  times: mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to tell the curves"),
  level,
} as const;
export type CoxCurveOptions = GivenOptions<typeof coxCurveOptions>;
type Choices = ReadOptions<typeof coxCurveOptions>;

export interface CoxCurveAtTime {
  readonly time: number;
  readonly atRisk: number;
  /** `null` after the last time of the stratum; `reason` says so. */
  readonly survival: number | null;
  readonly cumulativeHazard: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface CoxCurve {
  /** As it was asked for; `mean` for the mean. */
  readonly profile: string;
  /** Empty without strata. */
  readonly stratum: string;
  /** exp of the linear predictor against that of the means. Infinity where it is beyond what a number can hold; the curve holds. */
  readonly relativeRisk: number;
  /** Times of events, rising; the lists beneath have one number for each. */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly cumulativeHazard: Float64Array;
  /** Of the cumulative hazard, which is that of the logarithm of survival. */
  readonly hazardError: Float64Array;
  readonly survival: Float64Array;
  readonly standardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** First times at which survival and its limits are at most one half; `null` where they stay above. */
  readonly median: { readonly time: number | null; readonly lower: number | null; readonly upper: number | null };
  readonly atTimes: readonly CoxCurveAtTime[];
}
export interface CoxCurves extends ResultForm {
  readonly curves: readonly CoxCurve[];
  readonly level: number;
  readonly missing: MissingRows;
}

/**
 * Fits Cox regression and foretells survival for given covariate values, in each stratum or one.
 *
 * The baseline hazard steps by events over the sum of risks (Breslow), or with Efron's denominators; risks are held against the mean
 * covariates, and all is computed from logarithms, so that covariates far from 0 overflow nothing. Variance: of the steps, and of the
 * coefficients by the model or robust. Errors assume that the profile is given, not estimated. Refused as `fitCox` is, and for
 * profiles as `readProfiles` says.
 *
 * Source: Tsiatis 1981, doi:10.1214/aos/1176345455; Therneau and Grambsch 2000, chapter 10; Kalbfleisch and Prentice 1973,
 * doi:10.1093/biomet/60.2.267 (recalled). R: `survfit(coxph(…), newdata, conf.type, ctype = 1 Breslow, 2 Efron, stype = 2 exponential)`,
 * to 1e-8; `stype = 1` is the product, whose variance there depends on the zero of covariates and is here Breslow's.
 *
 * @example predictCoxCurves({ time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48] } }, { profiles: ["age=50"] }).curves[0]?.survival
 */
export function predictCoxCurves(columns: CoxColumns, options: CoxCurveOptions = {}): CoxCurves {
  const settings = readOptions(coxCurveOptions, options);
  const read = readRows(coxColumns, columns);
  const data = coxData(read, settings.timeTolerance);
  const fit = runSteps(coxCore(data, settings));
  const { cluster } = read.columns;
  const variance = settings.variance ?? (cluster === null ? "model" : "robust");
  const covariance = variance === "model" ? fit.covariance : robustCovariance(fit.covariance, clusterScores(data, fit.estimate, settings.ties, cluster));
  const ties = settings.hazard ?? settings.ties;
  const baseline = baselineCurve(data, fit.estimate, ties, settings.survival === "product");
  const z = normalQuantile((1 - settings.level) / 2, { tail: "upper" });
  const curves = readProfiles(data, settings.profiles).flatMap((profile) => data.strata.flatMap((stratum, at) => (profile.stratum === null || profile.stratum === stratum ? [curveOf(data, baseline, at, profile, fit.estimate, covariance, settings, z)] : [])));
  return resultOf({
    method: `Survival foretold by Cox regression with ${settings.ties === "efron" ? "Efron's" : "Breslow's"} approximation for ties: ${settings.survival === "exponential" ? `exp of minus ${ties === "efron" ? "Efron's" : "Breslow's"} cumulative hazard` : "the product of Kalbfleisch and Prentice"}; ${Number((settings.level * 100).toPrecision(6))} % pointwise intervals on the ${settings.interval} scale, with the ${variance === "model" ? "model's" : "robust"} covariance of the coefficients.`,
    curves, level: settings.level, missing: read.missing,
  });
}

function curveOf(data: CoxData, baseline: ReturnType<typeof baselineCurve>, stratum: number, { name, values, offset }: CoxProfile, estimate: Float64Array, covariance: Matrix, { interval, times: wanted }: Choices, z: number): CoxCurve {
  const width = estimate.length;
  const [from, to] = [baseline.bounds[stratum] as number, baseline.bounds[stratum + 1] as number];
  const predictor = values.reduce((sum, value, at) => sum + value * (estimate[at] as number), offset);
  const list = (): Float64Array => new Float64Array(to - from);
  const [cumulativeHazard, hazardError, survival, standardError, lower, upper] = [list(), list(), list(), list(), list(), list()];
  const away = new Float64Array(width);
  for (let at = 0; at < to - from; at++) {
    const place = from + at;
    const [hazard, product] = [baseline.hazard[place] as number, baseline.product[place] as number];
    for (let term = 0; term < width; term++) away[term] = hazard * (values[term] as number) - (baseline.meanHazard[place * width + term] as number);
    const logError = Math.log((baseline.variance[place] as number) + quadraticForm(covariance, away)) / 2;
    // Of minus the logarithm of survival.
    const logDecline = predictor + Math.log(product);
    const decline = Math.exp(logDecline);
    cumulativeHazard[at] = Math.exp(predictor + Math.log(hazard));
    hazardError[at] = Math.exp(predictor + logError);
    survival[at] = Math.exp(-decline);
    standardError[at] = Math.exp(predictor + logError - decline);
    // z standard errors beside the decline itself: both may be without bound, their ratio is not.
    const reach = z * Math.exp(logError - Math.log(product));
    [lower[at], upper[at]] = limitsOf(interval, logDecline, reach, z * (standardError[at] as number));
  }
  const times = baseline.time.slice(from, to);
  const first = (curve: Float64Array): number | null => times[curve.findIndex((one) => one <= 0.5)] ?? null;
  const last = data.time[(data.bounds[stratum + 1] as number) - 1] ?? 0;
  const atRisk = riskCounts(data, stratum);
  return {
    profile: name, stratum: data.strata[stratum] ?? "", relativeRisk: Math.exp(predictor), times, atRisk: times.map(atRisk), events: baseline.events.slice(from, to),
    cumulativeHazard, hazardError, survival, standardError, lower, upper,
    median: { time: first(survival), lower: first(lower), upper: first(upper) },
    atTimes: (wanted ?? []).map((time) => {
      const place = placeOf(times, time);
      const at = times[place] === time ? place : place - 1;
      // A curve at 0 stays there.
      if (time > last && survival.at(-1) !== 0) return { time, atRisk: 0, survival: null, cumulativeHazard: null, lower: null, upper: null, reason: `The curve is not known after ${last}.` };
      return { time, atRisk: atRisk(time), survival: survival[at] ?? 1, cumulativeHazard: cumulativeHazard[at] ?? 0, lower: lower[at] ?? 1, upper: upper[at] ?? 1, reason: null };
    }),
  };
}

/** Limits of exp(-decline), from its logarithm, which overflows nothing: `reach` is z standard errors of the decline, as a part of it. */
function limitsOf(scale: "log" | "log-log" | "plain", logDecline: number, reach: number, plainReach: number): [number, number] {
  const survivalAt = (log: number): number => Math.exp(-Math.exp(log));
  switch (scale) {
    case "log":
      return [survivalAt(logDecline + Math.log1p(reach)), reach < 1 ? survivalAt(logDecline + Math.log1p(-reach)) : 1];
    case "log-log":
      return [survivalAt(logDecline + reach), survivalAt(logDecline - reach)];
    case "plain":
      return [Math.max(0, survivalAt(logDecline) - plainReach), Math.min(1, survivalAt(logDecline) + plainReach)];
  }
}

/** Weighted rows at risk at a time of one stratum. */
function riskCounts({ time, start, weight, bounds, byStart }: CoxData, stratum: number): (at: number) => number {
  const [from, to] = [bounds[stratum] as number, bounds[stratum + 1] as number];
  const sums = (values: Float64Array, order: Uint32Array | null): { readonly sorted: Float64Array; readonly below: Float64Array } => {
    const below = new Float64Array(to - from + 1);
    const sorted = new Float64Array(to - from);
    for (let at = 0; at < sorted.length; at++) {
      const row = order === null ? from + at : (order[from + at] as number);
      sorted[at] = values[row] as number;
      below[at + 1] = (below[at] as number) + (weight?.[row] ?? 1);
    }
    return { sorted, below };
  };
  const ends = sums(time, null);
  const starts = start === null ? null : sums(start, byStart);
  const total = ends.below.at(-1) ?? 0;
  return (at) => (starts === null ? total : (starts.below[placeOf(starts.sorted, at)] as number)) - (ends.below[placeOf(ends.sorted, at)] as number);
}
