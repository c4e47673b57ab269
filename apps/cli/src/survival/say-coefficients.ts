/** Coefficients of a regression of hazards or rates, as a table. */
import { formatTable } from "../design/text-table.ts";
import { pWords, ratio, withLimits } from "./say-numbers.ts";

interface Coefficient {
  readonly term: string;
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number };
  readonly test: { readonly pValue: number };
}

export const sayCoefficients = (coefficients: readonly Coefficient[], head: string, references: Readonly<Record<string, string>>): string[] => [
  formatTable([["", head, "p"], ...coefficients.map(({ term, ratio: one, test }) => [term, withLimits(one.estimate, one.lower, one.upper, ratio), pWords(test.pValue).replace(/^p (?:= )?/u, "")])]),
  ...Object.entries(references).map(([covariate, reference]) => `${covariate} is compared with ${reference}.`),
];

export const sayMissing = (missing: { readonly rows: number; readonly byColumn: Readonly<Record<string, number>> }): string[] => (missing.rows === 0 ? [] : [`${missing.rows} rows with something missing were left out (${Object.entries(missing.byColumn).map(([name, count]) => `${name}: ${count}`).join(", ")}).`]);
export const sayWritten = (...files: readonly (string | undefined)[]): string[] => {
  const written = files.filter((file) => file !== undefined);
  return written.length === 0 ? [] : ["", `Written: ${written.join(", ")}.`];
};
