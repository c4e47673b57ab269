/** `stroma survival recurrent`: the mean number of events over time, groups compared, ratios of rates where asked for. */
import { type MeanFunctionColumns, type MeanFunctions, type RecurrentCoxColumns, compareMeanFunctions, estimateMeanFunction, fitAndersenGill, meanFunctionSvg, rScriptFor } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { type OrReason, orReason } from "../survival/or-reason.ts";
import { sayCoefficients, sayMissing, sayWritten } from "../survival/say-coefficients.ts";
import { pWords, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, eventColumn, groupIn, optional, tableOf, tableTimes } from "../survival/survival-input.ts";

export interface SurvivalRecurrentWords extends SurvivalWords {
  readonly participant: string;
  readonly time: string;
  readonly event: string;
  readonly start?: string;
  readonly group?: string;
  readonly death?: string;
  readonly times?: readonly number[];
  readonly every?: number;
  readonly covariates?: string;
}

export function survivalRecurrent(words: SurvivalRecurrentWords): Outcome {
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  const history = { participant: cellsIn(table, words.participant, "text"), time: cellsIn(table, words.time, "amount"), event: eventColumn(table, words.event), ...optional(table, { start: [words.start, "amount"] }) };
  // The methods hold each value against its column's kind.
  const columns = { ...history, ...optional(table, { group: [words.group, "text"], death: [words.death, "flag"] }) } as unknown as MeanFunctionColumns;
  const terminal = words.death === undefined ? {} : ({ terminal: "ghosh-lin" } as const);
  const options = { times: tableTimes(words, history.time), level: words.level, ...terminal };
  const means = refusing(() => estimateMeanFunction(columns, options));
  const compared = means.groups.length > 1 ? orReason(() => compareMeanFunctions(columns, { level: words.level, ...terminal })) : null;
  const regression = words.covariates === undefined ? null : orReason(() => fitAndersenGill({ ...history, covariates: groupIn(table, words.covariates ?? "", "covariate") } as unknown as RecurrentCoxColumns, { level: words.level }));
  if (words.plot !== undefined) writeWhole(words.plot, refusing(() => meanFunctionSvg(means, { title: words.title ?? "Mean number of events", timeLabel: `Time (${words.unit})` })));
  if (words.rScript !== undefined) writeWhole(words.rScript, refusing(() => rScriptFor("mean-cumulative-function", { columns, options }, { plot: true, also: compared?.result == null ? [] : [{ method: "mean-function-comparison", options: { level: words.level, ...terminal } }] })));
  const text = [...sayMeans(means, words.unit), ...sayCompared(compared), ...sayRegression(regression), ...sayWritten(words.plot, words.rScript)].join("\n");
  return { exitCode: 0, json: { means, comparison: compared, regression }, text };
}

function sayMeans({ method, groups, missing, warnings }: MeanFunctions, unit: string): string[] {
  const name = (which: string) => (which === "all" ? "everybody" : which);
  return [
    method,
    ...sayMissing(missing),
    ...warnings,
    "",
    formatTable([["group", "participants", "events", "deaths", `longest (${unit})`], ...groups.map(({ group: which, participants, events, deaths, longest }) => [name(which), String(participants), String(events), String(deaths), short(longest)])]),
    "",
    formatTable([["group", `time (${unit})`, "at risk", "mean number"], ...groups.flatMap((one) => one.atTimes.map(({ time, atRisk, mean, lower, upper }) => [name(one.group), short(time), short(atRisk), withLimits(mean, lower, upper)]))]),
  ];
}

function sayCompared(compared: OrReason<ReturnType<typeof compareMeanFunctions>> | null): string[] {
  if (compared === null) return [];
  if (compared.result === null) return ["", `The groups cannot be compared: ${compared.reason}`];
  const { method, test, differences, warnings } = compared.result;
  return [
    "",
    method,
    ...warnings,
    ...(test === null ? [] : [`Chi-square ${short(test.statistic)} with ${test.degreesOfFreedom} degree${test.degreesOfFreedom === 1 ? "" : "s"} of freedom, ${pWords(test.pValue)}.`]),
    ...differences.map(({ group: which, reference, time, estimate, lower, upper, pValue, reason }) => (estimate === null ? `${which} less ${reference} at ${short(time)}: ${reason ?? "cannot be told"}` : `${which} less ${reference} at ${short(time)}: ${withLimits(estimate, lower, upper)}, ${pWords(pValue)}.`)),
  ];
}

const sayRegression = (regression: OrReason<ReturnType<typeof fitAndersenGill>> | null): string[] => (regression === null ? [] : regression.result === null ? ["", `Regression of the rate: ${regression.reason}`] : ["", regression.result.method, ...regression.result.warnings, ...sayCoefficients(regression.result.coefficients, "rate ratio", regression.result.references)]);
