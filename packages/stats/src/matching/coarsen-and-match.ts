/** Coarsened exact matching. */
import { type GivenColumns, type MissingRows, column, columnsOf, readRows } from "../form/columns.ts";
import { type GivenOptions, choice, mayWhole, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type BalanceTable, requireGroups, sayBalance, tableOfBalance } from "./assess-balance.ts";
import { type AttritionStep, attritionTable } from "./attrition.ts";
import { codesOf, joinCodes } from "./strata.ts";

export const coarsenedColumns = {
  treated: column("flag", "1 for the treated, 0 for those who may be their controls"),
  covariates: columnsOf("covariate", "what treated and controls shall be alike in; numbers are put into bins, texts must be equal"),
};
export const coarsenedOptions = {
  bins: mayWhole(1, 10_000, "bins of equal width between the smallest and the largest number; without it Sturges' number, log2(n) + 1 rounded up"),
  denominator: choice(["pooled", "treated", "control", "all"], "pooled", "the standard deviation that mean differences are divided by, before matching and after"),
  binaries: choice(["standardised", "raw"], "standardised", "whether differences of proportions are divided, too"),
};
export interface CoarsenedMatch extends ResultForm {
  readonly estimand: "ATT";
  /** Strata with treated and controls. */
  readonly strata: number;
  /** Of each row as given, from 1 in the order of their first row; `null` for rows in none. */
  readonly matchedSets: readonly (number | null)[];
  /** Treated 1; controls the treated over the controls of their stratum, brought to add up to their number; 0 for the others. */
  readonly weights: Float64Array;
  /** Inner cut points of each covariate of numbers: a number belongs to the bin that begins with it. */
  readonly cuts: Readonly<Record<string, readonly number[]>>;
  readonly matchedTreated: number;
  readonly matchedControls: number;
  readonly effectiveControls: number;
  readonly balance: BalanceTable;
  readonly attrition: readonly AttritionStep[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Coarsened exact matching: rows are alike where every covariate falls into the same bin or category; strata with treated and
 * controls are kept, and controls weighted to the treated of their stratum.
 *
 * Refused (StatisticRefusal): `empty`, `one-group`, `nobody-left`.
 * Source: Iacus, King and Porro 2012, doi:10.1093/pan/mpr013 (recalled). R: `MatchIt::matchit(method = "cem")`, weights to 1e-12.
 *
 * @example coarsenAndMatch({ treated: [1, 0, 0], covariates: { age: [40, 41, 80] } }, { bins: 2 }).weights // 1, 1, 0
 */
export function coarsenAndMatch(columns: GivenColumns<typeof coarsenedColumns>, options: GivenOptions<typeof coarsenedOptions> = {}): CoarsenedMatch {
  const read = readOptions(coarsenedOptions, options);
  const { columns: { treated, covariates }, size, rows, missing } = readRows(coarsenedColumns, columns);
  requireGroups(treated);
  const cuts: Record<string, readonly number[]> = {};
  const codes = covariates.map(({ name, values }) => {
    if (!(values instanceof Float64Array)) return codesOf(values);
    const inner = innerCuts(values, read.bins ?? Math.ceil(Math.log2(size) + 1));
    cuts[name] = inner;
    return Int32Array.from(values, (value) => binOf(inner, value));
  });
  const { of, count } = joinCodes(codes, size);
  const [ones, zeros] = [new Int32Array(count), new Int32Array(count)];
  for (let row = 0; row < size; row++) {
    const group = treated[row] === 1 ? ones : zeros;
    group[of[row] ?? 0] = (group[of[row] ?? 0] ?? 0) + 1;
  }
  const names = new Map<number, number>();
  for (const stratum of of) if ((ones[stratum] ?? 0) > 0 && (zeros[stratum] ?? 0) > 0 && !names.has(stratum)) names.set(stratum, names.size + 1);
  if (names.size === 0) throw new StatisticRefusal("nobody-left", "covariates", "No treated row has a control in the same bins.", "Take fewer bins or fewer covariates.");
  const [matchedTreated, matchedControls] = [ones, zeros].map((group) => [...names.keys()].reduce((sum, stratum) => sum + (group[stratum] ?? 0), 0)) as [number, number];
  const weights = Float64Array.from(of, (stratum, row) => (!names.has(stratum) ? 0 : treated[row] === 1 ? 1 : (((ones[stratum] ?? 0) / (zeros[stratum] ?? 1)) * matchedControls) / matchedTreated));
  const balance = tableOfBalance(treated, covariates, weights, read);
  const allWeights = new Float64Array(columns.treated.length);
  const matchedSets = Array.from<number | null>({ length: columns.treated.length }).fill(null);
  for (const [at, row] of rows.entries()) {
    allWeights[row] = weights[at] ?? 0;
    matchedSets[row] = names.get(of[at] ?? 0) ?? null;
  }
  const lost = balance.before.treated - matchedTreated;
  return resultOf({
    method: `Coarsened exact matching (${read.bins === null ? "Sturges' number of" : read.bins} bins of equal width, categories exactly); controls weighted to the treated of their stratum; estimand: effect in the treated (ATT); ${sayBalance(read)}.`,
    estimand: "ATT" as const, strata: names.size, matchedSets, weights: allWeights, cuts, matchedTreated, matchedControls, effectiveControls: balance.after.effectiveControls, balance,
    attrition: attritionTable(columns.treated, rows, treated, Array.from(of, (stratum) => (names.has(stratum) ? null : "nobody-alike-in-stratum" as const))),
    missing,
    warnings: lost > 0 ? [`${lost} of ${balance.before.treated} treated have no control: the effect is that in those who have, not in all treated.`] : [],
  });
}

/** As R's seq(min, max, length = bins + 1) without its ends. */
function innerCuts(values: Float64Array, bins: number): number[] {
  const low = values.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  const step = (high - low) / bins;
  return low === high ? [] : Array.from({ length: bins - 1 }, (_, at) => low + (at + 1) * step);
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value >= (cuts[bin] ?? 0)) bin += 1;
  return bin;
}
