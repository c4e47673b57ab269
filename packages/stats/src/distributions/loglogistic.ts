/** The log-logistic distribution, log X logistic: P(X > x) = 1 / (1 + (x / scale)^shape). One word, as `lognormalTail`. */
import { requireProbability, type TailOptions } from "../special-functions/tail-parts.ts";
import { logitOf, logisticShare, logLogisticShare } from "./logistic.ts";
import { requireAbove } from "./require-number.ts";

export interface LoglogisticParameters {
  /** Above zero; 1 / the scale of log X. */
  readonly shape: number;
  /** The median, in units of x. */
  readonly scale: number;
}

/**
 * A tail of the log-logistic distribution at x >= 0: `lower` P(X <= x), `upper` P(X > x). Relative error below 1e-15 at the
 * rounded shape × log(x / scale). Throws RangeError for negative x, and unless shape and scale are finite and above zero. Source: closed form.
 * R: `flexsurv::pllogis(x, shape, scale)`; in base R `plogis(log(x), log(scale), 1 / shape)`.
 *
 * @example loglogisticTail(3, { shape: 1, scale: 1 }, { tail: "upper" }) // 0.25
 */
export const loglogisticTail = (x: number, parameters: LoglogisticParameters, options: TailOptions = {}): number => logisticShare(standardize(x, parameters, options));

/** Logarithm of {@link loglogisticTail}. @example logLoglogisticTail(3, { shape: 1, scale: 1 }, { tail: "upper" }) // log 0.25 */
export const logLoglogisticTail = (x: number, parameters: LoglogisticParameters, options: TailOptions = {}): number => logLogisticShare(standardize(x, parameters, options));

/** The x whose tail is p. Throws RangeError for p outside 0 to 1. @example loglogisticQuantile(0.75, { shape: 1, scale: 2 }) // 6 */
export function loglogisticQuantile(p: number, parameters: LoglogisticParameters, options: TailOptions = {}): number {
  requireProbability(p, "loglogisticQuantile");
  requireLoglogistic(parameters);
  return parameters.scale * Math.exp(logitOf(p, options) / parameters.shape);
}

/** Density at x >= 0; at 0 its limit, infinite where the shape is below 1. @example loglogisticDensity(1, { shape: 1, scale: 1 }) // 0.25 */
export const loglogisticDensity = (x: number, parameters: LoglogisticParameters): number => Math.exp(logLoglogisticDensity(x, parameters));

/** Logarithm of {@link loglogisticDensity}. @example logLoglogisticDensity(1, { shape: 1, scale: 1 }) // log 0.25 */
export function logLoglogisticDensity(x: number, parameters: LoglogisticParameters): number {
  const z = standardize(x, parameters, {});
  const { shape, scale } = parameters;
  if (x === 0) return shape < 1 ? Number.POSITIVE_INFINITY : shape > 1 ? Number.NEGATIVE_INFINITY : -Math.log(scale);
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return Math.log(shape) - Math.log(x) - Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z)));
}

function standardize(x: number, parameters: LoglogisticParameters, options: TailOptions): number {
  requireLoglogistic(parameters);
  if (!(x >= 0)) throw new RangeError(`The log-logistic distribution needs a number from 0; got ${String(x)}.`);
  const z = parameters.shape * Math.log(x / parameters.scale);
  return (options.tail ?? "lower") === "lower" ? z : -z;
}

function requireLoglogistic({ shape, scale }: LoglogisticParameters): void {
  requireAbove(shape, "The shape of the log-logistic distribution");
  requireAbove(scale, "The scale of the log-logistic distribution");
}
