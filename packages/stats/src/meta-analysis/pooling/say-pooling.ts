/** The sentence that says how effects were pooled. */
import { measureFacts } from "../effect-sizes/measures.ts";
import { estimatorWords } from "./fit-tau-squared.ts";
import type { PoolingChoices } from "./pool-estimates.ts";
import type { PooledEffect } from "./pooled-effect.ts";

const percent = (level: number): string => `${Math.round(level * 1e12) / 1e10}%`;

export function sayPooling(result: Omit<PooledEffect, "toJSON" | "method">, interval: "wald" | "hksj" | "hksj-modified", chosen: PoolingChoices, ownWeights: boolean): string {
  const { studies, measure, tauSquared, prediction, test, model } = result;
  const of = `${measure === "generic" ? "estimates as given" : measureFacts(measure).words}, ${studies} ${studies === 1 ? "study" : "studies"}`;
  const parts = [`${model === "random" ? "Random-effects" : "Common-effect"} meta-analysis (${of}) with ${ownWeights ? "weights given" : "inverse-variance weights"}`];
  if (tauSquared !== null) parts.push(tauSquared.estimate === null ? "variance between studies not identified by one study" : tauSquared.estimator === "given" ? "variance between studies given" : `variance between studies by ${estimatorWords[tauSquared.estimator]}`);
  const level = percent(chosen.level);
  const degrees = test.degreesOfFreedom === null ? "" : ` (t, ${test.degreesOfFreedom} degrees of freedom)`;
  parts.push(
    interval === "wald"
      ? `${level} interval by Wald (normal)`
      : model === "common"
        ? `${level} interval with the variance multiplied by ${interval === "hksj" ? "Q / df" : "Q / df where that is above 1"}${degrees}`
        : `${level} interval by Hartung, Knapp, Sidik and Jonkman${interval === "hksj" ? "" : " with a variance no smaller than the classical one"}${degrees}`,
  );
  if (prediction !== null) parts.push(`prediction interval ${prediction.degreesOfFreedom === null ? "by the normal distribution" : `by t with ${prediction.degreesOfFreedom} degrees of freedom${chosen.prediction === "k-2" ? " (Higgins, Thompson and Spiegelhalter)" : ""}`}${chosen.predictionVariance === "classical" ? " and the classical variance" : ""}`);
  const limits = [tauSquared?.interval == null ? "" : "Q-profile", tauSquared?.profile == null ? "" : "profile likelihood"].filter((one) => one !== "");
  if (limits.length > 0) parts.push(`interval of the variance between studies by ${limits.join(" and ")}`);
  return `${parts.join("; ")}.`;
}
