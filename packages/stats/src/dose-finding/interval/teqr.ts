/** The toxicity equivalence range design. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";
import { above, atLeast, below } from "./count-bounds.ts";
import { type IntervalDesign, intervalDesign } from "./interval-design.ts";
import { type IntervalOptions, checkIntervalOptions, wordsOf } from "./interval-options.ts";

export interface TeqrOptions extends Omit<IntervalOptions, "cutoff" | "extraSafe" | "offset"> {
  /** The equivalence range begins so much below the target; 0.05 where left out (`eq1`). */
  readonly marginBelow?: number;
  /** The equivalence range ends so much above the target; 0.05 where left out (`eq2`). */
  readonly marginAbove?: number;
  /** A dose level and all above close where the observed rate is at least this (`tootoxic`), for example 0.34. */
  readonly tooHigh: number;
}

/**
 * TEQR: go up where the observed rate at the current dose level lies below the equivalence range, down where it lies above,
 * stay inside and on its limits; close the dose level and those above where the rate is at least `tooHigh`, whatever n is.
 *
 * Departs from the package TEQR 6.0-0 in its course, not in its boundaries: the package ends the trial whenever it would go
 * down from the lowest dose level, here it ends there only at `tooHigh`; the package compares rates as they are rounded in
 * the machine, so that 3 of 20 counts as below 0.2 - 0.05 and 2 of 5 as above 0.35 + 0.05, here both count as on the limit;
 * the recommended dose level is that of the weighted isotonic regression which the other interval designs use.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Blanchard MS, Longmate JA. Contemp Clin Trials 2011;32:114-21, doi 10.1016/j.cct.2010.09.011.
 *
 * @example teqr({ doses: 5, target: 0.2, tooHigh: 0.34, cohortSize: 3, cohorts: 10 }).bounds(6) // { escalate: 0, deescalate: 2, close: 3 }
 */
export function teqr(options: TeqrOptions): IntervalDesign {
  const settings = checkIntervalOptions(options, ["marginBelow", "marginAbove", "tooHigh"], ["cutoff", "extraSafe", "offset"]);
  const { target } = settings;
  const low = target - requireFraction("marginBelow", options.marginBelow ?? 0.05);
  const high = target + requireFraction("marginAbove", options.marginAbove ?? 0.05);
  const tooHigh = requireFraction("tooHigh", options.tooHigh);
  if (low < 1e-12) throw new DesignRefusal("no-room-below", "marginBelow", `No rate lies below ${target} - ${String(options.marginBelow ?? 0.05)}, so that no dose level would ever be left upwards.`, `Give a margin below ${target}.`);
  if (high > 1) throw new DesignRefusal("no-room-above", "marginAbove", `${target} + ${String(options.marginAbove ?? 0.05)} is above 1.`, `Give a margin of at most ${Number((1 - target).toPrecision(6))}.`);
  if (tooHigh <= high) throw new DesignRefusal("too-high-inside-range", "tooHigh", `${tooHigh} is not above the equivalence range, which ends at ${+high.toPrecision(10)}.`, "Give a rate above it.");
  return intervalDesign({
    name: "TEQR",
    code: "teqr",
    variant: `TEQR with target ${target} and equivalence range ${+low.toPrecision(10)} to ${+high.toPrecision(10)}: up below it, down above it; ${wordsOf(settings, `a dose level and those above close at an observed rate of ${tooHigh} or more`)}.`,
    edition: "paper",
    settings,
    boundsAt: (n) => {
      const close = atLeast(tooHigh, n);
      return { escalate: below(low, n), deescalate: Math.min(above(high, n), close), close };
    },
    upperRate: high,
  });
}
