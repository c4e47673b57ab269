/** What a figure of curves over time is drawn from: plain rows. */
import type { FigureWords } from "../../figures/figure-parts.ts";

export interface StepCurve {
  readonly name: string;
  /** Rising; the value holds from each time on. */
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** The value before the first time: 1 for survival, 0 for what adds up. */
  readonly start: number;
  /** Where observation ends; nothing is drawn after it. */
  readonly until: number;
  /** Pointwise limits at the same times, up to and without the place `end`; a band is drawn between them. */
  readonly band?: { readonly lower: ArrayLike<number>; readonly upper: ArrayLike<number>; readonly from: number; readonly end: number } | null;
  /** Times of censoring, marked on the curve. */
  readonly marks?: ArrayLike<number>;
}
/** A row of numbers below the curves: one for each of the figure's `riskTimes`; `null` where it is not known. */
export interface RiskRow {
  readonly name: string;
  readonly counts: readonly (number | null)[];
}
export interface StepFigure extends FigureWords {
  /** "Months since infusion": with its unit. */
  readonly timeLabel: string;
  /** "Survival". */
  readonly valueLabel: string;
  /** `proportion`: an axis from 0 to 1 in percent; `amount`: from 0 to what there is. */
  readonly axis: "proportion" | "amount";
  readonly curves: readonly StepCurve[];
  /** Times of the table below, which are also the marks of the axis. */
  readonly riskTimes: readonly number[];
  /** Groups of rows, each with its own head: "At risk", "Events so far". */
  readonly riskTables: readonly { readonly head: string; readonly rows: readonly RiskRow[] }[];
  /** Where the axis ends; the longest curve where left out. */
  readonly end?: number;
  /** Where the axis of proportions ends, 1 where left out: small incidences need less. */
  readonly highest?: number;
}
