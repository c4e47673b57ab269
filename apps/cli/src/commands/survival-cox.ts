/** `stroma survival cox`: hazard ratios, whether they stay the same over time, how well they foretell. */
import { type CoxColumns, type CoxOptions, estimateCoxConcordance, fitCox, hazardRatioSvg, rScriptFor, testProportionalHazards } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";
import { orReason } from "../survival/or-reason.ts";
import { sayCoefficients, sayMissing, sayWritten } from "../survival/say-coefficients.ts";
import { pWords, part, short, withLimits } from "../survival/say-numbers.ts";
import { type SurvivalWords, cellsIn, eventColumn, groupIn, optional, tableOf } from "../survival/survival-input.ts";

export interface SurvivalCoxWords extends SurvivalWords {
  readonly time: string;
  readonly event: string;
  readonly covariates: string;
  readonly start?: string;
  readonly stratum?: string;
  readonly weight?: string;
  readonly cluster?: string;
  readonly ties: NonNullable<CoxOptions["ties"]>;
}

export function survivalCox(words: SurvivalCoxWords): Outcome {
  for (const file of [words.plot, words.rScript]) if (file !== undefined) requireWritable(file);
  const table = tableOf(words);
  // The method holds each value against its column's kind.
  const columns = { time: cellsIn(table, words.time, "amount"), event: eventColumn(table, words.event), covariates: groupIn(table, words.covariates, "covariate"), ...optional(table, { start: [words.start, "amount"], stratum: [words.stratum, "text"], weight: [words.weight, "amount"], cluster: [words.cluster, "text"] }) } as unknown as CoxColumns;
  const options = { ties: words.ties, level: words.level };
  const cox = refusing(() => fitCox(columns, options));
  const { cluster: _cluster, ...unclustered } = columns as CoxColumns & { readonly cluster?: unknown };
  // Neither is defined by the exact likelihood: the approximation that is nearest to it stands in.
  const ties = words.ties === "exact" ? "efron" : words.ties;
  const proportional = orReason(() => testProportionalHazards(unclustered, { ties }));
  const concordance = orReason(() => estimateCoxConcordance(columns, { ties, level: words.level }));
  if (words.plot !== undefined) writeWhole(words.plot, hazardRatioSvg(cox, { title: words.title ?? "Hazard ratios" }));
  if (words.rScript !== undefined) {
    const also = [...(proportional.result === null ? [] : [{ method: "proportional-hazards", options: { ties } }]), ...(concordance.result === null ? [] : [{ method: "cox-concordance", options: { ties, level: words.level } }])];
    writeWhole(words.rScript, refusing(() => rScriptFor("cox-regression", { columns, options }, { also })));
  }
  // The likelihood ratio takes rows as independent.
  const [named, test] = cox.clusters === null ? ["Likelihood-ratio test", cox.tests.likelihoodRatio] as const : ["Wald test by the robust variance", cox.tests.wald] as const;
  const text = [
    cox.method,
    ...sayMissing(cox.missing),
    ...cox.warnings,
    `${cox.rows} rows, ${cox.events} events${cox.strata > 1 ? `, ${cox.strata} strata` : ""}${cox.clusters === null ? "" : `, ${cox.clusters} clusters`}.`,
    "",
    ...sayCoefficients(cox.coefficients, `hazard ratio (${Number((words.level * 100).toPrecision(6))} % interval)`, cox.references),
    "",
    `${named} of all: chi-square ${short(test.statistic)} with ${test.degreesOfFreedom} degrees of freedom, ${pWords(test.pValue)}.`,
    ...(concordance.result === null ? [`Concordance: ${concordance.reason}`] : [`Concordance ${withLimits(concordance.result.estimate, concordance.result.interval.lower, concordance.result.interval.upper, part)}.`]),
    "",
    ...(proportional.result === null ? [`Proportional hazards: ${proportional.reason}`] : [proportional.result.method, formatTable([["", "chi-square", "df", "p"], ...[...proportional.result.tests.map((one) => ({ name: one.covariate, one })), { name: "all together", one: proportional.result.global }].map(({ name, one }) => [name, short(one.statistic), String(one.degreesOfFreedom), pWords(one.pValue).replace(/^p (?:= )?/u, "")])])]),
    ...sayWritten(words.plot, words.rScript),
  ].join("\n");
  return { exitCode: 0, json: { regression: cox, proportionalHazards: proportional, concordance }, text };
}
