/** Columns and options of a trial analysed with multiple imputation. */
import { column, columnWithGaps, mayColumnsWithGapsOf } from "../../form/columns.ts";
import { choice, level, mayNumbers, mayWord, mayWords, whole } from "../../form/option-fields.ts";
import { reference } from "../comparisons/mean-options.ts";

export const imputedColumns = {
  outcome: columnWithGaps("number", "the outcome of the row; 0 or 1 for a logistic analysis"),
  arm: column("text", "arm of the row"),
  covariates: mayColumnsWithGapsOf("covariate", "baseline values as numbers, factors as texts: in the imputation and in the analysis"),
  auxiliary: mayColumnsWithGapsOf("covariate", "columns that foretell the outcome or whether it is missing: in the imputation alone"),
} as const;
export const imputedOptions = {
  analysis: choice(["linear", "logistic"], "linear", "of each completed data set: analysis of covariance, or logistic regression"),
  imputations: whole(2, 10_000, 20, "number of imputed data sets"),
  rounds: whole(1, 1000, 10, "rounds of each chain; 1 is enough where one column alone has gaps"),
  seed: whole(0, Number.MAX_SAFE_INTEGER, 1, "seed of the random numbers"),
  matched: mayWords("columns of numbers drawn by predictive mean matching, as `outcome` or `covariates.age`; the others are drawn from normal regressions, columns of 0 and 1 and of categories from logistic ones"),
  donors: whole(1, 1000, 5, "rows from which matching draws"),
  within: choice(["all", "arm"], "all", "imputed together, the arm foretelling as the other columns do; or in each arm alone, so that any column may act differently in each"),
  reference,
  deltas: mayNumbers(-1e300, 1e300, "added to the drawn outcomes of one arm, or to their log odds: what if the missing did so much worse or better; left out: up to one standard deviation, or 2, to each side"),
  deltaArm: mayWord("the arm to which deltas are added; left out: the first that is not the reference"),
  level,
} as const;
