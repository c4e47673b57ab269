/** Runs a long generator so that Ctrl-C is heard, and shows how far it is. */
import { setImmediate as letOthersRun } from "node:timers/promises";

export interface Progress {
  readonly update: (part: number, words: string) => void;
  readonly clear: () => void;
}

/** A bar on standard error where a person looks at it; nothing otherwise. */
export function progressBar(options: { readonly shown: boolean; readonly stream?: NodeJS.WriteStream }): Progress {
  const stream = options.stream ?? process.stderr;
  if (!options.shown || !stream.isTTY) return { update: () => undefined, clear: () => undefined };
  const begun = performance.now();
  let last = 0;
  let drawn = false;
  return {
    update: (part, words) => {
      const now = performance.now();
      // Short runs show nothing, and a terminal needs no more than ten pictures a second.
      if (now - begun < 300 || now - last < 100) return;
      last = now;
      drawn = true;
      const full = Math.round(Math.min(1, Math.max(0, part)) * 24);
      stream.write(`\r\u001B[K[${"#".repeat(full)}${"-".repeat(24 - full)}] ${words}  Ctrl-C stops and tells what is done`);
    },
    clear: () => void (drawn && stream.write("\r\u001B[K")),
  };
}

export interface Interrupt {
  readonly stopped: () => boolean;
  readonly release: () => void;
}

/** From here on the first Ctrl-C is a wish; the second one ends the process as usual. */
export function hearInterrupt(): Interrupt {
  let stopped = false;
  const stop = () => void (stopped = true);
  process.once("SIGINT", stop);
  return { stopped: () => stopped, release: () => void process.off("SIGINT", stop) };
}

export type Driven<Step, Result> = { readonly done: true; readonly value: Result } | { readonly done: false; readonly last: Step | null };

/** Steps a generator to its end, or to the first Ctrl-C; then its last step is told. */
export async function drive<Step, Result>(steps: Generator<Step, Result>, interrupt: Interrupt, look: (step: Step) => void): Promise<Driven<Step, Result>> {
  let last: Step | null = null;
  let breath = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { done: true, value: step.value };
    last = step.value;
    look(last);
    if (performance.now() - breath < 20) continue;
    await letOthersRun();
    if (interrupt.stopped()) return { done: false, last };
    breath = performance.now();
  }
}
