/** Arms of a trial with missing values, compared over multiple imputations. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import { inverseLogit } from "../../regression/logistic-likelihood.ts";
import { analyseCompleted, type CompletedAnalysis, type CompletedSet } from "./analyse-completed.ts";
import type { ImputedSet } from "./chain-column.ts";
import { type CompleteCases, completeCases } from "./complete-cases.ts";
import { type DeltaRow, deltaRow, type TippingPoint, tippingPoints } from "./delta-table.ts";
import { imputeArms } from "./impute-arms.ts";
import { imputedColumns, imputedOptions } from "./imputation-options.ts";
import { type PooledTerm, poolAnalyses } from "./pool-analyses.ts";
import { completed, type ImputedColumn, imputedColumn } from "./read-imputed.ts";

export interface ImputedArms extends ResultForm {
  /** Each arm less the reference (log odds ratios of a logistic analysis), pooled. */
  readonly differences: readonly (PooledTerm & { readonly group: string; readonly reference: string })[];
  /** All coefficients, the arms' among them. */
  readonly coefficients: readonly PooledTerm[];
  readonly imputations: number;
  readonly rows: number;
  /** Each column that could have gaps; `drawnAs` is `null` where it has none. */
  readonly gaps: readonly { readonly column: string; readonly missing: number; readonly share: number; readonly byArm: Readonly<Record<string, number>>; readonly drawnAs: "normal" | "matching" | "logistic" | "multinomial" | null }[];
  /** Rows of which something in the analysis is missing. */
  readonly incompleteRows: number;
  /** The analysis of the other rows alone; `null` with its reason. */
  readonly completeCases: CompleteCases;
  readonly delta: {
    readonly arm: string;
    /** Drawn outcomes of that arm, to which deltas are added. */
    readonly drawn: number;
    readonly rows: readonly DeltaRow[];
    /** Where the test at the level of the intervals changes within the table; `null` with its reason. */
    readonly tippingPoints: readonly TippingPoint[] | null;
    readonly reason: string | null;
  };
  /** Rows without an arm. */
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
/**
 * Fills gaps of outcome, covariates and auxiliary columns by chained equations, analyses each completed data set by analysis of covariance
 * or logistic regression, and pools by Rubin's rules with Barnard and Rubin's degrees of freedom. Beside it: complete cases alone, and
 * what would come out had the missing of one arm differed by delta from what is foretold. Deltas are added after imputation: they
 * do not act on other columns' draws. Of a logistic analysis they move the log odds, each draw keeping its random number.
 *
 * Assumes values missing at random given all columns, but for the deltas. Rows without an arm are left out and counted.
 * Throws StatisticRefusal `empty`, `one-group`, `missing-column` (no value seen), `too-few`, `singular`, `not-identified`, `not-converged`,
 * `separation` (of a completed data set), `unknown-choice`, `options-conflict`, `out-of-range`, and as `readRows` and `readOptions`.
 *
 * Sources: Rubin 1987; Barnard and Rubin 1999, doi 10.1093/biomet/86.4.948; van Buuren and Groothuis-Oudshoorn 2011, doi
 * 10.18637/jss.v045.i03; White, Daniel and Royston 2010, doi 10.1016/j.csda.2010.04.005 (all recalled).
 * R: `mice` (norm, pmm, logreg), `with`, `pool`: pooling to 1e-10 on the same imputations; estimates within the error of random draws.
 *
 * @example compareImputedArms({ outcome: [1, 2, null, 4, 3, 6, 5, 8], arm: ["a", "a", "a", "a", "b", "b", "b", "b"] }).differences[0]?.group // b
 */
export function compareImputedArms(columns: GivenColumns<typeof imputedColumns>, options: GivenOptions<typeof imputedOptions> = {}): ImputedArms {
  return runSteps(compareImputedArmsSteps(columns, options));
}

