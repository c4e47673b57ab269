/** Where in the day the infusion stands, from what has been recorded. */
import { isAcceptableAnswer, isOverridden, phaseIds, type ChecklistItem, type InfusionState, type PhaseId, type Protocol } from "@stroma/domain";

export interface PhaseProgress {
  readonly id: PhaseId;
  readonly title: string;
  readonly items: readonly ChecklistItem[];
  readonly answered: number;
  /** Required items without an acceptable answer or an override. */
  readonly open: number;
  readonly required: number;
}

/** How far each phase is. `codes` are those that a scanned bag may have, beside the wristband's. */
export function assessPhases(state: InfusionState, protocol: Pick<Protocol, "checklist">, codes: { readonly wristband: string; readonly bags: readonly string[] }): PhaseProgress[] {
  return phaseIds.flatMap((id) => {
    const phase = protocol.checklist.find((one) => one.id === id);
    if (phase === undefined) return [];
    const required = phase.items.filter((item) => item.required);
    return [{
      id,
      title: phase.title,
      items: phase.items,
      answered: phase.items.filter((item) => state.answers.has(item.id)).length,
      open: required.filter((item) => !isSettled(state, item, codes)).length,
      required: required.length,
    }];
  });
}

export function isSettled(state: InfusionState, item: ChecklistItem, codes: { readonly wristband: string; readonly bags: readonly string[] }): boolean {
  if (isOverridden(state, item)) return true;
  const answer = state.answers.get(item.id)?.value;
  return answer !== undefined && isAcceptableAnswer(item, answer, item.scans === "wristband" ? [codes.wristband] : codes.bags);
}

/**
 * The phase that the page opens with: what flows comes first; after the stop the observation, then the discharge once the
 * least time is over; before the start the first phase with something open, and at last the infusion itself.
 */
export function choosePhase(state: Pick<InfusionState, "phase">, phases: readonly PhaseProgress[], observed: boolean): PhaseId {
  if (state.phase === "running" || state.phase === "paused") return "infusion";
  if (state.phase === "stopped") return observed ? "discharge" : "observation";
  if (state.phase === "discharged") return "discharge";
  const before = phases.filter((phase) => phase.id !== "infusion" && phase.id !== "observation" && phase.id !== "discharge");
  return before.find((phase) => phase.open > 0)?.id ?? "infusion";
}
