/** The one place that knows units: which exist, what they measure, how they convert. */
import type { Quantity } from "./quantity.ts";
import { unitTable } from "./unit-table.ts";
import type { UnitRow } from "./unit-table.ts";

/** Every unit that Stroma knows, in the order of the table. */
export const knownUnits: readonly string[] = [...unitTable.keys()];

/** Is this UCUM code in the table? Case counts: `ml` is unknown, `mL` is known. */
export function isKnownUnit(unit: string): boolean {
  return unitTable.has(unit);
}

/** What the unit measures, for example `"cells per body mass"`; `null` for an unknown unit. */
export function dimensionOf(unit: string): string | null {
  return unitTable.get(unit)?.dimension ?? null;
}

/** May a value in the one unit be converted to the other? `false` as soon as one of them is unknown. */
export function sameDimension(unitA: string, unitB: string): boolean {
  const dimension = dimensionOf(unitA);
  return dimension !== null && dimension === dimensionOf(unitB);
}

/**
 * A quantity from a number and a unit.
 *
 * Throws RangeError for NaN, an infinity, or a unit outside the table: a number that cannot be a measurement goes no further.
 *
 * @example quantity(70, "kg") // { value: 70, unit: "kg" }
 */
export function quantity(value: number, unit: string): Quantity {
  if (!Number.isFinite(value)) throw new RangeError(`A quantity needs a finite number; got ${String(value)} ${unit}.`);
  rowOf(unit);
  return { value, unit };
}

/**
 * The same quantity in another unit of the same dimension.
 *
 * Throws RangeError for a unit outside the table, for units of different dimensions (cells are no plain number; grams
 * are no millilitres), and for a number that is not finite before or after the conversion. A reading of temperature is
 * converted with its offset; a difference of temperatures must not be passed here unless both units are the same size.
 *
 * Source: UCUM 2.1 (ucum.org), checked pair by pair against the NLM's UCUM library.
 *
 * @example convert({ value: 5, unit: "mL/min" }, "mL/h") // { value: 300, unit: "mL/h" }
 */
export function convert(from: Quantity, unit: string): Quantity {
  const source = rowOf(from.unit);
  const target = rowOf(unit);
  if (source.dimension !== target.dimension) {
    throw new RangeError(`Cannot convert ${from.unit} (${source.dimension}) to ${unit} (${target.dimension}).`);
  }
  if (!Number.isFinite(from.value)) throw new RangeError(`A quantity needs a finite number; got ${String(from.value)} ${from.unit}.`);
  if (from.unit === unit) return { value: from.value, unit };
  return quantity(rescale(from.value - source.zero, source, target) + target.zero, unit);
}

/** The number of a quantity in the given unit; see {@link convert}. */
export function valueIn(from: Quantity, unit: string): number {
  return convert(from, unit).value;
}

/** Values closer than this share of the larger one differ by rounding of the arithmetic, not by measurement. */
const roundingShare = 1e-12;

/**
 * Negative when `a` is smaller, zero when equal, positive when larger; the units may differ within one dimension.
 * Values within one part in 10^12 are equal, so that a computed 0.30000000000000004 is not above a limit of 0.3.
 * Throws as {@link convert} does.
 */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const left = quantity(a.value, a.unit).value;
  const right = valueIn(b, a.unit);
  const difference = left - right;
  return Math.abs(difference) <= roundingShare * Math.max(Math.abs(left), Math.abs(right)) ? 0 : difference;
}

function rowOf(unit: string): UnitRow {
  const row = unitTable.get(unit);
  if (row === undefined) throw new RangeError(`Unknown unit "${unit}".`);
  return row;
}

/** The factor is reduced first, so that multiplying or dividing by it stays one rounding wherever a side is 1. */
function rescale(value: number, source: UnitRow, target: UnitRow): number {
  const up = source.numerator * target.denominator;
  const down = source.denominator * target.numerator;
  const common = greatestCommonDivisor(up, down);
  return (value * (up / common)) / (down / common);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