/** The same, telling how far it is. */
export function* compareImputedArmsSteps(columns: GivenColumns<typeof imputedColumns>, options: GivenOptions<typeof imputedOptions> = {}): Generator<{ readonly done: number }, ImputedArms> {
  const chosen = readOptions(imputedOptions, options);
  const { columns: { outcome, arm, covariates, auxiliary }, size, missing } = readRows(imputedColumns, columns);
  const { analysis, imputations, level } = chosen;
  if (size === 0) throw new StatisticRefusal("empty", "outcome", "There are no rows.", "Give the rows of two arms.");
  const arms = categoriesOf(arm);
  if (arms.length === 1) throw new StatisticRefusal("one-group", "arm", `All rows belong to ${JSON.stringify(arms[0])}.`, "Give rows of two arms at least.");
  const reference = armOr(chosen.reference, arms[0] as string, arms, "reference");
  const deltaArm = armOr(chosen.deltaArm, arms.find((one) => one !== reference) as string, arms, "deltaArm");
  const matched = chosen.matched ?? [];
  const read: ImputedColumn[] = [
    imputedColumn("outcome", "outcome", outcome, matched),
    imputedColumn("arm", "arm", { values: arm, gaps: new Int32Array() }, []),
    ...(covariates ?? []).map(({ name, ...one }) => imputedColumn("covariates", name, one, matched)),
    ...(auxiliary ?? []).map(({ name, ...one }) => imputedColumn("auxiliary", name, one, matched)),
  ];
  requireNames(read, matched);
  const [target] = read as [ImputedColumn, ...ImputedColumn[]];
  if (analysis === "logistic" && (target.chain.seen.some((row) => target.chain.values[row] !== 0 && target.chain.values[row] !== 1))) throw new StatisticRefusal("out-of-range", "outcome", "It holds other values than 0 and 1.", 'Give 0 or 1, or take { analysis: "linear" }.');
  const analysed = read.filter(({ role }) => role === "arm" || role === "covariates");
  const sets = yield* imputeArms(read, arm, arms, chosen);
  const setAt = (at: number, delta: number): CompletedSet => ({ outcome: movedOutcome(target, sets[at] as ImputedSet, delta, analysis, (row) => arm[row] === deltaArm), covariates: analysed.map((one) => completed(one, sets[at] as ImputedSet)) });
  const analyses: CompletedAnalysis[] = [];
  for (let at = 0; at < imputations; at++) {
    analyses.push(analyseCompleted(setAt(at, 0), analysis, reference));
    yield { done: 0.6 + (0.2 * (at + 1)) / imputations };
  }
  const coefficients = poolAnalyses(analyses, level, analysis === "logistic");
  const moved = target.chain.gaps.filter((row) => arm[row] === deltaArm).length;
  const settings = { analysis, reference, level };
  const rows: DeltaRow[] = [];
  const deltas = moved === 0 ? [] : (chosen.deltas ?? usualDeltas(target, analysis)).toSorted((one, other) => one - other);
  for (const [at, delta] of deltas.entries()) {
    rows.push(deltaRow(setAt, imputations, delta, settings));
    yield { done: 0.8 + (0.2 * (at + 1)) / deltas.length };
  }
  const points = moved === 0 || analysis === "logistic" ? null : tippingPoints(rows, (delta) => deltaRow(setAt, imputations, delta, settings), level);
  const open = new Set([target, ...analysed].flatMap(({ chain }) => chain.gaps));
  const incomplete = read.filter(({ chain }) => chain.gaps.length > 0);
  const most = Math.max(...coefficients.map(({ fractionMissing }) => fractionMissing));
  return resultOf({
    method: `Multiple imputation by chained equations (${imputations} imputations of ${chosen.rounds} rounds${chosen.within === "arm" ? ", in each arm alone" : ""}, seed ${chosen.seed}; ${incomplete.map((one) => `${one.path} ${drawnAs(one)}`).join(", ") || "nothing was missing"}), each completed data set analysed by ${analysis === "linear" ? "analysis of covariance" : "logistic regression"}${analysed.length > 1 ? ` adjusted for ${analysed.slice(1).map(({ name }) => name).join(", ")}` : ""}, pooled by Rubin's rules with Barnard and Rubin's degrees of freedom (${Number((level * 100).toPrecision(6))} % intervals).`,
    differences: coefficients.filter(({ covariate }) => covariate === "arm").map((one) => ({ ...one, group: one.category ?? "", reference })),
    coefficients,
    imputations,
    rows: size,
    gaps: read.filter(({ role }) => role !== "arm").map((one) => ({ column: one.path, missing: one.chain.gaps.length, share: one.chain.gaps.length / size, byArm: Object.fromEntries(arms.map((name) => [name, one.chain.gaps.filter((row) => arm[row] === name).length])), drawnAs: one.chain.gaps.length === 0 ? null : drawnAs(one) })),
    incompleteRows: open.size,
    completeCases: completeCases([target, ...analysed], open, size, settings),
    delta: { arm: deltaArm, drawn: moved, rows, tippingPoints: points, reason: moved === 0 ? `No outcome of ${deltaArm} is missing.` : points === null ? "A drawn event is there or not: the test changes by jumps, and the table tells between which deltas." : null },
    missing,
    warnings: [
      ...(imputations < 100 * most && incomplete.length > 0 ? [`There are ${imputations} imputations, and up to ${Math.ceil(100 * most)} % of the information about a coefficient is missing: take as many imputations at least.`] : []),
      ...(incomplete.filter(({ chain }) => chain.gaps.length > size / 2).map(({ path }) => `More than half of ${path} is missing.`)),
    ],
  });
}

