/** What k events among n participants leave open: exact limits, posterior, and what would have been missed. */
import { betaTail } from "../../distributions/beta.ts";
import { binomialTail } from "../../distributions/binomial.ts";
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { ruleOfThree } from "../../proportions/rule-of-three.ts";
import { betaQuantile } from "../../special-functions/beta-quantile.ts";
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { type EventExcess, assessExcess } from "./background-events.ts";
import { percent } from "./percent.ts";

/** A beta prior of the event probability: a - 1 events and b - 1 participants without, on top of a uniform one. */
export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

export interface EventCountOptions {
  /** The event in words, singular: "infusion-related serious adverse event". "event" where left out. */
  readonly event?: string;
  /** Confidence level of every limit, and probability of the credible interval; 0.95 where left out. */
  readonly level?: number;
  /** Uniform, Beta(1, 1), where left out. */
  readonly prior?: BetaPrior;
  /** True rates for which the probability of having missed them is wanted; 0.05, 0.1 and 0.2 where left out. */
  readonly rates?: readonly number[];
  /** Probability that the illness itself causes the event in a participant, taken as known. */
  readonly background?: number;
}

export interface EventPosterior {
  readonly prior: BetaPrior;
  readonly mean: number;
  readonly median: number;
  /** Equal-tailed credible interval. */
  readonly lower: number;
  readonly upper: number;
  /** One-sided: the probability lies below it with probability `level`. */
  readonly upperOneSided: number;
}

export interface EventCountAssessment {
  readonly event: string;
  readonly n: number;
  readonly events: number;
  readonly level: number;
  /** `false` for n = 0: nobody was observed, the limits are 0 and 1, and `posterior` is the prior alone. */
  readonly known: boolean;
  /** events / n; `null` for n = 0. */
  readonly estimate: number | null;
  /** Exact (Clopper-Pearson). */
  readonly upperOneSided: number;
  readonly twoSided: { readonly lower: number; readonly upper: number };
  /** 3 / n, which is about the one-sided 95 % limit; `null` for another level, and unless no event was seen among at least one participant. */
  readonly ruleOfThree: number | null;
  readonly posterior: EventPosterior;
  /** For each true rate: probability of no more events than were seen, and posterior probability that the rate is higher. */
  readonly rates: readonly { readonly rate: number; readonly missed: number; readonly posteriorAbove: number }[];
  /** `null` where no background rate was given. */
  readonly excess: EventExcess | null;
  readonly sentence: string;
}

/**
 * What `events` among `n` participants say about the true probability of the event.
 *
 * Assumes independent participants with the same probability, all followed to the end of the window.
 *
 * For n = 0 the estimate is `null`, the limits are 0 and 1, the posterior is the prior, and `known` is false: show none of them as a finding.
 * Throws DesignRefusal for counts that are not whole numbers (n up to 1,000,000), more events than participants, a level or
 * rate outside 0 to 1, or prior shapes that are not above zero.
 *
 * Source: limits Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404; rule of three Hanley and Lippman-Hand 1983, doi
 * 10.1001/jama.1983.03330370053031. R: `binom.test`, `qbeta(p, a + events, b + n - events)`, `pbinom(events, n, rate)`.
 *
 * @example assessEventCount(0, 5).upperOneSided // 0.4507197283469411
 */
export function assessEventCount(events: number, n: number, options: EventCountOptions = {}): EventCountAssessment {
  requireOptions(options, ["event", "level", "prior", "rates", "background"]);
  requireWhole("n", n, 0, 1_000_000);
  requireWhole("events", events, 0, n);
  const level = requireFraction("level", options.level ?? 0.95);
  const prior = requirePrior("prior", options.prior ?? { a: 1, b: 1 });
  const event = options.event ?? "event";
  const rates = (options.rates ?? [0.05, 0.1, 0.2]).map((rate, at) => requireFraction(`rates.${at}`, rate));
  const exact = estimateProportionExact(events, n, { level });
  const upperOneSided = estimateProportionExact(events, n, { level, sided: "upper" }).upper;
  const [a, b] = [prior.a + events, prior.b + n - events];
  return {
    event, n, events, level, upperOneSided, known: n > 0,
    estimate: exact.estimate,
    twoSided: { lower: exact.lower, upper: exact.upper },
    ruleOfThree: events === 0 && n > 0 && level === 0.95 ? ruleOfThree(n) : null,
    posterior: posteriorOf(prior, a, b, level),
    rates: rates.map((rate) => ({ rate, missed: binomialTail(events, n, rate), posteriorAbove: betaTail(rate, a, b, { tail: "upper" }) })),
    excess: options.background === undefined ? null : assessExcess(events, n, options.background, { level, rates }),
    sentence: n === 0
      ? `Nobody was observed: nothing is known of the probability of the ${event}.`
      : `${events} of ${n} had the ${event}: its true probability may be as high as ${percent(upperOneSided)} (one-sided ${percent(level, 0)}), or lie from ${percent(exact.lower)} to ${percent(exact.upper)} (two-sided).`,
  };
}

function posteriorOf(prior: BetaPrior, a: number, b: number, level: number): EventPosterior {
  const beyond = (1 - level) / 2;
  return {
    prior,
    mean: a / (a + b),
    median: betaQuantile(0.5, a, b),
    lower: betaQuantile(beyond, a, b),
    upper: betaQuantile(beyond, a, b, { tail: "upper" }),
    upperOneSided: betaQuantile(1 - level, a, b, { tail: "upper" }),
  };
}

/** Refuses prior shapes that are not finite and above zero. */
export function requirePrior(path: string, prior: BetaPrior): BetaPrior {
  for (const shape of ["a", "b"] as const) {
    const value = prior[shape];
    if (!(typeof value === "number" && value > 0 && Number.isFinite(value))) throw new DesignRefusal("not-a-shape", `${path}.${shape}`, `${String(value)} is no shape of a beta distribution.`, "Give a number above 0: { a: 1, b: 1 } is the uniform prior.");
  }
  return prior;
}
