/** The limit at a look that spends a stated probability. */
import { normalQuantile } from "../distributions/normal.ts";
import { type Surviving, crossing, densityAt } from "./brownian-recursion.ts";

/**
 * The z at or above which just `spend` is spent at this look; `null` where there is nothing to spend.
 * @param drift expected z at full information, under which the probability is spent.
 */
export function solveUpper(surviving: Surviving, fraction: number, spend: number, drift = 0): number | null {
  if (!(spend > 1e-300)) return null;
  const root = Math.sqrt(fraction);
  let low = -40;
  let high = 60;
  let z = Math.min(38, normalQuantile(Math.min(0.5, spend), { tail: "upper" })) + drift * root;
  for (let step = 0; step < 200; step++) {
    const spends = crossing(surviving, fraction, z * root, drift, "upper");
    if (spends > spend) low = z;
    else high = z;
    // Newton on the logarithm: the tail is nearly exponential in z.
    const newton = spends > 0 ? z + (spends * Math.log(spends / spend)) / (densityAt(surviving, fraction, z * root, drift) * root) : Number.NaN;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - z) < 1e-13 * Math.max(1, Math.abs(z))) return next;
    z = next;
  }
  return z;
}

/** The z at or below which just `spend` is spent: the upper one of the process seen in a mirror. */
export function solveLower(surviving: Surviving, fraction: number, spend: number, drift: number): number | null {
  const mirrored = solveUpper({ ...surviving, points: surviving.points.map((point) => -point) }, fraction, spend, -drift);
  return mirrored === null ? null : -mirrored;
}
