/** A worker thread: runs the chunks that it is told, and sends back what each one found. */
import { parentPort, workerData } from "node:worker_threads";
import { type ChunkSource, chunkWork } from "./chunk-work.ts";

export interface ChunkOrder {
  readonly first: number;
  /** Trials of each chunk from the first on. */
  readonly sizes: readonly number[];
}

export interface ChunkAnswer {
  readonly first: number;
  readonly tallies: readonly unknown[];
}

const work = chunkWork(workerData as ChunkSource);
parentPort?.on("message", ({ first, sizes }: ChunkOrder) => {
  const answer: ChunkAnswer = { first, tallies: sizes.map((trials, at) => work.run(first + at, trials)) };
  // A thread has no origin, which messages between windows name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer);
});
