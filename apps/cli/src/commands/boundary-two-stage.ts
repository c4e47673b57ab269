/** `stroma design boundary two-stage`: Simon's two-stage designs, or what a given one does. */
import { type TwoStageDesign, simonTwoStage, twoStageCharacteristics, twoStageSvg } from "@stroma/stats";
import { needed, refuseUsage, requireUsed, usualRates } from "../design/boundary-words.ts";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, decimal, formatTable, percent } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import type { Outcome } from "../outcome.ts";

export const twoStageKinds = ["optimal", "minimax", "both", "all"] as const;

export interface TwoStageCommandOptions {
  readonly kind: (typeof twoStageKinds)[number] | null;
  readonly nullProbability: number | null;
  readonly alternative: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly largestN: number | null;
  /** "r1/n1,r/n": a design to look at instead of a search. */
  readonly design: string | null;
  readonly rates: readonly number[] | null;
  readonly form: TableForm;
  readonly plot: string | null;
}

interface Named {
  readonly name: string;
  readonly design: Pick<TwoStageDesign, "r1" | "n1" | "r" | "n">;
}

export function boundaryTwoStage(options: TwoStageCommandOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  if (options.plot !== null && options.kind === "all") refuseUsage("A picture of every two-stage design cannot be read.", "give --kind optimal, minimax or both, or leave --plot out.");
  const { variant, named } = options.design === null ? search(options) : given(options, options.design);
  const rates = [...new Set([...[options.nullProbability, options.alternative].filter((rate) => rate !== null), ...(options.rates ?? usualRates)])].toSorted((a, b) => a - b);
  const designs = named.map((each) => ({ ...each, characteristics: refusing(() => rates.map((rate) => twoStageCharacteristics(each.design, rate))) }));
  if (options.plot !== null) writeWhole(options.plot, twoStageSvg(named, { title: "Two-stage design", sentence: variant }));
  const rows = designs.flatMap(({ name, design: { r1, n1, r, n }, characteristics }) => characteristics.map(({ probability, positive, earlyStop, expectedN }) => [name, `${r1}/${n1}`, `${r}/${n}`, percent(probability), percent(positive), percent(earlyStop), decimal(expectedN)]));
  const table = formatTable([["design", "r1/n1", "r/n", "true rate", "positive", "stops early", "participants"], ...rows], options.form);
  const sentences = designs.map(({ name, design: { r1, n1, r, n } }) => `${name}: stop after ${n1} participants with ${r1} or fewer responses; otherwise go on to ${n}, and not worth it with ${r} or fewer in all.`);
  return { exitCode: 0, json: { variant, designs }, text: options.form === "csv" ? table : [variant, "", ...sentences, "", table, "Exact, from binomial probabilities."].join("\n") };
}

function search(options: TwoStageCommandOptions): { readonly variant: string; readonly named: readonly Named[] } {
  const nullProbability = needed("null", options.nullProbability, "give the response rate that is not worth it.");
  const alternative = needed("alternative", options.alternative, "give the response rate that is wanted, above --null.");
  const found = refusing(() => simonTwoStage({ nullProbability, alternative, alpha: options.alpha ?? 0.05, beta: options.beta ?? 0.2, ...(options.largestN === null ? {} : { largestN: options.largestN }) }));
  const { optimal, minimax, byN, variant } = found;
  const kind = options.kind ?? "both";
  const both = [{ name: "optimal", design: optimal }, { name: "minimax", design: minimax }];
  return { variant, named: kind === "all" ? byN.map((design) => ({ name: design === optimal ? "optimal" : design === minimax ? "minimax" : `n ${design.n}`, design })) : kind === "both" ? both : both.filter(({ name }) => name === kind) };
}

function given(options: TwoStageCommandOptions, text: string): { readonly variant: string; readonly named: readonly Named[] } {
  const { kind, alpha, beta, largestN } = options;
  requireUsed("a given --design", { kind, alpha, beta, largestN }, []);
  const match = /^\s*(\d+)\/(\d+)\s*,\s*(\d+)\/(\d+)\s*$/.exec(text) ?? refuseUsage(`--design ${text} cannot be read.`, "give r1/n1,r/n, for example 0/9,2/24.");
  const [r1 = 0, n1 = 0, r = 0, n = 0] = match.slice(1).map(Number);
  return { variant: "Two-stage design as given, futility stop only.", named: [{ name: "given", design: { r1, n1, r, n } }] };
}
