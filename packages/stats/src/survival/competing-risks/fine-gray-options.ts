/** What Fine and Gray's regression takes. */
import { column, columnsOf, type GivenColumns, mayColumn, type ReadRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level, mayChoose, mayWord, number, type ReadOptions, whole } from "../../form/option-fields.ts";

export const fineGrayColumns = {
  time: column("amount", "time of the event or of censoring, from 0, in one unit"),
  cause: column("text", "which event ended the time; `0` or `censored` where none did"),
  start: mayColumn("amount", "time at which observation began (late entry); at risk after it, up to and with `time`"),
  censoringGroup: mayColumn("text", "group with a censoring distribution of its own (and one of entry)"),
  weight: mayColumn("amount", "weight of the row; 0 leaves it out"),
  covariates: columnsOf("covariate", "what may change the incidence; texts are categories, the first by code points is the reference"),
} as const;

const settings = {
  event: mayWord("the cause whose incidence is modelled; left out: the first by number or letter"),
  censored: mayWord("the word in `cause` that stands for censoring; left out: `0` and `censored`"),
  censoringTies: choice(["events-at-risk", "events-gone"], "events-at-risk", "whether those who have an event at a time are still at risk of being censored at it (cmprsk::crr), or gone (survival::finegray)"),
  gradientTolerance: number(1e-14, 1e-2, 1e-9, "the iteration ends below this relative gradient, of covariates on their standardised scale"),
  maximumIterations: whole(1, 1000, 40, "the iteration is refused after so many steps"),
} as const;

export const fineGrayOptions = {
  ...settings,
  variance: mayChoose(["robust", "robust-fixed-weights", "model"], "robust: with what estimating the censoring weights adds (cmprsk::crr); robust-fixed-weights: as if they were known (survival::finegray and coxph); model: inverse information. Left out: robust, and robust-fixed-weights with late entry"),
  level,
} as const;
export const proportionalityOptions = {
  ...settings,
  transform: choice(["time", "log", "rank"], "time", "function of time against which the effect may change: time itself, its logarithm, or the rank of distinct event times"),
} as const;

export type FineGrayColumns = GivenColumns<typeof fineGrayColumns>;
export type FineGrayOptions = GivenOptions<typeof fineGrayOptions>;
export type ProportionalityOptions = GivenOptions<typeof proportionalityOptions>;
export type ReadFineGray = ReadRows<typeof fineGrayColumns>;
export type FineGraySettings = ReadOptions<typeof settings>;
