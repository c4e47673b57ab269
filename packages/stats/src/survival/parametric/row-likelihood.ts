/** One row's log-likelihood and its derivatives by the linear predictor and the logarithm of the scale. */
import type { ErrorLaw } from "./error-law.ts";

export interface RowTimes {
  /** Logarithms; -Infinity where an interval starts at 0. */
  readonly from: number;
  /** Infinity where censored; equal to `from` where exact. */
  readonly to: number;
  /** -Infinity without late entry. */
  readonly entry: number;
}

/** Value; by predictor; by log scale; second derivatives: both predictor, mixed, both log scale. */
export function rowLikelihood(law: ErrorLaw, { from, to, entry }: RowTimes, predictor: number, logScale: number, into: Float64Array): void {
  into.fill(0);
  const scale = Math.exp(logScale);
  if (from === to) {
    const u = (from - predictor) / scale;
    const [slope, curvature] = [law.slope(u), law.curvature(u)];
    into[0] = law.logDensity(u) - logScale;
    into[1] = -slope / scale;
    into[2] = -u * slope - 1;
    into[3] = curvature / scale / scale;
    into[4] = (slope + u * curvature) / scale;
    into[5] = u * slope + u * u * curvature;
  } else if ((to - from) / scale < 3e-5) {
    // Probabilities of ends so near cancel: density in the middle times width, off by a part of width² / 24, less than 4e-11.
    const width = to - from;
    rowLikelihood(law, { from: from + width / 2, to: from + width / 2, entry: Number.NEGATIVE_INFINITY }, predictor, logScale, into);
    into[0] = (into[0] as number) + Math.log(width);
  } else addInterval(law, (from - predictor) / scale, (to - predictor) / scale, scale, 1, into);
  if (entry > Number.NEGATIVE_INFINITY) addInterval(law, (entry - predictor) / scale, Number.POSITIVE_INFINITY, scale, -1, into);
}

/** Adds `sign` times the logarithm of the probability between a and b. */
function addInterval(law: ErrorLaw, a: number, b: number, scale: number, sign: 1 | -1, into: Float64Array): void {
  const value = logBetween(law, a, b);
  const one = a === Number.NEGATIVE_INFINITY ? 0 : Math.exp(law.logDensity(a) - value);
  const two = b === Number.POSITIVE_INFINITY ? 0 : Math.exp(law.logDensity(b) - value);
  const [oneU, twoU] = [one === 0 ? 0 : one * a, two === 0 ? 0 : two * b];
  const [oneD, twoD] = [one === 0 ? 0 : one * law.slope(a), two === 0 ? 0 : two * law.slope(b)];
  const [u, v] = [one === 0 ? 0 : a, two === 0 ? 0 : b];
  const byPredictor = (one - two) / scale;
  const byScale = oneU - twoU;
  into[0] = (into[0] as number) + sign * value;
  into[1] = (into[1] as number) + sign * byPredictor;
  into[2] = (into[2] as number) + sign * byScale;
  into[3] = (into[3] as number) + sign * ((twoD - oneD) / scale / scale - byPredictor ** 2);
  into[4] = (into[4] as number) + sign * ((twoD * v - oneD * u) / scale - byPredictor - byPredictor * byScale);
  into[5] = (into[5] as number) + sign * (twoD * v * v + twoU - oneD * u * u - oneU - byScale ** 2);
}

/** Logarithm of the probability between a and b, from the tail in which they lie. */
export function logBetween(law: ErrorLaw, a: number, b: number): number {
  if (b === Number.POSITIVE_INFINITY) return law.logAbove(a);
  if (a === Number.NEGATIVE_INFINITY) return law.logBelow(b);
  const [large, small] = law.logAbove(a) < law.logBelow(b) ? [law.logAbove(a), law.logAbove(b)] : [law.logBelow(b), law.logBelow(a)];
  const gap = small - large;
  return large + (gap > -0.69 ? Math.log(-Math.expm1(gap)) : Math.log1p(-Math.exp(gap)));
}
