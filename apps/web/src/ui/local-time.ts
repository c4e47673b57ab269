/** Between a date-and-time field and instants. The field shows and takes the site's time, not the device's. */
import { readSiteZone } from "../i18n/site-zone.ts";

const two = (n: number) => String(n).padStart(2, "0");

/** The wall clock of a zone at an instant, as if it were UTC, in milliseconds, to the minute. */
function wallClock(milliseconds: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" }).formatToParts(milliseconds);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

/** What a `datetime-local` field shows for an instant in milliseconds. */
export function toLocalField(milliseconds: number, timeZone = readSiteZone()): string {
  const at = new Date(wallClock(milliseconds, timeZone));
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}T${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/**
 * Instant of a `datetime-local` field; `null` while it is empty or incomplete, and for a time that the clock change
 * of the zone leaves out. Of an hour that the clock change repeats, the earlier is meant.
 */
export function fromLocalField(text: string, timeZone = readSiteZone()): string | null {
  const wanted = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text) ? Date.parse(`${text.slice(0, 16)}:00.000Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  const day = 86_400_000;
  // The offsets of the day before and after cover a clock change in between.
  const offsets = [wallClock(wanted - day, timeZone) - (wanted - day), wallClock(wanted + day, timeZone) - (wanted + day)];
  const fitting = offsets.map((offset) => wanted - offset).filter((at) => wallClock(at, timeZone) === wanted);
  return fitting.length === 0 ? null : new Date(Math.min(...fitting)).toISOString();
}
