/** Operating characteristics in words and columns; a simulated number never without its Monte Carlo error. */
import type { OperatingCharacteristics, TimedCharacteristics } from "@stroma/stats";
import type { ScenarioResult } from "./characterise.ts";
import { decimal, formatTable, percent } from "./text-table.ts";

export function formatResult({ scenario, characteristics, partial }: ScenarioResult): string {
  const { standardErrors: errors, truth } = characteristics;
  const total = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
  const percents = (values: readonly number[], spread: readonly number[] | undefined) => values.map((value, at) => percent(value) + plusMinus(spread?.[at], 100));
  const means = (values: readonly number[], spread: readonly number[] | undefined) => values.map((value, at) => decimal(value) + plusMinus(spread?.[at], 1));
  const rows = [
    ["dose level", ...truth.map((_, at) => String(at + 1)), "not reached", "none"],
    ["true rate", ...truth.map(percent)],
    ["recommended", ...percents(characteristics.selection, errors?.selection), percent(total(characteristics.notReached)) + plusMinus(errors === null ? undefined : rootSum(errors.notReached), 100), percent(characteristics.none) + plusMinus(errors?.none, 100)],
    ["participants", ...means(characteristics.n, errors?.n)],
    ["events", ...means(characteristics.events, errors?.events)],
    ["share of participants", ...percents(characteristics.allocation, errors?.allocation)],
  ];
  return [`Scenario ${JSON.stringify(scenario.name)}`, `${partial ? "PARTIAL, stopped by Ctrl-C. " : ""}${methodSentence(characteristics)}`, formatTable(rows), ...formatWhole(characteristics), ...formatTimes(characteristics)].join("\n");
}

function formatWhole(characteristics: OperatingCharacteristics): string[] {
  const { standardErrors: errors, totalN, totalEvents, target, stops, noneReasons } = characteristics;
  // The same rule as the library's: what was never or always met is not known without error.
  const shareError = (share: number): string => {
    const { trials } = characteristics;
    if (trials === null) return "";
    const rate = share <= 0 || share >= 1 ? (share * trials + 1) / (trials + 2) : share;
    return plusMinus(Math.sqrt((rate * (1 - rate)) / trials), 100);
  };
  const withError = (share: number): string => `${percent(share)}${shareError(share)}`;
  const lines = [
    `participants in all ${decimal(totalN.mean)}${plusMinus(errors?.totalN, 1)}, events in all ${decimal(totalEvents.mean)}${plusMinus(errors?.totalEvents, 1)}; stopped for safety ${percent(characteristics.safetyStop)}${plusMinus(errors?.safetyStop, 100)}`,
    `ends: ${stops.filter((stop) => stop.probability > 0).map((stop) => `${stop.why} ${withError(stop.probability)}`).join(", ")}`,
  ];
  if (target !== null) {
    const spread = errors?.target ?? null;
    const right = target.dose === 0 ? "none" : String(target.dose);
    lines.push(`right dose level ${right}${target.target === null ? "" : ` (target ${percent(target.target)})`}: participants above it ${percent(target.above)}${plusMinus(spread?.above, 100)}, at it ${percent(target.at)}${plusMinus(spread?.at, 100)}, below it ${percent(target.below)}${plusMinus(spread?.below, 100)}; recommended above ${withError(target.selectedAbove)}, below ${withError(target.selectedBelow)}`);
  }
  if (noneReasons.length > 0) lines.push(...noneReasons.filter((reason) => reason.probability > 0).map((reason) => `none, because: ${reason.why} ${withError(reason.probability)}`));
  return lines;
}

/** What the calendar adds; nothing where trials have no times. */
function formatTimes(characteristics: OperatingCharacteristics | TimedCharacteristics): string[] {
  if (!("duration" in characteristics)) return [];
  const { duration, suspended, waiting, turnedAway, backfilled, backfilledErrors } = characteristics;
  const days = ({ mean, standardError }: { readonly mean: number; readonly standardError: number }) => `${mean.toFixed(1)}${plusMinus(standardError, 1)}`;
  return [
    `in days: duration ${days(duration)}; no place open for somebody who came ${days(suspended)}; from arrival to treatment ${days(waiting)} on average`,
    ...(turnedAway.mean > 0 ? [`turned away ${days(turnedAway)}`] : []),
    ...(backfilled.some((mean) => mean > 0) ? [`backfilled by dose level: ${backfilled.map((mean, at) => decimal(mean) + plusMinus(backfilledErrors[at], 1)).join(", ")}`] : []),
  ];
}

/** Which method made the numbers; for simulated ones the largest error of a probability. */
export function methodSentence({ method, standardErrors }: OperatingCharacteristics): string {
  return standardErrors === null ? method : `${method} Behind ± stands the Monte Carlo standard error; of the probabilities of recommendation the largest is ${Number((standardErrors.largest * 100).toPrecision(2))} %.`;
}

/** An error has two figures, however small it is. */
export const plusMinus = (error: number | undefined, factor: number): string => (error === undefined ? "" : ` ±${error * factor >= 0.1 ? (error * factor).toFixed(2) : Number((error * factor).toPrecision(2))}`);

/** Of a sum of shares: at most this. */
const rootSum = (errors: readonly number[]): number => Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0));

/** Name, edition and sentence of a design: they stand above every output. */
export const nameDesign = ({ name, edition, variant }: { readonly name: string; readonly edition: string; readonly variant: string }): string => `${name} (edition ${edition})\n${variant}`;
