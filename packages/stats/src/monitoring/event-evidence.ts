/** The evidence that each family of boundaries weighs. */
import { betaBinomialTail } from "../distributions/beta-binomial.ts";
import { betaTail } from "../distributions/beta.ts";
import { binomialTail } from "../distributions/binomial.ts";
import { DesignRefusal, requireFraction } from "../dose-finding/core/design-refusal.ts";
import type { BetaPrior } from "../dose-finding/zero-events/event-count.ts";
import type { BoundaryFamily, Evidence } from "./boundary-family.ts";
import { probabilityOfExcess } from "./probability-of-excess.ts";

const never = Number.NEGATIVE_INFINITY;
const same = { toScale: (x: number) => x, fromScale: (x: number) => x };
/** Of a cut-off that is a probability; others are no number. */
const probability = { toScale: (x: number) => x, fromScale: (x: number) => (x > 0 && x <= 1 ? x : Number.NaN) };

/**
 * The evidence of a family against a null probability of the event, in a trial of at most `total` participants.
 * Throws DesignRefusal for parameters out of range.
 */
export function eventEvidence(family: BoundaryFamily, nullProbability: number, total: number): Evidence {
  const p0 = requireFraction("nullProbability", nullProbability);
  switch (family.kind) {
    case "pocock":
      return pocock(p0);
    case "obrien-fleming":
      return wangTsiatis(p0, total, 0, "O'Brien-Fleming-type");
    case "wang-tsiatis":
      if (!(family.delta >= -0.5 && family.delta <= 1)) throw new DesignRefusal("delta-out-of-range", "family.delta", `${String(family.delta)} does not lie from -0.5 to 1.`, "Give 0 (O'Brien-Fleming-type) to 0.5 (Pocock-type).");
      return wangTsiatis(p0, total, family.delta, "Wang-Tsiatis");
    case "posterior":
      return posterior(p0, requirePrior("family.prior", family.prior));
    case "chen-chaloner":
      return chenChaloner(p0, requirePrior("family.prior", family.prior), requireAbove("family.alternative", family.alternative, p0), requireFraction("family.certainty", family.certainty));
    case "thall-simon":
      return thallSimon(requirePrior("family.prior", family.prior), requirePrior("family.reference", family.reference), requireExcess(family.excess));
    case "predictive":
      return predictive(p0, total, requirePrior("family.prior", family.prior), requireFraction("family.conclude", family.conclude));
    case "sprt":
      return sprt(p0, requireAbove("family.alternative", family.alternative, p0));
    case "maximised-sprt":
      return maximisedSprt(p0);
    default:
      throw new DesignRefusal("unknown-family", "family.kind", `${String((family as { readonly kind?: unknown }).kind)} is no family of boundaries.`, "Give one of the kinds of BoundaryFamily, for example pocock.");
  }
}

function pocock(p0: number): Evidence {
  return {
    name: "Pocock-type",
    variant: `Stop where the one-sided exact binomial p-value against a probability of ${p0} is at or below the same level at every look.`,
    scale: "nominal level at each look",
    of: (n, events) => (events === 0 ? never : -Math.log(binomialTail(events - 1, n, p0, { tail: "upper" }))),
    toScale: (evidence) => Math.exp(-evidence),
    fromScale: (level) => (level > 0 && level <= 1 ? -Math.log(level) : Number.NaN),
  };
}

function wangTsiatis(p0: number, total: number, delta: number, name: string): Evidence {
  return {
    name,
    variant: `Stop where the events lie above n x ${p0} by c (n/${total})^${delta} standard deviations of the count at n = ${total} or more (Wang-Tsiatis with delta = ${delta}).`,
    scale: "critical value c",
    of: (n, events) => (events > n * p0 ? (events - n * p0) / Math.sqrt(total * p0 * (1 - p0)) / (n / total) ** delta : never),
    ...same,
  };
}

