import type { DecisionReason, DoseDecision, StopKind } from "../core/dose-decision.ts";
import { type TrialState, totalOf } from "../core/trial-state.ts";

const whyStopped: Readonly<Record<StopKind, string>> = {
  safety: "for safety",
  "dose-found": "a dose level is found",
  "maximum-n": "the maximum number of participants is reached",
  "n-at-dose": "a dose level has enough participants",
  precise: "the estimate is precise enough",
  "no-dose-left": "no dose level is left",
};

/** The decision in one sentence, with the words of the rule that spoke. */
export function sayDecision(decision: DoseDecision, state: TrialState, spoke: DecisionReason): string {
  const { next } = decision;
  const because = spoke.message === "" ? "" : ` ${spoke.message}`;
  if (next.kind === "wait") return `Treat nobody yet${next.days === null ? "" : `: wait ${next.days} days`}.${because}`;
  if (next.kind === "stop") return `Stop: ${whyStopped[next.why]}.${because}`;
  const started = totalOf(state.n) + state.pending.length > 0;
  return `Treat ${next.size}${started && next.dose === state.dose ? " more" : ""} at dose level ${next.dose}.${because}`;
}
