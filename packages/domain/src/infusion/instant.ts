/** Arithmetic on instants. Reading the clock is not done here: every "now" comes in as an argument. */
import type { Quantity } from "../quantity/quantity.ts";
import { valueIn } from "../quantity/unit.ts";
import type { Instant } from "./infusion-event.ts";

// There is no year 0 in the calendar, and no database keeps it.
const form = /^(?!0000)\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}\.\d{3}Z$/u;

/**
 * Is the text an instant: exactly `YYYY-MM-DDTHH:MM:SS.mmmZ`, and a date that the calendar has?
 * @example isInstant("2026-02-30T09:05:00.000Z") // false: February has no 30th
 */
export function isInstant(text: unknown): text is Instant {
  if (typeof text !== "string" || !form.test(text)) return false;
  const milliseconds = Date.parse(text);
  // Every month has 28 days; only a later day can turn into one of the next month.
  return Number.isFinite(milliseconds) && (text.slice(8, 10) <= "28" || new Date(milliseconds).toISOString() === text);
}

/** Milliseconds since 1970 of an instant. Throws RangeError for a text that is none. */
export function millisecondsOf(instant: Instant): number {
  const milliseconds = Date.parse(instant);
  if (!Number.isFinite(milliseconds)) throw new RangeError(`Not an instant: ${instant}`);
  return milliseconds;
}

/** The instant so long after another; the duration in any unit of time. */
export function instantAfter(start: Instant, duration: Quantity): Instant {
  return new Date(millisecondsOf(start) + Math.round(valueIn(duration, "ms"))).toISOString();
}

/** Minutes from one instant to another; negative when the second is earlier. */
export function minutesBetween(start: Instant, end: Instant): number {
  return (millisecondsOf(end) - millisecondsOf(start)) / 60_000;
}
