/** What the parts of the start decision pass to each other. */
import type { Decision, Reason } from "../decision/decision.ts";
import type { Bag } from "../lot/lot.ts";
import type { InfusionState } from "./infusion-state.ts";
import type { StartContext } from "./start-context.ts";

export interface StartInput {
  readonly state: InfusionState;
  readonly context: StartContext;
  /** The bags of the confirmed dose that have not been started, in order; empty while no dose is confirmed. */
  readonly bags: readonly Bag[];
}

export interface Findings {
  readonly unmet: readonly Reason[];
  readonly met: readonly Reason[];
}

/** One condition: unmet with its reasons, or met with the reason that says so. */
export function finding(unmet: readonly Reason[], whenMet: Reason): Findings {
  return unmet.length > 0 ? { unmet, met: [] } : { unmet: [], met: [whenMet] };
}

export function fromDecision(decision: Decision): Findings {
  return { unmet: decision.reasons, met: decision.met };
}

export function together(findings: readonly Findings[]): Findings {
  return { unmet: findings.flatMap((one) => one.unmet), met: findings.flatMap((one) => one.met) };
}
