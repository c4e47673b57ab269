/**
 * The rule of three: with no event among n, the upper end of the one-sided 95 % interval is about 3 / n.
 *
 * An approximation for reading at a glance, always a little above the exact limit 1 - 0.05^(1/n); never above 1. Use
 * `estimateProportionExact(0, n, { sided: "upper" })` for a decision.
 * Throws RangeError unless n is a whole number above zero.
 *
 * Source: Hanley JA, Lippman-Hand A. JAMA 1983;249:1743-5. doi 10.1001/jama.1983.03330370053031.
 *
 * @example ruleOfThree(15) // 0.2, where the exact limit is 0.181
 */
export function ruleOfThree(n: number): number {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`The rule of three needs a whole number above zero; got ${String(n)}.`);
  return Math.min(1, 3 / n);
}
