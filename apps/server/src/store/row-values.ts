/** The one place where column values become domain values: times to instants, `numeric` to numbers with their unit. */
import type { Instant, Quantity } from "@stroma/domain";

/** A `timestamptz` as UTC instant of 24 characters. */
export function instantOf(time: Date): Instant {
  return time.toISOString();
}

export function instantOrNull(time: Date | null): Instant | null {
  return time === null ? null : time.toISOString();
}

/** `numeric` and its unit's column as a quantity; `null` where either is unknown. */
export function quantityOf(value: string | null, unit: string | null): Quantity | null {
  return value === null || unit === null ? null : { value: Number(value), unit };
}

/** A value for a `jsonb` column; `null` stays SQL's null, not JSON's. */
export function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
