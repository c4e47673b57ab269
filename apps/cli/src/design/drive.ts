/** Runs a long generator so that Ctrl-C is heard, and shows how far it is. */
import { setImmediate as letOthersRun } from "node:timers/promises";

export interface Progress {
  readonly update: (part: number, words: string) => void;
  readonly clear: () => void;
}

/** As much of a terminal as the bar needs. */
export interface ProgressStream {
  readonly isTTY: boolean;
  /** 0 where the terminal does not tell. */
  readonly columns: number;
  readonly write: (text: string) => unknown;
}

/** A bar on standard error where a person looks at it; nothing otherwise. */
export function progressBar(options: { readonly shown: boolean; readonly stream?: ProgressStream; readonly now?: () => number }): Progress {
  const stream = options.stream ?? process.stderr;
  if (!options.shown || !stream.isTTY) return { update: () => undefined, clear: () => undefined };
  const now = options.now ?? (() => performance.now());
  const begun = now();
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    update: (part, words) => {
      const at = now();
      // Short runs show nothing, and a terminal needs no more than ten pictures a second.
      if (at - begun < 300 || at - last < 100) return;
      last = at;
      drawn = true;
      const full = Math.round(Math.min(1, Math.max(0, part)) * 24);
      const line = `[${"#".repeat(full)}${"-".repeat(24 - full)}] ${words}  Ctrl-C stops and tells what is done`;
      // A line that is broken by the terminal cannot be taken back as one.
      stream.write(`\r\u001B[K${line.slice(0, (stream.columns > 0 ? stream.columns : 80) - 1)}`);
    },
    clear: () => {
      if (drawn) stream.write("\r\u001B[K");
      drawn = false;
    },
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
