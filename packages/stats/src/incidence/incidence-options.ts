/** Columns and options of rates of events in person-time. */
import { column, type GivenColumns, mayColumn } from "../form/columns.ts";
import { choice, type GivenOptions, level, mayNumbers, mayWord, mayWords, number, type ReadOptions } from "../form/option-fields.ts";
import { twoSidedRule } from "../proportions/single/proportion-options.ts";

export const incidenceColumns = {
  events: column("count", "events in this row's time"),
  time: column("positive", "time under observation, above 0, in one unit"),
  group: mayColumn("text", "group of the row"),
  participant: mayColumn("text", "whose time it is; rows of one participant are added up; left out: each row is a participant"),
} as const;

export const rateIntervals = ["exact", "mid-p", "log", "wald", "robust", "overdispersed"] as const;
export type RateInterval = (typeof rateIntervals)[number];

const per = number(1e-12, 1e12, 100, "units of time for which a rate is told: 100 with times in years gives rates per 100 person-years");
const order = mayWords("groups in the order in which they shall stand, all of them; left out: by number or letter");
const correction = choice(["none", "participants"], "none", "robust variance as it is, or times n / (n - 1) with n participants");

export const incidenceOptions = {
  interval: choice(rateIntervals, "exact", "kind of interval: Garwood's exact limits, mid-P, normal on the log scale, plain normal (wald, only because others print it), robust to dependent events of one participant, or with a dispersion taken from the data (overdispersed)"),
  per,
  correction,
  order,
  level,
} as const;

export const incidenceComparisonOptions = {
  ratioInterval: choice(["exact", "mid-p", "score", "log", "robust"], "exact", "limits and test of the ratio: from the binomial distribution given all events (exact, mid-p, score), or normal on the log scale with the variance of Poisson counts (log) or of participants (robust)"),
  differenceInterval: choice(["score", "hybrid", "wald", "robust"], "score", "limits and test of the difference: Miettinen and Nurminen's score, Garwood's limits put together (hybrid; score test), or normal with the variance of Poisson counts (wald) or of participants (robust)"),
  twoSidedRule,
  reference: mayWord("group with which the others are compared; left out: the first"),
  per,
  correction,
  order,
  level,
} as const;

export const periodColumns = {
  participant: column("text", "whose observation it is"),
  time: column("amount", "time of an event, or of the end of observation"),
  event: column("flag", "1: an event; 0: the end of observation, once for each participant"),
  group: mayColumn("text", "group of the participant"),
} as const;

export const periodOptions = {
  periods: mayNumbers(Number.MIN_VALUE, Number.MAX_VALUE, "ends of the periods, rising; the last period goes to the end of observation where these do not; left out: one period"),
  per,
  order,
  level,
} as const;

export type IncidenceColumns = GivenColumns<typeof incidenceColumns>;
export type IncidenceOptions = GivenOptions<typeof incidenceOptions>;
export type IncidenceComparisonOptions = GivenOptions<typeof incidenceComparisonOptions>;
export type IncidenceChoices = ReadOptions<typeof incidenceOptions>;
export type ComparisonChoices = ReadOptions<typeof incidenceComparisonOptions>;
export type PeriodColumns = GivenColumns<typeof periodColumns>;
export type PeriodOptions = GivenOptions<typeof periodOptions>;
