import { requireWhole } from "../core/design-refusal.ts";

export type RollingSixStep =
  /** The next participant at this dose level. */
  | "enroll"
  /** Nobody until an outcome is known. */
  | "hold"
  | "escalate"
  /** Two events: this dose level is too much. */
  | "de-escalate";

/**
 * What the rolling six design does with the next participant, from the counts at the current dose level.
 *
 * - two events or more: de-escalate, whatever is pending
 * - fewer than six enrolled: escalate when three or more are all evaluated and free of the event; otherwise enroll
 * - six enrolled: escalate when at least five are evaluated and free of the event (the one left cannot change it);
 *   otherwise hold
 *
 * @param enrolled participants at the dose level, 0 to 6, evaluated or pending.
 * @param events of them with the event.
 * @param pending of them not evaluated yet.
 *
 * Throws DesignRefusal for counts that are not whole, above six, or that do not add up.
 *
 * Source: Skolnik et al. 2008, doi 10.1200/JCO.2007.12.7712; the table is printed side by side with a later design in
 * Frankel et al. 2020, doi 10.1001/jamanetworkopen.2020.4787, table 2.
 * @example decideRollingSix(3, 0, 0) // "escalate"
 * @example decideRollingSix(6, 0, 2) // "hold"
 */
export function decideRollingSix(enrolled: number, events: number, pending: number): RollingSixStep {
  requireWhole("enrolled", enrolled, 0, 6);
  requireWhole("events", events, 0, enrolled);
  requireWhole("pending", pending, 0, enrolled - events);
  if (events >= 2) return "de-escalate";
  const free = enrolled - events - pending;
  if (enrolled === 6) return free >= 5 ? "escalate" : "hold";
  return enrolled >= 3 && free === enrolled ? "escalate" : "enroll";
}
