/** `stroma design boundary single-stage`: how many participants a response with one look at the end takes. */
import { singleStage } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { type TableForm, formatTable } from "../design/text-table.ts";
import type { Outcome } from "../outcome.ts";

export interface SingleStageCommandOptions {
  readonly nullProbability: number;
  readonly alternative: number;
  readonly alpha: number;
  readonly beta: number;
  readonly designs: number;
  readonly form: TableForm;
}

export function boundarySingleStage({ form, ...options }: SingleStageCommandOptions): Outcome {
  const designs = refusing(() => singleStage(options));
  const variant = `Single-stage designs: ${options.nullProbability} is not worth it, ${options.alternative} is wanted, errors of at most ${options.alpha} and ${options.beta}.`;
  const table = formatTable([["participants", "not worth it up to", "alpha", "beta"], ...designs.map(({ n, r, alpha, beta }) => [String(n), String(r), alpha.toPrecision(5), beta.toPrecision(5)])], form);
  return { exitCode: 0, json: { variant, designs }, text: form === "csv" ? table : [variant, "", table, "Exact, from binomial probabilities. A larger number of participants need not do: binomial errors go up and down."].join("\n") };
}
