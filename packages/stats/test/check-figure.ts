/** Holds one number against its reference, and keeps count of how many were held and how far off the worst one was. */
import { appendFileSync } from "node:fs";
import { expect } from "vitest";

export interface FigureSource {
  /** What computes it here: "BOIN boundaries", "CRM, posterior mean". */
  readonly method: string;
  /** Where the number comes from: "R 4.2.2: pbeta", "Liu & Yuan 2015, table 1". */
  readonly source: string;
}

/**
 * Expects |actual - expected| to be at most `tolerance` (absolute; relative with `relative: true`). A tolerance of 0 asks
 * for equality, as for decisions and counts.
 *
 * With REFERENCE_FIGURES=<file> each comparison adds a line to that file; `scripts/write-validation-pages.ts` makes the
 * pages under `docs/validation/` from them.
 */
export function checkFigure(about: FigureSource, name: string, actual: number, expected: number, tolerance: number, options: { readonly relative?: boolean } = {}): void {
  const difference = options.relative === true && expected !== 0 ? Math.abs(actual / expected - 1) : Math.abs(actual - expected);
  expect(Number.isFinite(expected), `the reference of ${name}`).toBe(true);
  // A difference that is not a number fails, too.
  expect(difference <= tolerance, `${about.method}, ${name}: ${String(actual)} instead of ${String(expected)} (${about.source}); off by ${String(difference)}, allowed ${String(tolerance)}`).toBe(true);
  const file = process.env["REFERENCE_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ ...about, relative: options.relative === true, difference, tolerance })}\n`);
}
