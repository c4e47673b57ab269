/** Those who are pending take places in a cohort and in a trial, also where the design looks at known outcomes alone. */
import type { Adjustment } from "../core/behaviour.ts";
import type { NextStep } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import type { TrialState } from "../core/trial-state.ts";

/**
 * What is left of a design's wish when those pending are counted as treated without the event; `null` where it is the same,
 * where nobody is pending, and for a design that counts them itself. The wish has to wait where the design would then treat
 * nobody, or would leave a dose level at which known outcomes alone want more; a cohort is no larger than it then is.
 */
export function roomFor(design: DoseDesign, next: NextStep, state: TrialState): Adjustment | null {
  if (next.kind !== "treat" || design.usesPending === true || state.pending.length === 0) return null;
  const n = [...state.n];
  for (const { dose } of state.pending) n[dose - 1] = (n[dose - 1] ?? 0) + 1;
  const fuller = design.decide({ ...state, n, pending: [] }).next;
  const numbers = { pending: state.pending.length, wanted: next.size };
  const fills = next.dose === state.dose && n[next.dose - 1] !== state.n[next.dose - 1];
  if (fuller.kind !== "treat" || (fills && fuller.dose !== next.dose)) {
    const message = `With those pending counted (${state.pending.length}) the design treats nobody more here: their outcomes are awaited.`;
    return { next: { kind: "wait", days: null }, phase: state.phase, reason: { rule: "pending-fill-places", message, numbers } };
  }
  if (fuller.size >= next.size) return null;
  return { next: { ...next, size: fuller.size }, reason: { rule: "pending-fill-places", message: `With those pending counted (${state.pending.length}) there is room for ${fuller.size}, not ${next.size}.`, numbers: { ...numbers, size: fuller.size } } };
}
