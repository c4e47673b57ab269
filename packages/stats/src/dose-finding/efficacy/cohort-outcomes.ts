/** What each outcome of a cohort leads to, in a design that counts responses. */
import type { DoseDecision } from "../core/dose-decision.ts";
import type { EfficacyDesign } from "./boin12.ts";
import type { EfficacyState } from "./efficacy-state.ts";

export interface EfficacyCohortOutcome {
  /** Participants with the event, with a response, and with both, of so many. */
  readonly events: number;
  readonly responses: number;
  readonly both: number;
  readonly of: number;
  readonly decision: DoseDecision;
  /** `actual`: this is what was seen. `possible`: it still can be. `past`: it would have been. */
  readonly standing: "actual" | "possible" | "past";
}

export interface SeenInCohort {
  readonly n: number;
  readonly events: number;
  readonly responses: number;
  readonly both: number;
}

/**
 * Every outcome of a cohort at the current dose level, with the decision after it; fewer events first, then fewer responses.
 * @param before the state before the cohort. @param size participants of the cohort when it is complete.
 * @param seen those whose event and response are known.
 *
 * @example cohortOutcomes(design, design.start, 3, { n: 0, events: 0, responses: 0, both: 0 }).length // 20
 */
export function cohortOutcomes(design: EfficacyDesign, before: EfficacyState, size: number, seen: SeenInCohort): readonly EfficacyCohortOutcome[] {
  const found: EfficacyCohortOutcome[] = [];
  for (let events = 0; events <= size; events++) {
    for (let responses = 0; responses <= size; responses++) {
      for (let both = Math.max(0, events + responses - size); both <= Math.min(events, responses); both++) {
        const levels = before.levels.map((level, at) => (at !== before.dose - 1 ? level : { n: level.n + size, events: level.events + events, responses: level.responses + responses, both: level.both + both }));
        found.push({ events, responses, both, of: size, decision: design.decide({ ...before, levels }), standing: standingOf({ n: size, events, responses, both }, seen) });
      }
    }
  }
  return found;
}

/** The kinds of a participant: both, only the event, only a response, neither. */
const kindsOf = ({ n, events, responses, both }: SeenInCohort): readonly number[] => [both, events - both, responses - both, n - events - responses + both];

function standingOf(outcome: SeenInCohort, seen: SeenInCohort): EfficacyCohortOutcome["standing"] {
  const known = kindsOf(seen);
  if (kindsOf(outcome).some((count, at) => count < (known[at] ?? 0))) return "past";
  return outcome.n === seen.n ? "actual" : "possible";
}
