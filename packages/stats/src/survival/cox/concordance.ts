/** Harrell's concordance, of any score and of a Cox regression. */
import { normalQuantile } from "../../distributions/normal.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, level, mayNumber, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import { type ConcordanceCounts, type ConcordanceRows, countPairs } from "./concordance-counts.ts";
import { coxCore } from "./cox-core.ts";
import { coxData, tiedTimes } from "./cox-data.ts";
import { type CoxColumns, coxColumns, coxResidualOptions } from "./cox-options.ts";

const { covariates: _covariates, offset: _offset, ...outcome } = coxColumns;
export const concordanceColumns = { ...outcome, score: column("number", "what is to foretell the event: the higher, the earlier"), stratum: mayColumn("text", "pairs are made within strata only") } as const;
const choices = {
  pairWeight: choice(["n", "I", "S", "S/G", "n/G2"], "n", "weight of the pairs at a time of events: 1 each (Harrell); 1 / number at risk; survival / number at risk, without and with division by uncensored survival G; 1 / G² (Uno)"),
  upTo: mayNumber(0, Number.POSITIVE_INFINITY, "events after this time make no pairs"),
  level,
} as const;
const { timeTolerance } = coxResidualOptions;
export const concordanceOptions = { ...choices, timeTolerance } as const;
export const coxConcordanceOptions = { ...coxResidualOptions, ...choices } as const;
export type ConcordanceColumns = GivenColumns<typeof concordanceColumns>;
export type ConcordanceOptions = GivenOptions<typeof concordanceOptions>;
export type CoxConcordanceOptions = GivenOptions<typeof coxConcordanceOptions>;
type Choices = ReadOptions<typeof choices>;

export interface Concordance extends ResultForm {
  /** Part of the comparable pairs that the score puts in the right order; equal scores count one half. */
  readonly estimate: number;
  /** By the infinitesimal jackknife, summed within clusters. */
  readonly standardError: number;
  /** On the plain scale, cut at 0 and 1. */
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  /** Pairs, weighted. */
  readonly pairs: ConcordanceCounts;
  readonly missing: MissingRows;
}

/**
 * Harrell's C of a score: of two rows of which one is known to have the event first, how often that one has the higher score.
 *
 * Pairs are made within strata, of an event and a row at risk then that outlives it (censored at that time: outlives it). With
 * `weight` a pair counts the product of both. n log n steps. Throws StatisticRefusal `no-events`, `not-identified` where no pair can
 * be compared, `options-conflict` for weights by censoring with late entry, and as `readRows` does.
 *
 * Source: Harrell, Califf, Pryor 1982, doi:10.1001/jama.1982.03320430047030; Uno 2011, doi:10.1002/sim.4154 (recalled). R:
 * `survival::concordance(Surv(time, event) ~ score, reverse = TRUE, timefix = FALSE)`, to 1e-12.
 *
 * @example estimateConcordance({ time: [1, 2, 3], event: [1, 1, 0], score: [3, 1, 2] }).estimate // 2/3
 */
export function estimateConcordance(columns: ConcordanceColumns, options: ConcordanceOptions = {}): Concordance {
  const settings = readOptions(concordanceOptions, options);
  const { columns: read, size, missing } = readRows(concordanceColumns, columns);
  const tied = tiedTimes(read.time, read.start, settings.timeTolerance);
  const rows = Uint32Array.from({ length: size }, (_, at) => at).filter((row) => read.weight === null || (read.weight[row] as number) > 0);
  return report({ ...tied, event: read.event, weight: read.weight, score: read.score }, rows, read.stratum, read.cluster, settings, "a score", missing);
}

/** The same of the linear predictor of a Cox regression, fitted here; refused also as `fitCox` is. R: `concordance(coxph(…))`. */
export function estimateCoxConcordance(columns: CoxColumns, options: CoxConcordanceOptions = {}): Concordance {
  const settings = readOptions(coxConcordanceOptions, options);
  const read = readRows(coxColumns, columns);
  const data = coxData(read, settings.timeTolerance);
  const { estimate } = runSteps(coxCore(data, settings));
  const score = new Float64Array(read.size);
  const width = data.terms.length;
  for (let at = 0; at < data.size; at++) {
    let predictor = data.offset?.[at] ?? 0;
    for (let term = 0; term < width; term++) predictor += (estimate[term] as number) * (data.values[at * width + term] as number);
    score[data.order[at] as number] = predictor;
  }
  const tied = tiedTimes(read.columns.time, read.columns.start, settings.timeTolerance);
  return report({ ...tied, event: read.columns.event, weight: read.columns.weight, score }, data.order.toSorted(), read.columns.stratum, read.columns.cluster, settings, "the linear predictor of Cox regression", read.missing);
}

function report(data: ConcordanceRows, rows: Uint32Array, stratum: readonly string[] | null, cluster: readonly string[] | null, { pairWeight, upTo, level: sure }: Choices, what: string, missing: MissingRows): Concordance {
  if (data.start !== null && (pairWeight === "S/G" || pairWeight === "n/G2")) throw new StatisticRefusal("options-conflict", "pairWeight", "With late entry censoring has no curve of its own here.", 'Take { pairWeight: "n" } or "S".');
  if (!rows.some((row) => data.event[row] === 1)) throw new StatisticRefusal("no-events", "event", "No row has the event.", "Give rows with it.");
  const influence = new Float64Array(3 * data.time.length);
  const groups = stratum === null ? [rows] : categoriesOf(stratum).map((name) => rows.filter((row) => stratum[row] === name));
  const counted = groups.map((group) => countPairs(data, group, pairWeight, upTo ?? Number.POSITIVE_INFINITY, influence));
  const sum = (of: keyof ConcordanceCounts): number => counted.reduce((total, one) => total + one[of], 0);
  const pairs: ConcordanceCounts = { concordant: sum("concordant"), discordant: sum("discordant"), tiedScore: sum("tiedScore"), tiedTime: sum("tiedTime"), tiedBoth: sum("tiedBoth") };
  const all = pairs.concordant + pairs.discordant + pairs.tiedScore;
  if (!(all > 0)) throw new StatisticRefusal("not-identified", "time", "No two rows can be compared: nobody at risk outlives an event.", "Give rows that are followed longer.");
  const somers = (pairs.concordant - pairs.discordant) / all;
  const parts = new Map<string | number, number>();
  for (const row of rows) {
    const [right, wrong, tied] = [influence[3 * row] as number, influence[3 * row + 1] as number, influence[3 * row + 2] as number];
    const part = ((data.weight?.[row] ?? 1) * (right - wrong - somers * (right + wrong + tied))) / all;
    const key = cluster?.[row] ?? row;
    parts.set(key, (parts.get(key) ?? 0) + part);
  }
  let squares = 0;
  for (const part of parts.values()) squares += part * part;
  const [estimate, standardError] = [(somers + 1) / 2, Math.sqrt(squares) / 2];
  const reach = normalQuantile((1 - sure) / 2, { tail: "upper" }) * standardError;
  return resultOf({
    method: `Concordance of ${what} with time to the event${stratum === null ? "" : ", within strata"}, ${pairWeight === "n" ? "all pairs alike (Harrell)" : `pairs weighted by ${pairWeight}`}; standard error by the infinitesimal jackknife${cluster === null ? "" : " of clusters"}, ${Number((sure * 100).toPrecision(6))} % interval on the plain scale.`,
    estimate, standardError, interval: { lower: Math.max(0, estimate - reach), upper: Math.min(1, estimate + reach), level: sure }, pairs, missing,
  });
}
