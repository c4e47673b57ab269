/** One dose level at a time. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { treatedAt, treatedInAll } from "./treated-count.ts";

export interface DoNotSkipOptions {
  /**
   * `last`: no more than one level above the last cohort. `highest`: no more than one level above the highest level that
   * was ever given, so that a return to it is free. `last` where left out: the stricter one.
   */
  readonly from?: "last" | "highest";
}

/**
 * No dose level is skipped on the way up. The first cohort is not held back: its dose level is the start.
 * Throws DesignRefusal for another `from`.
 *
 * @example doNotSkipEscalating({ from: "highest" })(design)
 */
export function doNotSkipEscalating(options: DoNotSkipOptions = {}): Behaviour {
  requireOptions(options, ["from"]);
  const from = options.from ?? "last";
  if (from !== "last" && from !== "highest") throw new DesignRefusal("unknown-option", "from", `"${String(from)}" is not known.`, `Give "last" or "highest".`);
  const words = from === "last" ? "the last one given" : "the highest one ever given";
  return (design) =>
    wrapDesign(design, `No dose level is skipped when escalating: at most one above ${words}.`, ({ next }, state) => {
      if (next.kind !== "treat" || treatedInAll(state) === 0) return null;
      let basis = state.dose;
      if (from === "highest") for (let dose = design.doses; dose > basis; dose--) if (treatedAt(state, dose) > 0) basis = dose;
      if (next.dose <= basis + 1) return null;
      const message = `Dose level ${next.dose} is wanted; no level is skipped, so that ${basis + 1} is the next one.`;
      return { next: { ...next, dose: basis + 1 }, reason: { rule: "do-not-skip-escalating", message, numbers: { wanted: next.dose, from: basis, dose: basis + 1 } } };
    });
}

/**
 * No dose level is skipped on the way down: the cohort after dose level 4 is at 3 where the design wants 2 or less, unless 3
 * is closed. This gives a higher dose than the design wanted: think twice before it wraps a design that de-escalates for safety.
 */
export function doNotSkipDeEscalating(): Behaviour {
  return (design) =>
    wrapDesign(design, "No dose level is skipped when de-escalating.", ({ next }, state) => {
      if (next.kind !== "treat" || treatedInAll(state) === 0 || next.dose >= state.dose - 1) return null;
      const dose = state.dose - 1;
      const message = `Dose level ${next.dose} is wanted; no level is skipped, so that ${dose} is the next one.`;
      return { next: { ...next, dose }, reason: { rule: "do-not-skip-de-escalating", message, numbers: { wanted: next.dose, from: state.dose, dose } } };
    });
}
