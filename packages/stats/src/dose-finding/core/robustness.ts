/** What a design does over thousands of random truths: one laid-out graph, every truth exactly. */
import { randomStream } from "../../random/random-stream.ts";
import { requireWhole } from "./design-refusal.ts";
import { type ExpandedDesign, evaluateExactly } from "./exact-characteristics.ts";
import type { OperatingCharacteristics } from "./operating-characteristics.ts";
import { drawTruth } from "./random-truth.ts";
import { type TargetOptions, requireTruth } from "./target-dose.ts";

/** One number over all scenarios. */
export interface OverScenarios {
  readonly mean: number;
  /** Of the mean, because the scenarios are a sample; null where they are given, not drawn. */
  readonly standardError: number | null;
  readonly lowest: number;
  /** 5, 25, 50, 75 and 95 % of the scenarios lie at or below. */
  readonly quantiles: { readonly p5: number; readonly p25: number; readonly p50: number; readonly p75: number; readonly p95: number };
  readonly highest: number;
}

export interface Robustness {
  readonly design: OperatingCharacteristics["design"];
  readonly method: string;
  readonly scenarios: number;
  /** Probability that the right dose level, one above, one below, none is recommended; that no limit is reached. */
  readonly selectedRight: OverScenarios;
  readonly selectedAbove: OverScenarios;
  readonly selectedBelow: OverScenarios;
  readonly none: OverScenarios;
  readonly notReached: OverScenarios;
  /** Share of participants at, above and below the right dose level. */
  readonly at: OverScenarios;
  readonly above: OverScenarios;
  readonly below: OverScenarios;
  /** Probability that most participants of a trial are above it. */
  readonly mostAbove: OverScenarios;
  readonly safetyStop: OverScenarios;
  readonly totalN: OverScenarios;
  readonly totalEvents: OverScenarios;
  /** The scenario with the least probability of the right dose level. */
  readonly worst: { readonly truth: readonly number[]; readonly selectedRight: number };
}

export interface RobustnessProgress {
  readonly scenarios: number;
  readonly of: number;
  readonly partial: () => Robustness;
}

const measures = {
  selectedRight: (one) => one.target?.selectedAt ?? 0,
  selectedAbove: (one) => one.target?.selectedAbove ?? 0,
  selectedBelow: (one) => one.target?.selectedBelow ?? 0,
  none: (one) => one.none,
  notReached: (one) => one.notReached.reduce((sum, share) => sum + share, 0),
  at: (one) => one.target?.at ?? 0,
  above: (one) => one.target?.above ?? 0,
  below: (one) => one.target?.below ?? 0,
  mostAbove: (one) => one.target?.mostAbove ?? 0,
  safetyStop: (one) => one.safetyStop,
  totalN: (one) => one.totalN.mean,
  totalEvents: (one) => one.totalEvents.mean,
} satisfies Readonly<Record<string, (one: OperatingCharacteristics) => number>>;
type Measure = keyof typeof measures;

/** `count` random truths of a seed: scenario i is drawn from stream i, whoever draws it. */
export const randomTruths = (doses: number, options: { readonly target: number; readonly seed: number; readonly count: number }): (readonly number[])[] =>
  Array.from({ length: requireWhole("count", options.count, 1, 10_000_000) }, (_, index) => drawTruth(randomStream(options.seed, index), doses, options.target).truth);

/**
 * Exact characteristics over many truths, summed up. Yields every hundred scenarios; may be left at any time.
 *
 * @param truths given ones, or how many to draw: `{ seed, count }`, by the pseudo-uniform algorithm (see `drawTruth`).
 * @param options `target` is needed: it makes one dose level the right one.
 * Throws DesignRefusal as `evaluateExactly`.
 *
 * @example finish(robustness(expanded, { seed: 1, count: 2000 }, { target: 0.3 })).selectedRight.mean
 */
export function* robustness(expanded: ExpandedDesign, truths: readonly (readonly number[])[] | { readonly seed: number; readonly count: number }, options: TargetOptions & { readonly target: number }): Generator<RobustnessProgress, Robustness> {
  const { design } = expanded;
  const drawn = "seed" in truths;
  const of = drawn ? requireWhole("count", truths.count, 1, 10_000_000) : requireWhole("truths", truths.length, 1, 10_000_000);
  const found = new Map(Object.keys(measures).map((name) => [name as Measure, [] as number[]]));
  let worst = { truth: [] as readonly number[], selectedRight: Number.POSITIVE_INFINITY };
  const summary = (): Robustness => summarise(design.name, design, found, worst, drawn ? truths.seed : null);
  for (let index = 0; index < of; index++) {
    const truth = drawn ? drawTruth(randomStream(truths.seed, index), design.doses, options.target).truth : (truths[index] ?? []);
    if (!drawn) requireTruth(truth, design.doses, `truths.${index}`);
    const one = evaluateExactly(expanded, truth, options);
    for (const [name, values] of found) values.push(measures[name](one));
    const right = measures.selectedRight(one);
    if (right < worst.selectedRight) worst = { truth, selectedRight: right };
    if (index % 100 === 99) yield { scenarios: index + 1, of, partial: summary };
  }
  return summary();
}

function summarise(name: string, { variant, edition }: { readonly variant: string; readonly edition: string }, found: ReadonlyMap<Measure, number[]>, worst: Robustness["worst"], seed: number | null): Robustness {
  const over = (measure: Measure): OverScenarios => overScenarios(found.get(measure) ?? [], seed !== null);
  const scenarios = found.get("none")?.length ?? 0;
  const how = seed === null ? `${scenarios} given truths` : `${scenarios} truths drawn with seed ${seed} by the pseudo-uniform algorithm of Clertant and O'Quigley`;
  return {
    design: { name, variant, edition },
    method: `Exact for each of ${how}.`,
    scenarios,
    selectedRight: over("selectedRight"),
    selectedAbove: over("selectedAbove"),
    selectedBelow: over("selectedBelow"),
    none: over("none"),
    notReached: over("notReached"),
    at: over("at"),
    above: over("above"),
    below: over("below"),
    mostAbove: over("mostAbove"),
    safetyStop: over("safetyStop"),
    totalN: over("totalN"),
    totalEvents: over("totalEvents"),
    worst,
  };
}

function overScenarios(values: readonly number[], sampled: boolean): OverScenarios {
  const sorted = Float64Array.from(values).toSorted();
  const count = sorted.length;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    standardError: sampled ? (count < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / (count - 1) / count)) : null,
    lowest: at(0),
    quantiles: { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) },
    highest: at(1),
  };
}
