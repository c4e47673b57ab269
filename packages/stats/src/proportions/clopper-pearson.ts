/** Exact confidence limits of a proportion. */
import { betaQuantile } from "../special-functions/beta-quantile.ts";

export interface ProportionOptions {
  /** Confidence level, above 0 and below 1; 0.95 where left out. */
  readonly level?: number;
  /** `upper`: only an upper limit, the lower is 0. `lower`: only a lower limit, the upper is 1. `two-sided` where left out. */
  readonly sided?: "two-sided" | "upper" | "lower";
}

export interface ProportionEstimate {
  /** events / n; `null` for n = 0, where nothing can be estimated. */
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly sided: "two-sided" | "upper" | "lower";
  readonly method: "clopper-pearson";
}

/**
 * A proportion with its exact (Clopper-Pearson) confidence limits.
 *
 * Estimand: the probability of an event. Assumes n independent observations with the same probability. Coverage is at
 * least the level, usually more.
 *
 * @param events whole number from 0 to n.
 * @param n whole number of observations. For n = 0 the estimate is `null` and the limits are 0 and 1.
 *
 * lower = the alpha quantile of Beta(events, n - events + 1), 0 for no event; upper = the 1 - alpha quantile of
 * Beta(events + 1, n - events), 1 where every observation is an event; alpha = (1 - level)/2, one-sided 1 - level.
 * No event: upper = 1 - alpha^(1/n).
 *
 * Throws RangeError for counts that are not whole numbers in range, a level outside 0 to 1, or n above 1,000,000.
 *
 * Source: Clopper CJ, Pearson ES. Biometrika 1934;26:404-13. doi 10.1093/biomet/26.4.404.
 * R: `binom.test(events, n, conf.level = level)$conf.int`, one-sided with `alternative = "less"` (upper) or `"greater"`
 * (lower), agreeing to 1e-12 relative.
 *
 * @example estimateProportionExact(0, 15, { sided: "upper" }).upper // 0.18103627252208614
 */
export function estimateProportionExact(events: number, n: number, options: ProportionOptions = {}): ProportionEstimate {
  const level = options.level ?? 0.95;
  const sided = options.sided ?? "two-sided";
  if (!Number.isInteger(n) || n < 0 || n > 1_000_000) throw new RangeError(`n must be a whole number from 0 to 1,000,000; got ${String(n)}.`);
  if (!Number.isInteger(events) || events < 0 || events > n) throw new RangeError(`events must be a whole number from 0 to n = ${String(n)}; got ${String(events)}.`);
  if (!(level > 0 && level < 1)) throw new RangeError(`The confidence level must lie between 0 and 1; got ${String(level)}.`);
  const alpha = sided === "two-sided" ? (1 - level) / 2 : 1 - level;
  return {
    estimate: n === 0 ? null : events / n,
    lower: sided === "upper" ? 0 : lowerLimit(events, n, alpha),
    upper: sided === "lower" ? 1 : upperLimit(events, n, alpha),
    level,
    sided,
    method: "clopper-pearson",
  };
}

function lowerLimit(events: number, n: number, alpha: number): number {
  if (events === 0) return 0;
  if (events === n) return Math.exp(Math.log(alpha) / n);
  return betaQuantile(alpha, events, n - events + 1, { tail: "lower" });
}

function upperLimit(events: number, n: number, alpha: number): number {
  if (events === n) return 1;
  if (events === 0) return -Math.expm1(Math.log(alpha) / n);
  return betaQuantile(alpha, events + 1, n - events, { tail: "upper" });
}
