/** A tail of a distribution in parts that neither underflow nor cancel. */

export interface TailOptions {
  /** `lower` P(X <= x), the default, or `upper` P(X > x). */
  readonly tail?: "lower" | "upper";
}

/** One tail is `e^logKernel × ratio`; the other one is what is left to 1. The kernel is the density by log x or log odds. */
export interface TailParts {
  /** The tail that is computed: the one in which the point lies away from the bulk. */
  readonly lower: boolean;
  readonly logKernel: number;
  readonly ratio: number;
  /** Derivative of logKernel by log x (or log odds). */
  readonly slope: number;
}

export function tailOf(parts: TailParts, options: TailOptions): number {
  const tail = Math.exp(parts.logKernel) * parts.ratio;
  return ((options.tail ?? "lower") === "lower") === parts.lower ? Math.min(1, tail) : Math.max(0, 1 - tail);
}

export function logTailOf(parts: TailParts, options: TailOptions): number {
  const log = Math.min(0, parts.logKernel + Math.log(parts.ratio));
  return ((options.tail ?? "lower") === "lower") === parts.lower ? log : log < -0.69 ? Math.log1p(-Math.exp(log)) : Math.log(-Math.expm1(log));
}

/**
 * The place x > 0 where a tail has the given logarithm (at most log 1/2, so that the tail is the small one): Halley's
 * method on log tail against log x, inside a bracket that only shrinks.
 */
export function solveTail(at: (place: number) => TailParts, logP: number, lower: boolean, start: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let place = start;
  for (let step = 0; step < 300; step++) {
    const parts = at(place);
    const same = parts.lower === lower;
    const logTail = logTailOf(parts, { tail: lower ? "lower" : "upper" });
    const missing = logP - logTail;
    if (missing === 0) return place;
    if (missing > 0 === lower) low = place;
    else high = place;
    // The tail over its kernel: how far a Newton step of 1 in log tail moves log x.
    const ratio = same ? parts.ratio : Math.exp(logTail - parts.logKernel);
    const newton = missing * ratio * (lower ? 1 : -1);
    const bend = 1 + (newton * (parts.slope + (lower ? -1 : 1) / ratio)) / 2;
    const next = place * Math.exp(bend > 0.5 && bend < 2 ? newton / bend : newton);
    const inside = next > low && next < high && next < Number.MAX_VALUE;
    if (inside && Math.abs(missing) < 1e-6 && Math.abs(newton) < 1e-4) return next;
    place = inside ? next : between(low, high, place);
    if (high - low <= Number.EPSILON * low || place === 0 || place >= Number.MAX_VALUE) return place;
  }
  return place;
}

function between(low: number, high: number, place: number): number {
  if (high === Number.POSITIVE_INFINITY) return place * 1e3;
  if (low === 0) return high < 1e-305 ? 0 : high / 1e3;
  return high / low > 4 ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
}

/** The logarithm of p or of 1 - p, whichever is at most 1/2, and the tail it belongs to. */
export function smallTail(p: number, tail: "lower" | "upper"): { readonly logP: number; readonly lower: boolean } {
  return p <= 0.5 ? { logP: Math.log(p), lower: tail === "lower" } : { logP: Math.log1p(-p), lower: tail === "upper" };
}

/** A normal quantile of an upper tail to three digits, from the logarithm of a probability up to 1/2 (Abramowitz and Stegun 26.2.23). */
export function roughNormal(logP: number): number {
  const t = Math.sqrt(-2 * logP);
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

export function requireProbability(p: number, name: string): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name} needs a probability from 0 to 1; got ${String(p)}.`);
}
