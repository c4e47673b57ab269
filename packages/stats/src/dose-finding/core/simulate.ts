/** Simulated operating characteristics, for designs with too many courses to lay out, and as a check of the exact ones. */
import { binomialMasses } from "../../distributions/binomial.ts";
import { randomStream } from "../../random/random-stream.ts";
import type { Xoshiro128 } from "../../random/xoshiro128.ts";
import { DesignRefusal, requireWhole } from "./design-refusal.ts";
import type { DoseDesign } from "./dose-design.ts";
import { FlatGraph } from "./flat-graph.ts";
import { type OperatingCharacteristics, characteristicsOf } from "./operating-characteristics.ts";
import { type Tally, mergeTallies, tallyEndings } from "./tally.ts";
import { type TargetDose, type TargetOptions, findTargetDose, requireTruth } from "./target-dose.ts";

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

  private counts: Float64Array = new Float64Array(1024);

  /** The tally of so many more trials under a truth. */
  tally(truth: readonly number[], target: TargetDose | null, trials: number, stream: Xoshiro128): Tally {
    if (this.graph.count > this.keepNodes) this.graph = new FlatGraph(this.design);
    this.counts = walkTrials(this.graph, truth, trials, stream, this.counts);
    const { ends } = this.graph;
    const tally = tallyEndings(ends, this.counts.subarray(0, ends.count), target);
    this.counts.fill(0, 0, ends.count);
    return tally;
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
  return walk.tally(truth, target, trials, randomStream(seed, requireWhole("chunk", options.chunk, 0, Number.MAX_SAFE_INTEGER)));
}

/** Adds to `counts` how often each end of the graph came; gives back a larger array where that is too small. */
function walkTrials(flat: FlatGraph, truth: readonly number[], trials: number, stream: Xoshiro128, counts: Float64Array): Float64Array {
  const uniforms = new Float64Array(512);
  let used = uniforms.length;
  let limits = limitsOf(flat, truth);
  let { blocks } = flat;
  let ends = counts;
  // A trial whose design stops at once has no cohort.
  if ((flat.row[0] ?? 0) < 0) ends[0] = (ends[0] ?? 0) + trials;
  for (let trial = (flat.row[0] ?? 0) < 0 ? trials : 0; trial < trials; trial++) {
    let block = 0;
    while (block >= 0) {
      if (used === uniforms.length) {
        stream.fillDoubles(uniforms);
        used = 0;
      }
      const uniform = uniforms[used++] ?? 0;
      const zero = (blocks[block] ?? 0) * limits.stride;
      let limit = zero;
      while (uniform >= (limits.values[limit] ?? 2)) limit += 1;
      const at = block + 2 + limit - zero;
      block = blocks[at] ?? -1;
      if (block !== -1) continue;
      flat.follow(blocks[at - limit + zero - 1] ?? 0, limit - zero);
      ({ blocks } = flat);
      block = blocks[at] ?? -2;
      if (flat.treatments.length > limits.count) limits = limitsOf(flat, truth);
    }
    const end = -2 - block;
    if (end >= ends.length) ends = longer(ends, end * 2);
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

function longer(array: Float64Array, length: number): Float64Array {
  const more = new Float64Array(length);
  more.set(array);
  return more;
}

/** A row a treatment: the probability of at most 0, 1, … events; the last one is above every uniform number. */
function limitsOf(flat: FlatGraph, truth: readonly number[]): { readonly count: number; readonly stride: number; readonly values: Float64Array } {
  const stride = 1 + Math.max(0, ...flat.treatments.map(({ size }) => size));
  const values = new Float64Array(stride * flat.treatments.length).fill(2);
  for (const [place, { dose, size }] of flat.treatments.entries()) {
    const masses = binomialMasses(size, truth[dose - 1] ?? 0);
    for (let events = 0, sum = 0; events < size; events++) values[place * stride + events] = sum += masses[events] ?? 0;
  }
  return { count: flat.treatments.length, stride, values };
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
