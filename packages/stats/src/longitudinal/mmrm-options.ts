/** Columns and options of MMRM. */
import { column, type GivenColumns, mayColumn, mayColumnsOf } from "../form/columns.ts";
import { choice, type GivenOptions, level, mayWords, type ReadOptions, yesOrNo } from "../form/option-fields.ts";
import { covarianceStructures } from "./covariance-structures.ts";
import { degreesOfFreedomKinds } from "./fixed-effect-tests.ts";

export const mmrmColumns = {
  outcome: column("number", "what was measured; missing where a visit was missed"),
  participant: column("text", "name or number of the participant"),
  visit: column("text", "name or number of the visit"),
  arm: mayColumn("text", "arm of the participant"),
  covarianceGroup: mayColumn("text", "groups of participants, each with a covariance of its own"),
  covariates: mayColumnsOf("covariate", "values at the start: numbers or categories"),
} as const;
export type MmrmColumns = GivenColumns<typeof mmrmColumns>;

/** What makes the columns of the model: needed already where sums are made. */
export const mmrmDesignOptions = {
  visits: mayWords("visits in their order; by number where all are numbers, else by the order of code points"),
  arms: mayWords("arms, the one with which others are compared first; by the order of code points where left out"),
  armByVisit: yesOrNo(true, "whether arms may differ otherwise at each visit: arm × visit"),
  crossedWithVisit: mayWords("covariates whose effect may differ at each visit"),
} as const;
export const mmrmFitOptions = {
  covariance: choice(covarianceStructures, "unstructured", "how visits vary together"),
  estimation: choice(["reml", "ml"], "reml", "restricted or full maximum likelihood"),
  degreesOfFreedom: choice(degreesOfFreedomKinds, "satterthwaite", "degrees of freedom, and with kenward-roger also the covariance of coefficients; none: normal"),
  information: choice(["observed", "expected"], "observed", "what the covariance of covariance parameters is the inverse of: observed, as SAS and mmrm; expected, as Kenward and Roger 1997"),
  variance: choice(["model", "empirical"], "model", "covariance of coefficients from the model, or the sandwich CR0 over participants"),
  level,
} as const;
export const mmrmOptions = { ...mmrmDesignOptions, ...mmrmFitOptions } as const;
export type MmrmDesignOptions = GivenOptions<typeof mmrmDesignOptions>;
export type MmrmFitOptions = GivenOptions<typeof mmrmFitOptions>;
export type MmrmOptions = GivenOptions<typeof mmrmOptions>;
/** For a summary: the design is in it, but for the order. */
export const mmrmSummaryFitOptions = { visits: mmrmDesignOptions.visits, arms: mmrmDesignOptions.arms, ...mmrmFitOptions } as const;
export type MmrmSummaryFitOptions = GivenOptions<typeof mmrmSummaryFitOptions>;
export type ReadFitOptions = ReadOptions<typeof mmrmFitOptions>;
