/** The gamma distribution; with rate 1: time to the shape-th event of a Poisson process, in units of its mean interval. */
import { deviance } from "../special-functions/deviance.ts";
import { gammaFront, gammaParts } from "../special-functions/incomplete-gamma.ts";
import { logTailOf, requireProbability, roughNormal, smallTail, solveTail, type TailOptions, tailOf, type TailParts } from "../special-functions/tail-parts.ts";
import { type RateOrScale, scaleOf } from "./rate-or-scale.ts";
import { requireAbove } from "./require-number.ts";

export type { TailOptions } from "../special-functions/tail-parts.ts";

export type GammaOptions = TailOptions & RateOrScale;

/**
 * A tail of the gamma distribution at x: `lower` P(X <= x), with rate 1 the regularized incomplete gamma function
 * P(shape, x); `upper` Q(shape, x). `rate` or `scale` (its inverse) may be named; without them both are 1.
 *
 * Largest relative error of the smaller tail: 1.7e-13 (shapes 0.05 to 5e7, tails to 1e-305).
 * Throws RangeError unless x >= 0 and shape, rate and scale are finite and above zero.
 * Source: series and continued fraction NIST DLMF 8.7.1 and 8.9.2, kernel of Loader 2000.
 * R: `pgamma(x, shape, lower.tail = tail == "lower")`.
 *
 * @example gammaTail(1, 1, { tail: "upper" }) // 1/e = 0.36787944117144233
 */
export function gammaTail(x: number, shape: number, options: GammaOptions = {}): number {
  const at = standardize(x, shape, options, "gammaTail");
  if (at === 0 || at === Number.POSITIVE_INFINITY) return (at === 0) === ((options.tail ?? "lower") === "lower") ? 0 : 1;
  return tailOf(partsAt(at, shape), options);
}

/**
 * Logarithm of a tail, also where the tail itself is too small for a double. Largest relative error 5.4e-15 of the larger of 1 and the logarithm.
 * Throws RangeError as {@link gammaTail}. R: `pgamma(x, shape, log.p = TRUE)`.
 *
 * @example logGammaTail(1000, 1, { tail: "upper" }) // -1000
 */
export function logGammaTail(x: number, shape: number, options: GammaOptions = {}): number {
  const at = standardize(x, shape, options, "logGammaTail");
  if (at === 0 || at === Number.POSITIVE_INFINITY) return (at === 0) === ((options.tail ?? "lower") === "lower") ? Number.NEGATIVE_INFINITY : 0;
  return logTailOf(partsAt(at, shape), options);
}

/**
 * The x with `P(X <= x) = p`, or with `P(X > x) = p` where `tail` is `upper`. Give the tail in which p is small. 0 where
 * the quantile is too small for a double. Largest relative error 3.7e-14.
 *
 * Throws RangeError unless p lies from 0 to 1 and shape, rate and scale are finite and above zero.
 * Source: Halley's method on the logarithm of the tail, from Wilson and Hilferty 1931, doi 10.1073/pnas.17.12.684 (recalled).
 * R: `qgamma(p, shape, lower.tail = tail == "lower")`.
 *
 * @example gammaQuantile(0.5, 1) // log 2
 */
export function gammaQuantile(p: number, shape: number, options: GammaOptions = {}): number {
  requireAbove(shape, "The shape of the gamma distribution");
  requireProbability(p, "gammaQuantile");
  const scale = scaleOf(options);
  const tail = options.tail ?? "lower";
  if (p === 0 || p === 1) return (p === 0) === (tail === "lower") ? 0 : Number.POSITIVE_INFINITY;
  const { logP, lower } = smallTail(p, tail);
  const front = gammaFront(shape);
  return scale * solveTail((x) => gammaParts(x, shape, front), logP, lower, start(logP, shape, lower, front));
}

/**
 * Density at x; at 0 its limit, infinite where the shape is below 1. Largest relative error 2.3e-13.
 * Throws RangeError as {@link gammaTail}. R: `dgamma(x, shape)`.
 *
 * @example gammaDensity(1, 1) // 1/e
 */
export const gammaDensity = (x: number, shape: number, options: RateOrScale = {}): number => Math.exp(logGammaDensity(x, shape, options));

/** Logarithm of {@link gammaDensity}. R: `dgamma(x, shape, log = TRUE)`. @example logGammaDensity(1000, 1) // -1000 */
export function logGammaDensity(x: number, shape: number, options: RateOrScale = {}): number {
  const at = standardize(x, shape, options, "gammaDensity");
  const logScale = Math.log(scaleOf(options));
  if (at === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (at === 0) return (shape < 1 ? Number.POSITIVE_INFINITY : shape > 1 ? Number.NEGATIVE_INFINITY : 0) - logScale;
  return gammaFront(shape) - deviance(shape, at) - Math.log(at) - logScale;
}

const partsAt = (x: number, shape: number): TailParts => gammaParts(x, shape, gammaFront(shape));

function standardize(x: number, shape: number, options: RateOrScale, name: string): number {
  requireAbove(shape, "The shape of the gamma distribution");
  if (!(x >= 0)) throw new RangeError(`${name} needs a number from 0; got ${String(x)}.`);
  const scale = scaleOf(options);
  return options.rate === undefined ? x / scale : x * options.rate;
}

function start(logP: number, shape: number, lower: boolean, front: number): number {
  const z = roughNormal(logP) * (lower ? -1 : 1);
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  if (shape > 0.5 && root > 0.2) return shape * root ** 3;
  // First term of the series (lower), or of the asymptotic expansion (upper).
  const logGammaNext = shape * Math.log(shape) - shape - front;
  if (lower) return Math.max(1e-300, Math.min(shape, Math.exp((logP + logGammaNext + Math.log(shape)) / shape)));
  return Math.max(shape, -logP - logGammaNext);
}
