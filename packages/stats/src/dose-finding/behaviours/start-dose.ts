/** The dose level of the first cohort. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { treatedInAll } from "./treated-count.ts";

/**
 * The first cohort is treated at this dose level, whatever the design would start with.
 *
 * Throws DesignRefusal (when it wraps) for a dose level that does not exist or is closed from the start.
 *
 * @example startDose({ dose: 2 })(design).first.next // { kind: "treat", dose: 2, size: 3 }
 */
export function startDose(options: { readonly dose: number }): Behaviour {
  requireOptions(options, ["dose"]);
  return (design) => {
    const dose = requireWhole("dose", options.dose, 1, design.doses);
    if (design.start.closed[dose - 1] === true) throw new DesignRefusal("closed-dose", "dose", `Dose level ${dose} is closed from the start.`, "Start at an open dose level.");
    return wrapDesign({ ...design, start: { ...design.start, dose } }, `Starts at dose level ${dose}.`, ({ next }, state) => {
      if (next.kind !== "treat" || treatedInAll(state) > 0 || next.dose === dose) return null;
      return { next: { ...next, dose }, reason: { rule: "start-dose", message: `The first cohort is at dose level ${dose}.`, numbers: { dose, wanted: next.dose } } };
    });
  };
}
