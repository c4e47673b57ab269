/** The rate of events at each dose level, with intervals that are the dose level's own. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { betaQuantile } from "../../special-functions/beta-quantile.ts";
import { incompleteBeta } from "../../special-functions/incomplete-beta.ts";
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { smoothedRate } from "./isotonic-choice.ts";
import { poolAdjacent } from "./pava.ts";

export interface DoseCounts {
  /** Participants by dose level; index 0 is dose level 1. */
  readonly n: readonly number[];
  /** Of them with an event. */
  readonly events: readonly number[];
}

export interface DoseEstimate {
  readonly dose: number;
  readonly n: number;
  readonly events: number;
  /** events / n; `null` where nobody was treated. */
  readonly rate: number | null;
  /** Isotonic estimate over all treated dose levels, closed or not; `null` where nobody was treated. */
  readonly isotonic: number | null;
  /** Exact (Clopper-Pearson) two-sided limits; 0 and 1 where nobody was treated. */
  readonly exact: { readonly lower: number; readonly upper: number };
  /** Equal-tailed posterior interval with the stated prior; the prior's own where nobody was treated. */
  readonly posterior: { readonly mean: number; readonly lower: number; readonly upper: number };
  /** Posterior probability that the true rate is above the target. */
  readonly probabilityAbove: number;
}

export interface DoseEstimateOptions {
  readonly target: number;
  /** Of both intervals; 0.95 where left out. */
  readonly level?: number;
  /** Beta prior of the posterior; [1, 1] where left out, as in the closing rule. */
  readonly prior?: readonly [number, number];
}

/**
 * Estimates by dose level, to be shown beside the recommendation.
 *
 * The isotonic estimate borrows from the neighbours. The intervals do not: each is that of the dose level's own data, so
 * that it covers what it says.
 *
 * Throws DesignRefusal for counts that cannot be, a target or level outside 0 to 1, or a prior that is not above zero.
 *
 * Sources: isotonic estimate of BOIN's selection, prior Beta(0.05, 0.05) (Yuan Y et al. Clin Cancer Res 2016;22:4291-301,
 * doi 10.1158/1078-0432.CCR-16-0592); exact limits: {@link estimateProportionExact}.
 *
 * @example estimateDoses({ n: [3, 6], events: [0, 2] }, { target: 0.3 })[1]?.isotonic // 0.336065…
 */
export function estimateDoses(counts: DoseCounts, options: DoseEstimateOptions): readonly DoseEstimate[] {
  checkDoseCounts(counts);
  requireOptions(options, ["target", "level", "prior"]);
  const target = requireFraction("target", options.target);
  const level = requireFraction("level", options.level ?? 0.95);
  const [a, b] = checkPrior(options.prior ?? [1, 1]);
  const isotonic = pooledRates(counts);
  return counts.n.map((n, at) => {
    const events = counts.events[at] ?? 0;
    const own = estimateProportionExact(events, n, { level });
    const shapes = [a + events, b + n - events] as const;
    return {
      dose: at + 1,
      n,
      events,
      rate: own.estimate,
      isotonic: isotonic[at] ?? null,
      exact: { lower: own.lower, upper: own.upper },
      posterior: {
        mean: shapes[0] / (shapes[0] + shapes[1]),
        lower: betaQuantile((1 - level) / 2, ...shapes),
        upper: betaQuantile((1 - level) / 2, ...shapes, { tail: "upper" }),
      },
      probabilityAbove: incompleteBeta(target, ...shapes).upper,
    };
  });
}

/** Isotonic estimates over all treated dose levels; `null` where nobody was treated. */
function pooledRates({ n, events }: DoseCounts): (number | null)[] {
  const rates = new Float64Array(n.length);
  const weights = new Float64Array(n.length);
  let count = 0;
  const places = n.map((size, at) => {
    if (size === 0) return -1;
    smoothedRate(size, events[at] ?? 0, count, rates, weights);
    return count++;
  });
  poolAdjacent(rates, weights, count);
  return places.map((place) => (place < 0 ? null : (rates[place] ?? null)));
}

function checkPrior(prior: readonly [number, number]): readonly [number, number] {
  const shapes: unknown = prior;
  if (Array.isArray(shapes) && shapes.length === 2 && shapes.every((shape) => typeof shape === "number" && shape > 0 && shape < Infinity)) return prior;
  throw new DesignRefusal("prior-not-positive", "prior", `Beta(${String(shapes)}) is no distribution.`, "Give two numbers above zero, for example [1, 1].");
}

/** Throws DesignRefusal for lists of different lengths, and counts that are not whole or have more events than participants. */
export function checkDoseCounts(counts: DoseCounts): void {
  if (typeof counts !== "object" || counts === null) throw new DesignRefusal("no-counts", "counts", `${String(counts)} holds no counts.`, "Give n and events, one count each per dose level.");
  const { n, events } = counts;
  for (const [path, list] of [["n", n], ["events", events]] as const) {
    if (!Array.isArray(list)) throw new DesignRefusal("no-list", path, `${String(list)} is no list.`, "Give one count per dose level.");
  }
  requireWhole("n.length", n.length, 1, 50);
  if (events.length !== n.length) throw new DesignRefusal("lengths-differ", "events", `${events.length} counts of events for ${n.length} dose levels.`, `Give ${n.length} counts, one per dose level.`);
  for (const [at, size] of n.entries()) {
    requireWhole(`n.${at + 1}`, size, 0, 100_000);
    requireWhole(`events.${at + 1}`, events[at] ?? Number.NaN, 0, size);
  }
}
