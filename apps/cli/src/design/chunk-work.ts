/** Simulated trials in chunks: whoever runs a chunk finds the same, so that it can be sent to a worker thread. */
import { type ChunkResult, type DesignFile, type OperatingCharacteristics, type TargetOptions, type TimedScenario, type TimedTally, TrialWalk, designFileFormat, mergeTallies, mergeTimedTallies, readDesignFile, simulateChunk, simulateTimedChunk, simulatedCharacteristics, timedCharacteristics } from "@stroma/stats";

/** Plain data: a worker makes the design from it again. */
export interface ChunkSource {
  readonly file: Pick<DesignFile, "title" | "event" | "doseLevels" | "design" | "behaviours">;
  readonly seed: number;
  readonly target: number | null;
  readonly scenario: { readonly inTime: false; readonly truth: readonly number[] } | { readonly inTime: true; readonly times: TimedScenario };
}

/** One scenario under simulation. What `run` gives can be sent between threads; `add` is called in the order of the chunks. */
export interface ChunkWork {
  /** Part of the result: other chunks are other random numbers. */
  readonly chunkTrials: number;
  readonly run: (chunk: number, trials: number) => unknown;
  readonly add: (tally: unknown) => void;
  /** The characteristics of what is added so far. */
  readonly describe: () => OperatingCharacteristics;
}

export function chunkWork({ file, seed, target, scenario }: ChunkSource): ChunkWork {
  const read = readDesignFile({ format: designFileFormat, title: file.title, event: file.event, doseLevels: file.doseLevels, design: file.design, behaviours: file.behaviours });
  if (!read.ok) throw new Error("A design file that was read before is faulty now.");
  const options: TargetOptions & { readonly seed: number } = { seed, ...(target === null ? {} : { target }) };
  if (scenario.inTime) {
    const parts: TimedTally[] = [];
    return {
      chunkTrials: 250,
      run: (chunk, trials) => simulateTimedChunk(read.timed, scenario.times, { ...options, chunk, trials }),
      add: (tally) => void parts.push(tally as TimedTally),
      describe: () => timedCharacteristics(read.timed, scenario.times, mergeTimedTallies(parts), seed),
    };
  }
  const walk = new TrialWalk(read.design);
  let sum: ChunkResult | null = null;
  return {
    chunkTrials: 1000,
    run: (chunk, trials) => simulateChunk(walk, scenario.truth, { ...options, chunk, trials }),
    add: (tally) => void (sum = mergeTallies(sum === null ? [tally as ChunkResult] : [sum, tally as ChunkResult])),
    describe: () => simulatedCharacteristics(read.design, scenario.truth, mergeTallies(sum === null ? [] : [sum]), seed),
  };
}
