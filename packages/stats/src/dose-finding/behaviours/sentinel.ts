/** Sentinel participants: the first of each cohort alone. */
import type { Behaviour } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { paceCohort } from "./pace-cohort.ts";

export interface SentinelOptions {
  /** The first one, or the first two one after the other; 1 where left out. */
  readonly participants?: 1 | 2;
  /** Days that must pass after each sentinel before the next participant. */
  readonly days: number;
  /**
   * What an event in a sentinel means. `complete-cohort`: the rest follows all the same. `ask-design`: the design is asked at
   * once and followed where it goes down or stops. `ask-design` where left out. A safety stop is always followed.
   */
  readonly afterEvent?: "complete-cohort" | "ask-design";
}

/**
 * Treats the first one or two participants of each cohort alone, waits, and then treats the rest together. Needs the days
 * since the last participant (`state.clock`); in an exact enumeration every waiting time is over.
 *
 * Throws DesignRefusal for other numbers of sentinels or days that are not whole, 1 or more.
 *
 * @example sentinel({ participants: 1, days: 2 })(design).first.next // { kind: "treat", dose: 1, size: 1 }
 */
export function sentinel(options: SentinelOptions): Behaviour {
  requireOptions(options, ["participants", "days", "afterEvent"]);
  const alone = requireWhole("participants", options.participants ?? 1, 1, 2);
  const days = requireWhole("days", options.days, 1, 3660);
  const afterEvent = options.afterEvent ?? "ask-design";
  if (afterEvent !== "ask-design" && afterEvent !== "complete-cohort") throw new DesignRefusal("unknown-option", "afterEvent", `"${String(afterEvent)}" is not known.`, `Give "complete-cohort" or "ask-design".`);
  const event = afterEvent === "ask-design" ? "After an event in the cohort the design is asked at once." : "An event in a sentinel does not end the cohort.";
  return paceCohort({
    mark: "sentinel",
    words: `${alone === 1 ? "The first participant" : "Each of the first two participants"} of a cohort is treated alone, ${days} day${days === 1 ? "" : "s"} before the next. ${event}`,
    parts: (size) => [...Array.from({ length: Math.min(alone, size) }, () => 1), ...(size > alone ? [size - alone] : [])],
    daysBetweenParts: days,
    daysBetweenCohorts: 0,
    askAfterEvent: afterEvent === "ask-design",
  });
}
