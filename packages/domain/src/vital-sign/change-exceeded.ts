/** Has a value changed by as much as a rule says? */
import type { Quantity } from "../quantity/quantity.ts";

export interface ChangeRule {
  readonly direction: "rise" | "fall" | "either";
  readonly change: Quantity;
}

/** Differences below this share of the values come from the arithmetic (55.5 + 20 % is 66.6), not from the body. */
const roundingShare = 1e-9;

/**
 * Does the rule's unit fit the channel? A change is given in the channel's own unit, or in `%` of the reference.
 * On a channel that is measured in `%` itself, `%` means percentage points: SpO2 from 97 % to 93 % fell by 4 %.
 */
export function isComputableChange(change: Quantity, channelUnit: string): boolean {
  return change.unit === channelUnit || change.unit === "%";
}

/**
 * A change equal to the limit counts as exceeded. `false` where the units do not fit, or for a share of a reference that is
 * not above zero: callers ask {@link isComputableChange} first and say "not assessable".
 *
 * @example changeExceeded(120, 90, { direction: "fall", change: { value: 25, unit: "%" } }, "mm[Hg]") // true
 */
export function changeExceeded(reference: number, value: number, rule: ChangeRule, channelUnit: string): boolean {
  const limit = limitOf(reference, rule.change, channelUnit);
  if (limit === null) return false;
  const rise = value - reference;
  const reached = (change: number) => change >= limit - roundingShare * Math.max(Math.abs(reference), Math.abs(value), limit);
  if (rule.direction === "rise") return reached(rise);
  if (rule.direction === "fall") return reached(-rise);
  return reached(Math.abs(rise));
}

function limitOf(reference: number, change: Quantity, channelUnit: string): number | null {
  if (change.unit === channelUnit) return change.value;
  return change.unit === "%" && reference > 0 ? (reference * change.value) / 100 : null;
}
