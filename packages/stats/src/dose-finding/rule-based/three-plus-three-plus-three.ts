import type { DoseDesign } from "../core/dose-design.ts";
import { stagedDesign } from "./staged-design.ts";
import type { Stage } from "./staged-level.ts";
import { type StagedOptions, chooseStaged, describeChoices } from "./staged-options.ts";

const stages: readonly Stage[] = [
  { size: 3, passUpTo: 0, tooMuchFrom: 2 },
  { size: 3, passUpTo: 1, tooMuchFrom: 3 },
  { size: 3, passUpTo: 2, tooMuchFrom: 3 },
];

/**
 * The 3+3+3 design: as 3+3, but 2 of 6 with the event ask for a third cohort of three, and at most 2 of 9 lead up.
 *
 * @param options as for threePlusThree; a level is complete with six, or with nine where two of six had the event.
 *
 * 2 or 3 of the first 3 are too much, as in 3+3: the review says only what 2 of 6 lead to. Throws DesignRefusal as threePlusThree.
 *
 * Source: Le Tourneau, Lee, Siu 2009, doi 10.1093/jnci/djp079 (recalled).
 * @example threePlusThreePlusThree({ doses: 3 }).decide({ ...threePlusThreePlusThree({ doses: 3 }).start, n: [6, 0, 0], events: [2, 0, 0] }).next // 3 more
 */
export function threePlusThreePlusThree(options: StagedOptions): DoseDesign {
  const choices = chooseStaged(options);
  const rule = "Up after 0 of 3, at most 1 of 6 or at most 2 of 9 with the event; three more after 1 of 3 and after 2 of 6; too much from 2 of 3, 3 of 6 and 3 of 9 on.";
  return stagedDesign({ name: "3+3+3", code: "three-plus-three-plus-three", variant: `3+3+3. ${rule} ${describeChoices(choices, 3, 6)}`, stages, choices });
}
