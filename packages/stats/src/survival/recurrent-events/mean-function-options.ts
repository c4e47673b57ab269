/** Options of mean functions of recurrent events. */
import { choice, type GivenOptions, level, mayNumbers, mayWord, mayWords } from "../../form/option-fields.ts";

const order = mayWords("groups in the order in which they shall stand, all of them; left out: by number or letter");
const terminal = choice(["censoring", "ghosh-lin"], "censoring", "what a death means: the end of observation like any other, so that the mean is of those alive (censoring); or that no event can follow, so that the mean is over everybody, dead or alive (ghosh-lin)");

export const meanFunctionOptions = {
  variance: choice(["robust", "poisson"], "robust", "sum of squared influences of participants (Lawless and Nadeau), or of counts that are Poisson's"),
  terminal,
  interval: choice(["log", "plain"], "log", "scale on which the interval is symmetric"),
  times: mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to tell the mean and numbers at risk"),
  order,
  level,
} as const;

export const meanComparisonOptions = {
  variance: choice(["pooled", "separate"], "pooled", "variance of the test: around the mean function of all groups together, as it would be without a difference, or around each group's own"),
  terminal,
  times: mayNumbers(0, Number.POSITIVE_INFINITY, "times at which to compare the means; left out: the shortest of the groups' longest times under observation"),
  reference: mayWord("group with which the others are compared at those times; left out: the first"),
  order,
  level,
} as const;

export type MeanFunctionOptions = GivenOptions<typeof meanFunctionOptions>;
export type MeanComparisonOptions = GivenOptions<typeof meanComparisonOptions>;