const drawnAs = ({ chain: { as, categories } }: ImputedColumn) => (as === "categories" ? (categories === 2 ? "logistic" : "multinomial") : as);

function armOr(wanted: string | null, otherwise: string, arms: readonly string[], path: string): string {
  if (wanted !== null && !arms.includes(wanted)) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(wanted)} is no arm.`, `Choose one of ${arms.join(", ")}.`);
  return wanted ?? otherwise;
}

function requireNames(read: readonly ImputedColumn[], matched: readonly string[]): void {
  const taken = read.find(({ name, role }) => role === "covariates" && name === "arm");
  if (taken !== undefined) throw new StatisticRefusal("options-conflict", taken.path, "A covariate is called arm, as the arm.", "Give it another name.");
  const paths = read.filter(({ role }) => role !== "arm").map(({ path }) => path);
  for (const one of matched) if (!paths.includes(one)) throw new StatisticRefusal("unknown-column", "matched", `${JSON.stringify(one)} is no column that can be drawn.`, `Columns are ${paths.join(", ")}.`);
}

function movedOutcome(target: ImputedColumn, set: ImputedSet, delta: number, analysis: "linear" | "logistic", moves: (row: number) => boolean): Float64Array {
  const values = completed(target, set).values as Float64Array;
  if (delta === 0) return values;
  const drawn = set.drawnFrom.get(target.path);
  for (const [at, row] of target.chain.gaps.entries()) {
    if (!moves(row)) continue;
    const from = drawn?.[at];
    if (analysis === "linear") values[row] = (values[row] as number) + delta;
    else if (from !== undefined) values[row] = from.uniform < inverseLogit(from.logOdds + delta) ? 1 : 0;
  }
  return values;
}

/** Quarters of the standard deviation of what was seen, rounded to two digits; of log odds halves. */
function usualDeltas({ chain: { values, seen } }: ImputedColumn, analysis: "linear" | "logistic"): readonly number[] {
  const steps = [-4, -3, -2, -1, 0, 1, 2, 3, 4];
  if (analysis === "logistic") return steps.map((one) => one / 2);
  const mean = seen.reduce((sum, row) => sum + (values[row] as number), 0) / seen.length;
  const sd = Math.sqrt(seen.reduce((sum, row) => sum + ((values[row] as number) - mean) ** 2, 0) / Math.max(1, seen.length - 1));
  return [...new Set(steps.map((one) => Number(((one / 4) * Number(sd.toPrecision(2))).toPrecision(12))))];
}
