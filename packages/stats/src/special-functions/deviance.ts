/** How far a count lies from its mean, as Loader's saddle point expansion wants it. */
import { log1pMinus } from "./log1p-minus.ts";

/** `k log(k / m) + m - k` for k, m > 0, without cancellation where k is close to m. */
export function deviance(k: number, m: number): number {
  const relative = (m - k) / k;
  return relative > -0.6 && relative < 1.5 ? -k * log1pMinus(relative) : k * Math.log(k / m) + m - k;
}
