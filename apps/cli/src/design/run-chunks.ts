/** Runs the chunks of a simulation, here and in worker threads; the result does not depend on how many there are. */
import { availableParallelism } from "node:os";
import { setImmediate as letOthersRun, setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { OperatingCharacteristics } from "@stroma/stats";
import { type ChunkSource, type ChunkWork, chunkWork } from "./chunk-work.ts";
import type { ChunkAnswer, ChunkOrder } from "./chunk-worker.ts";
import type { Interrupt } from "./drive.ts";

export interface ChunkPlan {
  readonly trials: number;
  /** Largest standard error that is good enough. */
  readonly precise: number | null;
  /** Threads; as many as the machine has where null, and none for a short run. */
  readonly workers: number | null;
}

export interface ChunksRun {
  readonly characteristics: OperatingCharacteristics;
  /** Stopped by Ctrl-C: the chunks from the first one on that were done without a gap. */
  readonly partial: boolean;
}

/** A run that is over sooner is not worth a thread. */
const shortRun = 400;
/** A thread is told so many milliseconds of work at a time. */
const orderTime = 100;

class Chunks {
  readonly work: ChunkWork;
  readonly plan: ChunkPlan;
  readonly look: (trials: number) => void;
  /** Chunks and trials that are added up. */
  count = 0;
  trials = 0;
  enough = false;

  constructor(work: ChunkWork, plan: ChunkPlan, look: (trials: number) => void) {
    this.work = work;
    this.plan = plan;
    this.look = look;
  }

  sizeOf(chunk: number): number {
    return Math.max(0, Math.min(this.work.chunkTrials, this.plan.trials - chunk * this.work.chunkTrials));
  }

  add(tally: unknown): void {
    const { precise } = this.plan;
    this.work.add(tally);
    this.trials += this.sizeOf(this.count);
    this.count += 1;
    this.enough = this.trials >= this.plan.trials || (precise !== null && this.trials >= 1000 && (this.work.describe().standardErrors?.largest ?? 1) <= precise);
    this.look(this.trials);
  }
}

/** Throws what the library refuses; the first chunk is always run here, so that a fault is told from here. */
export async function runChunks(source: ChunkSource, plan: ChunkPlan, interrupt: Interrupt, look: (trials: number) => void): Promise<ChunksRun> {
  const chunks = new Chunks(chunkWork(source), plan, look);
  const threads = plan.workers ?? availableParallelism();
  // Threads that were asked for begin at once.
  const alone = threads === 1 ? Number.POSITIVE_INFINITY : plan.workers === null ? shortRun : 0;
  const begun = performance.now();
  let breath = begun;
  do {
    chunks.add(chunks.work.run(chunks.count, chunks.sizeOf(chunks.count)));
    if (performance.now() - breath > 20) {
      await letOthersRun();
      breath = performance.now();
    }
  } while (!chunks.enough && !interrupt.stopped() && performance.now() - begun < alone);
  const chunkTime = (performance.now() - begun) / chunks.count;
  if (!chunks.enough && !interrupt.stopped()) await runInThreads(source, chunks, threads, Math.min(200, Math.max(1, Math.round(orderTime / chunkTime))), interrupt);
  return { characteristics: chunks.work.describe(), partial: !chunks.enough };
}

async function runInThreads(source: ChunkSource, chunks: Chunks, threads: number, orderSize: number, interrupt: Interrupt): Promise<void> {
  let next = chunks.count;
  const answers = new Map<number, ChunkAnswer>();
  const nextOrder = (): ChunkOrder | null => {
    const first = next;
    const sizes = Array.from({ length: orderSize }, (_, at) => chunks.sizeOf(first + at)).filter((size) => size > 0);
    next += sizes.length;
    return sizes.length === 0 ? null : { first, sizes };
  };
  /** In the order of the chunks, whoever was quicker: sums and the place where it is precise enough stay the same. */
  const addInOrder = () => {
    for (let answer = answers.get(chunks.count); answer !== undefined && !chunks.enough; answer = answers.get(chunks.count)) {
      answers.delete(answer.first);
      for (const tally of answer.tallies) if (!chunks.enough) chunks.add(tally);
    }
  };
  const workers: Worker[] = [];
  const over = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      for (let at = 0; at < threads; at++) {
        const order = nextOrder();
        if (order === null) break;
        const worker = new Worker(new URL("./chunk-worker.ts", import.meta.url), { workerData: source });
        workers.push(worker);
        worker.on("error", reject);
        worker.on("message", (answer: ChunkAnswer) => {
          answers.set(answer.first, answer);
          addInOrder();
          if (chunks.enough || interrupt.stopped()) return resolve();
          const more = nextOrder();
          if (more !== null) tell(worker, more);
        });
        tell(worker, order);
      }
      // A long order does not keep Ctrl-C waiting.
      const listen = async () => {
        while (!over.signal.aborted && !interrupt.stopped()) await wait(50);
        resolve();
      };
      void listen();
    });
  } finally {
    over.abort();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

// A thread has no origin, which messages between windows name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (worker: Worker, order: ChunkOrder): void => worker.postMessage(order);
