/** The sentence that says how a regression of effects was computed. */
import type { ReadOptions } from "../../form/option-fields.ts";
import { measureFacts } from "../effect-sizes/measures.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import type { DesignTerm } from "./build-design.ts";
import type { FittedRegression } from "./fit-regression.ts";
import type { regressionOptions } from "./regression-options.ts";
import type { Regression } from "./regression-result.ts";
import { robustWords } from "./robust-inference.ts";
import { percentWords } from "./study-rows.ts";

export function sayRegression(result: Omit<Regression, "toJSON" | "method">, { kind, clusters, fit }: FittedRegression, chosen: ReadOptions<typeof regressionOptions>): string {
  const { studies, measure, model, tauSquared } = result;
  const parts = [`${model === "random" ? "Mixed-effects" : "Common-effect"} meta-regression (${measure === "generic" ? "estimates as given" : measureFacts(measure).words}, ${studies} ${studies === 1 ? "study" : "studies"}) on ${sayModerators(result.coefficients)}${chosen.intercept ? "" : " without an intercept"}, inverse-variance weights`];
  if (tauSquared !== null) parts.push(tauSquared.estimator === "given" ? "variance between studies given" : `residual variance between studies by ${estimatorWords[tauSquared.estimator]}`);
  const level = percentWords(chosen.level);
  parts.push(sayVariance(kind, clusters, level, fit.residualDegrees, chosen.robustDegrees));
  if (result.predictionReason === null) parts.push(`prediction intervals by ${chosen.prediction === "normal" ? "the normal distribution" : `t with ${fit.residualDegrees - (chosen.prediction === "k-p-1" ? 1 : 0)} degrees of freedom`}`);
  const limits = [tauSquared?.interval == null ? "" : "Q-profile", tauSquared?.profile == null ? "" : "profile likelihood"].filter((one) => one !== "");
  if (limits.length > 0) parts.push(`interval of the variance between studies by ${limits.join(" and ")}`);
  return `${parts.join("; ")}.`;
}

export function sayModerators(terms: readonly DesignTerm[]): string {
  const said = new Map<string, string>();
  for (const { moderator, reference, level } of terms) {
    if (moderator === null || said.has(moderator)) continue;
    said.set(moderator, level === null ? moderator : reference === null ? `${moderator} (a mean for each level)` : `${moderator} (reference ${reference})`);
  }
  return said.size === 0 ? "no moderator" : [...said.values()].join(", ");
}

export function sayVariance(kind: FittedRegression["kind"], clusters: number | null, level: string, degrees: number, robustDegrees: "satterthwaite" | "clusters"): string {
  switch (kind) {
    case "wald":
      return `${level} intervals by Wald (normal)`;
    case "hksj":
      return `${level} intervals by Knapp and Hartung (t, ${degrees} degrees of freedom)`;
    case "hksj-modified":
      return `${level} intervals by Knapp and Hartung with a variance no smaller than the classical one (t, ${degrees} degrees of freedom)`;
    case "CR0":
    case "CR1":
    case "CR1p":
    case "CR2":
      return `${level} intervals from the cluster-robust variance ${robustWords[kind]}, ${clusters ?? 0} clusters, t with ${robustDegrees === "satterthwaite" ? "Satterthwaite's degrees of freedom" : "clusters less coefficients as degrees of freedom"}`;
  }
}
