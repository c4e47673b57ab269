/** Analyses of completed data sets, combined term by term. */
import type { DesignTerm } from "../../regression/design-matrix.ts";
import type { CompletedAnalysis } from "./analyse-completed.ts";
import { combineByRubin, type RubinEstimate } from "./combine-by-rubin.ts";

export interface PooledTerm extends DesignTerm, RubinEstimate {
  /** Of a logistic analysis: the odds ratio, of the intercept the odds. */
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number } | null;
}

/** Rubin's rules with Barnard and Rubin's degrees of freedom, those of complete data being rows less coefficients. R: `mice::pool`. */
export function poolAnalyses(analyses: readonly CompletedAnalysis[], level: number, ratios: boolean): readonly PooledTerm[] {
  const [first] = analyses;
  return (first?.terms ?? []).map((term, at) => {
    const of = (pick: "estimates" | "variances"): Float64Array => Float64Array.from(analyses, (one) => one[pick][at] as number);
    const pooled = combineByRubin(of("estimates"), of("variances"), first?.degreesOfFreedom ?? 1, level);
    return { ...term, ...pooled, ratio: ratios ? { estimate: Math.exp(pooled.estimate), lower: Math.exp(pooled.lower), upper: Math.exp(pooled.upper) } : null };
  });
}
