/** When in the window an event comes, given its probability by the end of the window. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";

export type Onset =
  /** Any moment of the window is as likely as any other. */
  | { readonly kind: "uniform" }
  /** Weibull; `lateShare` of the events within the window come in its second half. 0.5 is close to uniform, 0.8 is late. */
  | { readonly kind: "weibull"; readonly lateShare: number };

/**
 * The moment of the event, as a part of the window from 0 to 1, for a random number `u` from 0 to 1; `null` when no event
 * comes within the window. `P(event by s) = P(u <= F(s))`, so that one random number decides both whether and when.
 *
 * Uniform: F(s) = p s. Weibull: F(s) = 1 - exp(-(s / scale)^shape) with F(1) = p and F(1/2) = (1 - lateShare) p, so
 * shape = log₂( log(1 - p) / log(1 - (1 - lateShare) p) ) and (1/scale)^shape = -log(1 - p).
 *
 * Throws DesignRefusal for a probability outside 0 to 1, a late share that is no fraction, and p = 1 under Weibull, where
 * no such distribution exists.
 *
 * Source: scheme of the simulations of Yuan et al. 2018, doi 10.1158/1078-0432.CCR-18-0246, and others before.
 *
 * @example eventTime(0.1, 0.4, { kind: "uniform" }) // 0.25
 */
export function eventTime(u: number, probability: number, onset: Onset): number | null {
  requireOnset(probability, onset);
  if (u >= probability) return null;
  if (onset.kind === "uniform") return u / probability;
  const whole = -Math.log1p(-probability);
  const shape = Math.log2(whole / -Math.log1p(-(1 - onset.lateShare) * probability));
  return Math.min(1, (-Math.log1p(-u) / whole) ** (1 / shape));
}

/** Refuses a probability and an onset that do not go together. */
export function requireOnset(probability: number, onset: Onset, path = "truth"): void {
  if (!(probability >= 0 && probability <= 1)) throw new DesignRefusal("not-a-probability", path, `${String(probability)} is not a probability.`, "Give a number from 0 to 1.");
  if (onset.kind === "uniform") return;
  requireFraction("onset.lateShare", onset.lateShare);
  if (probability === 1) throw new DesignRefusal("certain-event", path, "A Weibull time to event cannot reach probability 1 within the window.", "Give a probability below 1, or a uniform time to event.");
}
