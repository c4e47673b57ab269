/** Two limits, and the kinds of intervals that have one side only. */
import { choice } from "../form/option-fields.ts";

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Limits with their level, as results hold them. */
export interface LevelledLimits extends Limits {
  readonly level: number;
}

export const sided = choice(["two-sided", "lower", "upper"], "two-sided", "both limits; only a lower limit; or only an upper limit, with the whole error on that side");
export type Sided = "two-sided" | "lower" | "upper";

/** The error on each side that has a limit. `(1 - level) / 2` has more digits than `1 - (1 + level) / 2`. */
export const tailArea = (level: number, side: Sided = "two-sided"): number => (side === "two-sided" ? (1 - level) / 2 : 1 - level);

/** Opens the side that is not asked for. */
export const openSide = (limits: Limits, side: Sided, ends: Limits): Limits => ({ lower: side === "upper" ? ends.lower : limits.lower, upper: side === "lower" ? ends.upper : limits.upper });

/** "95 %": a level as words have it. */
export const percent = (level: number): string => `${Number((level * 100).toPrecision(10))} %`;
