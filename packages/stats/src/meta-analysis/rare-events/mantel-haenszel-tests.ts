/** Tests of no association in any study. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { TwoArms } from "../effect-sizes/correct-cells.ts";
import type { RareTest } from "./rare-effect.ts";

export interface MantelHaenszelTests {
  /** Events of the treated against what is expected given both margins (hypergeometric variance; for rates the binomial one). */
  readonly uncorrected: RareTest;
  /** The same with 1/2 taken off the difference, never below 0. */
  readonly corrected: RareTest;
  /** Cochran's form, whose variance has N where the other has N - 1; `null` for rates. */
  readonly cochran: RareTest | null;
  readonly observedMinusExpected: number;
}

/**
 * `null` where nothing can vary. Source: Mantel and Haenszel 1959, doi 10.1093/jnci/22.4.719; Cochran 1954, doi 10.2307/3001616
 * (recalled). R: `mantelhaen.test(correct = FALSE | TRUE)`, `rma.mh(…)$MH, $CO`; there a correction larger than the difference counts as its excess.
 */
export function mantelHaenszelTests(arms: TwoArms): MantelHaenszelTests | null {
  let [off, variance, cochran] = [0, 0, 0];
  for (let at = 0; at < arms.treatedEvents.length; at++) {
    const [a = 0, n = 0, c = 0, m = 0] = [arms.treatedEvents[at], arms.treatedSize[at], arms.controlEvents[at], arms.controlSize[at]];
    const all = n + m;
    // a m - c n over N: nothing cancels in whole numbers.
    off += (a * m - c * n) / all;
    const spread = ((n * m) / all / all) * (a + c);
    if (arms.sizes === "time") variance += spread;
    else if (all > 1) {
      variance += (spread * (all - a - c)) / (all - 1);
      cochran += (spread * (all - a - c)) / all;
    }
  }
  if (!(variance > 0)) return null;
  const test = (difference: number, by: number): RareTest => ({ statistic: difference ** 2 / by, distribution: "chi-square", degreesOfFreedom: 1, pValue: chiSquareTail(difference ** 2 / by, 1, { tail: "upper" }) });
  return { uncorrected: test(off, variance), corrected: test(Math.max(0, Math.abs(off) - 0.5), variance), cochran: cochran > 0 ? test(off, cochran) : null, observedMinusExpected: off };
}
