/** Continuity correction: what is added where, and which studies are left out. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { CorrectionKind, correctedStudies } from "./effect-size-options.ts";

/** Two arms: events and what the arm is measured by, participants or person-time. */
export interface TwoArms {
  readonly treatedEvents: Float64Array;
  readonly treatedSize: Float64Array;
  readonly controlEvents: Float64Array;
  readonly controlSize: Float64Array;
  /** `people`: the cells of those without the event are cells, too. `time`: events only. */
  readonly sizes: "people" | "time";
}
export interface CorrectionPlan {
  readonly correction: CorrectionKind;
  readonly correctionValue: number;
  readonly correctedStudies: (typeof correctedStudies)[number];
  readonly doubleZero: "exclude" | "include";
  readonly zeroCell: "any-cell" | "event-cells";
}
export type ExclusionReason = "double-zero" | "double-full" | "not-estimable";
export interface CorrectedCells {
  /** What is added to the event cell of each study, and to its cell without the event where there is one. */
  readonly treatedAdded: Float64Array;
  readonly controlAdded: Float64Array;
  /** Why a study is left out, by its place. */
  readonly excluded: ReadonlyMap<number, ExclusionReason>;
  /** Odds ratio (rate ratio) that the empirical correction was made from; `null` for the others. */
  readonly empiricalRatio: number | null;
}

/**
 * Which studies are left out, and what is added to the cells of the others.
 *
 * Treatment-arm: 2 × value is shared between the arms in proportion to their sizes. Empirical: in proportion to ratio × size of
 * the treated and size of the controls, the ratio being Mantel and Haenszel's over the studies without a zero cell. Sweeting,
 * Sutton and Lambert 2004, Stat Med 23:1351, doi 10.1002/sim.1761 (recalled).
 *
 * Throws StatisticRefusal `not-identified` when the empirical correction has no study to learn from.
 */
export function correctCells(arms: TwoArms, plan: CorrectionPlan): CorrectedCells {
  const size = arms.treatedEvents.length;
  const excluded = new Map<number, ExclusionReason>();
  if (plan.doubleZero === "exclude") {
    for (let at = 0; at < size; at++) {
      const none = arms.treatedEvents[at] === 0 && arms.controlEvents[at] === 0;
      const all = arms.sizes === "people" && arms.treatedEvents[at] === arms.treatedSize[at] && arms.controlEvents[at] === arms.controlSize[at];
      if (none || all) excluded.set(at, none ? "double-zero" : "double-full");
    }
  }
  const treatedAdded = new Float64Array(size);
  const controlAdded = new Float64Array(size);
  const wanted = plan.correction === "none" || plan.correctionValue === 0 ? [] : studiesToCorrect(arms, plan, excluded);
  if (wanted.length === 0) return { treatedAdded, controlAdded, excluded, empiricalRatio: null };
  const ratio = plan.correction === "empirical" ? ratioWithoutZeros(arms) : 1;
  for (const at of wanted) {
    if (plan.correction === "constant") {
      treatedAdded[at] = plan.correctionValue;
      controlAdded[at] = plan.correctionValue;
    } else {
      const treated = ratio * (arms.treatedSize[at] ?? 0);
      const control = arms.controlSize[at] ?? 0;
      treatedAdded[at] = (2 * plan.correctionValue * treated) / (treated + control);
      controlAdded[at] = (2 * plan.correctionValue * control) / (treated + control);
    }
  }
  return { treatedAdded, controlAdded, excluded, empiricalRatio: plan.correction === "empirical" ? ratio : null };
}

function studiesToCorrect(arms: TwoArms, plan: CorrectionPlan, excluded: ReadonlyMap<number, ExclusionReason>): readonly number[] {
  const kept: number[] = [];
  for (let at = 0; at < arms.treatedEvents.length; at++) if (!excluded.has(at)) kept.push(at);
  if (plan.correctedStudies === "all-studies") return kept;
  const zeros = kept.filter((at) => hasZero(arms, at, plan.zeroCell));
  return plan.correctedStudies === "zero-cell-studies" || zeros.length === 0 ? zeros : kept;
}

function hasZero(arms: TwoArms, at: number, zeroCell: CorrectionPlan["zeroCell"]): boolean {
  if (arms.treatedEvents[at] === 0 || arms.controlEvents[at] === 0) return true;
  return arms.sizes === "people" && zeroCell === "any-cell" && (arms.treatedEvents[at] === arms.treatedSize[at] || arms.controlEvents[at] === arms.controlSize[at]);
}

function ratioWithoutZeros(arms: TwoArms): number {
  let above = 0;
  let below = 0;
  for (let at = 0; at < arms.treatedEvents.length; at++) {
    if (hasZero(arms, at, "any-cell")) continue;
    const [treated = 0, control = 0] = [arms.treatedEvents[at], arms.controlEvents[at]];
    const [treatedSize = 0, controlSize = 0] = [arms.treatedSize[at], arms.controlSize[at]];
    const whole = treatedSize + controlSize;
    above += (treated * (arms.sizes === "people" ? controlSize - control : controlSize)) / whole;
    below += (control * (arms.sizes === "people" ? treatedSize - treated : treatedSize)) / whole;
  }
  if (above > 0 && below > 0) return above / below;
  throw new StatisticRefusal("not-identified", "correction", "The empirical correction has no study without a zero cell to learn from.", 'Choose "treatment-arm", "constant" or "none".');
}
