/** p-values of exact tests of one count, by the rules that packages differ in. */
import type { Alternative, TwoSidedRule } from "./single/proportion-options.ts";

/** A distribution of a count whose probabilities rise to one mode and fall from it. */
export interface CountDistribution {
  readonly low: number;
  /** May be infinite. */
  readonly high: number;
  readonly mode: number;
  readonly logMass: (k: number) => number;
  /** P(X <= k). */
  readonly atMost: (k: number) => number;
  /** P(X >= k). */
  readonly atLeast: (k: number) => number;
}

/** Probabilities that differ by less, relatively, count as equal: as in R. */
const equal = 1e-7;

/** The p-value of a count. One-sided: the tail with the count in it, for every rule but `mid-p`, which takes half of the count's own probability. */
export function exactPValue(k: number, law: CountDistribution, rule: TwoSidedRule, alternative: Alternative): number {
  const half = rule === "mid-p" ? Math.exp(law.logMass(k)) / 2 : 0;
  const less = law.atMost(k) - half;
  const greater = law.atLeast(k) - half;
  if (alternative !== "two-sided") return Math.min(1, alternative === "less" ? less : greater);
  if (rule === "central" || rule === "mid-p") return Math.min(1, 2 * Math.min(less, greater));
  return Math.min(1, rule === "minlike" ? minlike(k, law) : blaker(k, law, less, greater));
}

function minlike(k: number, law: CountDistribution): number {
  const own = law.logMass(k) + equal;
  if (law.logMass(law.mode) <= own) return 1;
  if (k < law.mode) {
    const other = firstAbove(law.mode, law.high, (j) => law.logMass(j) <= own);
    return law.atMost(k) + (other === null ? 0 : law.atLeast(other));
  }
  const other = firstAbove(0, law.mode - law.low, (j) => law.logMass(law.mode - j) <= own);
  return law.atLeast(k) + (other === null ? 0 : law.atMost(law.mode - other));
}

function blaker(k: number, law: CountDistribution, less: number, greater: number): number {
  if (less <= greater) {
    const other = firstAbove(k, law.high, (j) => law.atLeast(j) <= less * (1 + equal));
    return less + (other === null ? 0 : law.atLeast(other));
  }
  const other = firstAbove(0, k - law.low, (j) => law.atMost(k - j) <= greater * (1 + equal));
  return greater + (other === null ? 0 : law.atMost(k - other));
}

/** The first whole number from `from` to `to` that holds, where all after it hold, too; `null` if none does. */
function firstAbove(from: number, to: number, holds: (j: number) => boolean): number | null {
  let [low, step] = [from, 1];
  while (low + step < to && !holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(to, low + step);
  if (!holds(high)) return null;
  if (holds(low)) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
