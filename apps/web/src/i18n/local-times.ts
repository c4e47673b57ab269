/** Instants inside a sentence of the server or the domain, as times of the site. */
import { formatDateTime } from "./format.ts";

const instant = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/gu;

/** @example withLocalTimes("due at 2026-03-04T09:05:00.000Z.", "Asia/Tokyo") // "due at Mar 4, 2026, 18:05." */
export function withLocalTimes(text: string, timeZone: string | undefined): string {
  return text.replaceAll(instant, (at) => formatDateTime(at, timeZone));
}
