/** The analysis of rows in which nothing is missing. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile, studentTail } from "../../distributions/student-t.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { DesignTerm } from "../../regression/design-matrix.ts";
import { analyseCompleted } from "./analyse-completed.ts";
import type { DeltaSettings } from "./delta-table.ts";
import type { ImputedColumn } from "./read-imputed.ts";

export interface CompleteCaseTerm extends DesignTerm {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly pValue: number;
}
export interface CompleteCases {
  readonly rows: number;
  readonly coefficients: readonly CompleteCaseTerm[] | null;
  readonly reason: string | null;
}

/** Columns are the outcome, the arm and the covariates; `open` the rows in which something is missing. */
export function completeCases(columns: readonly ImputedColumn[], open: ReadonlySet<number>, size: number, { analysis, reference, level }: DeltaSettings): CompleteCases {
  const rows = Array.from({ length: size }, (_, row) => row).filter((row) => !open.has(row));
  const [outcome, ...covariates] = columns.map(({ name, chain, words }) => ({ name, values: words === null ? Float64Array.from(rows, (row) => chain.values[row] as number) : rows.map((row) => words[chain.values[row] as number] as string) }));
  try {
    const { terms, estimates, variances, degreesOfFreedom } = analyseCompleted({ outcome: outcome?.values as Float64Array, covariates }, analysis, reference);
    const [quantile, tail] = analysis === "linear" ? [studentQuantile((1 - level) / 2, degreesOfFreedom, { tail: "upper" }), (z: number) => studentTail(z, degreesOfFreedom, { tail: "upper" })] : [normalQuantile((1 - level) / 2, { tail: "upper" }), (z: number) => normalTail(z, { tail: "upper" })];
    const coefficients = terms.map((term, at): CompleteCaseTerm => {
      const [estimate, standardError] = [estimates[at] as number, Math.sqrt(variances[at] as number)];
      return { ...term, estimate, standardError, lower: estimate - quantile * standardError, upper: estimate + quantile * standardError, pValue: Math.min(1, 2 * tail(Math.abs(estimate / standardError))) };
    });
    return { rows: rows.length, coefficients, reason: null };
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal) return { rows: rows.length, coefficients: null, reason: refusal.message };
    throw refusal;
  }
}
