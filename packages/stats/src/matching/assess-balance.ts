/** Balance of treated and controls before and after matching or weighting. */
import { type GivenColumns, type MissingRows, type NamedColumn, column, columnsOf, mayColumn, readRows } from "../form/columns.ts";
import { type GivenOptions, choice, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { designMatrix } from "../regression/design-matrix.ts";
import { type Denominator, type TermBalance, balanceTerm, denominatorOf, isBinary } from "./balance-term.ts";
import { rowsByValue } from "./rows-by-value.ts";
import { effectiveSize } from "./spread.ts";

export interface BalanceRow {
  readonly term: string;
  readonly covariate: string;
  readonly category: string | null;
  readonly kind: "binary" | "number" | "distance";
  /** What both differences are divided by, from the rows before; `null` where they are raw. */
  readonly denominator: number | null;
  readonly before: TermBalance;
  readonly after: TermBalance;
}
export interface BalanceGroups {
  readonly treated: number;
  readonly controls: number;
  readonly effectiveTreated: number;
  readonly effectiveControls: number;
}
export interface BalanceTable {
  readonly rows: readonly BalanceRow[];
  /** The largest difference that can be told, in size; `null` for none. */
  readonly largestBefore: number | null;
  readonly largestAfter: number | null;
  readonly before: BalanceGroups;
  readonly after: BalanceGroups;
}
export interface BalanceWays {
  readonly denominator: Denominator;
  readonly binaries: "standardised" | "raw";
}

/** @param distance a score that stands first in the table, such as the propensity. */
export function tableOfBalance(treated: Float64Array, covariates: readonly NamedColumn<"covariate">[], weights: ArrayLike<number>, { denominator, binaries }: BalanceWays, distance: Float64Array | null = null): BalanceTable {
  const size = treated.length;
  const all = Int32Array.from({ length: size }, (_, row) => row);
  const everybody = new Float64Array(size).fill(1);
  const { matrix, terms } = designMatrix(covariates, { intercept: false, size, everyCategory: true });
  const rowOf = (term: string, covariate: string, category: string | null, kind: BalanceRow["kind"], values: Float64Array): BalanceRow => {
    const raw = kind === "binary" && binaries === "raw";
    const divisor = raw ? 1 : denominatorOf(values, treated, everybody, denominator);
    const order = kind === "binary" ? new Int32Array(0) : rowsByValue(values, all);
    return { term, covariate, category, kind, denominator: raw ? null : divisor, before: balanceTerm(values, treated, everybody, divisor, order), after: balanceTerm(values, treated, weights, divisor, order) };
  };
  const rows = terms.map(({ term, covariate, category }, at) => {
    const values = Float64Array.from({ length: size }, (_, row) => matrix.values[row * matrix.columns + at] ?? 0);
    return rowOf(term, covariate ?? term, category, isBinary(values) ? "binary" : "number", values);
  });
  const listed = distance === null ? rows : [rowOf("distance", "distance", null, "distance", distance), ...rows];
  const largest = (side: "before" | "after") => rows.reduce<number | null>((most, row) => (row[side].difference === null ? most : Math.max(most ?? 0, Math.abs(row[side].difference))), null);
  return { rows: listed, largestBefore: largest("before"), largestAfter: largest("after"), before: groupsOf(treated, everybody), after: groupsOf(treated, weights) };
}

function groupsOf(treated: Float64Array, weights: ArrayLike<number>): BalanceGroups {
  const of = (group: number) => Float64Array.from(treated, (one, row) => (one === group ? (weights[row] ?? 0) : 0));
  const count = (group: Float64Array) => group.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  const [ones, zeros] = [of(1), of(0)];
  return { treated: count(ones), controls: count(zeros), effectiveTreated: effectiveSize(ones), effectiveControls: effectiveSize(zeros) };
}

export const balanceColumns = {
  treated: column("flag", "1 for the treated, 0 for the controls"),
  covariates: columnsOf("covariate", "what is compared; texts are categories, each of them a row of the table"),
  weight: mayColumn("amount", "weight after matching, 0 for those left out; without it, before and after are the same"),
};
export const balanceOptions = {
  denominator: choice(["pooled", "treated", "control", "all"], "pooled", "the standard deviation, before, that differences are divided by"),
  binaries: choice(["standardised", "raw"], "standardised", "whether differences of proportions are divided, too"),
};
export type Balance = BalanceTable & ResultForm & { readonly missing: MissingRows };

export const sayBalance = ({ denominator, binaries }: BalanceWays): string =>
  `standardised mean differences by the ${{ pooled: "pooled standard deviation (square root of the mean of both variances)", treated: "standard deviation of the treated", control: "standard deviation of the controls", all: "standard deviation over everybody" }[denominator]} before matching, ${binaries === "raw" ? "differences of proportions not divided" : "differences of proportions divided by that of p(1 - p)"}`;

/**
 * Balance of treated and controls, before and after: mean differences, variance ratios, distances of the cumulative
 * distributions, effective sample sizes. No p-values: they tell the size of the sample, not the balance.
 *
 * The denominator is of the rows before, in both columns, so that a change is one of the means. The cumulative distributions are
 * compared over every value that occurs.
 * Refused (StatisticRefusal): `empty`, `one-group`.
 * Source: Austin 2009, doi:10.1002/sim.3697 (recalled). R: `summary(matchit(...), standardize = TRUE)`, to 1e-10.
 *
 * @example assessBalance({ treated: [1, 1, 0, 0], covariates: { age: [40, 50, 44, 60] } }).rows[0].before.difference
 */
export function assessBalance(columns: GivenColumns<typeof balanceColumns>, options: GivenOptions<typeof balanceOptions> = {}): Balance {
  const ways = readOptions(balanceOptions, options);
  const { columns: { treated, covariates, weight }, size, missing } = readRows(balanceColumns, columns);
  requireGroups(treated);
  const table = tableOfBalance(treated, covariates, weight ?? new Float64Array(size).fill(1), ways);
  return resultOf({ method: `Balance by ${sayBalance(ways)}; variance ratios; differences of the cumulative distributions; effective sample sizes (Kish).`, ...table, missing });
}

export function requireGroups(treated: Float64Array): void {
  if (treated.length === 0) throw new StatisticRefusal("empty", "treated", "No row is left.", "Give rows without missing values.");
  const count = treated.reduce((sum, one) => sum + one, 0);
  if (count === 0 || count === treated.length) throw new StatisticRefusal("one-group", "treated", count === 0 ? "Nobody is treated." : "Everybody is treated.", "Give rows of both groups.");
}
