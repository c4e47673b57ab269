/** How much of the error may be spent by a share of the information. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";

export type SpendingFunction =
  /** Lan and DeMets: 2 - 2 Φ(z(α/2) / √t). */
  | { readonly kind: "obrien-fleming" }
  /** Lan and DeMets: α log(1 + (e - 1) t). */
  | { readonly kind: "pocock" }
  /** Kim and DeMets: α t^exponent. */
  | { readonly kind: "power"; readonly exponent: number }
  /** Hwang, Shih and DeCani: α (1 - e^(-γt)) / (1 - e^(-γ)); α t for γ = 0. */
  | { readonly kind: "hwang-shih-decani"; readonly gamma: number };

/**
 * The error of one side spent up to the information fraction t.
 *
 * @param alpha error of that side in all.
 * @param fraction from 0 to 1.
 * Throws DesignRefusal for parameters out of range.
 * Source: Lan KKG, DeMets DL. Biometrika 1983;70:659-63, doi 10.1093/biomet/70.3.659; Hwang 1990, doi 10.1002/sim.4780091207.
 *
 * @example spentAlpha({ kind: "obrien-fleming" }, 0.025, 1) // 0.025
 */
export function spentAlpha(spending: SpendingFunction, alpha: number, fraction: number): number {
  if (!(fraction >= 0 && fraction <= 1)) throw new DesignRefusal("not-a-fraction", "fraction", `${String(fraction)} does not lie from 0 to 1.`, "Give a share of the planned information.");
  if (fraction === 0) return 0;
  switch (spending.kind) {
    case "obrien-fleming":
      return 2 * normalTail(normalQuantile(alpha / 2, { tail: "upper" }) / Math.sqrt(fraction), { tail: "upper" });
    case "pocock":
      return alpha * Math.log1p((Math.E - 1) * fraction);
    case "power":
      if (!(spending.exponent > 0 && spending.exponent < 100)) throw new DesignRefusal("unfit-exponent", "spending.exponent", `${String(spending.exponent)} is not above 0.`, "Give a number above 0, for example 3.");
      return alpha * fraction ** spending.exponent;
    case "hwang-shih-decani":
      if (!(Math.abs(spending.gamma) <= 40)) throw new DesignRefusal("unfit-gamma", "spending.gamma", `${String(spending.gamma)} does not lie from -40 to 40.`, "Give for example -4 (like O'Brien-Fleming) or 1 (like Pocock).");
      return spending.gamma === 0 ? alpha * fraction : (alpha * Math.expm1(-spending.gamma * fraction)) / Math.expm1(-spending.gamma);
    default:
      throw new DesignRefusal("unknown-spending", "spending.kind", `${String((spending as { readonly kind?: unknown }).kind)} is no spending function.`, "Give obrien-fleming, pocock, power or hwang-shih-decani.");
  }
}

/** In words fit for a protocol. */
export function describeSpending(spending: SpendingFunction): string {
  switch (spending.kind) {
    case "obrien-fleming":
      return "O'Brien-Fleming type";
    case "pocock":
      return "Pocock type";
    case "power":
      return `power family, exponent ${spending.exponent}`;
    case "hwang-shih-decani":
      return `Hwang-Shih-DeCani, gamma ${spending.gamma}`;
  }
}