function posterior(p0: number, { a, b }: BetaPrior): Evidence {
  return {
    name: "Bayesian posterior",
    variant: `Stop where, with a Beta(${a}, ${b}) prior, the posterior probability of an event probability above ${p0} reaches the cut-off.`,
    scale: "posterior probability",
    // By the lower tail, so that certainties close to 1 can be told apart.
    of: (n, events) => -Math.log(betaTail(p0, a + events, b + n - events)),
    toScale: (evidence) => -Math.expm1(-evidence),
    fromScale: (cutoff) => (cutoff > 0 ? -Math.log1p(-cutoff) : Number.NaN),
  };
}

function chenChaloner(p0: number, prior: BetaPrior, alternative: number, certainty: number): Evidence {
  const inner = posterior(p0, prior);
  return {
    ...inner,
    name: "Chen-Chaloner",
    variant: `${inner.variant.slice(0, -1)}, and that of one above ${alternative} exceeds ${certainty}.`,
    of: (n, events) => (betaTail(alternative, prior.a + events, prior.b + n - events, { tail: "upper" }) > certainty ? inner.of(n, events) : never),
  };
}

function thallSimon(prior: BetaPrior, reference: BetaPrior, excess: number): Evidence {
  const exceeds = probabilityOfExcess(reference, excess);
  return {
    name: "Thall-Simon",
    variant: `Stop where, with a Beta(${prior.a}, ${prior.b}) prior, the posterior probability of an event probability more than ${excess} above a reference of Beta(${reference.a}, ${reference.b}) reaches the cut-off.`,
    scale: "posterior probability",
    of: (n, events) => exceeds({ a: prior.a + events, b: prior.b + n - events }),
    ...probability,
  };
}

function predictive(p0: number, total: number, { a, b }: BetaPrior, conclude: number): Evidence {
  // The fewest events at the end that lead to the conclusion.
  let enough = 0;
  while (enough <= total && betaTail(p0, a + enough, b + total - enough, { tail: "upper" }) < conclude) enough += 1;
  return {
    name: "Bayesian predictive",
    variant: `Stop where, with a Beta(${a}, ${b}) prior, the predictive probability of reaching a posterior probability of ${conclude} for an event probability above ${p0} at n = ${total} reaches the cut-off.`,
    scale: "predictive probability",
    of: (n, events) => (enough > total ? never : betaBinomialTail(enough - events - 1, total - n, a + events, b + n - events, { tail: "upper" })),
    ...probability,
  };
}

function sprt(p0: number, p1: number): Evidence {
  const event = Math.log(p1 / p0);
  const none = Math.log1p(-p1) - Math.log1p(-p0);
  return {
    name: "Truncated SPRT",
    variant: `Stop where the log likelihood ratio of ${p1} against ${p0} reaches the cut-off.`,
    scale: "log likelihood ratio",
    of: (n, events) => events * event + (n - events) * none,
    ...same,
  };
}

function maximisedSprt(p0: number): Evidence {
  return {
    name: "Maximised SPRT",
    variant: `Stop where the log likelihood ratio of the rate seen against ${p0} reaches the cut-off and the rate seen is above ${p0}.`,
    scale: "maximised log likelihood ratio",
    of: (n, events) => (events > n * p0 ? events * Math.log(events / (n * p0)) + (events < n ? (n - events) * Math.log((n - events) / (n * (1 - p0))) : 0) : never),
    ...same,
  };
}

function requirePrior(path: string, prior: BetaPrior): BetaPrior {
  for (const name of ["a", "b"] as const) {
    const shape = prior[name];
    if (!(shape > 0 && shape < 1e6)) throw new DesignRefusal("unfit-prior", `${path}.${name}`, `${String(shape)} is no shape of a beta distribution.`, "Give a number above 0, for example 0.5.");
  }
  return prior;
}

function requireAbove(path: string, value: number, floor: number): number {
  if (requireFraction(path, value) > floor) return value;
  throw new DesignRefusal("alternative-not-above-null", path, `${value} is not above the null probability ${floor}.`, "Give the probability that would be too high.");
}

function requireExcess(excess: number): number {
  if (excess >= 0 && excess < 1) return excess;
  throw new DesignRefusal("excess-out-of-range", "family.excess", `${String(excess)} does not lie from 0 to below 1.`, "Give the margin above the reference, for example 0.05.");
}
