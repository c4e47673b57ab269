/** Refusals that the distributions share. */

/** The value itself, if it is finite and above zero. */
export function requireAbove(value: number, what: string): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${what} must be a finite number above zero; got ${String(value)}.`);
  return value;
}

export function requireFinite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number; got ${String(value)}.`);
  return value;
}

/** Anything but NaN. */
export function requireNumber(value: number, what: string): number {
  if (Number.isNaN(value)) throw new RangeError(`${what} must be a number; got NaN.`);
  return value;
}

/** A whole number from 0. */
export function requireCount(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} must be a whole number from 0; got ${String(value)}.`);
  return value;
}

/** A whole number of either sign. */
export function requireWhole(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} must be a whole number; got ${String(value)}.`);
  return value;
}
