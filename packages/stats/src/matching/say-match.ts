import { sayBalance } from "./assess-balance.ts";
import type { ReadMatchOptions } from "./match-options.ts";
import type { Caliper } from "./nearness.ts";

const ofDistance = { "logit-propensity": "the logit of the propensity score (logistic regression)", "propensity": "the propensity score (logistic regression)", "mahalanobis": "Mahalanobis' distance", "score": "the given score" } as const;
const ofUnit = { "sd-pooled": "pooled standard deviations (square root of the mean of both groups' variances)", "sd-all": "standard deviations over everybody", "absolute": "" } as const;
const ofOrder = { "largest-first": "largest score first", "smallest-first": "smallest score first", "data-order": "order of the data", "random": "random order" } as const;

/** The sentence for the methods section. */
export function sayMatch(options: ReadMatchOptions, caliper: Caliper | null, exact: readonly string[]): string {
  const { distance, algorithm, ratio, replacement, mahalanobisCovariance, seed, ties } = options;
  const order = options.order ?? (distance === "mahalanobis" ? "data-order" : "largest-first");
  const how = algorithm === "optimal" ? "Optimal pair matching without replacement (most pairs, then the smallest sum of distances)" : `Greedy nearest neighbour matching, ${ratio === 1 ? "one control" : `up to ${ratio} controls`} to each treated, ${replacement} replacement, ${ofOrder[order]}${order === "random" ? ` (seed ${seed})` : ""}`;
  const what = distance === "mahalanobis" ? `${ofDistance[distance]} (${mahalanobisCovariance === "pooled-within" ? "covariance pooled within groups" : "covariance over everybody"})` : ofDistance[distance];
  const within = caliper === null ? "no caliper" : `a caliper of ${caliper.unit === "absolute" ? "" : `${caliper.multiple} ${ofUnit[caliper.unit]} = `}${Number(caliper.width.toPrecision(6))} on ${ofDistance[caliper.of]}`;
  const firth = options.propensity === "firth" && (caliper === null ? distance === "propensity" || distance === "logit-propensity" : caliper.of !== "score") ? " (the score by Firth's penalised likelihood)" : "";
  const tie = algorithm === "optimal" ? "" : `; of equally near controls the lowest row${ties === "exact" ? ", every bit counting" : ""}`;
  return `${how}, on ${what}${firth}, with ${within}${exact.length > 0 ? `, exact on ${exact.join(", ")}` : ""}${tie}; estimand: effect in the treated (ATT); ${sayBalance(options)}.`;
}
