/** What a boundary by person-time does when events come at a stated rate. */
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";
import type { PersonTimeBoundary } from "./person-time-boundary.ts";
import { walkExposure } from "./person-time-recursion.ts";

export interface PersonTimeCharacteristics {
  readonly rate: number;
  readonly stop: number;
  /** Probability of stopping at each step. */
  readonly stopAtStep: readonly number[];
  readonly expectedEvents: number;
  /** Expected person-time at the end: expected events / rate (Wald's identity). */
  readonly expectedExposure: number;
  readonly method: string;
  readonly standardErrors: null;
}

/**
 * Exact characteristics for events that come as a Poisson process of this rate up to the boundary's maximum.
 *
 * Throws DesignRefusal unless the rate is above 0.
 * @example personTimeCharacteristics(boundary, 2 * boundary.nullRate).stop // power against twice the null rate
 */
export function personTimeCharacteristics(boundary: Pick<PersonTimeBoundary, "steps" | "monitoring" | "maximum">, rate: number): PersonTimeCharacteristics {
  if (!(rate > 0 && Number.isFinite(rate))) throw new DesignRefusal("not-above-zero", "rate", `${String(rate)} is not a rate above 0.`, "Give events per unit of person-time.");
  const stopAtStep: number[] = [];
  let expectedEvents = 0;
  const alive = walkExposure(boundary.steps, rate, boundary.monitoring, (_, stop, events) => {
    stopAtStep.push(stop);
    expectedEvents += events;
  });
  const last = boundary.steps.at(-1)?.until ?? 0;
  alive.forEach((mass, count) => {
    expectedEvents += mass * (count + rate * (boundary.maximum - last));
  });
  const stop = stopAtStep.reduce((sum, mass) => sum + mass, 0);
  return { rate, stop: Math.min(1, stop), stopAtStep, expectedEvents, expectedExposure: expectedEvents / rate, method: "Exact, by recursion over the events (Poisson process in person-time).", standardErrors: null };
}
