import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type { Refusal } from "../refusal.ts";
import { stopPostmaster } from "./postmaster.ts";

const attemptsPerCrash = 8;
const crashesPerMinute = 10;

export interface Supervisor {
  readonly pid: () => number;
  readonly onRestart: (listener: () => void) => void;
  readonly onFailure: (listener: (refusal: Refusal) => void) => void;
  readonly stop: () => Promise<void>;
}

/** Brings a database that ends by itself back on the same port: a few times, not for ever. */
export function superviseDatabase(
  first: ChildProcess,
  how: { readonly restart: () => Promise<ChildProcess | null>; readonly failed: () => Refusal },
): Supervisor {
  const restarted: (() => void)[] = [];
  const failed: ((refusal: Refusal) => void)[] = [];
  const crashes: number[] = [];
  let child = first;
  let stopping = false;
  let recovery: Promise<void> = Promise.resolve();

  const watch = () => {
    child.once("exit", () => {
      if (stopping) return;
      recovery = recover().catch((error: unknown) => {
        // A fault in the recovery itself must not be lost either: it counts as "could not be brought back".
        if (!stopping) for (const listener of failed) listener(error as Refusal);
      });
    });
    // It may have ended between being ready and being watched; then no event comes any more.
    if (child.exitCode !== null || child.signalCode !== null) child.emit("exit", child.exitCode, child.signalCode);
  };

  const recover = async () => {
    const now = Date.now();
    crashes.push(now);
    while (crashes[0] !== undefined && crashes[0] < now - 60_000) crashes.shift();
    if (crashes.length > crashesPerMinute) throw how.failed();
    for (let attempt = 0; attempt < attemptsPerCrash && !stopping; attempt += 1) {
      const next = await how.restart();
      if (next !== null) {
        child = next;
        watch();
        for (const listener of restarted) listener();
        return;
      }
      await wait(100 * 2 ** attempt);
    }
    if (!stopping) throw how.failed();
  };

  watch();
  return {
    pid: () => child.pid ?? 0,
    onRestart: (listener) => void restarted.push(listener),
    onFailure: (listener) => void failed.push(listener),
    stop: async () => {
      stopping = true;
      await stopPostmaster(child);
      await recovery;
      // A recovery that was under way may just have started a new one.
      await stopPostmaster(child);
    },
  };
}
