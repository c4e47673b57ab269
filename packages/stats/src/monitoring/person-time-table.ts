/** A boundary by person-time to print and to read. */
import type { DecisionReason } from "../dose-finding/core/dose-decision.ts";
import { DesignRefusal, requireWhole } from "../dose-finding/core/design-refusal.ts";
import type { PersonTimeBoundary } from "./person-time-boundary.ts";

export interface PersonTimeAssessment {
  readonly verdict: "hold" | "continue" | "no-look";
  readonly reason: DecisionReason;
}

/**
 * Reads the boundary after so many events in so much person-time, in the unit of the boundary. Monitored at every event,
 * it is to be read when an event comes; at looks, only then.
 *
 * Throws DesignRefusal for a person-time that is negative or beyond the maximum, and events that are not whole.
 * @example assessPersonTime(boundary, 4, 350).verdict
 */
export function assessPersonTime(boundary: PersonTimeBoundary, events: number, exposure: number): PersonTimeAssessment {
  requireWhole("events", events, 0, 100_000);
  if (!(exposure >= 0 && exposure <= boundary.maximum)) throw new DesignRefusal("exposure-out-of-range", "exposure", `${String(exposure)} does not lie from 0 to the maximum of ${boundary.maximum}.`, "Give the person-time so far, in the unit of the boundary.");
  if (boundary.monitoring === "looks" && !boundary.steps.some(({ until }) => until === exposure)) return { verdict: "no-look", reason: { rule: "monitoring-no-look", message: `The boundary has no look at a person-time of ${exposure}.`, numbers: { events, exposure } } };
  const limit = boundary.steps.find(({ until }) => until >= exposure)?.events;
  if (limit === undefined) return { verdict: "continue", reason: { rule: "monitoring-continue", message: "No number of events holds the trial.", numbers: { events, exposure } } };
  const hold = events >= limit;
  const message = `${events} events in a person-time of ${exposure}; the ${boundary.name} boundary holds the trial at ${limit}.`;
  return { verdict: hold ? "hold" : "continue", reason: { rule: hold ? "monitoring-hold" : "monitoring-continue", message, numbers: { events, exposure, limit } } };
}

/** The table in Markdown, with the boundary's own description and its exact error below it. Times are rounded down. */
export function personTimeMarkdown(boundary: PersonTimeBoundary, decimals = 1): string {
  const factor = 10 ** requireWhole("decimals", decimals, 0, 10);
  const heading = boundary.monitoring === "every-event" ? "| Hold at this event | if it comes within a person-time of |" : "| Hold at this many events or more | at the look at a person-time of |";
  const rows = boundary.steps.map(({ events, until }) => `| ${events} | ${(Math.floor(until * factor) / factor).toFixed(decimals)} |`);
  const error = `At the null rate the trial is held with probability ${boundary.attainedError.toPrecision(4)}${boundary.nominalError === null ? "" : ` (${boundary.nominalError} was allowed)`}: exact, over the whole person-time of ${boundary.maximum}.`;
  return [heading, "|---|---|", ...rows, "", `${boundary.name}. ${boundary.variant} ${boundary.calibration}`, "", error, ""].join("\n");
}

/** The table as CSV, with all digits. */
export function personTimeCsv(boundary: Pick<PersonTimeBoundary, "steps">): string {
  return ["hold_at_events,until_person_time", ...boundary.steps.map(({ events, until }) => `${events},${until}`), ""].join("\r\n");
}
