/** Words for tests in sentences of methods. */
import type { Alternative, TwoSidedRule } from "./single/proportion-options.ts";

export const sayAlternative = (alternative: Alternative): string => (alternative === "two-sided" ? "two-sided" : `one-sided (${alternative})`);

const rules: Readonly<Record<TwoSidedRule, string>> = {
  "minlike": "p-values from all outcomes no likelier than the one seen",
  "central": "p-values twice the smaller tail",
  "blaker": "p-values from the smaller tail and what is no likelier on the other side (Blaker)",
  "mid-p": "mid-P values (half of the probability of the outcome seen), twice the smaller tail",
};
export function sayRule(rule: TwoSidedRule, alternative: Alternative): string {
  if (alternative === "two-sided") return rules[rule];
  return rule === "mid-p" ? "mid-P values (half of the probability of the outcome seen)" : "p-values from the tail with the outcome seen in it";
}
