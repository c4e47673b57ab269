/** The tables of `validation/distributions.json`, row by row, and how a value is held against them. */
import reference from "../../../../validation/distributions.json" with { type: "json" };
import { checkFigure } from "../check-figure.ts";

export interface ReferenceTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}
export type ReferenceRow = (column: string) => number;

/** Each row as a function of the name of a column. */
export function rowsOf(table: ReferenceTable): readonly ReferenceRow[] {
  return table.rows.map((row) => (column) => Number(row[table.columns.indexOf(column)]));
}

/** Smaller values are no longer normal doubles. */
const smallest = 1e-305;

/** Relative to the reference; values that a double cannot hold are left out. */
export function holdsRelative(method: string, what: string, actual: number, expected: number, tolerance: number): void {
  if (Math.abs(expected) < smallest || !Number.isFinite(expected)) return;
  checkFigure({ method: `Distributions: ${method}`, source: `mpmath ${reference.mpmath}` }, what, actual, expected, tolerance, { relative: true });
}

/** For logarithms: relative to the larger of 1 and the reference, because a logarithm near 0 is that of a tail near 1. */
export function holdsLogarithm(method: string, what: string, actual: number, expected: number, tolerance: number): void {
  const scale = Math.max(1, Math.abs(expected));
  checkFigure({ method: `Distributions: ${method}`, source: `mpmath ${reference.mpmath}` }, what, actual / scale, expected / scale, tolerance);
}
