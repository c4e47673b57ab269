/**
 * The log-normal distribution: log X is normal. Written as one word: `lognormalTail` is a tail of X, `logNormalTail` the
 * logarithm of a tail of the normal distribution. They take different arguments, so that one cannot pass for the other.
 */
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";
import { logNormalTail, normalQuantile, normalTail } from "./normal.ts";
import { requireAbove, requireFinite } from "./require-number.ts";

export interface LognormalParameters {
  /** Mean of log X. */
  readonly meanLog: number;
  /** Standard deviation of log X, above zero. */
  readonly sdLog: number;
}

const logRootTwoPi = 0.9189385332046728;

/**
 * A tail of the log-normal distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x). Relative error that of
 * `normalTail` at the rounded (log x - meanLog) / sdLog. Throws RangeError for negative x, meanLog that is not finite, and unless sdLog is finite
 * and above zero. Source: definition. R: `plnorm(x, meanlog, sdlog, lower.tail = tail == "lower")`.
 *
 * @example lognormalTail(1, { meanLog: 0, sdLog: 2 }) // 0.5
 */
export const lognormalTail = (x: number, parameters: LognormalParameters, options: TailOptions = {}): number => normalTail(standardize(x, parameters), options);

/** Logarithm of {@link lognormalTail}. R: `plnorm(x, log.p = TRUE)`. @example logLognormalTail(1, { meanLog: 0, sdLog: 2 }) // log 0.5 */
export const logLognormalTail = (x: number, parameters: LognormalParameters, options: TailOptions = {}): number => logNormalTail(standardize(x, parameters), options);

/** The x whose tail is p. Throws RangeError for p outside 0 to 1. R: `qlnorm(p, meanlog, sdlog)`. @example lognormalQuantile(0.5, { meanLog: 0, sdLog: 2 }) // 1 */
export function lognormalQuantile(p: number, parameters: LognormalParameters, options: TailOptions = {}): number {
  requireProbability(p, "lognormalQuantile");
  requireLognormal(parameters);
  return Math.exp(parameters.meanLog + parameters.sdLog * normalQuantile(p, options));
}

/** Density at x >= 0. R: `dlnorm(x, meanlog, sdlog)`. @example lognormalDensity(1, { meanLog: 0, sdLog: 1 }) // 0.3989422804014327 */
export const lognormalDensity = (x: number, parameters: LognormalParameters): number => Math.exp(logLognormalDensity(x, parameters));

/** Logarithm of {@link lognormalDensity}. R: `dlnorm(x, log = TRUE)`. @example logLognormalDensity(1, { meanLog: 0, sdLog: 1 }) // -0.9189385332046728 */
export function logLognormalDensity(x: number, parameters: LognormalParameters): number {
  const z = standardize(x, parameters);
  if (!Number.isFinite(z)) return Number.NEGATIVE_INFINITY;
  return -(z * z) / 2 - logRootTwoPi - Math.log(parameters.sdLog) - Math.log(x);
}

function standardize(x: number, parameters: LognormalParameters): number {
  requireLognormal(parameters);
  if (!(x >= 0)) throw new RangeError(`The log-normal distribution needs a number from 0; got ${String(x)}.`);
  return (Math.log(x) - parameters.meanLog) / parameters.sdLog;
}

function requireLognormal({ meanLog, sdLog }: LognormalParameters): void {
  requireFinite(meanLog, "The mean of the logarithm");
  requireAbove(sdLog, "The standard deviation of the logarithm");
}
