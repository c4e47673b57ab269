/** `stroma survival incidence`: cumulative incidence of competing events, Gray's test, ratios of Fine and Gray where asked for. */
import { type CompetingRisksColumns, type CumulativeIncidence, type CumulativeIncidenceColumns, type FineGrayColumns, type GrayTest, cumulativeIncidenceSvg, estimateCumulativeIncidence, fitFineGray, rScriptFor, testGray } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { type OrReason, orReason } from "../survival/or-reason.ts";
import { sayCoefficients, sayMissing, sayWritten } from "../survival/say-coefficients.ts";
import { groupName, pWords, part, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, groupIn, optional, tableOf, tableTimes } from "../survival/survival-input.ts";

export interface SurvivalIncidenceWords extends SurvivalWords {
  readonly time: string;
  readonly cause: string;
  readonly censored?: string;
  readonly start?: string;
  readonly group?: string;
  readonly weight?: string;
  readonly times?: readonly number[];
  readonly every?: number;
  readonly variance: "greenwood" | "aalen" | "infinitesimal-jackknife";
  readonly interval: "log" | "plain" | "log-log" | "logit" | "arcsine";
  readonly covariates?: string;
}

export function survivalIncidence(words: SurvivalIncidenceWords): Outcome {
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  const base = { time: cellsIn(table, words.time, "amount"), cause: cellsIn(table, words.cause, "text") };
  // The methods hold each value against its column's kind.
  const columns = { ...base, ...optional(table, { start: [words.start, "amount"], group: [words.group, "text"], weight: [words.weight, "amount"] }) } as unknown as CumulativeIncidenceColumns;
  const censored = words.censored === undefined ? {} : { censored: words.censored };
  const options = { times: tableTimes(words, base.time), variance: words.variance, interval: words.interval, level: words.level, ...censored };
  const incidence = refusing(() => estimateCumulativeIncidence(columns, options));
  const tested = incidence.groups.length > 1 ? orReason(() => testGray(columns as CompetingRisksColumns, censored)) : null;
  const regression = words.covariates === undefined ? null : regressionsOf(incidence.causes, { ...base, covariates: groupIn(table, words.covariates, "covariate"), ...optional(table, { start: [words.start, "amount"], weight: [words.weight, "amount"] }) } as unknown as FineGrayColumns, { level: words.level, ...censored });
  if (words.plot !== undefined) writeWhole(words.plot, refusing(() => cumulativeIncidenceSvg(incidence, { title: words.title ?? "Cumulative incidence", timeLabel: `Time (${words.unit})` })));
  if (words.rScript !== undefined) writeWhole(words.rScript, refusing(() => rScriptFor("cumulative-incidence", { columns, options }, { plot: true, also: tested?.result == null ? [] : [{ method: "gray-test", options: censored }] })));
  const text = [...sayIncidence(incidence, words), ...sayGray(tested), ...(regression ?? []).flatMap(sayRegression), ...sayWritten(words.plot, words.rScript)].join("\n");
  return { exitCode: 0, json: { incidence, test: tested, regressions: regression }, text };
}

interface CauseRegression {
  readonly cause: string;
  readonly fit: OrReason<ReturnType<typeof fitFineGray>>;
}
const regressionsOf = (causes: readonly string[], columns: FineGrayColumns, options: object): CauseRegression[] => causes.map((cause) => ({ cause, fit: orReason(() => fitFineGray(columns, { ...options, event: cause })) }));

function sayIncidence({ method, groups, curves, missing, warnings }: CumulativeIncidence, { unit, group: column, cause: causeColumn }: SurvivalIncidenceWords): string[] {
  const name = (which: string) => groupName(which, column);
  return [
    method,
    ...sayMissing(missing),
    ...warnings,
    "",
    formatTable([["group", "rows", "censored", `longest (${unit})`], ...groups.map(({ group: which, rows, censoredTotal, longest }) => [name(which), String(rows), short(censoredTotal), short(longest)])]),
    "",
    formatTable([
      ["cause", "group", `time (${unit})`, "at risk", "events so far", "incidence"],
      ...curves.flatMap((curve) => curve.atTimes.map(({ time, atRisk, eventsSoFar, estimate, lower, upper }) => [groupName(curve.cause, causeColumn), name(curve.group), short(time), short(atRisk), short(eventsSoFar), withLimits(estimate, lower, upper, part)])),
    ]),
  ];
}

function sayGray(tested: OrReason<GrayTest> | null): string[] {
  if (tested === null) return [];
  if (tested.result === null) return ["", `No test between the groups: ${tested.reason}`];
  return ["", tested.result.method, formatTable([["cause", "events", "chi-square", "df", "p"], ...tested.result.causes.map(({ cause, eventTotal, test, reason }) => (test === null ? [cause, short(eventTotal), reason ?? "-", "", ""] : [cause, short(eventTotal), short(test.statistic), String(test.degreesOfFreedom), pWords(test.pValue).replace(/^p (?:= )?/u, "")]))])];
}

const sayRegression = ({ cause, fit }: CauseRegression): string[] => (fit.result === null ? ["", `Regression of cause ${cause}: ${fit.reason}`] : ["", fit.result.method, ...fit.result.warnings, ...sayCoefficients(fit.result.coefficients, `${cause}: subdistribution hazard ratio`, fit.result.references)]);
