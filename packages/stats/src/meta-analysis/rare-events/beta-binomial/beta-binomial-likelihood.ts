/** Likelihood of beta-binomial counts and its gradient. */
import { logBinomialProbability } from "../../../distributions/binomial.ts";
import type { MixedLikelihood } from "../mixed/mixed-likelihood.ts";
import { sumLine } from "./sum-line.ts";

export interface BetaBinomialArm {
  readonly events: Float64Array;
  readonly totals: Float64Array;
  /** Whether the effect acts on this arm. */
  readonly treated: boolean;
}
export type BetaBinomialLink = "odds-ratio" | "risk-ratio" | "risk-difference";

/**
 * Parameters: log odds of the controls (of the only arm), effect (two arms), and the root of ω. Risks of studies have a beta
 * distribution with means p and shapes p/ω and (1 - p)/ω; at ω = 0 counts are binomial. ω/(1 + ω) is the correlation of two participants
 * of an arm. By products of p + jω rather than gamma functions, so that small ω lose no digits; the time does not grow with the counts.
 */
export function betaBinomialLikelihood(arms: readonly BetaBinomialArm[], link: BetaBinomialLink): MixedLikelihood {
  const effects = arms.some(({ treated }) => treated) ? 1 : 0;
  const size = 2 + effects;
  let constant = 0;
  for (const { events, totals } of arms) for (let at = 0; at < events.length; at++) constant += logBinomialProbability(events[at] ?? 0, totals[at] ?? 0, 0.5) + (totals[at] ?? 0) * Math.LN2;
  let last: { readonly at: string; readonly value: number; readonly gradient: Float64Array } | null = null;
  let passes = 0;
  const ask = (parameters: ArrayLike<number>) => {
    const key = Array.from(parameters).join();
    if (last?.at === key) return last;
    passes += 1;
    const [level = 0, effect = 0] = [parameters[0], effects === 1 ? parameters[1] : 0];
    const root = parameters[size - 1] ?? 0;
    const omega = root * root;
    const gradient = new Float64Array(size);
    let value = constant;
    for (const arm of arms) {
      const risk = riskOf(level, arm.treated ? effect : 0, link);
      if (!(risk.p > 0 && risk.q > 0)) return (last = { at: key, value: Number.NEGATIVE_INFINITY, gradient: gradient.fill(Number.NaN) });
      for (let at = 0; at < arm.events.length; at++) {
        const [k = 0, n = 0] = [arm.events[at], arm.totals[at]];
        const [seen, rest, all] = [sumLine(risk.p, omega, k), sumLine(risk.q, omega, n - k), sumLine(1, omega, n)];
        value += seen.logs + rest.logs - all.logs;
        const slope = seen.inverses - rest.inverses;
        const bend = seen.shares + rest.shares - all.shares;
        gradient[0] = (gradient[0] ?? 0) + slope * risk.byLevel;
        if (arm.treated) gradient[1] = (gradient[1] ?? 0) + slope * risk.byEffect;
        gradient[size - 1] = (gradient[size - 1] ?? 0) + 2 * root * bend;
      }
    }
    return (last = { at: key, value, gradient });
  };
  return { size, coefficients: 1 + effects, value: (parameters) => ask(parameters).value, gradient: (parameters) => ask(parameters).gradient, passes: () => passes };
}

function riskOf(level: number, effect: number, link: BetaBinomialLink): { readonly p: number; readonly q: number; readonly byLevel: number; readonly byEffect: number } {
  const odds = link === "odds-ratio" ? level + effect : level;
  const [p, q] = [1 / (1 + Math.exp(-odds)), 1 / (1 + Math.exp(odds))];
  if (link === "odds-ratio") return { p, q, byLevel: p * q, byEffect: p * q };
  if (link === "risk-ratio") {
    const risk = p * Math.exp(effect);
    return { p: risk, q: effect === 0 ? q : 1 - risk, byLevel: risk * q, byEffect: risk };
  }
  return { p: p + effect, q: q - effect, byLevel: p * q, byEffect: 1 };
}
