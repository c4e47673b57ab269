/** What matching takes. */
import { type GivenColumns, type ReadRows, column, columnsOf, mayColumn, mayColumnsOf } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, mayChoose, mayNumber, number, whole } from "../form/option-fields.ts";

export const matchColumns = {
  treated: column("flag", "1 for the treated, 0 for those who may be their controls"),
  covariates: columnsOf("covariate", "what treated and controls shall be alike in; texts are categories"),
  exact: mayColumnsOf("text", "what must be equal within a matched set"),
  score: mayColumn("number", 'a score to match on, for { distance: "score" }'),
};
export const matchOptions = {
  distance: choice(["logit-propensity", "propensity", "mahalanobis", "score"], "logit-propensity", "what nearness is: the propensity score, its logit, Mahalanobis of the covariates, or the column score"),
  propensity: choice(["maximum-likelihood", "firth"], "maximum-likelihood", "how the propensity score is estimated; Firth's likelihood bears covariates that separate the groups"),
  algorithm: choice(["greedy", "optimal"], "greedy", "each treated in turn takes the nearest that is left, or the smallest sum of all distances"),
  order: mayChoose(["largest-first", "smallest-first", "data-order", "random"], "which treated takes first (greedy): largest-first by the score; data-order for Mahalanobis"),
  replacement: choice(["without", "with"], "without", "whether a control may be taken several times"),
  ratio: whole(1, 1000, 1, "controls for each treated, at most; all take their first before any takes a second"),
  caliper: mayNumber(1e-12, 1e12, "the widest difference that may be matched: of the score, or with Mahalanobis of the logit propensity"),
  caliperUnit: choice(["sd-pooled", "sd-all", "absolute"], "sd-pooled", "the caliper in pooled standard deviations (Austin), in standard deviations over everybody (MatchIt), or as it is"),
  mahalanobisCovariance: choice(["pooled-within", "all"], "pooled-within", "covariance of Mahalanobis: within the two groups, pooled, or over everybody"),
  ties: choice(["within-rounding", "exact"], "within-rounding", "distances that differ by rounding error only are equal, or every bit counts; of equal ones the lowest row is taken"),
  denominator: choice(["pooled", "treated", "control", "all"], "pooled", "the standard deviation that mean differences are divided by, before matching and after"),
  binaries: choice(["standardised", "raw"], "standardised", "whether differences of proportions are divided, too"),
  seed: number(0, Number.MAX_SAFE_INTEGER, 1, "for the random order"),
};
export type MatchColumns = GivenColumns<typeof matchColumns>;
export type MatchOptions = GivenOptions<typeof matchOptions>;
export type ReadMatch = ReadRows<typeof matchColumns>;
export type ReadMatchOptions = ReadOptions<typeof matchOptions>;
