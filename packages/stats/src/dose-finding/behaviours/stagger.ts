/** Days between participants and between cohorts. */
import type { Behaviour } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { paceCohort } from "./pace-cohort.ts";

export interface StaggerOptions {
  /** Days from one participant of a cohort to the next; 0, all at once, where left out. */
  readonly betweenParticipants?: number;
  /** Days from the last participant of a cohort to the first of the next; 0 where left out. */
  readonly betweenCohorts?: number;
}

/**
 * Treats the participants of a cohort one by one with days between them, and waits between cohorts. Needs the days since the
 * last participant (`state.clock`); in an exact enumeration every waiting time is over. A safety stop below ends the cohort.
 *
 * Throws DesignRefusal for days that are not whole, or when neither is above 0.
 *
 * @example stagger({ betweenParticipants: 7, betweenCohorts: 28 })(design)
 */
export function stagger(options: StaggerOptions): Behaviour {
  requireOptions(options, ["betweenParticipants", "betweenCohorts"]);
  const between = requireWhole("betweenParticipants", options.betweenParticipants ?? 0, 0, 3660);
  const cohorts = requireWhole("betweenCohorts", options.betweenCohorts ?? 0, 0, 3660);
  if (between === 0 && cohorts === 0) throw new DesignRefusal("no-days", "betweenParticipants", "There is no waiting time.", "Give days above 0 between participants, between cohorts, or both.");
  const words = [...(between > 0 ? [`${between} days between participants of a cohort`] : []), ...(cohorts > 0 ? [`${cohorts} days between cohorts`] : [])];
  return paceCohort({
    mark: "stagger",
    words: `Staggered: ${words.join(", ")}.`,
    parts: (size) => (between > 0 ? Array.from({ length: size }, () => 1) : [size]),
    daysBetweenParts: between,
    daysBetweenCohorts: cohorts,
    askAfterEvent: false,
  });
}
