/** Fixed cohorts as two trials with mesenchymal stromal cells used them. */
import type { DoseDesign } from "../core/dose-design.ts";
import { requireOptions } from "../core/require-options.ts";
import { fixedCohorts } from "./fixed-cohorts.ts";

/**
 * The 5 / 5 / 5 design of He et al. 2018 (severe sepsis; 1, 2 and 3 million cells/kg).
 *
 * The rule by which that trial proceeded is not published. The one used here is a stand-in: up with at most `mostEvents` of 5
 * with the event (1 by default, a choice made here), otherwise the trial stops. The variant says so.
 *
 * Throws DesignRefusal for `mostEvents` outside 0 to 4 and for any other option.
 *
 * Source of the cohorts: He et al. 2018, doi 10.1016/j.trsl.2018.04.006. The rule: none.
 * @example fixedCohortsHe2018().first.next // { kind: "treat", dose: 1, size: 5 }
 */
export function fixedCohortsHe2018(options: { readonly mostEvents?: number } = {}): DoseDesign {
  requireOptions(options, ["mostEvents"]);
  const design = fixedCohorts({ doses: 3, size: 5, mostEvents: options.mostEvents ?? 1, otherwise: "stop" });
  return { ...design, name: "5/5/5 (stand-in for He 2018)", variant: `5/5/5 after He 2018. The rule by which that trial proceeded is not published: this one is a stand-in. ${design.variant}` };
}

/**
 * The 3 / 3 / 3 design of START, phase 1 (acute respiratory distress syndrome; 1, 5 and 10 million cells/kg).
 *
 * The registry says that the next dose is given "if no safety concerns"; here that is read as: no event among three.
 *
 * Source: Wilson et al. 2015, doi 10.1016/S2213-2600(14)70291-7; ClinicalTrials.gov NCT01775774.
 * @example fixedCohortsStart().first.next // { kind: "treat", dose: 1, size: 3 }
 */
export function fixedCohortsStart(): DoseDesign {
  const design = fixedCohorts({ doses: 3, size: 3, mostEvents: 0, otherwise: "stop" });
  return { ...design, name: "3/3/3 (START)", variant: `3/3/3 as in START, phase 1, whose registry entry asks for "no safety concerns"; read here as no event among three. ${design.variant}` };
}
