/** Between a date-and-time field (the tablet's own time zone) and instants. */
const two = (n: number) => String(n).padStart(2, "0");

/** What a `datetime-local` field shows for an instant in milliseconds. */
export function toLocalField(milliseconds: number): string {
  const at = new Date(milliseconds);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Instant of a `datetime-local` field; `null` while it is empty or incomplete. */
export function fromLocalField(text: string): string | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
