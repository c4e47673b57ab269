import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeServerLock } from "./server-lock.ts";

const program = fileURLToPath(new URL("../../test/programs/take-lock.ts", import.meta.url));
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-lock-"));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function startTaker(moment = 0): { child: ChildProcess; answer: Promise<string> } {
  const child = spawn(process.execPath, [program, folder, String(moment)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const answer = new Promise<string>((resolve) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    child.once("exit", (code) => resolve(`ended with ${code}`));
  });
  return { child, answer };
}

function killed(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  return ended;
}

function leaveStaleLock(token: string): void {
  const holder = { pid: process.pid, startTime: "long ago", host: hostname(), token };
  writeFileSync(join(folder, "server.lock"), JSON.stringify(holder));
}

test("a second server on one data folder is refused, and admitted after the first has left", () => {
  const first = takeServerLock(folder);
  expect(() => takeServerLock(folder)).toThrow(expect.objectContaining({ code: "data-folder-in-use" }));
  first.release();
  takeServerLock(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock of a live server in another process is respected", async () => {
  expect(await startTaker().answer).toBe("taken");
  expect(() => takeServerLock(folder)).toThrow(/live server: process \d+/);
});

test("the lock of a killed server is taken over", async () => {
  const taker = startTaker();
  expect(await taker.answer).toBe("taken");
  await killed(taker.child);
  takeServerLock(folder).release();
});

test("a process that merely has the same number as the dead server does not count", () => {
  leaveStaleLock("dead");
  const lock = takeServerLock(folder);
  expect(JSON.parse(readFileSync(join(folder, "server.lock"), "utf8"))).toEqual(lock.holder);
  lock.release();
});

test("of many servers that find the lock of a dead one, exactly one gets it, race after race", async () => {
  for (let round = 0; round < 5; round += 1) {
    leaveStaleLock(`dead-${round}`);
    const moment = Date.now() + 900;
    const takers = Array.from({ length: 6 }, () => startTaker(moment));
    const answers = await Promise.all(takers.map((taker) => taker.answer));
    expect(answers.filter((answer) => answer === "taken")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "data-folder-in-use")).toHaveLength(5);
    await Promise.all(takers.map(({ child }) => (child.exitCode === null ? killed(child) : Promise.resolve())));
    expect(readdirSync(folder)).toEqual(["server.lock"]);
  }
}, 60_000);

test("a taker that was killed in the middle of a takeover does not block the next one", () => {
  leaveStaleLock("dead");
  const deadTaker = { pid: process.pid, startTime: "long ago", host: hostname(), token: "dead taker" };
  writeFileSync(join(folder, "server.lock.takeover-dead-0"), JSON.stringify(deadTaker));
  const lock = takeServerLock(folder);
  expect(readdirSync(folder)).toEqual(["server.lock"]);
  lock.release();
});

test("a takeover that a living process has begun is left to it", async () => {
  leaveStaleLock("dead");
  const elsewhere = mkdtempSync(join(tmpdir(), "stroma-lock-"));
  const living = takeServerLock(elsewhere);
  writeFileSync(join(folder, "server.lock.takeover-dead-0"), JSON.stringify(living.holder));
  expect(() => takeServerLock(folder)).toThrow(/just taking it over/);
  rmSync(elsewhere, { recursive: true });
});

test("a lock made on another computer is never taken over, and the remedy names the file", () => {
  const holder = { pid: 1, startTime: "then", host: "another-computer", token: "theirs" };
  writeFileSync(join(folder, "server.lock"), JSON.stringify(holder));
  expect(() => takeServerLock(folder)).toThrow(
    expect.objectContaining({
      code: "data-folder-other-computer",
      remedy: expect.stringContaining(join(folder, "server.lock")),
    }),
  );
});

test("a server that lost its lock does not remove the one of its successor", () => {
  const lock = takeServerLock(folder);
  leaveStaleLock("successor");
  lock.release();
  expect(readdirSync(folder)).toEqual(["server.lock"]);
});
