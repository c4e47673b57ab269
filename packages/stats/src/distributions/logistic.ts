/** The logistic distribution. */
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";
import { requireAbove, requireFinite, requireNumber } from "./require-number.ts";

export interface LogisticParameters {
  readonly location: number;
  /** Above zero; the standard deviation is scale × π/√3. */
  readonly scale: number;
}

/**
 * A tail of the logistic distribution: `lower` P(X <= x) = 1 / (1 + e^-z), `upper` 1 / (1 + e^z), z = (x - location) / scale.
 * Relative error below 1e-15 at the rounded z. Throws RangeError for NaN, a location that is not finite, and unless scale is
 * finite and above zero. Source: closed form. R: `plogis(x, location, scale, lower.tail = tail == "lower")`.
 *
 * @example logisticTail(0, { location: 0, scale: 1 }) // 0.5
 */
export const logisticTail = (x: number, parameters: LogisticParameters, options: TailOptions = {}): number => logisticShare(standardize(x, parameters, options));

/** Logarithm of {@link logisticTail}. R: `plogis(x, log.p = TRUE)`. @example logLogisticTail(1000, { location: 0, scale: 1 }, { tail: "upper" }) // -1000 */
export const logLogisticTail = (x: number, parameters: LogisticParameters, options: TailOptions = {}): number => logLogisticShare(standardize(x, parameters, options));

/** The x whose tail is p. Throws RangeError for p outside 0 to 1. R: `qlogis(p, location, scale)`. @example logisticQuantile(0.75, { location: 0, scale: 1 }) // log 3 */
export function logisticQuantile(p: number, parameters: LogisticParameters, options: TailOptions = {}): number {
  requireProbability(p, "logisticQuantile");
  requireLogistic(parameters);
  return parameters.location + parameters.scale * logitOf(p, options);
}

/** Density. R: `dlogis(x, location, scale)`. @example logisticDensity(0, { location: 0, scale: 1 }) // 0.25 */
export const logisticDensity = (x: number, parameters: LogisticParameters): number => Math.exp(logLogisticDensity(x, parameters));

/** Logarithm of {@link logisticDensity}. R: `dlogis(x, log = TRUE)`. @example logLogisticDensity(1000, { location: 0, scale: 1 }) // -1000 */
export function logLogisticDensity(x: number, parameters: LogisticParameters): number {
  const z = Math.abs(standardize(x, parameters, {}));
  return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(parameters.scale);
}

/** 1 / (1 + e^-z). */
export const logisticShare = (z: number): number => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));

/** log(1 / (1 + e^-z)). */
export const logLogisticShare = (z: number): number => (z < 0 ? z - Math.log1p(Math.exp(z)) : -Math.log1p(Math.exp(-z)));

/** The z whose tail is p. */
export function logitOf(p: number, options: TailOptions): number {
  const logit = Math.abs(p - 0.5) < 0.25 ? 2 * Math.atanh(2 * (p - 0.5)) : Math.log(p) - Math.log1p(-p);
  return (options.tail ?? "lower") === "lower" ? logit : -logit;
}

function standardize(x: number, parameters: LogisticParameters, options: TailOptions): number {
  requireLogistic(parameters);
  const z = (requireNumber(x, "x") - parameters.location) / parameters.scale;
  return (options.tail ?? "lower") === "lower" ? z : -z;
}

function requireLogistic({ location, scale }: LogisticParameters): void {
  requireFinite(location, "The location of the logistic distribution");
  requireAbove(scale, "The scale of the logistic distribution");
}
