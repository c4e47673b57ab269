import type { GivenColumns } from "../form/columns.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { summariseSurvival } from "./summarise-survival.ts";
import type { curveColumns } from "./survival-options.ts";
import type { SurvivalSummary } from "./survival-summary.ts";

export type CurveColumns = GivenColumns<typeof curveColumns>;

/** The summary for a method that knows no strata: a column of them is refused, not left unused. */
export function summariseCurves(columns: CurveColumns): SurvivalSummary {
  if (typeof columns === "object" && columns !== null && "stratum" in columns) throw new StatisticRefusal("unknown-column", "stratum", "There is no such column here.", "Take it out, or give strata as groups.");
  return summariseSurvival(columns);
}
