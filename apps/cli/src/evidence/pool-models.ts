/** Ways of pooling by the words of `--model`, and the methods that they are. */
import { type AnyMethod, type Measure, findMethod, measureFacts, measureNames, subgroupOptions } from "@stroma/stats";
import { refusing } from "../design/refuse-options.ts";
import { CommandRefusal } from "../outcome.ts";

interface PoolModel {
  /** Stands before its row. */
  readonly name: string;
  /** The method for a measure; `null` where it has none. */
  readonly methods: (measure: Measure) => string | null;
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether its groups are compared by a model of all studies (inverse variance), or each pooled by itself. */
  readonly inverseVariance: boolean;
  /** Methods without each study in turn, and study by study; `null` where there is none. */
  readonly leaveOneOut: string | null;
  readonly cumulative: string | null;
}
const only =
  (table: Partial<Readonly<Record<Measure, string>>>) =>
  (measure: Measure): string | null =>
    table[measure] ?? null;
const counts = (method: string) => ({ "odds-ratio": method, "risk-ratio": method, "risk-difference": method });
const ofCounts = { inverseVariance: false, leaveOneOut: "leave-one-out-counts", cumulative: "cumulative-counts" };
const ofEffects = { inverseVariance: true, leaveOneOut: "leave-one-out", cumulative: "cumulative" };
const ofLikelihoods = { inverseVariance: false, leaveOneOut: null, cumulative: null };

export const poolModels = {
  "mantel-haenszel": { name: "Mantel-Haenszel", methods: only({ ...counts("mantel-haenszel"), "rate-ratio": "mantel-haenszel", "rate-difference": "mantel-haenszel" }), options: {}, ...ofCounts },
  "peto": { name: "Peto", methods: only({ "odds-ratio": "peto", "peto-odds-ratio": "peto" }), options: {}, ...ofCounts },
  "random": { name: "Random effects", methods: () => "pool-studies", options: { model: "random" }, ...ofEffects },
  "common": { name: "Common effect", methods: () => "pool-studies", options: { model: "common" }, ...ofEffects },
  "glmm": { name: "Mixed model", methods: only({ "odds-ratio": "binomial-mixed-model", "rate-ratio": "poisson-mixed-model", "proportion-logit": "pool-proportions", "rate-log": "pool-rates" }), options: {}, ...ofLikelihoods },
  "beta-binomial": { name: "Beta-binomial model", methods: only({ ...counts("beta-binomial"), "proportion-raw": "beta-binomial" }), options: {}, ...ofLikelihoods },
} as const satisfies Readonly<Record<string, PoolModel>>;

export type PoolModelName = keyof typeof poolModels;
export const poolModelNames = Object.keys(poolModels) as readonly PoolModelName[];

/** One way of pooling that was chosen, with the options that it has. */
export interface ChosenModel {
  readonly key: PoolModelName;
  readonly name: string;
  readonly method: AnyMethod;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inverseVariance: boolean;
  readonly leaveOneOut: string | null;
  readonly cumulative: string | null;
}

/** `--model random,peto`, or the option several times; each once, in their order. Throws CommandRefusal, exit code 2. */
export function readModelWords(words: readonly string[]): readonly PoolModelName[] {
  const named = words.flatMap((word) => word.split(",")).map((word) => word.trim()).filter((word) => word !== "");
  const isModel = (word: string): word is PoolModelName => Object.hasOwn(poolModels, word);
  return [...new Set(named.map((word) => {
    if (isModel(word)) return word;
    throw new CommandRefusal("usage", `There is no model "${word}".`, `choose among ${poolModelNames.join(", ")}; several are named with commas.`, 2, { path: "model" });
  }))];
}

/** Mantel-Haenszel where it can be had: rare events need no correction there. */
export const usualModel = (measure: Measure): PoolModelName => (poolModels["mantel-haenszel"].methods(measure) === null ? "random" : "mantel-haenszel");

/** The model with its method, where it has the measure. Throws CommandRefusal, exit code 2. */
export function requireModel(key: PoolModelName, measure: Measure): ChosenModel {
  const { name, methods, options, inverseVariance, leaveOneOut, cumulative }: PoolModel = poolModels[key];
  const wanted = methods(measure);
  const known = measureNames.filter((one) => methods(one) !== null);
  if (wanted === null) throw new CommandRefusal("options-conflict", `${name}: there is none for the ${measureFacts(measure).words}.`, `choose --measure ${known.join(" | ")}, or another --model.`, 2, { path: "measure" });
  return { key, name, method: refusing(() => findMethod(wanted)), options, inverseVariance, leaveOneOut, cumulative };
}

/** Options of groups that pooling itself does not have. */
export const groupOptions = { betweenStudies: subgroupOptions.betweenStudies, commonDegrees: subgroupOptions.commonDegrees } as const;

/** Every rare-event method side by side. */
export const zeroPanelMethod = "compare-zero-handling";
