/** Residuals of Cox regression. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import type { Matrix } from "../../linear-algebra/matrix.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { coxCore } from "./cox-core.ts";
import { type CoxData, coxData } from "./cox-data.ts";
import { type CoxColumns, type CoxResidualOptions, coxColumns, coxResidualOptions } from "./cox-options.ts";
import { eventTable } from "./event-table.ts";
import { rowResiduals } from "./row-residuals.ts";

export interface CoxResiduals extends ResultForm {
  /** Names of the terms, in the order of the Schoenfeld residuals. */
  readonly terms: readonly string[];
  /** The row, from 0 in what was given, of each residual: in the order given. */
  readonly rows: Int32Array;
  /** Event less expected events. */
  readonly martingale: Float64Array;
  /** The same, made more symmetric: its squares sum to a deviance. */
  readonly deviance: Float64Array;
  /** By term, for each row: its part of the derivative of the log-likelihood, without its weight. */
  readonly score: Readonly<Record<string, Float64Array>>;
  /** By term, for each row: about what the coefficient would lose without it, its weight in it; and that in standard errors of the model. */
  readonly dfbeta: Readonly<Record<string, Float64Array>>;
  readonly dfbetas: Readonly<Record<string, Float64Array>>;
  /** For each event, stratum after stratum by time: its row, time, and covariates less their means among those at risk; `scaled` by events times the covariance, and added to the coefficients: their trend over time is that of the log hazard ratios. */
  readonly schoenfeld: readonly { readonly row: number; readonly time: number; readonly residuals: readonly number[]; readonly scaled: readonly number[] }[];
  readonly missing: MissingRows;
}

/**
 * Fits Cox regression as `fitCox` does, and gives martingale, deviance, score, dfbeta, dfbetas, Schoenfeld and scaled Schoenfeld residuals. Refused as `fitCox` is. With
 * Efron's ties the means among those at risk are those over its rounds, and tied events expect less than those censored then.
 *
 * Source: Therneau and Grambsch 2000, Modeling Survival Data, chapter 4 (recalled). R: `residuals(coxph(…), type)`, to 1e-8.
 *
 * @example deriveCoxResiduals({ time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0], covariates: { age: [60, 45, 52, 50, 61, 48] } }).martingale
 */
export function deriveCoxResiduals(columns: CoxColumns, options: CoxResidualOptions = {}): CoxResiduals {
  const settings = readOptions(coxResidualOptions, options);
  const read = readRows(coxColumns, columns);
  const data = coxData(read, settings.timeTolerance);
  const { estimate, covariance } = runSteps(coxCore(data, settings));
  const { martingale, scores } = rowResiduals(data, estimate, settings.ties);
  const table = eventTable(data, estimate, settings.ties);
  const width = data.terms.length;
  const givenRow = (at: number): number => read.rows[data.order[at] as number] as number;
  const places = Uint32Array.from({ length: data.size }, (_, at) => at).toSorted((one, other) => givenRow(one) - givenRow(other));
  const schoenfeld: { row: number; time: number; residuals: number[]; scaled: number[] }[] = [];
  for (let stratum = 0; stratum + 1 < data.bounds.length; stratum++) {
    let step = table.bounds[stratum] as number;
    for (let at = data.bounds[stratum] as number; at < (data.bounds[stratum + 1] as number); at++) {
      if (data.event[at] === 0) continue;
      while ((table.time[step] as number) < (data.time[at] as number)) step += 1;
      const inner = Float64Array.from({ length: width }, (_, term) => (data.values[at * width + term] as number) - (table.mean[step * width + term] as number));
      const moved = new Float64Array(width);
      multiplyRow(inner, 0, covariance, moved);
      schoenfeld.push({ row: givenRow(at), time: data.time[at] as number, residuals: Array.from(data.spreads, (spread, term) => spread * (inner[term] as number)), scaled: Array.from(data.spreads, (spread, term) => ((estimate[term] as number) + data.events * (moved[term] as number)) / spread) });
    }
  }
  const moved = new Float64Array(width);
  const [score, dfbeta, dfbetas] = [columnsFor(data, places.length), columnsFor(data, places.length), columnsFor(data, places.length)];
  for (const [to, at] of places.entries()) {
    multiplyRow(scores, at * width, covariance, moved);
    const share = data.weight?.[at] ?? 1;
    for (let term = 0; term < width; term++) {
      const spread = data.spreads[term] as number;
      (score[term] as Float64Array)[to] = spread * (scores[at * width + term] as number);
      (dfbeta[term] as Float64Array)[to] = (share * (moved[term] as number)) / spread;
      (dfbetas[term] as Float64Array)[to] = (share * (moved[term] as number)) / Math.sqrt(covariance.values[term * (width + 1)] as number);
    }
  }
  const named = (lists: readonly Float64Array[]): Readonly<Record<string, Float64Array>> => Object.fromEntries(data.terms.map(({ term }, at) => [term, lists[at] as Float64Array]));
  return resultOf({
    method: `Martingale, deviance, score, dfbeta and Schoenfeld residuals of Cox proportional hazards regression with ${settings.ties === "efron" ? "Efron's" : "Breslow's"} approximation for ties.`,
    terms: data.terms.map(({ term }) => term),
    rows: Int32Array.from(places, givenRow),
    martingale: Float64Array.from(places, (at) => martingale[at] as number),
    deviance: Float64Array.from(places, (at) => devianceOf(martingale[at] as number, data.event[at] === 1)),
    score: named(score), dfbeta: named(dfbeta), dfbetas: named(dfbetas), schoenfeld, missing: read.missing,
  });
}

const columnsFor = ({ terms }: CoxData, size: number): Float64Array[] => terms.map(() => new Float64Array(size));

/** The row of `values` that begins at `from`, times the matrix. */
function multiplyRow(values: Float64Array, from: number, matrix: Matrix, into: Float64Array): void {
  for (let column = 0; column < matrix.columns; column++) {
    let sum = 0;
    for (let row = 0; row < matrix.rows; row++) sum += (values[from + row] as number) * (matrix.values[row * matrix.columns + column] as number);
    into[column] = sum;
  }
}

const devianceOf = (martingale: number, had: boolean): number => Math.sign(martingale) * Math.sqrt(Math.max(0, -2 * (martingale + (had ? Math.log(1 - martingale) : 0))));
