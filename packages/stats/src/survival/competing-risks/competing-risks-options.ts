/** Columns and options of competing risks without a model. */
import { column, type GivenColumns, mayColumn } from "../../form/columns.ts";
import { choice, type GivenOptions, level, mayNumber, mayNumbers, mayWord, mayWords, number, type ReadOptions } from "../../form/option-fields.ts";

export const competingRisksColumns = {
  time: column("amount", "time of the event or of censoring, from 0, in one unit; whole days are best, as ties are then ties"),
  cause: column("text", "which event ended the time; `0` or `censored` where none did"),
  start: mayColumn("amount", "time at which observation began (late entry); at risk after it, up to and with `time`"),
  group: mayColumn("text", "group of the row"),
  stratum: mayColumn("text", "stratum of the row"),
  weight: mayColumn("amount", "how many alike this row stands for, or its sampling weight; rows of weight 0 are left out"),
} as const;
const { stratum: _stratum, ...withoutStratum } = competingRisksColumns;
/** For curves, which need no strata. */
export const incidenceColumns = withoutStratum;

const censored = mayWord("the word in `cause` that stands for censoring; left out: `0` and `censored`");
const order = mayWords("groups in the order in which they shall stand, all of them; left out: by number or letter");
const causes = mayWords("causes to tell of; left out: all");

export const summaryOptions = { censored } as const;

const curves = {
  variance: choice(["greenwood", "aalen", "infinitesimal-jackknife"], "greenwood", "variance of incidence: Greenwood's type (multinomial; delta method), Aalen's with Gray's correction for ties (cmprsk), or the infinitesimal jackknife (survival)"),
  interval: choice(["log", "plain", "log-log", "logit", "arcsine"], "log", "scale of incidence itself on which the interval is symmetric"),
  times: mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to tell numbers at risk and incidence"),
  quantiles: mayNumbers(0, 1, "incidences whose times are wanted; left out: 0.1, 0.25 and 0.5"),
  restrictAt: mayNumber(0, Number.POSITIVE_INFINITY, "time up to which the time lost to each cause is counted; left out: the longest time of all groups"),
  causes,
  order,
  level,
} as const;
export const incidenceOptions = { ...curves, censored } as const;
/** From a summary, which knows already who was censored. */
export const incidenceOfSummaryOptions = curves;

const gray = {
  rho: number(-10, 10, 0, "power of 1 - incidence just before each event in its weight; 0: Gray's test; above 0: early differences count for more"),
  causes,
  order,
} as const;
export const grayOptions = { ...gray, censored } as const;
export const grayOfSummaryOptions = gray;

export type CompetingRisksColumns = GivenColumns<typeof competingRisksColumns>;
export type IncidenceColumns = GivenColumns<typeof incidenceColumns>;
export type IncidenceOptions = GivenOptions<typeof incidenceOptions>;
export type IncidenceOfSummaryOptions = GivenOptions<typeof incidenceOfSummaryOptions>;
export type ReadIncidenceOptions = ReadOptions<typeof incidenceOfSummaryOptions>;
export type GrayOptions = GivenOptions<typeof grayOptions>;
export type GrayOfSummaryOptions = GivenOptions<typeof grayOfSummaryOptions>;
