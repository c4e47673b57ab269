/** Survival curves with their risk table. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { FigureWords } from "../../figures/figure-parts.ts";
import type { KaplanMeier, SurvivalCurve } from "../kaplan-meier.ts";
import { codeWords } from "./curve-names.ts";
import { stepFigureSvg } from "./step-figure-svg.ts";

export interface KaplanMeierFigure extends Omit<FigureWords, "method"> {
  /** "Months since infusion". */
  readonly timeLabel: string;
  /** "Survival" where left out. */
  readonly valueLabel?: string;
  /** Bands of the pointwise intervals; drawn where left out. */
  readonly bands?: boolean;
  /** Also the events so far below the numbers at risk. */
  readonly events?: boolean;
  /** Where the axis ends; the longest time where left out. */
  readonly end?: number;
}

/**
 * Kaplan-Meier curves as SVG text, with censoring marked and the numbers at risk below on the same scale.
 *
 * The numbers at risk stand at the times for which the estimate was asked (`times`), which are the marks of the axis.
 * Throws StatisticRefusal `missing-column` for an estimate without `times`.
 *
 * @example kaplanMeierSvg(estimateKaplanMeier(columns, { times: riskTimes(36, 6) }), { title: "Survival", timeLabel: "Months since infusion" })
 */
export function kaplanMeierSvg(estimate: KaplanMeier, { timeLabel, valueLabel = "Survival", bands = true, events = false, ...figure }: KaplanMeierFigure): string {
  const times = estimate.curves[0]?.atTimes.map(({ time }) => time) ?? [];
  if (times.length === 0) throw new StatisticRefusal("missing-column", "times", "The estimate has no numbers at risk.", "Estimate with { times: riskTimes(longest) }.");
  const rows = (count: (at: SurvivalCurve["atTimes"][number]) => number) => estimate.curves.map((curve) => ({ name: codeWords("group", curve.group), counts: curve.atTimes.map(count) }));
  return stepFigureSvg({
    ...figure,
    method: estimate.method,
    notes: [...(figure.notes ?? []), ...(estimate.missing.rows > 0 ? [`${estimate.missing.rows} rows with something missing were left out.`] : []), ...estimate.warnings],
    timeLabel,
    valueLabel,
    axis: "proportion",
    curves: estimate.curves.map((curve) => ({
      name: codeWords("group", curve.group),
      times: curve.times,
      values: curve.survival,
      start: 1,
      until: curve.times.at(-1) ?? 0,
      band: bands ? { lower: curve.lower, upper: curve.upper, from: curve.told.from, end: curve.told.end } : null,
      marks: curve.times.filter((_, at) => (curve.censored[at] ?? 0) > 0),
    })),
    riskTimes: times,
    riskTables: [{ head: "At risk", rows: rows(({ atRisk }) => atRisk) }, ...(events ? [{ head: "Events so far", rows: rows(({ eventsSoFar }) => eventsSoFar) }] : [])],
  });
}
