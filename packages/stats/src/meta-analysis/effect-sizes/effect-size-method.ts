/** The sentence that says how effect sizes were computed. */
import type { CorrectionKind } from "./effect-size-options.ts";
import { measureFacts } from "./measures.ts";
import type { EffectSizeChoices } from "./shape-effects.ts";

const variances: Readonly<Record<string, string>> = {
  "large-sample": "large-sample variances",
  "large-sample-uncorrected": "large-sample variances of the uncorrected difference times the squared factor",
  "unbiased": "unbiased variances",
  "average": "variances from averages over studies",
  "pooled-sd": "variances from pooled standard deviations",
  "average-pooled": "variances from averages over studies and arms",
};
const where = { "zero-cell-studies": "in studies with a zero cell", "all-studies": "in all studies", "all-studies-if-any-zero": "in all studies if one has a zero cell" } as const;

export function sayEffectSizes(chosen: EffectSizeChoices, correction: CorrectionKind | null, doubleZero: "exclude" | "include" | null, { corrected, excluded }: { readonly corrected: number; readonly excluded: number }): string {
  const { measure } = chosen;
  const parts = [`Effect size: ${measureFacts(measure).words}`];
  if (measure === "generic") return `${parts.join("")}.`;
  if (measure === "standardised-mean-difference") parts.push(chosen.smallSample === "none" ? "no correction for small samples" : chosen.smallSample === "exact" ? "Hedges' exact correction for small samples" : "Hedges' approximate correction for small samples");
  if (measure === "ratio-of-means" && chosen.ratioBias === "delta") parts.push("corrected for bias to the second order");
  if (measure === "hazard-ratio") parts.push(`from logrank statistics, or from printed ratios with ${Math.round(chosen.limitsLevel * 1e12) / 1e10}% limits, or as given on the log scale`);
  else parts.push(variances[chosen.varianceKind] ?? chosen.varianceKind);
  if (correction !== null) parts.push(`${sayCorrection(correction, chosen)} (${corrected} ${corrected === 1 ? "study" : "studies"} corrected)`);
  if (doubleZero !== null) parts.push(`studies without events, or with nothing but events, ${doubleZero === "exclude" ? "left out" : "kept"} (${excluded} without an estimate)`);
  else if (excluded > 0) parts.push(`${excluded} ${excluded === 1 ? "study" : "studies"} without an estimate or a variance left out`);
  return `${parts.join("; ")}.`;
}

function sayCorrection(correction: CorrectionKind, { correctionValue, correctedStudies }: EffectSizeChoices): string {
  switch (correction) {
    case "none":
      return "no continuity correction";
    case "constant":
      return `${correctionValue} added to each cell ${where[correctedStudies]}`;
    case "treatment-arm":
      return `a treatment-arm continuity correction adding up to ${2 * correctionValue} ${where[correctedStudies]}`;
    case "empirical":
      return `an empirical continuity correction adding up to ${2 * correctionValue} ${where[correctedStudies]}`;
  }
}
