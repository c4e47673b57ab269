import type { DoseDesign } from "../core/dose-design.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireOneOf } from "./check-options.ts";
import { stagedDesign } from "./staged-design.ts";
import { chooseStaged, describeChoices } from "./staged-options.ts";
import { threePlusThreeStages } from "./three-plus-three.ts";

export interface AcceleratedTitrationOptions {
  /** Number of dose levels, 1 to 50. */
  readonly doses: number;
  /**
   * Design of the paper. `2`: single participants, one dose level at a time. `3`: two at a time. `4`: as 3, and
   * events of every course count, not of the first alone. (Design 1 of the paper is threePlusThree.)
   */
  readonly design: "2" | "3" | "4";
  /** Dose level of the first participant; 1 by default. */
  readonly start?: number;
  /** What a top dose level with 0 of 3 means; `declared` by default, as for threePlusThree. */
  readonly topDose?: "declared" | "expanded" | "not-reached";
}

/**
 * Accelerated titration: single participants until the first dose-limiting event; that level is then filled to three and
 * the trial goes on as 3+3, one level at a time.
 *
 * The paper also leaves the titration at the second moderate event, and lets a participant's own dose rise. Neither is
 * part of the state here: only dose-limiting events are counted, and the variant says so. A level that was passed by a
 * single participant is never declared: when the one above is too much it is completed to six.
 *
 * Throws DesignRefusal for a design that is not known and a start outside the dose levels.
 *
 * Source: Simon et al. 1997, doi 10.1093/jnci/89.15.1138.
 * @example acceleratedTitration({ doses: 6, design: "3" }).first.next // { kind: "treat", dose: 1, size: 1 }
 */
export function acceleratedTitration(options: AcceleratedTitrationOptions): DoseDesign {
  requireOptions(options, ["doses", "design", "start", "topDose"]);
  const kind = requireOneOf("design", options.design, ["2", "3", "4"]);
  const { doses, start = 1, topDose = "declared" } = options;
  const choices = chooseStaged({ doses, start, deEscalation: "return", topDose });
  const pace = { "2": "One dose level at a time.", "3": "Two dose levels at a time.", "4": "Two dose levels at a time; events of every course count, so that the caller has to record those of later courses." }[kind];
  const words = `Accelerated titration, design ${kind} of Simon 1997, in its version for dose-limiting events alone: the second moderate event of the paper does not end the titration here, and no participant's own dose rises. Single participants until the first dose-limiting event. ${pace} Then that dose level is filled to three and 3+3 follows, one level at a time.`;
  return stagedDesign({ name: "accelerated titration", code: "accelerated-titration", variant: `${words} ${describeChoices(choices, 3, 6)}`, stages: threePlusThreeStages, choices, accelerated: { climb: kind === "2" ? 1 : 2 } });
}
