/** Log-density of one value, measured or censored, under a normal law, with its derivatives. */
import { logNormalTail, normalDensity, normalTail } from "../../distributions/normal.ts";
import type { CensoredStatus } from "./censored-rows.ts";

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/** φ(z) / Φ(z), also far out in the lower tail. */
export const millsRatio = (z: number): number => Math.exp(-z * z / 2 - halfLogTwoPi - logNormalTail(z));

export interface RowTerms {
  value: number;
  /** First and second derivatives by the standardised lower (or only) limit, and the upper one. */
  first: number;
  second: number;
  upperFirst: number;
  upperSecond: number;
  both: number;
}

/**
 * Log of what a row adds, of the standardised value z = (value - mean) / sd and, between limits, u = (upper - mean) / sd. The
 * density of a measured value has its -log sd added by the caller.
 */
export function censoredTerms(status: CensoredStatus, z: number, u: number, into: RowTerms): RowTerms {
  into.upperFirst = 0;
  into.upperSecond = 0;
  into.both = 0;
  switch (status) {
    case "measured":
      into.value = -halfLogTwoPi - (z * z) / 2;
      into.first = -z;
      into.second = -1;
      return into;
    case "below": {
      const ratio = millsRatio(z);
      into.value = logNormalTail(z);
      into.first = ratio;
      into.second = -ratio * (ratio + z);
      return into;
    }
    case "above": {
      const ratio = millsRatio(-z);
      into.value = logNormalTail(z, { tail: "upper" });
      into.first = -ratio;
      into.second = -ratio * (ratio - z);
      return into;
    }
    case "between": {
      const log = logBetween(z, u);
      const [a, b] = [Math.exp(-(z * z) / 2 - halfLogTwoPi - log), Math.exp(-(u * u) / 2 - halfLogTwoPi - log)];
      into.value = log;
      into.first = -a;
      into.upperFirst = b;
      into.second = z * a - a * a;
      into.upperSecond = -u * b - b * b;
      into.both = a * b;
      return into;
    }
  }
}

/** log(Φ(u) - Φ(z)), from the tail in which both lie. */
function logBetween(z: number, u: number): number {
  if (z > 0) return logBetween(-u, -z);
  if (u > 0) return Math.log1p(-(normalTail(z) + normalTail(u, { tail: "upper" })));
  const [small, large] = [logNormalTail(z), logNormalTail(u)];
  const ratio = large - small;
  // Limits close together: the density times their distance keeps the digits that the difference loses.
  if (ratio < 1e-6) return Math.log(normalDensity((z + u) / 2)) + Math.log(u - z);
  return large + Math.log(-Math.expm1(-ratio));
}
