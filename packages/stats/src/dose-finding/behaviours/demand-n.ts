/** No dose level is declared on too few participants. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { endIn } from "../core/dose-design.ts";
import { treatedAt } from "./treated-count.ts";

export interface DemandNOptions {
  /** Participants at the dose level that would be recommended. */
  readonly n: number;
  /** Most participants in one added cohort; all that are missing where left out. */
  readonly cohort?: number;
}

/**
 * When the design wants to stop because a dose level is found, has enough participants or is precise, and fewer than `n` were
 * treated at the level that it would recommend, the missing ones are treated there first; then the design is asked again.
 *
 * Never undone: a stop for safety, at the maximum n, or because no dose level is left.
 * Throws DesignRefusal for numbers that are not whole and at least 1.
 *
 * @example demandN({ n: 6 })(design)
 */
export function demandN(options: DemandNOptions): Behaviour {
  requireOptions(options, ["n", "cohort"]);
  const least = requireWhole("n", options.n, 1, 100_000);
  const cohort = options.cohort === undefined ? least : requireWhole("cohort", options.cohort, 1, least);
  return (design) =>
    wrapDesign(design, `Demands ${least} participants at the recommended dose level${cohort < least ? `, in cohorts of at most ${cohort}` : ""}.`, (inner, state) => {
      const { next } = inner;
      if (next.kind !== "stop" || !["dose-found", "n-at-dose", "precise"].includes(next.why)) return null;
      const found = design.recommend(endIn(state, inner));
      if (found.kind === "none") return null;
      const dose = found.kind === "dose" ? found.dose : found.maximumAdministeredDose;
      const known = state.n[dose - 1] ?? 0;
      if (known >= least || inner.closed[dose - 1] === true) return null;
      const missing = least - treatedAt(state, dose);
      const reason = { rule: "demand-n", message: `Dose level ${dose} would be recommended with ${known} participants; ${least} are demanded.`, numbers: { dose, n: known, demanded: least } };
      if (missing <= 0) return { next: { kind: "wait", days: null }, phase: state.phase, reason };
      return { next: { kind: "treat", dose, size: Math.min(cohort, missing) }, reason };
    });
}
