/** Matched controls for the treated: pairs, weights, balance, and who fell out. */
import type { MissingRows } from "../form/columns.ts";
import { readRows } from "../form/columns.ts";
import { readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import { type BalanceTable, requireGroups, tableOfBalance } from "./assess-balance.ts";
import { type AttritionStep, attritionTable } from "./attrition.ts";
import { choosePairs } from "./choose-pairs.ts";
import { type MatchColumns, type MatchOptions, type ReadMatchOptions, matchColumns, matchOptions } from "./match-options.ts";
import { type Caliper, type Nearness, measureNearness } from "./nearness.ts";
import { sayMatch } from "./say-match.ts";
import { strataOf } from "./strata.ts";

/** One matched control and its treated; rows are counted from 1, as they were given. */
export interface MatchedPairs {
  readonly set: Int32Array;
  readonly treatedRow: Int32Array;
  readonly controlRow: Int32Array;
  readonly distance: Float64Array;
}
export interface MatchedControls extends ResultForm {
  readonly estimand: "ATT";
  readonly pairs: MatchedPairs;
  /** One a row as given, 0 for those in no set: treated 1, controls so that they add up to their number. */
  readonly weights: Float64Array;
  /** The set of each row as given, `null` for none; `null` at all with replacement, where a row may be in several. */
  readonly matchedSets: readonly (number | null)[] | null;
  /** What was matched on, of each row as given; `null` where something was missing, and at all for Mahalanobis without a score. */
  readonly scores: readonly (number | null)[] | null;
  readonly caliper: Caliper | null;
  readonly propensity: Nearness["propensity"];
  readonly treated: number;
  readonly matchedTreated: number;
  readonly controls: number;
  readonly matchedControls: number;
  readonly effectiveControls: number;
  readonly totalDistance: number;
  readonly balance: BalanceTable;
  readonly attrition: readonly AttritionStep[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Controls for the treated, by nearness of a propensity score, its logit, Mahalanobis' distance or a score that is given, within
 * exact strata and a caliper.
 *
 * Greedy: treated take in the order that is named, each the nearest control that is left, of equally near ones the lowest row;
 * with `ratio` above 1 all take their first before any takes a second. Optimal: as many pairs as can be, with the smallest sum of
 * distances (pairs only; strata of at most 1e8 treated times controls along a score, 4e6 with Mahalanobis).
 * The estimand is the effect in the treated (ATT), where a treated row falls out in those that are left.
 *
 * Refused (StatisticRefusal): `empty`, `one-group`, `nobody-left` (with the width and the smallest distance), `separation` or
 * `singular` covariates, `options-conflict`.
 * Source: Rosenbaum and Rubin 1983, doi:10.1093/biomet/70.1.41; Austin 2011, doi:10.1002/pst.433; Stuart 2010,
 * doi:10.1214/09-STS313 (all recalled). R: `MatchIt::matchit(..., distance = "glm", link = "linear.logit")` 4.7; 4.5 does not
 * always take the nearest.
 *
 * @example matchControls({ treated: [1, 0, 0], covariates: { age: [40, 42, 60] }, score: [0.1, 0.2, 0.9] }, { distance: "score" }).pairs.controlRow // 2
 */
export function matchControls(columns: MatchColumns, options: MatchOptions = {}): MatchedControls {
  return runSteps(matchSteps(columns, options));
}

/** The same, telling how far it is. */
export function* matchSteps(columns: MatchColumns, options: MatchOptions = {}): Generator<{ readonly done: number }, MatchedControls> {
  const read = readOptions(matchOptions, options);
  requireTogether(read);
  const rows = readRows(matchColumns, columns);
  const { columns: { treated, covariates, exact }, missing } = rows;
  requireGroups(treated);
  const near = yield* measureNearness(rows, read);
  const { matched, distanceOf, reasons } = yield* choosePairs(treated, strataOf(exact, rows.size), near, read);
  if (matched.size === 0) throw refuseNobody(near, treated);
  const treatedRows = [...matched.keys()].toSorted((one, other) => one - other);
  const pairs = treatedRows.flatMap((row, at) => (matched.get(row) ?? []).map((control) => ({ set: at + 1, row, control })));
  const weights = weightsOf(rows.size, matched);
  const given = columns.treated.length;
  const spread = <Value,>(of: (at: number) => Value | null): (Value | null)[] => {
    const made = Array.from<Value | null>({ length: given }).fill(null);
    for (const [at, row] of rows.rows.entries()) made[row] = of(at);
    return made;
  };
  const allWeights = new Float64Array(given);
  for (const [at, row] of rows.rows.entries()) allWeights[row] = weights[at] ?? 0;
  const sets = new Map(pairs.flatMap(({ set, row, control }) => [[row, set], [control, set]] as const));
  const { scores } = near;
  const balance = tableOfBalance(treated, covariates, weights, read, scores);
  const lost = treated.reduce((sum, one) => sum + one, 0) - matched.size;
  const placeOf = (row: number) => (rows.rows[row] ?? 0) + 1;
  const distances = Float64Array.from(pairs, ({ row, control }) => distanceOf(row, control));
  return resultOf({
    method: sayMatch(read, near.caliper, exact?.map(({ name }) => name) ?? []),
    estimand: "ATT" as const,
    pairs: { set: Int32Array.from(pairs, ({ set }) => set), treatedRow: Int32Array.from(pairs, ({ row }) => placeOf(row)), controlRow: Int32Array.from(pairs, ({ control }) => placeOf(control)), distance: distances },
    weights: allWeights,
    matchedSets: read.replacement === "with" ? null : spread((at) => sets.get(at) ?? null),
    scores: scores === null ? null : spread((at) => scores[at] ?? null),
    caliper: near.caliper,
    propensity: near.propensity,
    treated: balance.before.treated,
    matchedTreated: matched.size,
    controls: balance.before.controls,
    matchedControls: balance.after.controls,
    effectiveControls: balance.after.effectiveControls,
    totalDistance: distances.reduce((sum, one) => sum + one, 0),
    balance,
    attrition: attritionTable(columns.treated, rows.rows, treated, reasons),
    missing,
    warnings: lost > 0 ? [`${lost} of ${lost + matched.size} treated have no control: the effect is that in those who have, not in all treated.`] : [],
  });
}

function requireTogether({ algorithm, ratio, replacement, order }: ReadMatchOptions): void {
  const conflict = (path: string, message: string, remedy: string) => new StatisticRefusal("options-conflict", path, message, remedy);
  if (algorithm === "optimal" && ratio > 1) throw conflict("ratio", "Optimal matching here is of pairs.", 'Take { ratio: 1 }, or { algorithm: "greedy" }.');
  if (algorithm === "optimal" && replacement === "with") throw conflict("replacement", "With replacement each treated has its nearest controls: there is nothing to optimise.", 'Take { algorithm: "greedy" }.');
  if (algorithm === "optimal" && order !== null) throw conflict("order", "Optimal matching has no order.", 'Leave it out, or take { algorithm: "greedy" }.');
}

/** Treated 1; each treated hands 1 out to its controls in equal shares; then controls are brought to add up to their number. */
function weightsOf(size: number, matched: ReadonlyMap<number, readonly number[]>): Float64Array {
  const weights = new Float64Array(size);
  const controls = new Set<number>();
  for (const [row, own] of matched) {
    weights[row] = 1;
    for (const control of own) {
      weights[control] = (weights[control] ?? 0) + 1 / own.length;
      controls.add(control);
    }
  }
  const factor = controls.size / matched.size;
  for (const control of controls) weights[control] = (weights[control] ?? 0) * factor;
  return weights;
}

function refuseNobody({ caliper, scores }: Nearness, treated: Float64Array): StatisticRefusal {
  if (caliper === null || scores === null) return new StatisticRefusal("nobody-left", "exact", "No treated row has a control that is equal in what must be equal.", "Ask for less to be equal.");
  const order = Array.from(scores.keys()).toSorted((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0));
  let nearest = Number.POSITIVE_INFINITY;
  for (const [at, row] of order.entries()) {
    const next = order[at + 1];
    if (next !== undefined && treated[row] !== treated[next]) nearest = Math.min(nearest, (scores[next] ?? 0) - (scores[row] ?? 0));
  }
  return new StatisticRefusal("nobody-left", "caliper", `No treated row has a control within ${caliper.width.toPrecision(6)}; the nearest pair of all is ${nearest.toPrecision(6)} apart.`, "Widen the caliper, or ask for less to be equal.", { width: caliper.width, nearest });
}
