/** What a design in stages recommends: by its rule, from the counts and the closed dose levels alone. */
import type { Recommendation } from "../core/dose-decision.ts";
import type { TrialState } from "../core/trial-state.ts";
import { requireState } from "../core/require-state.ts";
import type { LevelVerdict } from "./staged-level.ts";

export interface StagedRecommendation {
  readonly name: string;
  readonly doses: number;
  readonly judge: (dose: number) => LevelVerdict;
  readonly topDose: "declared" | "expanded" | "not-reached";
}

/**
 * The highest dose level that passed below the lowest one that was too much. Where none was too much: the highest level when
 * it passed and the variant declares it; otherwise the maximum tolerated dose is not reached, and the maximum administered
 * dose is named. Also for a trial that something else ended early.
 */
export function recommendStaged(state: TrialState, design: StagedRecommendation): Recommendation {
  const { name, doses, judge } = design;
  requireState(state, doses);
  const given = (dose: number): boolean => (state.n[dose - 1] ?? 0) > 0;
  let ceiling = doses + 1;
  let highest = 0;
  for (let dose = doses; dose >= 1; dose--) {
    if (state.closed[dose - 1] === true || (given(dose) && judge(dose).kind === "too-much")) ceiling = dose;
    if (highest === 0 && given(dose)) highest = dose;
  }
  if (highest === 0) return { kind: "none", why: "Nobody was treated.", rule: `${name} rule` };
  if (ceiling > doses) {
    if (highest < doses) return { kind: "not-reached", maximumAdministeredDose: highest, rule: `${name} rule: the trial ended before a dose level was too much` };
    if (judge(doses).kind !== "pass") return { kind: "not-reached", maximumAdministeredDose: doses, rule: `${name} rule: the trial ended before the top dose level was complete` };
    if (design.topDose === "not-reached") return { kind: "not-reached", maximumAdministeredDose: doses, rule: `${name} rule: no dose level was too much` };
    return { kind: "dose", dose: doses, rule: `${name} rule: the top dose level, which was not too much` };
  }
  const rule = `${name} rule: the highest dose level that passed below one that was too much`;
  for (let dose = ceiling - 1; dose >= 1; dose--) if (given(dose) && judge(dose).kind === "pass") return { kind: "dose", dose, rule };
  return { kind: "none", why: ceiling === 1 ? "The lowest dose level was too much." : `Dose level ${ceiling} was too much, and no lower one has passed.`, rule };
}
