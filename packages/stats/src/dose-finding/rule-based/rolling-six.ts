import { requireWhole } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { stagedDesign } from "./staged-design.ts";
import type { Stage } from "./staged-level.ts";
import { type StagedOptions, chooseStaged, describeChoices } from "./staged-options.ts";

export interface RollingSixOptions extends StagedOptions {
  /**
   * Participants who are enrolled at a dose level before the first outcome is known, 3 to 6; 3 by default, which is the
   * course of slow accrual and the same as 3+3; 6 is the course of fast accrual.
   */
  readonly enrolledAtOnce?: number;
}

/**
 * The rolling six design with complete cohorts: so many are enrolled at once, all outcomes become known, and a level that
 * is still open is filled to six. `decideRollingSix` is the table that it follows; a trial in which outcomes come in one by
 * one asks that table itself.
 *
 * @param options as for threePlusThree; `deEscalation` is "return" by default: a level is declared with six.
 *
 * Throws DesignRefusal for `enrolledAtOnce` outside 3 to 6, and as threePlusThree.
 *
 * Source: Skolnik et al. 2008, doi 10.1200/JCO.2007.12.7712.
 * @example rollingSix({ doses: 4, enrolledAtOnce: 5 }).first.next // { kind: "treat", dose: 1, size: 5 }
 */
export function rollingSix(options: RollingSixOptions): DoseDesign {
  const choices = chooseStaged(options, ["enrolledAtOnce"], { deEscalation: "return" });
  const size = requireWhole("enrolledAtOnce", options.enrolledAtOnce ?? 3, 3, 6);
  const six: Stage = { size: 6 - size, passUpTo: 1, tooMuchFrom: 2 };
  const stages: readonly Stage[] = size === 6 ? [{ ...six, size }] : [{ size, passUpTo: 0, tooMuchFrom: 2 }, six];
  const rule = size === 6 ? "up after at most 1 of 6 with the event" : `up after 0 of ${size} or at most 1 of 6 with the event; after 1 of ${size} the level is filled to six`;
  const words = `Rolling six with complete cohorts: ${size} are enrolled at a dose level before the first outcome is known; ${rule}; too much from 2 events on.`;
  return stagedDesign({ name: "rolling six", code: "rolling-six", variant: `${words} ${describeChoices(choices, size, 6)}`, stages, choices });
}
