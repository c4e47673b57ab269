/** Watches one simulated trial and says what must hold in each. */
import { expect } from "vitest";
import { type TimedScenario, simulateTimedTrial } from "../../src/dose-finding/late-onset/simulate-timed.ts";
import type { LateOnsetDesign } from "../../src/dose-finding/late-onset/timed-state.ts";

export function behaves(design: LateOnsetDesign, scenario: TimedScenario, random: () => number): void {
  let closed: readonly boolean[] = design.start.closed;
  let safetyStops = 0;
  const watched: LateOnsetDesign = {
    ...design,
    decide: (state) => {
      expect(safetyStops, `${design.name} goes on after a safety stop`).toBe(0);
      const decision = design.decide(state);
      for (const [at, was] of closed.entries()) if (was) expect(decision.closed[at], `${design.name} opens dose level ${at + 1}`).toBe(true);
      closed = decision.closed;
      if (decision.next.kind === "treat") expect(decision.closed[decision.next.dose - 1], `${design.name} gives a closed dose level`).not.toBe(true);
      if (decision.next.kind === "stop" && decision.next.why === "safety") safetyStops += 1;
      return decision;
    },
  };
  const trial = simulateTimedTrial(watched, scenario, random);
  for (const one of trial.participants) expect(one.treated).toBeGreaterThanOrEqual(one.arrived);
  expect(trial.state.pending.length).toBe(0);
  expect(trial.state.n.reduce((sum, count) => sum + count, 0)).toBe(trial.participants.length);
  if (trial.recommendation.kind === "dose") expect(closed[trial.recommendation.dose - 1], `${design.name} recommends a closed dose level`).not.toBe(true);
  expect(trial.decision.next.kind).toBe("stop");
}
