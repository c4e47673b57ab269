/** The Weibull distribution: its cumulative hazard is (x / scale)^shape. */
import { log1mExp } from "../special-functions/log-sums.ts";
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";
import { quantileOfHazard } from "./exponential.ts";
import { requireAbove } from "./require-number.ts";

export interface WeibullParameters {
  /** Above zero: below 1 the hazard falls, at 1 it is constant, above 1 it rises. */
  readonly shape: number;
  /** In units of x: where P(X > x) = 1/e. */
  readonly scale: number;
}

/**
 * A tail of the Weibull distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x).
 * Relative error below 1e-15 plus that of the exponent (x/scale)^shape. Throws RangeError for negative x, and unless shape and scale are finite
 * and above zero. Source: closed form. R: `pweibull(x, shape, scale, lower.tail = tail == "lower")`.
 *
 * @example weibullTail(2, { shape: 2, scale: 2 }, { tail: "upper" }) // 1/e
 */
export function weibullTail(x: number, parameters: WeibullParameters, options: TailOptions = {}): number {
  const hazard = hazardAt(x, parameters);
  return (options.tail ?? "lower") === "upper" ? Math.exp(-hazard) : -Math.expm1(-hazard);
}

/** Logarithm of {@link weibullTail}. R: `pweibull(x, shape, scale, log.p = TRUE)`. @example logWeibullTail(4, { shape: 5, scale: 1 }, { tail: "upper" }) // -1024 */
export function logWeibullTail(x: number, parameters: WeibullParameters, options: TailOptions = {}): number {
  const hazard = hazardAt(x, parameters);
  return (options.tail ?? "lower") === "upper" ? -hazard : log1mExp(-hazard);
}

/** The x whose tail is p. Throws RangeError for p outside 0 to 1. R: `qweibull(p, shape, scale)`. @example weibullQuantile(0.5, { shape: 1, scale: 1 }) // log 2 */
export function weibullQuantile(p: number, { shape, scale }: WeibullParameters, options: TailOptions = {}): number {
  requireProbability(p, "weibullQuantile");
  requireWeibull(shape, scale);
  return scale * quantileOfHazard(p, options.tail ?? "lower") ** (1 / shape);
}

/** Density at x >= 0; at 0 its limit, infinite where the shape is below 1. R: `dweibull(x, shape, scale)`. @example weibullDensity(0, { shape: 1, scale: 2 }) // 0.5 */
export const weibullDensity = (x: number, parameters: WeibullParameters): number => Math.exp(logWeibullDensity(x, parameters));

/** Logarithm of {@link weibullDensity}. R: `dweibull(x, shape, scale, log = TRUE)`. @example logWeibullDensity(1000, { shape: 1, scale: 1 }) // -1000 */
export function logWeibullDensity(x: number, parameters: WeibullParameters): number {
  const { shape, scale } = parameters;
  const hazard = hazardAt(x, parameters);
  if (hazard === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  const power = shape === 1 ? 0 : (shape - 1) * Math.log(x / scale);
  return Math.log(shape / scale) + power - hazard;
}

function hazardAt(x: number, { shape, scale }: WeibullParameters): number {
  requireWeibull(shape, scale);
  if (!(x >= 0)) throw new RangeError(`The Weibull distribution needs a number from 0; got ${String(x)}.`);
  return (x / scale) ** shape;
}

function requireWeibull(shape: number, scale: number): void {
  requireAbove(shape, "The shape of the Weibull distribution");
  requireAbove(scale, "The scale of the Weibull distribution");
}
