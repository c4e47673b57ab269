/** Operating characteristics of a design with arrival times: those of the core, and what the calendar adds. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { type OperatingCharacteristics, characteristicsOf } from "../core/operating-characteristics.ts";
import { type TargetOptions, findTargetDose } from "../core/target-dose.ts";
import { totalOf } from "../core/trial-state.ts";
import { randomStream } from "../../random/random-stream.ts";
import { type TimedScenario, type TimedTrial, requireScenario, simulateTimedTrial } from "./simulate-timed.ts";
import { type DaySums, type TimedTally, mergeTimedTallies, tallyTimed } from "./timed-tally.ts";
import type { LateOnsetDesign } from "./timed-state.ts";

/** A mean over trials with its Monte Carlo standard error. */
export interface SimulatedMean {
  readonly mean: number;
  readonly standardError: number;
}

export interface TimedCharacteristics extends OperatingCharacteristics {
  /** Days from the first arrival to the last known outcome. */
  readonly duration: SimulatedMean & { readonly tenth: number; readonly median: number; readonly ninetieth: number };
  /** Days a trial on which somebody waited for a place. */
  readonly suspended: SimulatedMean;
  /** Days from arrival to treatment, averaged within a trial. */
  readonly waiting: SimulatedMean;
  /** Arrivals a trial who were lost before the last place was taken. */
  readonly turnedAway: SimulatedMean;
  /** Expected participants treated beside the escalating cohorts, by dose level. */
  readonly backfilled: readonly number[];
  /** Their Monte Carlo standard errors. */
  readonly backfilledErrors: readonly number[];
}

export interface TimedChunkOptions extends TargetOptions {
  readonly seed: number;
  /** The number of the chunk: its stream of random numbers. */
  readonly chunk: number;
  readonly trials: number;
}

/** Simulates one chunk with its own stream, so that the sum over chunks does not depend on who ran them. */
export function simulateTimedChunk(design: LateOnsetDesign, scenario: TimedScenario, options: TimedChunkOptions): TimedTally {
  requireScenario(scenario, design.doses);
  const trials = requireWhole("trials", options.trials, 1, 100_000_000);
  const seed = requireWhole("seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
  const stream = randomStream(seed, requireWhole("chunk", options.chunk, 0, Number.MAX_SAFE_INTEGER));
  const done: TimedTrial[] = [];
  for (let trial = 0; trial < trials; trial++) done.push(simulateTimedTrial(design, scenario, () => stream.nextDouble()));
  return tallyTimed(done, design.doses, findTargetDose(scenario.truth, options));
}

export interface TimedSimulationOptions extends TargetOptions {
  readonly seed: number;
  /** So many trials at most; 10,000 unless told. */
  readonly trials?: number;
  /** Trials a chunk; 250 unless told. Part of the result: other chunks are other random numbers. */
  readonly chunkTrials?: number;
  /** Stops when the largest standard error of selection, not reached, none and safety stop is no more than this; after 1,000 trials at the earliest. */
  readonly precise?: number;
}

export interface TimedProgress {
  readonly trials: number;
  readonly of: number;
  /** What is known so far, with its errors: a run may be left at any time. */
  readonly partial: () => TimedCharacteristics;
}

/**
 * Simulates trials with arrival times, chunk by chunk; yields after each one.
 *
 * Throws DesignRefusal for a scenario or options that are none.
 *
 * @example finish(simulateTimedTrials(titeBoin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 8 }), { truth: [0.1, 0.3, 0.5], window: 28, accrual: { kind: "poisson", perDay: 0.2 } }, { seed: 1 })).duration.mean
 */
export function* simulateTimedTrials(design: LateOnsetDesign, scenario: TimedScenario, options: TimedSimulationOptions): Generator<TimedProgress, TimedCharacteristics> {
  const trials = requireWhole("trials", options.trials ?? 10_000, 1, 100_000_000);
  const chunkTrials = requireWhole("chunkTrials", options.chunkTrials ?? 250, 1, 100_000_000);
  const { precise } = options;
  if (precise !== undefined && !(precise > 0 && precise < 1)) throw new DesignRefusal("not-an-error", "precise", `${String(precise)} is no standard error of a probability.`, "Give a number above 0, for example 0.002.");
  const parts: TimedTally[] = [];
  const partial = (): TimedCharacteristics => timedCharacteristics(design, scenario, mergeTimedTallies(parts), options.seed);
  for (let chunk = 0, done = 0; done < trials; chunk++) {
    const size = Math.min(chunkTrials, trials - done);
    parts.push(simulateTimedChunk(design, scenario, { ...options, chunk, trials: size }));
    done += size;
    const upTo = parts.length;
    yield { trials: done, of: trials, partial: () => timedCharacteristics(design, scenario, mergeTimedTallies(parts.slice(0, upTo)), options.seed) };
    if (precise !== undefined && done >= 1_000 && (partial().standardErrors?.largest ?? 1) <= precise) break;
  }
  return partial();
}

/** The characteristics of merged chunks. */
export function timedCharacteristics(design: LateOnsetDesign, scenario: TimedScenario, tally: TimedTally, seed: number): TimedCharacteristics {
  const trials = tally.durations.length;
  const sorted = tally.durations.toSorted((one, other) => one - other);
  const quantile = (share: number): number => sorted[Math.min(trials - 1, Math.floor(share * trials))] ?? 0;
  const mean = ({ sum, squares }: DaySums): SimulatedMean => ({ mean: sum / trials, standardError: trials < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(0, squares - (sum * sum) / trials) / (trials - 1) / trials) });
  const days = mean({ sum: totalOf(sorted), squares: sorted.reduce((sum, value) => sum + value * value, 0) });
  return {
    ...characteristicsOf(design, scenario.truth, tally.tally, `Monte Carlo with arrival times: ${trials} trials, seed ${seed}. ${describeScenario(scenario)}`, trials),
    duration: { ...days, tenth: quantile(0.1), median: quantile(0.5), ninetieth: quantile(0.9) },
    suspended: mean(tally.suspended),
    waiting: mean(tally.waiting),
    turnedAway: mean(tally.turnedAway),
    backfilled: tally.backfilled.map((sums) => mean(sums).mean),
    backfilledErrors: tally.backfilled.map((sums) => mean(sums).standardError),
  };
}

/** The scenario's times in a sentence. */
export function describeScenario({ window, accrual, onset, whileWaiting }: TimedScenario): string {
  const arrivals = accrual.kind === "poisson" ? `arrivals at random, ${accrual.perDay} a day` : accrual.kind === "uniform" ? `an arrival every 0 to ${2 * accrual.days} days` : `one arrival every ${accrual.days} days`;
  const when = onset?.kind === "weibull" ? `Weibull with ${onset.lateShare} of the events in the second half of the window` : "uniform over the window";
  return `Window ${window} days; ${arrivals}; time to event ${when}; who arrives while nobody may be treated ${whileWaiting === "turn-away" ? "is turned away" : "waits"}.`;
}
