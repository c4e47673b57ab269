/** Graphical display of study heterogeneity: the meta-analysis of many subsets of the studies. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions, whole } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { randomStream } from "../../random/random-stream.ts";
import { fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import { readStudySet, sensitivityColumns, sensitivityOptions } from "./study-set.ts";
import { effectSizeOptions } from "../effect-sizes/effect-size-options.ts";

export const goshColumns = sensitivityColumns;
export const goshOptions = {
  ...effectSizeOptions,
  model: sensitivityOptions.model,
  tauSquared: sensitivityOptions.tauSquared,
  subsets: whole(1, 10_000_000, 100_000, "all subsets where there are no more than this, otherwise so many at random"),
  smallest: whole(1, 1_000_000, 1, "fewest studies of a subset"),
  seed: whole(0, Number.MAX_SAFE_INTEGER, 1, "seed of the random subsets"),
} as const;

export interface GoshResult extends ResultForm {
  readonly kind: "all subsets" | "random subsets";
  readonly names: readonly string[];
  /** Of each subset. */
  readonly studies: Int32Array;
  readonly estimates: Float64Array;
  /** Cochran's Q; 0 for one study. */
  readonly q: Float64Array;
  /** Percent: from τ² for random effects, from Q for a common effect; `null` for one study. */
  readonly iSquared: readonly (number | null)[];
  /** `null` for a common effect and for one study. */
  readonly tauSquared: readonly (number | null)[];
  /** 1 where a study is in: one row of `names.length` per subset. */
  readonly included: Uint8Array;
  /** Mean of the pooled estimates of subsets with the study, and of those without; `null` where there are none. */
  readonly byStudy: readonly { readonly study: string; readonly meanWith: number | null; readonly meanWithout: number | null }[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Pools subsets of the studies: all of them up to `subsets`, beyond that so many drawn with a seed, each study in or out by a fair
 * coin. Two clouds of estimates show that the studies hold two kinds of effect; `byStudy` shows which study makes them.
 *
 * Throws StatisticRefusal `too-few` below two studies, and as `computeEffectSizes` and `fitMixedEffects` do.
 * Source: Olkin, Dahabreh and Trikalinos 2012, Res Synth Methods 3:214, doi 10.1002/jrsm.1053 (recalled). R: `metafor::gosh(rma(…))`.
 *
 * @example gosh({ estimate: [0, 1], variance: [1, 1] }, { measure: "generic", model: "common" }).estimates // 0, 1, 0.5
 */
export const gosh = (columns: GivenColumns<typeof goshColumns>, options: GivenOptions<typeof goshOptions> = {}): GoshResult => runSteps(goshSteps(columns, options));

/** The same in parts; yields the share that is done. */
export function* goshSteps(columns: GivenColumns<typeof goshColumns>, options: GivenOptions<typeof goshOptions> = {}): Generator<{ readonly done: number }, GoshResult> {
  const chosen = readOptions(goshOptions, options);
  const set = readStudySet(columns, options, Math.max(2, chosen.smallest));
  const size = set.estimates.length;
  const all = countSubsets(size, chosen.smallest) <= chosen.subsets;
  const subsets = all ? everySubset(size, chosen.smallest) : randomSubsets(size, chosen);
  const random = chosen.model === "random";
  const rows = { studies: [] as number[], estimates: [] as number[], q: [] as number[], iSquared: [] as (number | null)[], tauSquared: [] as (number | null)[], included: [] as Uint8Array[] };
  const expected = all ? countSubsets(size, chosen.smallest) : chosen.subsets;
  for (const subset of subsets) {
    const count = subset.reduce((sum, one) => sum + one, 0);
    const [estimates, variances] = [set.estimates, set.variances].map((values) => values.filter((_, at) => subset[at] === 1));
    const fit = fitMixedEffects(estimates ?? new Float64Array(0), variances ?? new Float64Array(0), null, count === 1 ? { model: "common" } : { model: chosen.model, tauSquared: chosen.tauSquared });
    const { commonResidualSum: q, typicalVariance } = fit;
    rows.studies.push(count);
    rows.estimates.push(fit.coefficients[0] ?? 0);
    rows.q.push(count === 1 ? 0 : q);
    rows.tauSquared.push(random && count > 1 ? fit.tauSquared : null);
    rows.iSquared.push(typicalVariance === null ? null : random ? (100 * fit.tauSquared) / (fit.tauSquared + typicalVariance) : Math.max(0, (100 * (q - count + 1)) / Math.max(q, Number.MIN_VALUE)));
    rows.included.push(subset);
    if (rows.studies.length % 64 === 0) yield { done: rows.studies.length / expected };
  }
  const included = new Uint8Array(rows.included.length * size);
  for (const [at, subset] of rows.included.entries()) included.set(subset, at * size);
  return resultOf({
    method: `GOSH: ${random ? `random-effects meta-analysis (${estimatorWords[chosen.tauSquared]})` : "common-effect meta-analysis"} by inverse variance of ${all ? `all ${expected} subsets` : `${expected} random subsets (each study in by a fair coin, seed ${chosen.seed})`} of ${size} studies with at least ${chosen.smallest}.`,
    kind: all ? "all subsets" : "random subsets",
    names: set.names,
    studies: Int32Array.from(rows.studies),
    estimates: Float64Array.from(rows.estimates),
    q: Float64Array.from(rows.q),
    iSquared: rows.iSquared,
    tauSquared: rows.tauSquared,
    included,
    byStudy: set.names.map((study, at) => ({ study, meanWith: meanWhere(rows, at, 1), meanWithout: meanWhere(rows, at, 0) })),
    missing: set.missing,
    warnings: set.effectSizes.warnings,
  } as const);
}

function meanWhere(rows: { readonly estimates: readonly number[]; readonly included: readonly Uint8Array[] }, at: number, value: 0 | 1): number | null {
  let [sum, count] = [0, 0];
  for (const [row, subset] of rows.included.entries()) {
    if (subset[at] !== value) continue;
    sum += rows.estimates[row] ?? 0;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function countSubsets(size: number, smallest: number): number {
  let [count, ways] = [0, 1];
  for (let chosen = 0; chosen <= size; chosen++) {
    if (chosen >= smallest) count += ways;
    ways = (ways * (size - chosen)) / (chosen + 1);
  }
  return Math.round(count);
}

/** As a binary counter counts, the first study the fastest. */
function* everySubset(size: number, smallest: number): Generator<Uint8Array> {
  for (let code = 1; code < 2 ** size; code++) {
    const subset = new Uint8Array(size);
    for (let at = 0, rest = code; at < size; at++, rest = Math.floor(rest / 2)) subset[at] = rest % 2;
    if (subset.reduce((sum, one) => sum + one, 0) >= smallest) yield subset;
  }
}

function* randomSubsets(size: number, { subsets, smallest, seed }: { readonly subsets: number; readonly smallest: number; readonly seed: number }): Generator<Uint8Array> {
  const random = randomStream(seed);
  for (let made = 0; made < subsets; ) {
    const subset = Uint8Array.from({ length: size }, () => (random.nextDouble() < 0.5 ? 1 : 0));
    // Too small: drawn again, so that the sizes are those of fair coins given that they suffice; where that is rare, studies are added.
    for (let tries = 0; tries < 200 && subset.reduce((sum, one) => sum + one, 0) < smallest; tries++) for (let at = 0; at < size; at++) subset[at] = random.nextDouble() < 0.5 ? 1 : 0;
    for (let short = smallest - subset.reduce((sum, one) => sum + one, 0); short > 0; ) {
      const at = Math.floor(random.nextDouble() * size);
      if (subset[at] === 0) {
        subset[at] = 1;
        short -= 1;
      }
    }
    made += 1;
    yield subset;
  }
}
