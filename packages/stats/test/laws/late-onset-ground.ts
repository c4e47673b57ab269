/** Watches one simulated trial and says what went wrong in it. */
import { type TimedScenario, simulateTimedTrial } from "../../src/dose-finding/late-onset/simulate-timed.ts";
import type { LateOnsetDesign } from "../../src/dose-finding/late-onset/timed-state.ts";

/** Empty when everything holds that must hold in every trial. */
export function findFaults(design: LateOnsetDesign, scenario: TimedScenario, random: () => number): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${design.name}: ${fault}`);
  };
  let closed: readonly boolean[] = design.start.closed;
  let safetyStops = 0;
  const watched: LateOnsetDesign = {
    ...design,
    decide: (state) => {
      demand(safetyStops === 0, "it goes on after a safety stop");
      const decision = design.decide(state);
      demand(closed.every((was, at) => !was || decision.closed[at] === true), "a dose level is opened again");
      closed = decision.closed;
      demand(decision.next.kind !== "treat" || closed[decision.next.dose - 1] !== true, "a closed dose level is given");
      if (decision.next.kind === "stop" && decision.next.why === "safety") safetyStops += 1;
      return decision;
    },
    ...(design.backfill && {
      backfill: (state) => {
        const dose = design.backfill?.(state) ?? null;
        demand(dose === null || (dose < state.dose && state.closed[dose - 1] !== true), "backfill at a closed dose level, or not below the current one");
        return dose;
      },
    }),
  };
  const trial = simulateTimedTrial(watched, scenario, random);
  demand(trial.participants.every((one) => one.treated >= one.arrived), "somebody is treated before arrival");
  demand(trial.participants.every((one, at) => at === 0 || one.arrived >= (trial.participants[at - 1]?.arrived ?? 0)), "a place is given out of turn");
  demand(trial.state.pending.length === 0, "an outcome is pending at the end");
  demand(trial.state.n.reduce((sum, count) => sum + count, 0) === trial.participants.length, "somebody is not counted");
  demand(trial.decision.next.kind === "stop", "it does not end");
  const { recommendation } = trial;
  demand(recommendation.kind !== "dose" || closed[recommendation.dose - 1] !== true, "a closed dose level is recommended");
  return faults;
}
