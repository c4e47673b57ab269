/** What cannot be computed: names why, where, and what would be right. Never a number that is none. */

/** Every reason for which a statistic is refused. The docs list the same ones; a test holds both together. */
export const refusalCodes = {
  "empty": "no row is left to compute from",
  "too-few": "fewer rows, groups or studies than the method needs",
  "one-group": "all rows belong to one group",
  "no-events": "nobody had the event",
  "only-events": "everybody had the event",
  "singular": "covariates that determine each other, or a matrix without an inverse",
  "separation": "an outcome that a covariate foretells without error: the likelihood has no maximum",
  "not-converged": "an iteration that did not come to its end; the last gradient is told",
  "not-identified": "more than the data can tell",
  "events-above-n": "more events than participants",
  "negative": "a number below zero that cannot be",
  "not-a-number": "what is not a number, or not a finite one",
  "not-whole": "a count that is not a whole number",
  "out-of-range": "a number outside of what is possible",
  "lengths-differ": "columns of different lengths",
  "missing-column": "a column that the method needs",
  "unknown-column": "a column that the method does not know",
  "unknown-option": "an option that the method does not know",
  "unknown-choice": "a word that is none of those that can be chosen",
  "unknown-method": "a method that does not exist",
  "no-script": "a method that has no script in R",
  "options-conflict": "options that cannot go together",
  "nobody-left": "a caliper or a restriction that leaves nobody",
  "start-not-before-end": "an interval that does not end after its start",
  "overlapping-intervals": "intervals of one participant that overlap",
  "event-after-end": "an event of a participant after the end of observation",
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export class StatisticRefusal extends RangeError {
  readonly code: RefusalCode;
  /** The column, row or option, as the caller named it: `controlEvents.3`, `level`. */
  readonly path: string;
  readonly remedy: string;
  /** Numbers that explain it: the last gradient, the row, the rank. */
  readonly details: Readonly<Record<string, number | string>>;

  constructor(code: RefusalCode, path: string, message: string, remedy: string, details: Readonly<Record<string, number | string>> = {}) {
    super(`${path}: ${message} ${remedy}`);
    this.name = "StatisticRefusal";
    this.code = code;
    this.path = path;
    this.remedy = remedy;
    this.details = details;
  }
}
