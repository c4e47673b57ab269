import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Refusal } from "../refusal.ts";
import { processStartTime } from "./process-identity.ts";

/** Who holds a lock. The token makes every taking of it different from every other. */
export interface LockHolder {
  readonly pid: number;
  readonly startTime: string;
  readonly host: string;
  readonly token: string;
}

export interface ServerLock {
  readonly holder: LockHolder;
  release(): void;
}

/** Takes the one lock of a data folder, or refuses. Two live servers never both get it. */
export function takeServerLock(folder: string): ServerLock {
  const path = join(folder, "server.lock");
  const holder: LockHolder = {
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? "unknown",
    host: hostname(),
    token: randomUUID(),
  };
  const draft = `${path}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    // Another server may take or release the lock between two looks: look again, but not for ever.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      if (linkOnce(draft, path)) return lockOf(path, holder);
      const present = readHolder(path);
      if (present === null) continue;
      refuseIfHeld(present, path);
      if (takeOver(draft, path, present)) return lockOf(path, holder);
    }
    throw inUse("another server is starting on it right now", path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function lockOf(path: string, holder: LockHolder): ServerLock {
  return {
    holder,
    release() {
      if (readHolder(path)?.token === holder.token) rmSync(path, { force: true });
    },
  };
}

/**
 * Replaces the lock of a dead server. A guard file named after the dead lock's token decides who may:
 * guards are only ever added while that lock stands, and a next one only after the maker of the one
 * before has died. So one living process at most replaces the lock, even when takers are killed midway.
 */
function takeOver(draft: string, path: string, stale: LockHolder): boolean {
  for (let generation = 0; ; generation += 1) {
    const guard = `${path}.takeover-${stale.token}-${generation}`;
    if (linkOnce(draft, guard)) {
      const unchanged = readHolder(path)?.token === stale.token;
      if (unchanged) {
        // A rename replaces the lock at once. The draft itself stays: the caller removes it.
        linkSync(draft, `${draft}.next`);
        renameSync(`${draft}.next`, path);
      }
      for (let done = generation; done >= 0; done -= 1) {
        rmSync(`${path}.takeover-${stale.token}-${done}`, { force: true });
      }
      return unchanged;
    }
    const taker = readHolder(guard);
    if (taker === null) return false;
    if (isAlive(taker)) throw inUse(`process ${taker.pid} is just taking it over`, path);
  }
}

function refuseIfHeld(present: LockHolder, path: string): void {
  if (present.host !== hostname()) {
    throw new Refusal(
      "data-folder-other-computer",
      `the data folder is locked by a server on the computer "${present.host}" (process ${present.pid}).`,
      `stop that server. If it is gone for good, delete ${path} and start again.`,
    );
  }
  if (isAlive(present)) throw inUse(`process ${present.pid} is using it`, path);
}

function inUse(how: string, path: string): Refusal {
  return new Refusal(
    "data-folder-in-use",
    `the data folder already has a live server: ${how} (${path}).`,
    "stop that server first, or start this one with another folder: --data <folder>.",
  );
}

function isAlive(holder: LockHolder): boolean {
  return processStartTime(holder.pid) === holder.startTime;
}

/** A hard link appears at once with its full content, and fails when the name is taken. */
function linkOnce(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): LockHolder | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    // Only a damaged disk or a hand leaves this. Nobody living can be told from it.
    return { pid: 0, startTime: "unreadable", host: hostname(), token: "unreadable" };
  }
}
