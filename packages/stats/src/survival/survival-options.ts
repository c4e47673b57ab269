/** Columns and options of survival curves and their tests. */
import { column, mayColumn } from "../form/columns.ts";
import { choice, level, mayNumber, mayNumbers, mayWord, mayWords, number } from "../form/option-fields.ts";

export const survivalColumns = {
  time: column("amount", "time of the event or of censoring, from 0, in one unit; whole days are best, as ties are then ties"),
  event: column("flag", "1: had the event at that time; 0: censored"),
  start: mayColumn("amount", "time at which observation began (late entry); at risk after it, up to and with `time`"),
  group: mayColumn("text", "group of the row"),
  stratum: mayColumn("text", "stratum of the row"),
  weight: mayColumn("amount", "how many alike this row stands for; rows of weight 0 are left out"),
} as const;
const { stratum: _stratum, ...withoutStratum } = survivalColumns;
/** For methods that need no strata. */
export const curveColumns = withoutStratum;

const timeTolerance = number(0, 0.01, 0, "times nearer than this, as a part of the mean distinct time, count as tied; 0: only equal ones; the R package survival takes 1.5e-8");
const order = mayWords("groups in the order in which they shall stand, all of them; left out: by number or letter");
const times = mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to tell numbers at risk and the curve");

export const kaplanMeierOptions = {
  interval: choice(["log", "plain", "log-log", "logit", "arcsine"], "log", "scale on which the interval is symmetric"),
  variance: choice(["greenwood", "tsiatis"], "greenwood", "variance of the logarithm of survival: sum of d / (n (n - d)), or of d / n²"),
  quantiles: mayNumbers(0, 1, "parts of the group that have had the event, for quantiles of time; left out: 0.25, 0.5 and 0.75"),
  times,
  restrictAt: mayNumber(0, Number.POSITIVE_INFINITY, "end of the restricted mean; left out: the longest time of all groups"),
  timeTolerance,
  order,
  level,
} as const;

export const nelsonAalenOptions = {
  ties: choice(["nelson-aalen", "fleming-harrington"], "nelson-aalen", "d tied events as d / n, or as 1/n + 1/(n - 1) + … + 1/(n - d + 1)"),
  variance: choice(["poisson", "binomial"], "poisson", "d / n², or d (n - d) / n³; the second only with ties as nelson-aalen"),
  interval: choice(["log", "plain"], "log", "scale on which the interval is symmetric"),
  times,
  timeTolerance,
  order,
  level,
} as const;

export const logRankOptions = {
  rho: number(-10, 10, 0, "power of pooled survival just before each event in its weight; 0 and gamma 0: the log-rank test; 1: Peto and Peto's Wilcoxon test"),
  gamma: number(0, 10, 0, "power of 1 - pooled survival in the weight: above 0 for late differences"),
  timeTolerance,
  order,
  level,
} as const;

export const trendOptions = {
  ...logRankOptions,
  scores: mayNumbers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, "score of each group, in their order; left out: 1, 2, 3, …"),
} as const;

export const restrictedMeanOptions = {
  restrictAt: mayNumber(0, Number.POSITIVE_INFINITY, "end of the time that is compared; left out: the smallest of the groups' longest times"),
  reference: mayWord("group with which the others are compared; left out: the first"),
  timeTolerance,
  order,
  level,
} as const;

export const followUpOptions = {
  ties: choice(["swapped", "events-first"], "swapped", "whether those with an event at a time are still at risk of being censored at it (events and censoring swapped), or have left before"),
  interval: kaplanMeierOptions.interval,
  quantiles: kaplanMeierOptions.quantiles,
  timeTolerance,
  order,
  level,
} as const;
