/** Makes any design fit for the event-driven simulation: it decides when nobody is pending any more. */
import type { LateOnsetDesign, TimedState } from "./timed-state.ts";
import type { DoseDecision } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";

/**
 * The design as it is, with the full window of every participant waited for before each decision. Its operating
 * characteristics are those of the exact enumeration; only the duration is new.
 *
 * @example waitForAllOutcomes(design).decide(stateWithPending).next // { kind: "wait", days: null }
 */
export function waitForAllOutcomes(design: DoseDesign): LateOnsetDesign {
  return {
    ...design,
    variant: `${design.variant} Each decision waits until all outcomes are known.`,
    decide: (state: TimedState): DoseDecision => (state.pending.length === 0 ? design.decide(state) : waitFor(state, "wait-for-all-outcomes", "Outcomes are pending: this design decides when all of them are known.")),
  };
}

/** Nobody is treated until more is known. */
export function waitFor(state: TimedState, rule: string, message: string, numbers: Readonly<Record<string, number>> = {}): DoseDecision {
  return { next: { kind: "wait", days: null }, closed: state.closed, phase: state.phase, reasons: [{ rule, message, numbers: { pending: state.pending.length, ...numbers } }] };
}
