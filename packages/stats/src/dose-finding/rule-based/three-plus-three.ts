import type { DoseDesign } from "../core/dose-design.ts";
import { stagedDesign } from "./staged-design.ts";
import type { Stage } from "./staged-level.ts";
import { type StagedOptions, chooseStaged, describeChoices } from "./staged-options.ts";

export const threePlusThreeStages: readonly Stage[] = [
  { size: 3, passUpTo: 0, tooMuchFrom: 2 },
  { size: 3, passUpTo: 1, tooMuchFrom: 2 },
];

/**
 * The 3+3 design. It is not one design: the options name what protocols leave open, and selection probabilities differ by
 * several points between them. The default is the traditional one (Storer's design A): no return to a lower dose level, the
 * level below one that was too much is declared as it stands, the top dose level with 0 of 3.
 *
 * @param options `deEscalation: "return"` treats three more at a level that has only three, when the one above was too
 * much; `expansion: "declared-level"` declares no level with three alone; `topDose` says what 0 of 3 at the highest level
 * means. See StagedOptions.
 *
 * `recommend` gives "not-reached" with the maximum administered dose when no level was too much and the variant does not
 * declare the top one, and "none" when the lowest level was too much. Throws DesignRefusal for options that are unknown or contradict.
 *
 * Source: Storer 1989, doi 10.2307/2531693 (design A); Korn et al. 1994, doi 10.1002/sim.4780131802 (de-escalation).
 * @example threePlusThree({ doses: 3 }).decide({ ...threePlusThree({ doses: 3 }).start, n: [3, 0, 0], events: [1, 0, 0] }).next // 3 more at dose 1
 */
export function threePlusThree(options: StagedOptions): DoseDesign {
  const choices = chooseStaged(options);
  const rule = "Up after 0 of 3 or at most 1 of 6 with the event; three more after 1 of 3; too much from 2 events on.";
  return stagedDesign({ name: "3+3", code: "three-plus-three", variant: `3+3. ${rule} ${describeChoices(choices, 3, 6)}`, stages: threePlusThreeStages, choices });
}
