/** Shares of the planned information at which a board looks. */
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";

/** Rising, above 0 and at most 1, 1 to 200 of them; else throws DesignRefusal. */
export function requireFractions(fractions: readonly number[]): readonly number[] {
  if (fractions.length === 0 || fractions.length > 200) throw new DesignRefusal("no-looks", "fractions", `${fractions.length} looks.`, "Give the information fractions of 1 to 200 looks, for example 0.5 and 1.");
  fractions.forEach((fraction, at) => {
    if (!(fraction > (fractions[at - 1] ?? 0) && fraction <= 1)) throw new DesignRefusal("fractions-not-rising", `fractions.${at}`, `${String(fraction)} does not lie above ${fractions[at - 1] ?? 0} and at most at 1.`, "Give shares of the planned information in rising order, at most 1.");
  });
  return fractions;
}

/** Information between a look and the next; infinite after the last. */
export const nextStep = (fractions: readonly number[], at: number): number => (fractions[at + 1] ?? Number.POSITIVE_INFINITY) - (fractions[at] ?? 0);

export function requireSides(sides: "two-sided" | "upper"): "two-sided" | "upper" {
  if (sides === "two-sided" || sides === "upper") return sides;
  throw new DesignRefusal("unknown-sides", "sides", `${String(sides)} is not known.`, "Give two-sided or upper.");
}
