/** `stroma survival curves`: survival of groups, at times and in sums, with the test between them. */
import { type CurveColumns, type KaplanMeier, type LogRank, type RestrictedMeans, compareRestrictedMeans, estimateKaplanMeier, kaplanMeierSvg, rScriptFor, testLogRank } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";
import { type OrReason, orReason } from "../survival/or-reason.ts";
import { groupName, pWords, part, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, eventColumn, optional, tableOf, tableTimes } from "../survival/survival-input.ts";

export interface SurvivalCurveWords extends SurvivalWords {
  readonly time: string;
  readonly event: string;
  readonly start?: string;
  readonly group?: string;
  readonly stratum?: string;
  readonly weight?: string;
  readonly times?: readonly number[];
  readonly every?: number;
  readonly interval: "log" | "plain" | "log-log" | "logit" | "arcsine";
  readonly rho: number;
  readonly gamma: number;
  readonly restrictAt?: number;
}

export function survivalCurves(words: SurvivalCurveWords): Outcome {
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  const base = { time: cellsIn(table, words.time, "amount"), event: eventColumn(table, words.event), ...optional(table, { start: [words.start, "amount"], group: [words.group, "text"], weight: [words.weight, "amount"] }) };
  const strata = optional(table, { stratum: [words.stratum, "text"] });
  if (words.stratum !== undefined && words.group === undefined) throw new CommandRefusal("options-conflict", "Strata are for the test between groups, and there are none.", "give --group, or leave --stratum out.", 2);
  // The methods hold each value against its column's kind.
  const columns = base as unknown as CurveColumns;
  const times = tableTimes(words, base.time);
  const curveOptions = { times, interval: words.interval, level: words.level, ...(words.restrictAt === undefined ? {} : { restrictAt: words.restrictAt }) };
  const curves = refusing(() => estimateKaplanMeier(columns, curveOptions));
  const several = curves.curves.length > 1;
  const testOptions = { rho: words.rho, gamma: words.gamma, level: words.level };
  const tested = several ? orReason(() => testLogRank({ ...columns, ...strata } as Parameters<typeof testLogRank>[0], testOptions)) : null;
  const meanOptions = { level: words.level, ...(words.restrictAt === undefined ? {} : { restrictAt: words.restrictAt }) };
  const means = orReason(() => compareRestrictedMeans(columns, meanOptions));
  if (words.plot !== undefined) writeWhole(words.plot, refusing(() => kaplanMeierSvg(curves, { title: words.title ?? "Survival", timeLabel: `Time (${words.unit})`, events: true })));
  if (words.rScript !== undefined) {
    const also = [...(tested?.result == null ? [] : [{ method: "log-rank", options: testOptions }]), ...(means.result === null ? [] : [{ method: "restricted-mean-survival", options: meanOptions }])];
    writeWhole(words.rScript, refusing(() => rScriptFor("kaplan-meier", { columns: { ...columns, ...strata }, options: curveOptions }, { plot: true, also })));
  }
  const written = [words.plot, words.rScript].filter((file) => file !== undefined);
  return { exitCode: 0, json: { curves, test: tested, restrictedMeans: means }, text: [...sayCurves(curves, words), ...sayTest(tested, words.group), ...sayMeans(means, words), ...(written.length > 0 ? ["", `Written: ${written.join(", ")}.`] : [])].join("\n") };
}

function sayCurves({ method, curves, missing, warnings }: KaplanMeier, { unit, level, group: column }: SurvivalCurveWords): string[] {
  const name = (group: string) => groupName(group, column);
  return [
    method,
    ...(missing.rows > 0 ? [`${missing.rows} rows with something missing were left out (${Object.entries(missing.byColumn).map(([key, count]) => `${key}: ${count}`).join(", ")}).`] : []),
    ...warnings,
    "",
    formatTable([["group", "rows", "events", `median (${unit})`, `(${Number((level * 100).toPrecision(6))} % interval)`], ...curves.map(({ group, rows, eventTotal, median }) => [name(group), String(rows), short(eventTotal), short(median.time), median.time === null ? (median.reason ?? "-") : `(${short(median.lower)} to ${median.upper === null ? "not reached" : short(median.upper)})`])]),
    "",
    formatTable([[`time (${unit})`, ...curves.flatMap(({ group }) => [name(group), "at risk"])], ...(curves[0]?.atTimes ?? []).map(({ time }, at) => [short(time), ...curves.flatMap(({ atTimes }) => [withLimits(atTimes[at]?.survival ?? null, atTimes[at]?.lower, atTimes[at]?.upper, part), short(atTimes[at]?.atRisk)])])]),
  ];
}

function sayTest(tested: OrReason<LogRank> | null, column: string | undefined): string[] {
  if (tested === null) return [];
  if (tested.result === null) return ["", `No test between the groups: ${tested.reason}`];
  const { method, groups, test, peto } = tested.result;
  return ["", method, formatTable([["group", "events", "expected"], ...groups.map(({ group, observed, expected }) => [groupName(group, column), short(observed), short(expected)])]), `Chi-square ${short(test.statistic)} with ${test.degreesOfFreedom} degree${test.degreesOfFreedom === 1 ? "" : "s"} of freedom, ${pWords(test.pValue)}.${peto === null ? "" : ` Hazard ratio by Peto's method, ${groupName(groups[1]?.group ?? "", column)} against ${groupName(groups[0]?.group ?? "", column)}: ${withLimits(peto.hazardRatio, peto.lower, peto.upper)}.`}`];
}

function sayMeans(means: OrReason<RestrictedMeans>, { unit, group: column }: SurvivalCurveWords): string[] {
  if (means.result === null) return ["", `No restricted means: ${means.reason}`];
  const { method, upTo, groups, comparisons, warnings } = means.result;
  return [
    "",
    method,
    ...warnings,
    formatTable([["group", `mean up to ${short(upTo)} (${unit})`, "time lost"], ...groups.map(({ group, restrictedMean: mean, timeLost: lost }) => [groupName(group, column), withLimits(mean.estimate, mean.lower, mean.upper), withLimits(lost.estimate, lost.lower, lost.upper)])]),
    ...comparisons.map(({ group, reference, difference, ratio, reason }) => (difference === null || ratio === null ? `${groupName(group, column)} against ${groupName(reference, column)}: ${reason ?? "cannot be told"}` : `${groupName(group, column)} less ${groupName(reference, column)}: ${withLimits(difference.estimate, difference.lower, difference.upper)} ${unit}, ${pWords(difference.test.pValue)}; ratio ${withLimits(ratio.estimate, ratio.lower, ratio.upper)}.`)),
  ];
}
