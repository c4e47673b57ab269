/** Whether odds ratios differ between studies: Breslow and Day, with Tarone's correction. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { TwoArms } from "../effect-sizes/correct-cells.ts";
import type { RareTest } from "./rare-effect.ts";

export interface BreslowDay {
  readonly breslowDay: RareTest | null;
  readonly tarone: RareTest | null;
  /** Studies with events and with participants without one. */
  readonly studies: number;
  readonly reason: string | null;
}

/**
 * Events of the treated against those expected at the given odds ratio with all margins fixed.
 * Source: Breslow and Day 1980, IARC 32, page 142; Tarone 1985, doi 10.1093/biomet/72.1.91 (recalled). R: `rma.mh(…)$BD, $TA`.
 */
export function testOddsRatios(arms: TwoArms, ratio: number): BreslowDay {
  let [sum, off, variances, studies] = [0, 0, 0, 0];
  for (let at = 0; at < arms.treatedEvents.length; at++) {
    const [a = 0, n = 0, c = 0, m = 0] = [arms.treatedEvents[at], arms.treatedSize[at], arms.controlEvents[at], arms.controlSize[at]];
    const events = a + c;
    if (!(events > 0 && events < n + m)) continue;
    // The root of x (m - events + x) = ratio (n - x) (events - x) in the form that does not cancel.
    const linear = ratio * (n + events) + m - events;
    const x = (2 * ratio * n * events) / (linear + Math.sqrt(linear * linear - 4 * ratio * (ratio - 1) * n * events));
    const variance = 1 / (1 / x + 1 / (n - x) + 1 / (events - x) + 1 / (m - events + x));
    if (!(x > 0 && variance > 0)) continue;
    studies += 1;
    sum += (a - x) ** 2 / variance;
    off += a - x;
    variances += variance;
  }
  if (studies < 2) return { breslowDay: null, tarone: null, studies, reason: "Fewer than two studies inform about the odds ratio." };
  const test = (statistic: number): RareTest => ({ statistic, distribution: "chi-square", degreesOfFreedom: studies - 1, pValue: chiSquareTail(statistic, studies - 1, { tail: "upper" }) });
  return { breslowDay: test(sum), tarone: test(Math.max(0, sum - off ** 2 / variances)), studies, reason: null };
}
