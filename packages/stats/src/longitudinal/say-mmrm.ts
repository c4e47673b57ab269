/** The sentence on how an MMRM was computed. */
import type { FixedCoding } from "./fixed-design.ts";
import type { ReadFitOptions } from "./mmrm-options.ts";

export const covarianceWords = {
  "unstructured": "an unstructured covariance",
  "ar1": "a first-order autoregressive covariance with one variance",
  "ar1-heterogeneous": "a first-order autoregressive correlation with a variance for each visit",
  "compound-symmetry": "compound symmetry with one variance",
  "compound-symmetry-heterogeneous": "one correlation and a variance for each visit",
  "toeplitz": "a Toeplitz covariance with one variance",
  "toeplitz-heterogeneous": "a Toeplitz correlation with a variance for each visit",
} as const;
export const degreesWords = {
  "satterthwaite": "Satterthwaite degrees of freedom",
  "kenward-roger": "Kenward-Roger covariance and degrees of freedom with second derivatives of the covariance",
  "kenward-roger-linear": "Kenward-Roger covariance and degrees of freedom in the linear form, without second derivatives",
  "between-within": "between-within degrees of freedom",
  "none": "normal distributions",
} as const;

export function sayMmrm(options: ReadFitOptions, { factors }: FixedCoding, crossed: readonly (readonly string[])[], groups: number): string {
  const effects = [...factors.map(({ name }) => name), ...crossed.map((names) => names.join(" × "))].join(", ");
  const information = options.degreesOfFreedom === "satterthwaite" || options.degreesOfFreedom.startsWith("kenward") ? ` from the ${options.information} information` : "";
  return `Mixed model for repeated measures${effects === "" ? "" : ` with fixed effects of ${effects}`} and ${covarianceWords[options.covariance]}${groups > 1 ? " for each group" : ""} among visits, by ${options.estimation === "reml" ? "restricted " : ""}maximum likelihood; ${options.variance === "empirical" ? "empirical (sandwich, CR0) covariance of coefficients; " : ""}${degreesWords[options.degreesOfFreedom]}${information}; intervals of ${100 * options.level}%; estimated means with equal weights for categories and numbers at their mean.`;
}
