/** Limits of two proportions that need no iteration: Newcombe's hybrid, Wald, Agresti-Caffo, Katz and Woolf. */
import type { Limits } from "../limits.ts";
import { correctedWilsonLimits, wilsonLimits } from "../single/score-limits.ts";
import type { TwoByTwo } from "./constrained-fit.ts";

/** Wilson's limits of both arms put together; Newcombe 1998, methods 10 and 11, doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I (recalled). */
export function newcombeLimits({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, z: number, correction: "none" | "continuity"): Limits {
  const limits = correction === "none" ? wilsonLimits : correctedWilsonLimits;
  const [p, q, one, two] = [x / m, y / n, limits(x, m, z), limits(y, n, z)];
  return { lower: Math.max(-1, p - q - Math.hypot(p - one.lower, two.upper - q)), upper: Math.min(1, p - q + Math.hypot(one.upper - p, q - two.lower)) };
}

/** p - q ± (z standard errors + correction), kept within -1 and 1. R: `prop.test`, with its `correct` for the correction (1/m + 1/n)/2, at most |p - q|. */
export function waldDifferenceLimits({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, z: number, correction: "none" | "continuity"): Limits {
  const [p, q] = [x / m, y / n];
  const half = z * Math.sqrt((p * (1 - p)) / m + (q * (1 - q)) / n) + (correction === "none" ? 0 : Math.min(Math.abs(p - q), (1 / m + 1 / n) / 2));
  return { lower: Math.max(-1, p - q - half), upper: Math.min(1, p - q + half) };
}

/** Wald after one event and one other were added to each arm; Agresti and Caffo 2000, doi 10.1080/00031305.2000.10474560 (recalled). */
export const agrestiCaffoLimits = ({ treatedEvents, treatedTotal, controlEvents, controlTotal }: TwoByTwo, z: number): Limits =>
  waldDifferenceLimits({ treatedEvents: treatedEvents + 1, treatedTotal: treatedTotal + 2, controlEvents: controlEvents + 1, controlTotal: controlTotal + 2 }, z, "none");

/** Katz: Wald on the log of the ratio; `null` without events in an arm. Source: Katz et al. 1978, doi 10.2307/2530610 (recalled). */
export function katzLimits({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, z: number): Limits | null {
  if (x === 0 || y === 0) return null;
  const log = Math.log((x / m) * (n / y));
  const half = z * Math.sqrt((m - x) / (x * m) + (n - y) / (y * n));
  return { lower: Math.exp(log - half), upper: Math.exp(log + half) };
}

/** Woolf: Wald on the log of the odds ratio; `null` where a cell is empty. Source: Woolf 1955, doi 10.1111/j.1469-1809.1955.tb01348.x (recalled). */
export function woolfLimits({ treatedEvents: x, treatedTotal: m, controlEvents: y, controlTotal: n }: TwoByTwo, z: number): Limits | null {
  if (x === 0 || y === 0 || x === m || y === n) return null;
  const log = Math.log(x / (m - x)) - Math.log(y / (n - y));
  const half = z * Math.sqrt(1 / x + 1 / (m - x) + 1 / y + 1 / (n - y));
  return { lower: Math.exp(log - half), upper: Math.exp(log + half) };
}
