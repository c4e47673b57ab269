/** What designs in threes and sixes recommend. */
import type { Recommendation } from "../core/dose-decision.ts";
import type { TrialState } from "../core/trial-state.ts";

/** The highest dose level that passed (no event among 3 or more, or at most one among 6) below the lowest one with two events. */
export function recommendPassed(state: TrialState, name: string): Recommendation {
  const doses = state.n.length;
  let top = doses;
  for (let dose = doses; dose >= 1; dose--) if (state.closed[dose - 1] === true || (state.events[dose - 1] ?? 0) >= 2) top = dose - 1;
  const passed = (dose: number): boolean => {
    const n = state.n[dose - 1] ?? 0;
    const events = state.events[dose - 1] ?? 0;
    return events < 2 && (n >= 6 || (n >= 3 && events === 0));
  };
  for (let dose = top; dose >= 1; dose--) {
    if (!passed(dose)) continue;
    if (top < doses) return { kind: "dose", dose, rule: `${name} rule: the highest dose level that passed below one that was too much` };
    if (dose === doses) return { kind: "dose", dose, rule: `${name} rule: the top dose level, which was not too much` };
    return { kind: "not-reached", maximumAdministeredDose: dose, rule: `${name} rule: the trial ended before a dose level was too much` };
  }
  return { kind: "none", why: top === 0 ? "The lowest dose level was too much." : "No dose level has passed.", rule: `${name} rule` };
}
