/** Words for a reason of the domain, with its times as people read them. */
import { describeReason, type Decision, type Reason, type Seen } from "@stroma/domain";
import { formatDateTime, formatTime } from "../i18n/format.ts";
import type { WordedDecision, WordedReason } from "../ui/reason-list.tsx";

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;

/** Times of today show the hour alone; times further away carry their date. */
export function wordedReason(reason: Reason, at: string, timeZone: string | undefined): WordedReason {
  const shown = Object.fromEntries(Object.entries(reason.saw).map(([name, value]) => [name, inWords(value, at, timeZone)]));
  const words = describeReason({ ...reason, saw: shown });
  return { ...reason, saw: shown, ...words };
}

export function wordedDecision(decision: Decision, at: string, timeZone: string | undefined): WordedDecision {
  const words = (reason: Reason) => wordedReason(reason, at, timeZone);
  return { ...decision, reasons: decision.reasons.map(words), met: decision.met.map(words) };
}

function inWords(value: Seen, at: string, timeZone: string | undefined): Seen {
  if (typeof value === "string" && instantForm.test(value)) return timeWords(value, at, timeZone);
  // Two decimals are as much as anybody reads off; small numbers keep their first four digits.
  return typeof value === "number" && Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : typeof value === "number" ? Number(value.toPrecision(4)) : value;
}

function timeWords(value: string, at: string, timeZone: string | undefined): string {
  const near = Math.abs(Date.parse(value) - Date.parse(at)) < 12 * 3_600_000;
  return near ? formatTime(value, timeZone) : formatDateTime(value, timeZone);
}
