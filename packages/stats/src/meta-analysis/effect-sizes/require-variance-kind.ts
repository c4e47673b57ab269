/** Which sampling variances each measure has. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { Measure } from "./measures.ts";

const beyondLargeSample: Partial<Readonly<Record<Measure, readonly string[]>>> = {
  "risk-difference": ["unbiased", "average"],
  "mean-difference": ["pooled-sd"],
  "standardised-mean-difference": ["large-sample-uncorrected", "unbiased", "average"],
  "ratio-of-means": ["pooled-sd", "average", "average-pooled"],
  "proportion-raw": ["unbiased", "average"],
  "proportion-logit": ["average"],
};

/** Throws StatisticRefusal `options-conflict` where the measure has no such variance. */
export function requireVarianceKind(measure: Measure, kind: string): void {
  const known = ["large-sample", ...(beyondLargeSample[measure] ?? [])];
  if (!known.includes(kind)) throw new StatisticRefusal("options-conflict", "varianceKind", `A ${measure} has no variance of the kind ${JSON.stringify(kind)}.`, `Choose one of ${known.join(", ")}.`);
}
