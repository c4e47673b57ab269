/** Ways of pooling by the words of `--model`, and the methods that they are. */
import { type AnyMethod, type Measure, measureFacts, methods } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";

interface PoolModel {
  /** Stands before its row. */
  readonly name: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Measures that it has; all where left out. */
  readonly measures?: readonly Measure[];
}
const ofCounts: readonly Measure[] = ["odds-ratio", "risk-ratio", "risk-difference"];
const oddsRatio: readonly Measure[] = ["odds-ratio"];

export const poolModels = {
  "mantel-haenszel": { name: "Mantel-Haenszel", method: "mantel-haenszel", options: {}, measures: [...ofCounts, "rate-ratio", "rate-difference"] },
  "peto": { name: "Peto", method: "peto", options: {}, measures: ["odds-ratio", "peto-odds-ratio"] },
  "random": { name: "Random effects", method: "pool-studies", options: { model: "random" } },
  "common": { name: "Common effect", method: "pool-studies", options: { model: "common" } },
  "glmm": { name: "Binomial mixed model", method: "binomial-mixed", options: {}, measures: oddsRatio },
  "beta-binomial": { name: "Beta-binomial model", method: "beta-binomial", options: {}, measures: oddsRatio },
} as const satisfies Readonly<Record<string, PoolModel>>;

export type PoolModelName = keyof typeof poolModels;
export const poolModelNames = Object.keys(poolModels) as readonly PoolModelName[];

/** Mantel-Haenszel where it can be had: rare events need no correction there. */
export const usualModel = (measure: Measure): PoolModelName => ((poolModels["mantel-haenszel"].measures as readonly Measure[]).includes(measure) ? "mantel-haenszel" : "random");

/** The model with its method, where it has the measure. Throws CommandRefusal, exit code 2. */
export function requireModel(name: PoolModelName, measure: Measure): { readonly model: PoolModel; readonly method: AnyMethod } {
  const model: PoolModel = poolModels[name];
  if (model.measures !== undefined && !model.measures.includes(measure)) throw new CommandRefusal("options-conflict", `${model.name} has no ${measureFacts(measure).words}.`, `choose --measure ${model.measures.join(" | ")}, or --model random.`, 2, { path: "measure" });
  const method = methods.find((one) => one.name === model.method || one.name === `pool-${model.method}`);
  if (method === undefined) throw new CommandRefusal("unknown-method", `This build has no method ${model.method}.`, `choose another --model: ${poolModelNames.join(", ")}.`, 2, { path: "model" });
  return { model, method };
}

/** Every rare-event method side by side, where the build has it. */
export const zeroPanelMethod = (): AnyMethod | null => methods.find(({ name }) => /zero-handling/u.test(name)) ?? null;
