/** The sentence on how a linear mixed model was computed. */
import type { ReadOptions } from "../form/option-fields.ts";
import type { FixedCoding } from "./fixed-design.ts";
import type { mixedOptions } from "./mixed-options.ts";

const randomWords = { "intercept": "a random intercept", "intercept-and-slope": "a correlated random intercept and slope over time", "uncorrelated-intercept-and-slope": "an uncorrelated random intercept and slope over time" } as const;

export function sayMixed(options: ReadOptions<typeof mixedOptions>, { factors }: FixedCoding, crossed: readonly (readonly string[])[]): string {
  const effects = [...factors.map(({ name }) => name), ...crossed.map((names) => names.join(" × "))].join(", ");
  const degrees = { "satterthwaite": "Satterthwaite degrees of freedom", "kenward-roger": `Kenward-Roger covariance and degrees of freedom from the ${options.information} information`, "none": "normal distributions" }[options.degreesOfFreedom];
  return `Linear mixed model with ${effects === "" ? "an intercept" : `fixed effects of ${effects}`} and ${randomWords[options.random]} for each participant, by ${options.estimation === "reml" ? "restricted " : ""}maximum likelihood; ${degrees}; intervals of ${100 * options.level}%${options.profileIntervals ? ", by profile likelihood for variances" : ""}.`;
}
