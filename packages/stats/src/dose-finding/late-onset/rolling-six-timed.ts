/** The rolling six design as it runs: participant by participant, outcomes coming in one by one. */
import { requireWhole } from "../core/design-refusal.ts";
import type { DoseDecision } from "../core/dose-decision.ts";
import { startTrial } from "../core/trial-state.ts";
import { decideRollingSix } from "../rule-based/decide-rolling-six.ts";
import { oneOf } from "../model-based/crm-options.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";
import { recommendPassed } from "./recommend-passed.ts";
import { type LateOnsetDesign, type TimedState, followUpAt } from "./timed-state.ts";
import { waitFor } from "./wait-for-all-outcomes.ts";

export interface RollingSixTimedOptions {
  /** Dose level of the first participant; 1 where left out. */
  readonly start?: number;
  /** The top dose level: declared as soon as its participants pass, or filled to six first (where left out). */
  readonly topDose?: "declared" | "expanded";
}

/**
 * Rolling six with arrival times: the next participant gets what `decideRollingSix` says of the counts at the current dose
 * level. After a dose level with two events it and all above are closed; the one below is filled to six. Where six were
 * treated with at most one event below a closed dose level, that is the recommended one.
 *
 * @param doses number of dose levels, 1 to 50.
 * Throws DesignRefusal for numbers that are none.
 *
 * Source: Skolnik JM, Barrett JS, Jayaraman B, Patel D, Adamson PC. J Clin Oncol 2008;26:190-5, doi 10.1200/JCO.2007.12.7712.
 *
 * @example rollingSixTimed(3).first.next // { kind: "treat", dose: 1, size: 1 }
 */
export function rollingSixTimed(doses: number, options: RollingSixTimedOptions = {}): LateOnsetDesign {
  requireOptions(options, ["start", "topDose"]);
  const start = startTrial(requireWhole("doses", doses, 1, 50), options.start ?? 1);
  oneOf("topDose", options.topDose ?? "expanded", ["declared", "expanded"]);
  const expanded = (options.topDose ?? "expanded") === "expanded";
  const treat = (dose: number, closed: readonly boolean[], rule: string, message: string, numbers: Record<string, number>): DoseDecision => ({ next: { kind: "treat", dose, size: 1 }, closed, phase: "", reasons: [{ rule: `rolling-six-${rule}`, message, numbers }] });

  const decide = (state: TimedState): DoseDecision => {
    requireState(state, doses);
    return judge(state, state.dose, state.closed);
  };
  const judge = (state: TimedState, dose: number, closed: readonly boolean[]): DoseDecision => {
    const { pending } = followUpAt(state, dose);
    const events = state.events[dose - 1] ?? 0;
    const enrolled = (state.n[dose - 1] ?? 0) + pending;
    const numbers = { dose, enrolled, events, pending };
    const seen = `${enrolled} at dose level ${dose}, ${events} with an event, ${pending} pending`;
    const step = decideRollingSix(Math.min(6, enrolled), events, pending);
    const end = (why: "dose-found" | "safety", message: string, shut = closed): DoseDecision => ({ next: { kind: "stop", why }, closed: shut, phase: "", reasons: [{ rule: `rolling-six-${why}`, message, numbers }] });
    if (step === "de-escalate") {
      const shut = closed.map((one, at) => one || at >= dose - 1);
      if (dose === 1) return end("safety", `${seen}: the lowest dose level is too much. The trial stops.`, shut);
      return judge(state, dose - 1, shut);
    }
    if (step === "hold") return waitFor({ ...state, closed }, "rolling-six-hold", `${seen}: an outcome is waited for.`, numbers);
    if (step === "enroll") return treat(dose, closed, "enroll", `${seen}: the next participant is treated here.`, numbers);
    if (dose < doses && closed[dose] !== true) return treat(dose + 1, closed, "escalate", `${seen}: up.`, numbers);
    if (enrolled < 6 && (dose < doses || expanded)) return treat(dose, closed, "fill", `${seen}: no higher dose level is open; it is filled to six.`, numbers);
    return end("dose-found", `${seen}: passed, and no higher dose level is open.`);
  };

  return {
    name: "rolling six",
    variant: `Rolling six, one participant at a time: up after 3 to 5 free of the event with nobody pending, or at least 5 free of 6; too much from 2 events on; the dose level below one that was too much is filled to six. The top dose level is ${expanded ? "filled to six" : "declared as soon as it passes"}. Start at dose level ${start.dose}.`,
    edition: "paper",
    doses,
    start,
    first: treat(start.dose, start.closed, "enroll", "The first participant.", { dose: start.dose, enrolled: 0, events: 0, pending: 0 }),
    decide,
    recommend: (state) => recommendPassed(state, "rolling six"),
    looksAt: "all-doses",
    usesPending: true,
  };
}
