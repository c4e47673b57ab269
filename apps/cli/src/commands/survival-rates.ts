/** `stroma survival rates`: events per time under observation, by group, and compared. */
import { type IncidenceColumns, type IncidenceComparisonOptions, type IncidenceComparisons, type RateInterval, compareIncidence, estimateIncidence, rScriptFor } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { type OrReason, orReason } from "../survival/or-reason.ts";
import { sayMissing, sayWritten } from "../survival/say-coefficients.ts";
import { pWords, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, optional, tableOf } from "../survival/survival-input.ts";

export interface SurvivalRateWords extends SurvivalWords {
  readonly time: string;
  readonly events: string;
  readonly group?: string;
  readonly participant?: string;
  readonly per: number;
  readonly interval: RateInterval;
}

/** How the comparison goes with the kind of interval that was chosen for rates. */
const comparison: Readonly<Record<RateInterval, Pick<IncidenceComparisonOptions, "ratioInterval" | "differenceInterval">>> = {
  "exact": { ratioInterval: "exact", differenceInterval: "score" },
  "mid-p": { ratioInterval: "mid-p", differenceInterval: "score" },
  "log": { ratioInterval: "log", differenceInterval: "score" },
  "wald": { ratioInterval: "log", differenceInterval: "wald" },
  "robust": { ratioInterval: "robust", differenceInterval: "robust" },
  "overdispersed": { ratioInterval: "robust", differenceInterval: "robust" },
};

export function survivalRates(words: SurvivalRateWords): Outcome {
  if (words.rScript !== undefined) requireWritable(words.rScript);
  const table = tableOf(words);
  const columns = { events: cellsIn(table, words.events, "count"), time: cellsIn(table, words.time, "positive"), ...optional(table, { group: [words.group, "text"], participant: [words.participant, "text"] }) } as unknown as IncidenceColumns;
  const options = { per: words.per, level: words.level, interval: words.interval };
  const rates = refusing(() => estimateIncidence(columns, options));
  const compareOptions = { per: words.per, level: words.level, ...comparison[words.interval] };
  const compared = rates.groups.length > 1 ? orReason(() => compareIncidence(columns, compareOptions)) : null;
  if (words.rScript !== undefined) writeWhole(words.rScript, refusing(() => rScriptFor("incidence-rate", { columns, options }, { also: compared?.result == null ? [] : [{ method: "incidence-comparison", options: compareOptions }] })));
  const text = [
    rates.method,
    ...sayMissing(rates.missing),
    ...rates.warnings,
    "",
    formatTable([["group", "participants", "with event", "events", `time (${words.unit})`, `rate per ${short(words.per)} ${words.unit}`], ...rates.groups.map(({ group, participants, withEvent, events, time, rate, interval }) => [group === "all" ? "everybody" : group, String(participants), String(withEvent), String(events), short(time), withLimits(rate, interval.lower, interval.upper)])]),
    ...rates.groups.flatMap(({ group, exactUpper, reason }) => [...(reason === null ? [] : [`${group}: ${reason}`]), ...(exactUpper === null ? [] : [`${group}: without events the rate is below ${short(exactUpper)} with ${Number((words.level * 100).toPrecision(6))} % confidence (one-sided, exact).`])]),
    ...sayCompared(compared),
    ...sayWritten(words.rScript),
  ].join("\n");
  return { exitCode: 0, json: { rates, comparison: compared }, text };
}

function sayCompared(compared: OrReason<IncidenceComparisons> | null): string[] {
  if (compared === null) return [];
  if (compared.result === null) return ["", `The groups cannot be compared: ${compared.reason}`];
  const { method, comparisons, warnings } = compared.result;
  return ["", method, ...warnings, formatTable([["", "ratio", "p", "difference", "p"], ...comparisons.map(({ group, reference, ratio, difference }) => [`${group} against ${reference}`, withLimits(ratio.estimate, ratio.lower, ratio.upper), pWords(ratio.pValue).replace(/^p (?:= )?/u, ""), withLimits(difference.estimate, difference.lower, difference.upper), pWords(difference.pValue).replace(/^p (?:= )?/u, "")])])];
}
