/** Nelson-Aalen curves of the cumulative hazard. */
import { normalQuantile } from "../distributions/normal.ts";
import type { MissingRows } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { type RiskAtTime, riskAtTimes } from "./curve-at-times.ts";
import { leftAt, riskTable } from "./risk-table.ts";
import { readSurvivalSummary } from "./read-survival-summary.ts";
import { type CurveColumns, summariseCurves } from "./summarise-curves.ts";
import { groupCells, levelWords, sumOf, tieWords } from "./survival-groups.ts";
import { nelsonAalenOptions } from "./survival-options.ts";
import type { SurvivalCell, SurvivalSummary } from "./survival-summary.ts";

export interface HazardAtTime extends Omit<RiskAtTime, "step" | "beyond"> {
  /** `null` after the last time of the group; `reason` says so. */
  readonly cumulativeHazard: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface HazardCurve {
  readonly group: string;
  readonly rows: number;
  readonly eventTotal: number;
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  readonly cumulativeHazard: Float64Array;
  readonly standardError: Float64Array;
  /** 0 and 0 before the first event. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly atTimes: readonly HazardAtTime[];
}
export interface NelsonAalen extends ResultForm {
  readonly curves: readonly HazardCurve[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}
export type NelsonAalenOptions = GivenOptions<typeof nelsonAalenOptions>;
type Choices = ReadOptions<typeof nelsonAalenOptions>;

/**
 * The cumulative hazard of each group: the sum of d/n over the times with events (`ties: "nelson-aalen"`), or of
 * 1/n + … + 1/(n - d + 1) (`"fleming-harrington"`: tied events as if one after the other; with weights each takes the mean weight of
 * the tied). Variance: the sum of d/n² (`poisson`), of d (n - d)/n³ (`binomial`), or of the squares of the terms.
 * At risk, late entry, weights and ties of times as in `estimateKaplanMeier`.
 *
 * Throws StatisticRefusal `empty`, `start-not-before-end`, `options-conflict` (binomial variance with Fleming and Harrington's ties),
 * `unknown-choice`, and as `readRows` and `readOptions` do.
 *
 * Sources: Nelson 1972, Technometrics 14:945, doi 10.1080/00401706.1972.10488991; Aalen 1978, Ann Stat 6:701,
 * doi 10.1214/aos/1176344247; Klein 1991, Scand J Stat 18:333; Fleming and Harrington 1984, Commun Stat Theory Methods 13:2469,
 * doi 10.1080/03610928408828837 (all recalled). R: `survfit(…, ctype = 1 or 2)$cumhaz` and `$std.chaz`, to 1e-12.
 *
 * @example estimateNelsonAalen({ time: [1, 2, 2], event: [1, 1, 0] }).curves[0]?.cumulativeHazard // 1/3, 1/3 + 1/2
 */
export function estimateNelsonAalen(columns: CurveColumns, options: NelsonAalenOptions = {}): NelsonAalen {
  const choices = readOptions(nelsonAalenOptions, options);
  return curvesOf(summariseCurves(columns), choices);
}

/** The same from a summary, of one data set or of several merged; strata are added up. */
export function nelsonAalenOfSummary(summary: SurvivalSummary, options: NelsonAalenOptions = {}): NelsonAalen {
  return curvesOf(readSurvivalSummary(summary), readOptions(nelsonAalenOptions, options));
}

function curvesOf(summary: SurvivalSummary, choices: Choices): NelsonAalen {
  const { ties, variance, interval, level, timeTolerance } = choices;
  if (ties === "fleming-harrington" && variance === "binomial") throw new StatisticRefusal("options-conflict", "variance", "The binomial variance is of d / n, not of Fleming and Harrington's sum.", "Take the poisson variance, or ties as nelson-aalen.");
  const curves = groupCells(summary, choices).map((cell) => curveOf(cell, choices));
  return resultOf({
    method: `${ties === "nelson-aalen" ? "Nelson-Aalen" : "Fleming-Harrington"} estimate of the cumulative hazard${summary.weighted ? ", rows weighted as counts" : ""}, ${variance} variance, ${levelWords(level)} pointwise intervals on the ${interval} scale.${tieWords(timeTolerance)}`,
    curves,
    level,
    missing: summary.missing,
    warnings: curves.filter((curve) => curve.eventTotal === 0).map(({ group }) => `${group === "all" ? "" : `Group ${group}: `}Nobody had the event; the cumulative hazard is 0 throughout.`),
  });
}

function curveOf(cell: SurvivalCell, { ties, variance, interval, times, level }: Choices): HazardCurve {
  const table = riskTable(cell);
  const size = table.times.length;
  const [cumulativeHazard, standardError, lower, upper] = [new Float64Array(size), new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const z = normalQuantile((1 - level) / 2, { tail: "upper" });
  let [hazard, sum] = [0, 0];
  for (let at = 0; at < size; at++) {
    const [had, n, left] = [table.events[at] as number, table.atRisk[at] as number, leftAt(table, at)];
    if (had > 0 && ties === "nelson-aalen") {
      hazard += had / n;
      sum += variance === "poisson" ? had / (n * n) : (had * left) / (n * n * n);
    } else if (had > 0) {
      const count = table.eventRows?.[at] ?? had;
      const each = had / count;
      for (let one = 0; one < count; one++) {
        const still = left + each * (count - one);
        hazard += each / still;
        sum += each / (still * still);
      }
    }
    const error = Math.sqrt(sum);
    cumulativeHazard[at] = hazard;
    standardError[at] = error;
    if (hazard === 0) continue;
    const reach = interval === "log" ? Math.exp((z * error) / hazard) : z * error;
    lower[at] = interval === "log" ? hazard / reach : Math.max(0, hazard - reach);
    upper[at] = interval === "log" ? hazard * reach : hazard + reach;
  }
  const atTimes = riskAtTimes(cell, table, times ?? []).map(({ step, beyond, ...counts }): HazardAtTime => {
    if (beyond) return { ...counts, cumulativeHazard: null, standardError: null, lower: null, upper: null, reason: `The curve is not known after ${String(table.times.at(-1))}.` };
    const told = (values: Float64Array): number => (step === null ? 0 : (values[step] ?? 0));
    return { ...counts, cumulativeHazard: told(cumulativeHazard), standardError: told(standardError), lower: told(lower), upper: told(upper), reason: null };
  });
  return { group: cell.group, rows: cell.rows, eventTotal: sumOf(table.events), times: table.times, atRisk: table.atRisk, events: table.events, censored: table.censored, cumulativeHazard, standardError, lower, upper, atTimes };
}
