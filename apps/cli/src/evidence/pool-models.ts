/** Ways of pooling by the words of `--model`, and the methods that they are. */
import { type AnyMethod, type Measure, findMethod, measureFacts, measureNames } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { CommandRefusal } from "../outcome.ts";

interface PoolModel {
  /** Stands before its row. */
  readonly name: string;
  /** The method for a measure; `null` where it has none. */
  readonly methods: (measure: Measure) => string | null;
  readonly options: Readonly<Record<string, unknown>>;
}
const only =
  (table: Partial<Readonly<Record<Measure, string>>>) =>
  (measure: Measure): string | null =>
    table[measure] ?? null;
const counts = (method: string) => ({ "odds-ratio": method, "risk-ratio": method, "risk-difference": method });

export const poolModels = {
  "mantel-haenszel": { name: "Mantel-Haenszel", methods: only({ ...counts("mantel-haenszel"), "rate-ratio": "mantel-haenszel", "rate-difference": "mantel-haenszel" }), options: {} },
  "peto": { name: "Peto", methods: only({ "odds-ratio": "peto", "peto-odds-ratio": "peto" }), options: {} },
  "random": { name: "Random effects", methods: () => "pool-studies", options: { model: "random" } },
  "common": { name: "Common effect", methods: () => "pool-studies", options: { model: "common" } },
  "glmm": { name: "Mixed model", methods: only({ "odds-ratio": "binomial-mixed-model", "rate-ratio": "poisson-mixed-model", "proportion-logit": "pool-proportions", "rate-log": "pool-rates" }), options: {} },
  "beta-binomial": { name: "Beta-binomial model", methods: only({ ...counts("beta-binomial"), "proportion-raw": "beta-binomial" }), options: {} },
} as const satisfies Readonly<Record<string, PoolModel>>;

export type PoolModelName = keyof typeof poolModels;
export const poolModelNames = Object.keys(poolModels) as readonly PoolModelName[];

/** Mantel-Haenszel where it can be had: rare events need no correction there. */
export const usualModel = (measure: Measure): PoolModelName => (poolModels["mantel-haenszel"].methods(measure) === null ? "random" : "mantel-haenszel");

/** The model with its method, where it has the measure. Throws CommandRefusal, exit code 2. */
export function requireModel(name: PoolModelName, measure: Measure): { readonly model: PoolModel; readonly method: AnyMethod } {
  const model: PoolModel = poolModels[name];
  const wanted = model.methods(measure);
  const known = measureNames.filter((one) => model.methods(one) !== null);
  if (wanted === null) throw new CommandRefusal("options-conflict", `${model.name}: there is none for the ${measureFacts(measure).words}.`, `choose --measure ${known.join(" | ")}, or another --model.`, 2, { path: "measure" });
  return { model, method: refusing(() => findMethod(wanted)) };
}

/** Every rare-event method side by side. */
export const zeroPanelMethod = "compare-zero-handling";
