/** The parts of Loader's saddle point expansion: what remains of a mass when the large logarithms have cancelled. */
import { deviance } from "../special-functions/deviance.ts";
import { stirlingError } from "../special-functions/log-gamma.ts";

const halfLogTwoPi = 0.9189385332046728;

/** log k! - ((k + 1/2) log k - k + log(2π)/2) at k = 1 to 15 (by mpmath). */
const errorsOfWholeNumbers = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733, 0.00833056343336287, 0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
] as const;

/** The error of Stirling's formula at a whole number above zero; without loss of digits. */
export const stirlingErrorOfWhole = (k: number): number => errorsOfWholeNumbers[k - 1] ?? stirlingError(k);

/** log of `m^k e^-m / Γ(k + 1)` for k, m > 0. */
export function logPoissonKernel(k: number, m: number): number {
  const error = Number.isInteger(k) ? stirlingErrorOfWhole(k) : stirlingError(k);
  return -error - deviance(k, m) - 0.5 * Math.log(k) - halfLogTwoPi;
}
