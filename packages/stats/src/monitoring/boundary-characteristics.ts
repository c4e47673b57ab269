/** What a stopping boundary does when the event has a stated probability. */
import { DesignRefusal } from "../dose-finding/core/design-refusal.ts";
import { walkLooks } from "./boundary-recursion.ts";
import { requireLimits, requireLooks } from "./participant-looks.ts";

export interface BoundaryCharacteristics {
  /** True probability of the event. */
  readonly probability: number;
  /** Probability of stopping at any look: the type I error under the null probability, the power above it. */
  readonly stop: number;
  /** Probability of stopping before the last look. */
  readonly early: number;
  readonly stopAtLook: readonly number[];
  /** Mean and standard deviation of the number of participants at the end. */
  readonly expectedN: number;
  readonly sdN: number;
  readonly expectedEvents: number;
  /** Probability of 0, 1, 2, … events at the end. */
  readonly events: readonly number[];
  readonly method: string;
  /** Exact values have none. */
  readonly standardErrors: null;
}

/**
 * Exact operating characteristics of a boundary by recursion over its looks (Schultz 1973).
 *
 * @param boundary looks and limits; any object with these two.
 * @param probability true probability of the event, from 0 to 1.
 *
 * Trials that stop at the last look, or never, end with all participants. Throws DesignRefusal for a probability out of range,
 * looks that do not rise, and limits that are not whole numbers, one for each look.
 * R: the same recursion as `stoppingrule::OC.rule.bin` and `clinfun::bdrycross.prob`; agreement 1e-12.
 *
 * @example boundaryCharacteristics({ looks: [1], limits: [1] }, 0.2).stop // 0.2
 */
export function boundaryCharacteristics(boundary: { readonly looks: readonly number[]; readonly limits: readonly (number | null)[] }, probability: number): BoundaryCharacteristics {
  if (!(probability >= 0 && probability <= 1)) throw new DesignRefusal("not-a-probability", "probability", `${String(probability)} does not lie from 0 to 1.`, "Give the true probability of the event, for example 0.2.");
  const { limits } = boundary;
  const looks = requireLooks(boundary.looks);
  requireLimits(limits, looks);
  const total = looks.at(-1) ?? 0;
  const stopAtLook = looks.map(() => 0);
  const events = Array.from({ length: total + 1 }, () => 0);
  const end = (count: number, mass: number) => (events[count] = (events[count] ?? 0) + mass);
  const alive = walkLooks(looks, limits, probability, (look, masses, limit) => {
    for (let count = limit; count < masses.length; count++) {
      const mass = masses[count] ?? 0;
      stopAtLook[look] = (stopAtLook[look] ?? 0) + mass;
      end(count, mass);
    }
  });
  alive.forEach((mass, count) => end(count, mass));
  const early = stopAtLook.slice(0, -1).reduce((sum, mass) => sum + mass, 0);
  const mean = (power: 1 | 2) => looks.reduce((sum, n, look) => sum + n ** power * (look === looks.length - 1 ? 1 - early : (stopAtLook[look] ?? 0)), 0);
  const expectedN = mean(1);
  return {
    probability,
    stop: Math.min(1, early + (stopAtLook.at(-1) ?? 0)),
    early,
    stopAtLook,
    expectedN,
    sdN: Math.sqrt(Math.max(0, mean(2) - expectedN ** 2)),
    expectedEvents: events.reduce((sum, mass, count) => sum + mass * count, 0),
    events,
    method: "Exact, by recursion over the looks.",
    standardErrors: null,
  };
}
