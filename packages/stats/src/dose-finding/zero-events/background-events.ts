/** Events that the illness causes by itself: how much more than the background do the counts still allow? */
import { binomialTail } from "../../distributions/binomial.ts";
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";

export interface ExcessOptions {
  /** Confidence level, one-sided; 0.95 where left out. */
  readonly level?: number;
  /** Excess probabilities for which the probability of having missed them is wanted; those that leave 0 to 1 are left out. */
  readonly rates?: readonly number[];
}

export interface EventExcess {
  readonly background: number;
  /** Confidence level of each limit, one-sided. */
  readonly level: number;
  readonly sided: "one-sided";
  /** Events expected from the background alone: n times the rate. */
  readonly expected: number;
  /** Exact probability of this many events or more from the background alone. */
  readonly atLeastThisMany: number;
  /** Exact probability of this many events or fewer from the background alone. */
  readonly atMostThisMany: number;
  /** events / n - background; negative where fewer were seen than expected; `null` for n = 0. */
  readonly estimate: number | null;
  /** Exact one-sided upper limit of the excess p - background, not below 0. */
  readonly upper: number;
  /** Exact one-sided lower limit of the excess, not below 0: above 0 only where the background alone does not explain the events. */
  readonly lower: number;
  /** Upper limit of (p - background) / (1 - background): caused in those whom the illness would have spared. */
  readonly upperAmongSpared: number;
  /** For each excess: probability of no more events than were seen. */
  readonly rates: readonly { readonly excess: number; readonly missed: number }[];
}

/**
 * The excess of the true probability p over a background rate that is taken as known.
 *
 * Convention: excess = p - background. The exact limits of p (Clopper-Pearson, one-sided, each at `level`) are moved by the
 * background and cut at 0; a monotone change of a limit keeps its coverage. `upperAmongSpared` is the same limit under the
 * convention that illness and treatment cause the event independently: p = 1 - (1 - background)(1 - q).
 * A background that is itself uncertain: call it with the lowest plausible rate, which gives the largest excess.
 *
 * For n = 0: estimate `null`, probabilities 1, limits 0 and 1 - background.
 * Throws DesignRefusal for counts, level or rates out of range.
 *
 * R: `binom.test(events, n, alternative = "less")$conf.int[2] - background`, `pbinom(events - 1, n, background, FALSE)`.
 *
 * @example assessExcess(4, 15, 0.2).atLeastThisMany // 0.3518378954…
 */
export function assessExcess(events: number, n: number, background: number, options: ExcessOptions = {}): EventExcess {
  requireOptions(options, ["level", "rates"]);
  requireWhole("n", n, 0, 1_000_000);
  requireWhole("events", events, 0, n);
  requireFraction("background", background);
  const level = requireFraction("level", options.level ?? 0.95);
  const rates = (options.rates ?? [0.05, 0.1, 0.2]).map((rate, at) => requireFraction(`rates.${at}`, rate));
  const { estimate, upper } = estimateProportionExact(events, n, { level, sided: "upper" });
  const { lower } = estimateProportionExact(events, n, { level, sided: "lower" });
  const above = Math.max(0, upper - background);
  return {
    background,
    level,
    sided: "one-sided",
    expected: n * background,
    atLeastThisMany: binomialTail(events - 1, n, background, { tail: "upper" }),
    atMostThisMany: binomialTail(events, n, background),
    estimate: estimate === null ? null : estimate - background,
    upper: above,
    lower: Math.max(0, lower - background),
    upperAmongSpared: above / (1 - background),
    rates: rates.filter((excess) => background + excess < 1).map((excess) => ({ excess, missed: binomialTail(events, n, background + excess) })),
  };
}
