/** The mean number of recurrent events over time with its risk table. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { FigureWords } from "../../figures/figure-parts.ts";
import type { MeanFunctions } from "../recurrent-events/estimate-mean-function.ts";
import { codeWords } from "./curve-names.ts";
import { stepFigureSvg } from "./step-figure-svg.ts";

export interface MeanFunctionFigure extends Omit<FigureWords, "method"> {
  readonly timeLabel: string;
  /** "Mean number of events" where left out. */
  readonly valueLabel?: string;
  readonly bands?: boolean;
  readonly end?: number;
}

/**
 * Mean cumulative functions as SVG text, with the numbers under observation below on the same scale.
 * Throws StatisticRefusal `missing-column` for an estimate without `times`, which are the marks of the axis.
 *
 * @example meanFunctionSvg(estimateMeanFunction(columns, { times: riskTimes(24, 6) }), { title: "Infections", timeLabel: "Months" })
 */
export function meanFunctionSvg(estimate: MeanFunctions, { timeLabel, valueLabel = "Mean number of events", bands = true, ...figure }: MeanFunctionFigure): string {
  const times = estimate.groups[0]?.atTimes.map(({ time }) => time) ?? [];
  if (times.length === 0) throw new StatisticRefusal("missing-column", "times", "The estimate has no numbers under observation.", "Estimate with { times: riskTimes(longest) }.");
  return stepFigureSvg({
    ...figure,
    method: estimate.method,
    notes: [...(figure.notes ?? []), ...(estimate.missing.rows > 0 ? [`${estimate.missing.rows} rows with something missing were left out.`] : []), ...estimate.warnings],
    timeLabel,
    valueLabel,
    axis: "amount",
    curves: estimate.groups.map(({ group, times: at, mean, lower, upper, standardError, longest }) => ({
      name: codeWords("group", group),
      times: at,
      values: mean,
      start: 0,
      until: longest,
      band: bands && at.length > 0 && standardError !== null && lower !== null && upper !== null ? { lower, upper, from: Math.max(0, standardError.findIndex((error) => error > 0)), end: at.length } : null,
    })),
    riskTimes: times,
    riskTables: [{ head: "Under observation", rows: estimate.groups.map(({ group, atTimes }) => ({ name: codeWords("group", group), counts: atTimes.map(({ atRisk }) => atRisk) })) }],
  });
}
