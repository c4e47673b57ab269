/** The pooled effect without each study in turn. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import type { GivenOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { type PooledRow, pooledRow } from "./pooled-row.ts";
import { leaveOut, poolSelection, readSensitivityOptions, readStudySet, type sensitivityColumns, type sensitivityOptions } from "./study-set.ts";

export interface LeftOut extends PooledRow {
  /** The study left out, and its row, from 1, in what was given. */
  readonly study: string;
  readonly row: number;
}
export interface LeaveOneOut extends ResultForm {
  readonly all: PooledRow;
  /** In the order of the rows. */
  readonly without: readonly LeftOut[];
  /** The lowest and the highest pooled estimate, with the study whose leaving out gives it. */
  readonly lowest: { readonly study: string; readonly estimate: number };
  readonly highest: { readonly study: string; readonly estimate: number };
  /** Studies without which the p-value falls to the other side of 1 - level. */
  readonly decisive: readonly string[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Pools by inverse variance with each study left out in turn; with `measure: "peto-odds-ratio", model: "common"` this is Peto's
 * method. At least two studies; with one left, its own normal interval is given. Time k² in all: about 1 ms per study for 1,000.
 *
 * Throws StatisticRefusal `too-few`, and as `computeEffectSizes` and `poolEffects` do.
 * R: `metafor::leave1out(rma(yi, vi, …))`, to 1e-8.
 *
 * @example leaveOneOut({ estimate: [0.1, 0.3, 0.2], variance: [0.1, 0.1, 0.1] }, { measure: "generic", model: "common" }).without[0]?.estimate // 0.25
 */
export const leaveOneOut = (columns: GivenColumns<typeof sensitivityColumns>, options: GivenOptions<typeof sensitivityOptions> = {}): LeaveOneOut => runSteps(leaveOneOutSteps(columns, options));

/** The same, one study at a time; yields the share that is done. */
export function* leaveOneOutSteps(columns: GivenColumns<typeof sensitivityColumns>, options: GivenOptions<typeof sensitivityOptions> = {}): Generator<{ readonly done: number }, LeaveOneOut> {
  const chosen = readSensitivityOptions(options);
  const set = readStudySet(columns, options, 2);
  const size = set.estimates.length;
  const whole = poolSelection(set, Int32Array.from({ length: size }, (_, at) => at), chosen);
  const places = new Int32Array(size - 1);
  const without: LeftOut[] = [];
  for (let at = 0; at < size; at++) {
    without.push({ study: set.names[at] ?? "", row: set.effectSizes.rows[at] ?? 0, ...pooledRow(poolSelection(set, leaveOut(places, at), chosen)) });
    yield { done: (at + 1) / size };
  }
  const extreme = (sign: 1 | -1): { study: string; estimate: number } => {
    const { study, estimate } = without.reduce((best, one) => (sign * one.estimate > sign * best.estimate ? one : best));
    return { study, estimate };
  };
  const significant = (row: { readonly test: { readonly pValue: number } }): boolean => row.test.pValue < 1 - chosen.level;
  return resultOf({
    method: `Leave-one-out analysis: the meta-analysis repeated without each study in turn. ${whole.method}`,
    all: pooledRow(whole),
    without,
    lowest: extreme(-1),
    highest: extreme(1),
    decisive: without.filter((row) => significant(row) !== significant(whole)).map(({ study }) => study),
    missing: set.missing,
    warnings: [...set.effectSizes.warnings, ...whole.warnings],
  });
}
