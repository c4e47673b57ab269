/** Residuals of Cox regression. */
import { type MissingRows, readRows } from "../../form/columns.ts";
import { readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { coxCore } from "./cox-core.ts";
import { coxData } from "./cox-data.ts";
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
  /** For each event, stratum after stratum by time: its row, time, and covariates less their means among those at risk. */
  readonly schoenfeld: readonly { readonly row: number; readonly time: number; readonly residuals: readonly number[] }[];
  readonly missing: MissingRows;
}

/**
 * Fits Cox regression as `fitCox` does, and gives martingale, deviance and Schoenfeld residuals. Refused as `fitCox` is. With
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
  const { estimate } = runSteps(coxCore(data, settings));
  const { martingale } = rowResiduals(data, estimate, settings.ties);
  const table = eventTable(data, estimate, settings.ties);
  const width = data.terms.length;
  const givenRow = (at: number): number => read.rows[data.order[at] as number] as number;
  const places = Uint32Array.from({ length: data.size }, (_, at) => at).toSorted((one, other) => givenRow(one) - givenRow(other));
  const schoenfeld: { row: number; time: number; residuals: number[] }[] = [];
  for (let stratum = 0; stratum + 1 < data.bounds.length; stratum++) {
    let step = table.bounds[stratum] as number;
    for (let at = data.bounds[stratum] as number; at < (data.bounds[stratum + 1] as number); at++) {
      if (data.event[at] === 0) continue;
      while ((table.time[step] as number) < (data.time[at] as number)) step += 1;
      schoenfeld.push({ row: givenRow(at), time: data.time[at] as number, residuals: Array.from(data.spreads, (spread, term) => spread * ((data.values[at * width + term] as number) - (table.mean[step * width + term] as number))) });
    }
  }
  return resultOf({
    method: `Martingale, deviance and Schoenfeld residuals of Cox proportional hazards regression with ${settings.ties === "efron" ? "Efron's" : "Breslow's"} approximation for ties.`,
    terms: data.terms.map(({ term }) => term),
    rows: Int32Array.from(places, givenRow),
    martingale: Float64Array.from(places, (at) => martingale[at] as number),
    deviance: Float64Array.from(places, (at) => devianceOf(martingale[at] as number, data.event[at] === 1)),
    schoenfeld, missing: read.missing,
  });
}

const devianceOf = (martingale: number, had: boolean): number => Math.sign(martingale) * Math.sqrt(Math.max(0, -2 * (martingale + (had ? Math.log(1 - martingale) : 0))));
