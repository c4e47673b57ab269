/** Rows as parametric survival regression reads them: logarithms of times. */
import type { NamedColumn } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import type { ReadParametric } from "./parametric-options.ts";

export interface ParametricData {
  readonly size: number;
  /** Logarithms: equal where exact; `to` infinite where censored; `from` -infinite where the event was at any time before. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly entry: Float64Array | null;
  readonly stratum: Int32Array;
  readonly strata: readonly string[];
  readonly weight: Float64Array | null;
  readonly offset: Float64Array | null;
  readonly covariates: readonly NamedColumn<"covariate">[];
  readonly events: number;
  readonly used: number;
  /** Weighted sum of log times of exact events: what the density of log times lacks. */
  readonly logTimes: number;
}

/** Throws StatisticRefusal `empty`, `no-events`, `out-of-range` (a time of 0), `start-not-before-end`. */
export function parametricData({ columns, size, rows }: ReadParametric): ParametricData {
  const { time, event, until, start, stratum, weight, offset, covariates } = columns;
  const path = (name: string, row: number): string => `${name}.${(rows[row] as number) + 1}`;
  const [from, to] = [new Float64Array(size), new Float64Array(size)];
  let [events, used, logTimes] = [0, 0, 0];
  for (let row = 0; row < size; row++) {
    const [begin, had] = [time[row] as number, event[row] === 1];
    const end = had ? (until?.[row] ?? begin) : Number.POSITIVE_INFINITY;
    if (had && end < begin) throw new StatisticRefusal("start-not-before-end", path("until", row), `The interval ends at ${end}, before its start at ${begin}.`, "Give an end at or after the time.");
    if (end === 0 || (!had && begin === 0)) throw new StatisticRefusal("out-of-range", path("time", row), "A time of 0 has no place in a distribution of times above 0.", "Take the row out, or give the time more finely.");
    if (start !== null && !((start[row] as number) < (had && end > begin ? Math.max(begin, Number.MIN_VALUE) : begin)) && (start[row] as number) !== 0 && !(had && end > begin && start[row] === begin)) throw new StatisticRefusal("start-not-before-end", path("start", row), `Observation starts at ${start[row]}, and the time is ${begin}.`, "Give a start before the time.");
    from[row] = Math.log(begin);
    to[row] = end === Number.POSITIVE_INFINITY ? end : Math.log(end);
    const share = weight?.[row] ?? 1;
    if (share === 0) continue;
    used += 1;
    if (had) events += 1;
    if (from[row] === to[row]) logTimes += share * (from[row] as number);
  }
  if (used === 0) throw new StatisticRefusal("empty", "time", "No row is left.", "Give rows without missing values and with weights above 0.");
  if (events === 0) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with it.");
  const strata = stratum === null ? [""] : categoriesOf(stratum);
  const codes = new Map(strata.map((name, at) => [name, at]));
  return {
    size, from, to, entry: start === null ? null : start.map((one) => Math.log(one)), stratum: stratum === null ? new Int32Array(size) : Int32Array.from(stratum, (name) => codes.get(name) as number), strata,
    weight, offset, covariates: covariates ?? [], events, used, logTimes,
  };
}
