/** How many participants it takes to see the event with the wanted probability. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { assuranceToSee, chanceToSee } from "./chance-to-see.ts";
import type { BetaPrior } from "./event-count.ts";

const mostParticipants = 100_000;

export interface SmallestCohortOptions {
  /** The event's probability: a number (power), or a beta prior of it (assurance). */
  readonly rate: number | BetaPrior;
  /** Wanted probability to see the event; 0.8 where left out. */
  readonly chance?: number;
  /** At least so many events; 1 where left out. */
  readonly atLeast?: number;
}

/**
 * The smallest n with which at least `atLeast` events are seen with at least the wanted probability, and the probability
 * attained. For one event and a fixed rate: n = log(1 - chance) / log(1 - rate), rounded up.
 *
 * Throws DesignRefusal for values out of range, and where more than 100,000 participants would be needed.
 *
 * @example smallestCohort({ rate: 0.1, chance: 0.95 }) // { n: 29, attained: 0.9529..., kind: "power" }
 */
export function smallestCohort(options: SmallestCohortOptions): { readonly n: number; readonly attained: number; readonly kind: "power" | "assurance" } {
  requireOptions(options, ["rate", "chance", "atLeast"]);
  const chance = requireFraction("chance", options.chance ?? 0.8);
  const atLeast = requireWhole("atLeast", options.atLeast ?? 1, 1, mostParticipants);
  const { rate } = options;
  const reached = (n: number) => (typeof rate === "number" ? chanceToSee(n, rate, { atLeast }) : assuranceToSee(n, rate, { atLeast }));
  // More participants never see less: double, then halve the gap.
  let low = atLeast - 1;
  let high = atLeast;
  while (reached(high) < chance) {
    if (high === mostParticipants) throw new DesignRefusal("too-many-participants", "chance", `More than ${mostParticipants} participants would be needed.`, "Ask for a lower chance, fewer events, or a higher rate.");
    low = high;
    high = Math.min(mostParticipants, 2 * high);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle) < chance) low = middle;
    else high = middle;
  }
  return { n: high, attained: reached(high), kind: typeof rate === "number" ? "power" : "assurance" };
}
