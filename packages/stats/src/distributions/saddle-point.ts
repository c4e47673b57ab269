/** The parts of Loader's saddle point expansion: what remains of a mass when the large logarithms have cancelled. */
import { deviance } from "../special-functions/deviance.ts";
import { stirlingError } from "../special-functions/log-gamma.ts";

const halfLogTwoPi = 0.9189385332046728;

/** log of `m^k e^-m / Γ(k + 1)` for k, m > 0. */
export function logPoissonKernel(k: number, m: number): number {
  return -stirlingError(k) - deviance(k, m) - 0.5 * Math.log(k) - halfLogTwoPi;
}
