/** How long a group was followed: the reverse Kaplan-Meier estimate. */
import { normalQuantile } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { curveQuantiles, type TimeQuantile } from "./curve-quantile.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type CurveColumns, summariseCurves } from "./summarise-curves.ts";
import { type SurvivalSteps, survivalSteps } from "./survival-curve.ts";
import { groupCells, levelWords, sumOf, tieWords } from "./survival-groups.ts";
import { limitWords } from "./survival-limits.ts";
import { followUpOptions } from "./survival-options.ts";
import type { SurvivalCell, SurvivalSummary } from "./survival-summary.ts";
import { withEventsFirst } from "./with-events-first.ts";

export interface FollowUpGroup {
  readonly group: string;
  readonly rows: number;
  readonly censoredTotal: number;
  readonly median: TimeQuantile;
  readonly quantiles: readonly TimeQuantile[];
  readonly longest: number;
}
export interface FollowUpTime extends ResultForm {
  readonly groups: readonly FollowUpGroup[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export type FollowUpOptions = GivenOptions<typeof followUpOptions>;
type Choices = ReadOptions<typeof followUpOptions>;

/**
 * Quantiles of potential follow-up, had nobody had the event: a Kaplan-Meier curve in which being censored is the event, and the event
 * censors. `ties: "swapped"` takes those with an event at a time as still at risk of being censored at it, as a plain exchange of
 * the two does in R; `"events-first"` as gone by then, as `prodlim(reverse = TRUE)`.
 *
 * Throws StatisticRefusal as `estimateKaplanMeier` does. Where nobody was censored, quantiles are null with their reason.
 *
 * Source: Schemper and Smith 1996, Control Clin Trials 17:343, doi 10.1016/0197-2456(96)00075-X (recalled).
 * R: `survfit(Surv(time, event == 0) ~ group)`, to 1e-12.
 *
 * @example estimateFollowUp({ time: [2, 5, 8], event: [1, 0, 0] }).groups[0]?.median.time // 6.5
 */
export function estimateFollowUp(columns: CurveColumns, options: FollowUpOptions = {}): FollowUpTime {
  const choices = readOptions(followUpOptions, options);
  return followUpOf(summariseCurves(columns), choices);
}

/** The same from a summary, of one data set or of several merged; strata are added up. */
export function followUpOfSummary(summary: SurvivalSummary, options: FollowUpOptions = {}): FollowUpTime {
  return followUpOf(readSurvivalSummary(summary), readOptions(followUpOptions, options));
}

function followUpOf(summary: SurvivalSummary, choices: Choices): FollowUpTime {
  const { interval, quantiles, level, ties, timeTolerance } = choices;
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  const groups = groupCells(summary, choices).map((cell): FollowUpGroup => {
    const steps: SurvivalSteps = survivalSteps(ties === "swapped" ? swapped(cell) : withEventsFirst(cell), interval, "greenwood", z);
    const [median, ...told] = curveQuantiles(steps, [0.5, ...(quantiles ?? [0.25, 0.5, 0.75])]).map(named);
    return { group: cell.group, rows: cell.rows, censoredTotal: sumOf(cell.censored), median: median as TimeQuantile, quantiles: told, longest: cell.times.at(-1) ?? 0 };
  });
  return resultOf({
    method: `Follow-up by the reverse Kaplan-Meier estimate${ties === "swapped" ? "" : ", events before censoring at ties"}; ${levelWords(level)} Brookmeyer-Crowley intervals ${limitWords[interval]}.${tieWords(timeTolerance)}`,
    groups,
    level,
    missing: summary.missing,
    warnings: groups.filter(({ censoredTotal }) => censoredTotal === 0).map(({ group }) => `${group === "all" ? "" : `Group ${group}: `}Nobody was censored; how long follow-up would have been cannot be told.`),
  });
}

const swapped = (cell: SurvivalCell): SurvivalCell => ({ ...cell, events: cell.censored, censored: cell.events, eventRows: null });
const named = (quantile: TimeQuantile): TimeQuantile => ({ ...quantile, reason: quantile.reason?.replace("Survival", "The curve of follow-up") ?? null });
