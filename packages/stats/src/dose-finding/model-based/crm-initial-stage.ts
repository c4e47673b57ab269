/** The cohorts of a CRM that are given before the model takes over. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import type { DecisionReason } from "../core/dose-decision.ts";
import { type TrialState, totalOf } from "../core/trial-state.ts";
import type { CrmSetting } from "./crm-options.ts";
import { requireList, requireObject } from "../core/require-options.ts";

export interface InitialCohort {
  /** From 1. */
  readonly dose: number;
  readonly size: number;
}

export function requireInitialStage(stage: readonly InitialCohort[] | undefined, setting: CrmSetting, doses: number, hasStart: boolean): readonly InitialCohort[] {
  if (stage !== undefined) requireList(stage, "initialStage");
  if (stage === undefined || stage.length === 0) {
    if (setting.method === "likelihood") throw new DesignRefusal("no-initial-stage", "initialStage", "The likelihood CRM cannot begin without an initial stage.", "Give its cohorts, for example [{ dose: 1, size: 3 }, { dose: 2, size: 3 }].");
    return [];
  }
  if (hasStart) throw new DesignRefusal("start-said-twice", "start", "The initial stage says where the trial starts.", "Leave start out.");
  stage.forEach((cohort, at) => {
    requireObject(cohort, `initialStage.${at}`);
    requireWhole(`initialStage.${at}.dose`, cohort.dose, 1, doses);
    requireWhole(`initialStage.${at}.size`, cohort.size, 1, 100);
  });
  return stage;
}

/** The cohort that the initial stage wants next, or null when the model decides. The number of participants says how far the stage has come. */
export function initialCohort(state: TrialState, stage: readonly InitialCohort[], method: "bayes" | "likelihood"): { readonly dose: number; readonly size: number | null; readonly reason: DecisionReason } | null {
  const last = stage.at(-1);
  if (last === undefined) return null;
  const events = totalOf(state.events);
  const enrolled = totalOf(state.n) + state.pending.length;
  const lowest = state.closed.indexOf(false) + 1;
  if (events > 0) {
    const without = totalOf(state.n) > events || state.pending.some((one) => one.followed > 0);
    if (method === "bayes" || without) return null;
    return { dose: lowest, size: null, reason: { rule: "crm-only-events", message: `Every participant so far had an event, so the likelihood has no maximum: dose level ${lowest}, the lowest one, is next.`, numbers: { n: enrolled, events } } };
  }
  let planned = 0;
  for (const { dose, size } of stage) {
    planned += size;
    if (enrolled < planned) return { dose: openAt(state, dose), size: planned - enrolled, reason: reasonOf(dose, enrolled, "The initial stage goes on") };
  }
  // A prior can go on without an event; a likelihood cannot.
  if (method === "bayes") return null;
  return { dose: openAt(state, last.dose), size: null, reason: reasonOf(last.dose, enrolled, "The initial stage is over without an event and goes on") };
}

const reasonOf = (dose: number, n: number, words: string): DecisionReason => ({ rule: "crm-initial-stage", message: `${words} at dose level ${dose}; no event among ${n}.`, numbers: { dose, n, events: 0 } });

/** The highest open dose level up to the wanted one, else the lowest open one. */
function openAt(state: TrialState, wanted: number): number {
  for (let dose = wanted; dose >= 1; dose--) if (state.closed[dose - 1] === false) return dose;
  return state.closed.indexOf(false) + 1;
}
