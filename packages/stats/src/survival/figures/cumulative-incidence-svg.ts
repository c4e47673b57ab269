/** Cumulative incidence of competing events with its risk table. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { FigureWords } from "../../figures/figure-parts.ts";
import type { CumulativeIncidence } from "../competing-risks/cumulative-incidence.ts";
import { codeWords } from "./curve-names.ts";
import { stepFigureSvg } from "./step-figure-svg.ts";

export interface CumulativeIncidenceFigure extends Omit<FigureWords, "method"> {
  readonly timeLabel: string;
  /** "Cumulative incidence" where left out. */
  readonly valueLabel?: string;
  /** Bands of the pointwise intervals; drawn where left out and there are at most four curves. */
  readonly bands?: boolean;
  readonly end?: number;
  /** Where the axis ends, 1 where left out. */
  readonly highest?: number;
}

/**
 * A curve for each cause and group; below them, on the same scale, who is at risk and the events of each cause so far.
 * Throws StatisticRefusal `missing-column` for an estimate without `times`, which are the marks of the axis.
 *
 * @example cumulativeIncidenceSvg(estimateCumulativeIncidence(columns, { times: riskTimes(60, 12) }), { title: "Relapse and death", timeLabel: "Months" })
 */
export function cumulativeIncidenceSvg(estimate: CumulativeIncidence, { timeLabel, valueLabel = "Cumulative incidence", bands, ...figure }: CumulativeIncidenceFigure): string {
  const { curves, groups, causes } = estimate;
  const times = curves[0]?.atTimes.map(({ time }) => time) ?? [];
  if (times.length === 0) throw new StatisticRefusal("missing-column", "times", "The estimate has no numbers at risk.", "Estimate with { times: riskTimes(longest) }.");
  const named = (group: string, cause: string) => (groups.length === 1 ? codeWords("cause", cause) : causes.length === 1 ? codeWords("group", group) : `${codeWords("cause", cause)}, ${codeWords("group", group)}`);
  const [first] = causes;
  return stepFigureSvg({
    ...figure,
    method: estimate.method,
    notes: [...(figure.notes ?? []), ...(estimate.missing.rows > 0 ? [`${estimate.missing.rows} rows with something missing were left out.`] : []), ...estimate.warnings],
    timeLabel,
    valueLabel,
    axis: "proportion",
    curves: curves.map((curve) => ({
      name: named(curve.group, curve.cause),
      times: curve.times,
      values: curve.estimate,
      start: 0,
      until: groups.find(({ group }) => group === curve.group)?.longest ?? curve.times.at(-1) ?? 0,
      // Where the error is 0 the limits say nothing.
      band: (bands ?? curves.length <= 4) ? { lower: curve.lower, upper: curve.upper, from: Math.max(0, curve.standardError.findIndex((error) => error > 0)), end: curve.times.length } : null,
    })),
    riskTimes: times,
    riskTables: [
      { head: "At risk", rows: curves.filter(({ cause }) => cause === first).map(({ group, atTimes }) => ({ name: codeWords("group", group), counts: atTimes.map(({ atRisk }) => atRisk) })) },
      { head: "Events so far", rows: curves.map(({ group, cause, atTimes }) => ({ name: named(group, cause), counts: atTimes.map(({ eventsSoFar }) => eventsSoFar) })) },
    ],
  });
}
