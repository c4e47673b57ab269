/** The sentence that says how effects within studies were pooled. */
import { measureFacts } from "../effect-sizes/measures.ts";
import type { DesignTerm } from "./build-design.ts";
import type { MultilevelChoices } from "./pool-multilevel.ts";
import { robustWords } from "./robust-inference.ts";
import { sayModerators } from "./say-regression.ts";
import { percentWords } from "./study-rows.ts";

export function sayMultilevel(chosen: MultilevelChoices, terms: readonly DesignTerm[], { effects, studies, clusters }: { readonly effects: number; readonly studies: number; readonly clusters: number | null }): string {
  const moderated = terms.some(({ moderator }) => moderator !== null);
  const parts = [`Three-level ${moderated ? `meta-regression on ${sayModerators(terms)}` : "meta-analysis"} (${chosen.measure === "generic" ? "estimates as given" : measureFacts(chosen.measure).words}, ${effects} effects in ${studies} ${studies === 1 ? "study" : "studies"})${chosen.intercept ? "" : " without an intercept"}`];
  parts.push(chosen.correlation === 0 ? "sampling errors of a study's effects independent" : `sampling errors of a study's effects with a correlation of ${chosen.correlation}`);
  const given = [chosen.betweenValue === null ? "" : "between studies", chosen.withinValue === null ? "" : "within studies"].filter((one) => one !== "");
  parts.push(`variances between and within studies by ${chosen.likelihood === "REML" ? "restricted maximum likelihood" : "maximum likelihood"}${given.length > 0 ? ` (given ${given.join(" and ")})` : ""}${chosen.profileIntervals && given.length < 2 ? " with profile likelihood intervals" : ""}`);
  const level = percentWords(chosen.level);
  const kind = chosen.covariance === "model" ? null : chosen.covariance;
  if (clusters !== null) parts.push(`${level} intervals from the cluster-robust variance ${robustWords[kind ?? "CR2"]}, ${clusters} clusters, t with ${chosen.robustDegrees === "satterthwaite" ? "Satterthwaite's degrees of freedom" : "clusters less coefficients as degrees of freedom"}`);
  else if (chosen.interval === "wald") parts.push(`${level} intervals by Wald (normal)`);
  else parts.push(`${level} intervals by t with ${chosen.interval === "t-residual" ? "effects less coefficients" : "studies less coefficients (effects less coefficients for what varies within studies)"} as degrees of freedom`);
  return `${parts.join("; ")}.`;
}
