/** Participants treated, with those whose outcome is still pending. */
import { type TrialState, totalOf } from "../core/trial-state.ts";

export const treatedInAll = (state: TrialState): number => totalOf(state.n) + state.pending.length;

export function treatedAt(state: TrialState, dose: number): number {
  let treated = state.n[dose - 1] ?? 0;
  for (const one of state.pending) if (one.dose === dose) treated += 1;
  return treated;
}
