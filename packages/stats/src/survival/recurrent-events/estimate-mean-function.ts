/** The mean cumulative function of events that may recur. */
import { normalQuantile } from "../../distributions/normal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { percent, tailArea } from "../../proportions/limits.ts";
import type { MeanFunctionColumns } from "./history-columns.ts";
import { type MeanFunctionSteps, meanFunctionSteps } from "./mean-function-core.ts";
import { type MeanFunctionOptions, meanFunctionOptions } from "./mean-function-options.ts";
import { longestOf, readHistories } from "./read-histories.ts";

export interface MeanAtTime {
  readonly time: number;
  /** Under observation just before the time, by weight. */
  readonly atRisk: number;
  /** `null` beyond the last time under observation. */
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}
export interface MeanFunction {
  readonly group: string;
  readonly participants: number;
  readonly events: number;
  readonly deaths: number;
  /** The last time under observation. */
  readonly longest: number;
  /** Distinct times of events, rising, with Ghosh and Lin's mean also those of deaths; the lists beneath have one number for each. */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly eventsAt: Float64Array;
  readonly mean: Float64Array;
  /** `null`, as the limits, where `whyNoError` says so. */
  readonly standardError: Float64Array | null;
  readonly lower: Float64Array | null;
  readonly upper: Float64Array | null;
  readonly whyNoError: string | null;
  readonly atTimes: readonly MeanAtTime[];
}
export interface MeanFunctions extends ResultForm {
  readonly groups: readonly MeanFunction[];
  readonly level: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/** Also of the difference from such a group. */
export const onePerson = "One participant tells no variance between participants: there is no robust standard error.";

/**
 * Mean number of events of a participant up to each time: the sum over times of events per participant under observation (Nelson
 * and Aalen's estimate for recurrent events), with its standard error.
 *
 * Columns: participant, time, event and, where wanted, start, group, weight, death: see `history-columns`. `robust` variance (default)
 * assumes only that participants are independent and that observation ends for reasons that tell nothing of events; `poisson`
 * assumes a Poisson process. With `terminal: "ghosh-lin"` the mean is over everybody, after death no event adds to it: the sum of
 * S(s-) dN/Y, S the Kaplan-Meier curve of death, with the variance of Ghosh and Lin.
 *
 * Throws StatisticRefusal `empty`, `start-not-before-end`, `overlapping-intervals`, `event-after-end`, `missing-column` (Ghosh and Lin
 * without deaths), `options-conflict`, `unknown-choice`, and as `readRows` and `readOptions` do. A group without events has empty lists; one of a single
 * participant has no robust standard error (`null`, with `whyNoError`).
 *
 * Sources: Lawless and Nadeau 1995, doi 10.1080/00401706.1995.10484300; Ghosh and Lin 2000, doi 10.1111/j.0006-341X.2000.00554.x
 * (recalled). R: `survfit(Surv(start, stop, event) ~ group, id = id)`, its cumhaz and std.chaz, to 1e-10; `mets::recurrentMarginal`.
 *
 * @example estimateMeanFunction({ participant: ["a", "a", "b"], time: [2, 5, 4], event: [1, 0, 0] }).groups[0]?.mean // 0.5
 */
export function estimateMeanFunction(columns: MeanFunctionColumns, options: MeanFunctionOptions = {}): MeanFunctions {
  const choices = readOptions(meanFunctionOptions, options);
  const { histories, groups, weights, hasDeaths, missing, warnings } = readHistories(columns, choices.order);
  const terminal = choices.terminal === "ghosh-lin";
  if (terminal && !hasDeaths) throw new StatisticRefusal("missing-column", "death", "Without deaths there is no mean over the dead and the living.", 'Give the column death, or take { terminal: "censoring" }.');
  if (terminal && choices.variance === "poisson") throw new StatisticRefusal("options-conflict", "variance", "With deaths that end the events there is no Poisson variance.", 'Take { variance: "robust" }.');
  const made = groups.map(({ group, people }): MeanFunction => {
    const steps = meanFunctionSteps(histories, people, weights, terminal);
    const limits = people.length === 1 && choices.variance === "robust" ? { standardError: null, lower: null, upper: null, whyNoError: onePerson } : { ...limitsOf(steps, choices), whyNoError: null };
    const own = { group, participants: people.length, events: 0, deaths: 0, longest: longestOf(histories, people) };
    for (const person of people) {
      own.deaths += histories.died[person] as number;
      for (let at = histories.bounds[person] as number; at < (histories.bounds[person + 1] as number); at++) own.events += histories.events[at] as number;
    }
    return {
      ...own, times: steps.times, atRisk: steps.atRisk, eventsAt: steps.events, mean: steps.mean, ...limits,
      atTimes: (choices.times ?? []).map((time): MeanAtTime => {
        const atRisk = riskAt(histories, people, weights, time);
        if (time > own.longest) return { time, atRisk, mean: null, standardError: null, lower: null, upper: null, reason: `Nobody is under observation after ${own.longest}.` };
        const at = lastUpTo(steps.times, time);
        if (limits.standardError === null) return { time, atRisk, mean: at < 0 ? 0 : (steps.mean[at] as number), standardError: null, lower: null, upper: null, reason: limits.whyNoError };
        const zero = { time, atRisk, mean: 0, standardError: 0, lower: 0, upper: 0, reason: null };
        return at < 0 ? zero : { ...zero, mean: steps.mean[at] as number, standardError: limits.standardError[at] as number, lower: limits.lower[at] as number, upper: limits.upper[at] as number };
      }),
    };
  });
  return resultOf({
    method: `Mean cumulative function of recurrent events (${terminal ? "Ghosh and Lin, death ending all events" : "Nelson and Aalen"}), with ${choices.variance === "robust" ? "the robust variance over participants" : "the variance of a Poisson process"} and pointwise ${percent(choices.level)} intervals on the ${choices.interval === "log" ? "log" : "plain"} scale.`,
    groups: made, level: choices.level, missing,
    warnings: [...warnings, ...made.filter(({ whyNoError }) => whyNoError !== null).map(({ group, whyNoError }) => `${group === "all" ? "" : `Group ${group}: `}${whyNoError ?? ""}`), ...(hasDeaths && !terminal ? ["Deaths are taken as the end of observation: the mean is that of a population in which nobody dies."] : [])],
  });
}

function limitsOf({ mean, robustVariance, poissonVariance }: MeanFunctionSteps, { variance, interval, level }: ReadOptions<typeof meanFunctionOptions>) {
  const z = normalQuantile(tailArea(level), { tail: "upper" });
  const standardError = (variance === "robust" ? robustVariance : poissonVariance).map(Math.sqrt);
  const [lower, upper] = [new Float64Array(mean.length), new Float64Array(mean.length)];
  for (let at = 0; at < mean.length; at++) {
    const [value, error] = [mean[at] as number, standardError[at] as number];
    // Before the first event of a participant the mean is 0 (Ghosh and Lin: deaths first), and so are its limits.
    const reach = value > 0 ? Math.exp((z * error) / value) : 1;
    lower[at] = interval === "log" ? value / reach : Math.max(0, value - z * error);
    upper[at] = interval === "log" ? value * reach : value + z * error;
  }
  return { standardError, lower, upper };
}

/** The last place with a time up to the given; -1 before the first. */
export function lastUpTo(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function riskAt({ bounds, start, stop }: { readonly bounds: Int32Array; readonly start: Float64Array; readonly stop: Float64Array }, people: readonly number[], weights: readonly number[] | null, time: number): number {
  let risk = 0;
  for (const person of people) for (let at = bounds[person] as number; at < (bounds[person + 1] as number); at++) {
    // At time 0 those are told who start there.
    if (((start[at] as number) < time || (time === 0 && start[at] === 0)) && time <= (stop[at] as number)) {
      risk += weights?.[person] ?? 1;
      break;
    }
  }
  return risk;
}
