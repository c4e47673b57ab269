/** The classical group-sequential limits: Pocock, O'Brien-Fleming, and the family of Wang and Tsiatis between them. */
import { DesignRefusal, requireFraction } from "../dose-finding/core/design-refusal.ts";
import { type SpendingBoundary, type SpendingLook, spendingCharacteristics } from "./alpha-spending.ts";
import { requireSides } from "./information-fractions.ts";
import { normalTail } from "../distributions/normal.ts";

/**
 * Limits z = c t^(delta - 1/2) at the information fractions, with c so that the overall error is alpha: delta = 0.5 is
 * Pocock's, 0 O'Brien and Fleming's.
 *
 * Throws DesignRefusal for delta outside -0.5 to 1 and as `spendingBoundary`.
 * Source: Pocock 1977 (doi 10.1093/biomet/64.2.191), O'Brien and Fleming 1979 (10.2307/2530245), Wang and Tsiatis 1987 (10.2307/2531959).
 *
 * @example classicalLimits({ fractions: [0.2, 0.4, 0.6, 0.8, 1], alpha: 0.05, delta: 0.5 }).looks[0]?.limit // 2.413
 */
export function classicalLimits(options: { readonly fractions: readonly number[]; readonly alpha: number; readonly delta: number; readonly sides?: "two-sided" | "upper" }): SpendingBoundary {
  const alpha = requireFraction("alpha", options.alpha);
  const sides = requireSides(options.sides ?? "two-sided");
  const { delta } = options;
  if (!(delta >= -0.5 && delta <= 1)) throw new DesignRefusal("delta-out-of-range", "delta", `${String(delta)} does not lie from -0.5 to 1.`, "Give 0 (O'Brien-Fleming) to 0.5 (Pocock).");
  const looksAt = (c: number): SpendingLook[] => options.fractions.map((fraction) => ({ fraction, limit: c * fraction ** (delta - 0.5), nominal: normalTail(c * fraction ** (delta - 0.5), { tail: "upper" }), spent: 0 }));
  const errorAt = (c: number) => {
    const { upper, lower } = spendingCharacteristics({ looks: looksAt(c), sides }, 0);
    return upper + lower;
  };
  let low = 0;
  let high = 10;
  for (let step = 0; step < 60 && high - low > 1e-13; step++) {
    const middle = (low + high) / 2;
    if (errorAt(middle) > alpha) low = middle;
    else high = middle;
  }
  const looks = looksAt(high);
  const { upperAtLook, lowerAtLook } = spendingCharacteristics({ looks, sides }, 0);
  let spent = 0;
  return {
    looks: looks.map((look, at) => ({ ...look, spent: (spent += (upperAtLook[at] ?? 0) + (lowerAtLook[at] ?? 0)) })),
    sides,
    alpha,
    attainedError: spent,
    variant: `Wang-Tsiatis limits with delta = ${delta}${delta === 0 ? " (O'Brien-Fleming)" : delta === 0.5 ? " (Pocock)" : ""}, c = ${high.toPrecision(7)}, ${sides === "two-sided" ? "two-sided, symmetric" : "one-sided"}, alpha ${alpha}.`,
  };
}
