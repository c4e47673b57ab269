/** Blaker's limits of a proportion: exact, never wider than Clopper-Pearson. */
import { binomialTail } from "../../distributions/binomial.ts";
import { findRoot } from "../../optimisation/find-root.ts";
import { firstCrossing } from "../first-crossing.ts";
import type { Limits } from "../limits.ts";
import { clopperPearsonLimits } from "./exact-limits.ts";

/**
 * The outermost proportions with Blaker's p-value of at least 1 - level: the smaller tail, and as much of the other tail as is
 * not more likely. Found between the jumps of the p-value, to machine precision. Where the accepted proportions have gaps, these
 * are filled. Source: Blaker 2000, doi 10.2307/3315916 (recalled). R: `exactci::binom.exact(tsmethod = "blaker")`.
 */
export const blakerLimits = (k: number, n: number, tail: number): Limits => ({ lower: blakerLower(k, n, tail), upper: 1 - blakerLower(n - k, n, tail) });

function blakerLower(k: number, n: number, tail: number): number {
  if (k === 0) return 0;
  const own = (p: number): number => binomialTail(k - 1, n, p, { tail: "upper" });
  const other = (p: number, members: number): number => binomialTail(members - 1, n, p);
  const membersAt = (p: number): number => {
    let [low, high] = [0, k];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (other(p, middle) <= own(p)) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const nextJump = (members: number): number | null => {
    if (members >= k) return null;
    const root = findRoot((p) => own(p) - other(p, members + 1), 0, 1);
    return root.found ? root.root : null;
  };
  const from = clopperPearsonLimits(k, n, tail).lower;
  return firstCrossing({ from, to: k / n, membersAt, own, other, nextJump }, 2 * tail);
}
