/** Simulated operating characteristics, for designs with too many courses to lay out, and as a check of the exact ones. */
import { binomialMasses } from "../../distributions/binomial.ts";
import { randomStream } from "../../random/random-stream.ts";
import { DesignRefusal, requireWhole } from "./design-refusal.ts";
import type { DoseDesign } from "./dose-design.ts";
import { FlatGraph } from "./flat-graph.ts";
import { type OperatingCharacteristics, characteristicsOf } from "./operating-characteristics.ts";
import { type Tally, mergeTallies, tallyEndings } from "./tally.ts";
import { type TargetOptions, findTargetDose, requireTruth } from "./target-dose.ts";

/** A design whose states are kept from chunk to chunk: a later one finds most decisions made. */
export class TrialWalk {
  readonly design: DoseDesign;
  private graph: FlatGraph;
  private readonly keepNodes: number;

  /** @param keepNodes states are forgotten above this number, which bounds the memory and changes no result. */
  constructor(design: DoseDesign, options: { readonly keepNodes?: number } = {}) {
    this.design = design;
    this.keepNodes = options.keepNodes ?? 1_000_000;
    this.graph = new FlatGraph(design);
  }

  get flat(): FlatGraph {
    if (this.graph.count > this.keepNodes) this.graph = new FlatGraph(this.design);
    return this.graph;
  }
}

export interface ChunkOptions extends TargetOptions {
  readonly seed: number;
  /** The number of the chunk: its stream of random numbers. */
  readonly chunk: number;
  readonly trials: number;
}

/** What a chunk found; `mergeTallies` adds chunks up, in any order and from any number of workers. */
export type ChunkResult = Tally;

/**
 * Simulates one chunk of trials with its own stream of random numbers, so that the sum over chunks does not depend on
 * who ran them. One uniform number of 53 bits a cohort.
 *
 * @param source a design, or a `TrialWalk` to keep its states for further chunks.
 * Throws DesignRefusal for a truth, target or number that is none.
 * @example mergeTallies([0, 1].map((chunk) => simulateChunk(design, truth, { seed: 1, chunk, trials: 1000 })))
 */
export function simulateChunk(source: DoseDesign | TrialWalk, truth: readonly number[], options: ChunkOptions): ChunkResult {
  const walk = source instanceof TrialWalk ? source : new TrialWalk(source);
  requireTruth(truth, walk.design.doses);
  const target = findTargetDose(truth, options);
  const trials = requireWhole("trials", options.trials, 1, 100_000_000);
  const seed = requireWhole("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  const stream = randomStream(seed, requireWhole("chunk", options.chunk, 0, Number.MAX_SAFE_INTEGER));
  const { flat } = walk;
  return tallyEndings(flat.ends, walkTrials(flat, truth, trials, () => stream.nextDouble()), target);
}

/** How often each end of the graph came. */
function walkTrials(flat: FlatGraph, truth: readonly number[], trials: number, draw: () => number): Float64Array {
  let counts = new Float64Array(Math.max(1024, flat.ends.count * 2));
  let limits = limitsOf(flat, truth);
  let { row, first, after } = flat;
  for (let trial = 0; trial < trials; trial++) {
    let node = 0;
    let place = row[0] ?? -1;
    while (place >= 0) {
      const uniform = draw();
      const start = first[node] ?? 0;
      let limit = limits.first[place] ?? 0;
      const zero = limit;
      while (uniform >= (limits.values[limit] ?? 2)) limit += 1;
      const known = after[start + limit - zero] ?? -1;
      if (known >= 0) node = known;
      else {
        node = flat.follow(node, limit - zero);
        ({ row, first, after } = flat);
        if (flat.treatments.length > limits.count) limits = limitsOf(flat, truth);
      }
      place = row[node] ?? -1;
    }
    const end = -1 - place;
    if (end >= counts.length) {
      const more = new Float64Array(end * 2);
      more.set(counts);
      counts = more;
    }
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts.subarray(0, flat.ends.count);
}

/** By treatment, the probability of at most 0, 1, … events; the last one is above every uniform number. */
function limitsOf(flat: FlatGraph, truth: readonly number[]): { readonly count: number; readonly first: Int32Array; readonly values: Float64Array } {
  const first: number[] = [];
  const values: number[] = [];
  for (const { dose, size } of flat.treatments) {
    first.push(values.length);
    let sum = 0;
    for (const [events, mass] of binomialMasses(size, truth[dose - 1] ?? 0).entries()) values.push(events === size ? 2 : (sum += mass));
  }
  return { count: flat.treatments.length, first: Int32Array.from(first), values: Float64Array.from(values) };
}

export interface SimulationOptions extends TargetOptions {
  readonly seed: number;
  /** So many trials at most; 10,000 unless told. */
  readonly trials?: number;
  /** Trials a chunk; 1,000 unless told. Part of the result: other chunks are other random numbers. */
  readonly chunkTrials?: number;
  /** Stops when the largest standard error of selection, not reached, none and safety stop is no more than this; after 1,000 trials at the earliest. */
  readonly precise?: number;
}

export interface SimulationProgress {
  readonly trials: number;
  readonly of: number;
  /** The characteristics of what is done so far, with their errors: a run may be left at any time. */
  readonly partial: () => OperatingCharacteristics;
}

/** The characteristics of merged chunks, with Monte Carlo standard errors. */
export function simulatedCharacteristics(design: DoseDesign, truth: readonly number[], tally: Tally, seed: number): OperatingCharacteristics {
  return characteristicsOf(design, truth, tally, `Monte Carlo: ${tally.weight} trials, seed ${seed}.`, tally.weight);
}

/**
 * Simulates trials chunk by chunk. Yields after each chunk; leave it at any time with `partial()`.
 * The result is that of `simulateChunk` with chunks 0, 1, 2, … added up.
 *
 * Throws DesignRefusal for options that are none, RangeError for a design that waits for time.
 * @example finish(simulateTrials(design, [0.05, 0.15, 0.3], { seed: 1, trials: 100000, target: 0.3 })).standardErrors
 */
export function* simulateTrials(source: DoseDesign | TrialWalk, truth: readonly number[], options: SimulationOptions): Generator<SimulationProgress, OperatingCharacteristics> {
  const walk = source instanceof TrialWalk ? source : new TrialWalk(source);
  const trials = requireWhole("trials", options.trials ?? 10_000, 1, 1_000_000_000);
  const chunkTrials = requireWhole("chunkTrials", options.chunkTrials ?? 1_000, 1, 100_000_000);
  const { precise } = options;
  if (precise !== undefined && !(precise > 0 && precise < 1)) throw new DesignRefusal("not-an-error", "precise", `${String(precise)} is no standard error of a probability.`, "Give a number above 0, for example 0.002.");
  let sofar = null as Tally | null;
  for (let chunk = 0, done = 0; done < trials; chunk++) {
    const size = Math.min(chunkTrials, trials - done);
    const result = simulateChunk(walk, truth, { ...options, chunk, trials: size });
    const merged: Tally = mergeTallies(sofar === null ? [result] : [sofar, result]);
    sofar = merged;
    done += size;
    const partial = (): OperatingCharacteristics => simulatedCharacteristics(walk.design, truth, merged, options.seed);
    yield { trials: done, of: trials, partial };
    if (precise !== undefined && done >= 1_000 && (partial().standardErrors?.largest ?? 1) <= precise) break;
  }
  return simulatedCharacteristics(walk.design, truth, mergeTallies(sofar === null ? [] : [sofar]), options.seed);
}
