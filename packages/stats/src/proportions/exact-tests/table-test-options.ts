/** Options of exact tests of 2 × 2 tables. */
import { choice } from "../../form/option-fields.ts";
import { alternative, twoSidedRule } from "../single/proportion-options.ts";

export const fisherOptions = { twoSidedRule, alternative } as const;
export const barnardOptions = {
  statistic: choice(["score", "wald"], "score", "order of the tables: by the difference over its standard error with the proportions pooled (score, z-pooled), or not pooled (wald, z-unpooled)"),
  alternative,
} as const;
export const boschlooOptions = {
  twoSidedRule: choice(["minlike", "central"], "minlike", "two-sided: tables in the order of Fisher's two-sided p-value (minlike), or twice the smaller one-sided p-value (central)"),
  alternative,
} as const;

/** The most tables that an unconditional test runs through: (n1 + 1)(n2 + 1). */
export const mostTables = 1_100_000;
/** Statistics that differ by less, relatively, are ties. */
export const tie = 1e-9;
