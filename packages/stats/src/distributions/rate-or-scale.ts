/** The size of a positive variable, by its rate or by its scale, never by an unnamed number. */
import { requireAbove } from "./require-number.ts";

export interface RateOrScale {
  /** Events per unit of x. */
  readonly rate?: number;
  /** 1 / rate, in units of x. */
  readonly scale?: number;
}

/** The scale; 1 where neither is named. Throws RangeError if both are named, or one is not finite and above zero. */
export function scaleOf({ rate, scale }: RateOrScale): number {
  if (rate !== undefined && scale !== undefined) throw new RangeError(`Name a rate or a scale, not both; got rate ${String(rate)} and scale ${String(scale)}.`);
  return rate === undefined ? requireAbove(scale ?? 1, "The scale") : 1 / requireAbove(rate, "The rate");
}
