/** Quantiles of the beta distribution. */
import { betaFront, betaParts } from "./beta-parts.ts";
import { productError } from "./exact-product.ts";
import { requireShapes } from "./incomplete-beta.ts";
import { logBeta } from "./log-beta.ts";
import { requireProbability, roughNormal, smallTail, solveTail, type TailOptions } from "./tail-parts.ts";

/**
 * The x with `I_x(a, b) = p`, or with `1 - I_x(a, b) = p` where `tail` is `upper`. Give the tail in which p is small:
 * `1 - 0.025` has fewer digits than `0.025`.
 *
 * Throws RangeError unless p lies from 0 to 1 and both shapes are finite and above zero.
 *
 * Source: inverse of {@link incompleteBeta} by Halley's method on log tail and log odds. Largest relative error 1.2e-13 (shapes 0.05 to 5e7, p to 1e-305).
 * R: `qbeta(p, a, b, lower.tail = tail == "lower")`.
 *
 * @example betaQuantile(0.5, 3, 3) // 0.5
 */
export function betaQuantile(p: number, a: number, b: number, options: TailOptions = {}): number {
  requireProbability(p, "betaQuantile");
  requireShapes(a, b);
  const tail = options.tail ?? "lower";
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : 1;
  const { logP, lower } = smallTail(p, tail);
  const odds = betaQuantileOdds(logP, a, b, lower);
  return odds < Number.MAX_VALUE ? odds / (1 + odds) : 1;
}

/** The odds x / (1 - x) at a quantile, from the logarithm of the small tail. */
export function betaQuantileOdds(logP: number, a: number, b: number, lower: boolean): number {
  // Seen from the side where the quantile is the smaller share, so that its digits are kept.
  const front = betaFront(a, b);
  const at = (odds: number) => {
    const y = 1 / (1 + odds);
    const excess = odds < 1e140 ? (a - b * odds - productError(b, odds)) * y : -b;
    return betaParts(odds < 1e300 ? odds * y : 1, y, excess, a, b, front);
  };
  return solveTail(at, logP, lower, start(logP, a, b, lower));
}

function start(logP: number, a: number, b: number, lower: boolean): number {
  if (a > 1 && b > 1) {
    // Abramowitz and Stegun 26.5.22.
    const z = roughNormal(logP) * (lower ? -1 : 1);
    const r = 1 / (2 * a - 1);
    const s = 1 / (2 * b - 1);
    const bend = (z * z - 3) / 6;
    const mean = 2 / (r + s);
    const w = (z * Math.sqrt(Math.max(mean + bend, 0))) / mean - (r - s) * (bend + 5 / 6 - 2 / (3 * mean));
    const odds = (a / b) * Math.exp(2 * w);
    if (odds > 1e-300 && odds < 1e300) return odds;
  }
  // The first term of the series of the tail, and not beyond the mean.
  const shape = lower ? a : b;
  const logShare = Math.max(-700, (logP + logBeta(a, b) + Math.log(shape)) / shape);
  const odds = Math.min(Math.exp(logShare), shape / (a + b - shape));
  return lower ? odds : 1 / odds;
}
