/** Columns and options of parametric survival regression. */
import { column, type GivenColumns, mayColumn, mayColumnsOf, type ReadRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level, mayChoose, mayNumbers, number, type ReadOptions, whole } from "../../form/option-fields.ts";

export const parametricColumns = {
  time: column("amount", "time of the event or of censoring, above 0, in one unit; with `until` the start of the interval in which the event was, 0 where it was at any time before"),
  event: column("flag", "1: had the event; 0: censored at that time"),
  until: mayColumn("amount", "end of the interval in which the event was; the same as `time` where that is known exactly; not used where there was no event"),
  start: mayColumn("amount", "time at which observation began (late entry)"),
  stratum: mayColumn("text", "stratum with a scale of its own"),
  weight: mayColumn("amount", "weight of the row; 0 leaves it out of the fit"),
  cluster: mayColumn("text", "the group of rows that depend on each other"),
  offset: mayColumn("number", "what is added to the linear predictor with coefficient 1"),
  covariates: mayColumnsOf("covariate", "what may stretch the time; texts are categories, the first by code points is the reference"),
} as const;

const core = {
  distribution: choice(["weibull", "exponential", "log-normal", "log-logistic"], "weibull", "distribution of the time"),
  gradientTolerance: number(1e-14, 1e-2, 1e-9, "the iteration ends below this relative gradient, of covariates on their standardised scale"),
  maximumIterations: whole(1, 1000, 100, "the iteration is refused after so many steps"),
} as const;
const variance = mayChoose(["model", "robust"], "covariance: inverse observed information, or the sandwich of scores added up within clusters; left out: robust where there are clusters");

export const parametricOptions = { ...core, variance, level } as const;
export const parametricResidualOptions = core;
export const parametricPredictionColumns = { ...parametricColumns, predict: mayColumn("flag", "1: tell the prediction for this row's covariates; with a weight of 0 the row is only that; left out: all rows") } as const;
export const parametricPredictionOptions = {
  ...core,
  variance,
  quantiles: mayNumbers(0, 1, "parts of people who have had the event, above 0 and below 1, of which to tell the time; left out: 0.5"),
  times: mayNumbers(0, Number.MAX_VALUE, "times above 0 at which to tell survival"),
  level,
} as const;

export type ParametricColumns = GivenColumns<typeof parametricColumns>;
export type ReadParametric = ReadRows<typeof parametricColumns>;
export type ParametricOptions = GivenOptions<typeof parametricOptions>;
export type ParametricResidualOptions = GivenOptions<typeof parametricResidualOptions>;
export type ParametricPredictionColumns = GivenColumns<typeof parametricPredictionColumns>;
export type ParametricPredictionOptions = GivenOptions<typeof parametricPredictionOptions>;
export type ParametricCore = ReadOptions<typeof core>;
export type ParametricDistribution = ParametricCore["distribution"];
