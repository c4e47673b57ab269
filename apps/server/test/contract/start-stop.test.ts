import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processStartTime } from "../../src/data-folder/process-identity.ts";
import { makeReachableFolder } from "../start-test-postgres.ts";

const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = makeReachableFolder("stroma-start-");
});

afterEach(async () => {
  for (const { child, ended } of children.splice(0).map((one) => ({ child: one, ended: endOf(one) }))) {
    child.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", resolve));
}

/** Starts the server and waits until it is ready or has ended. */
async function start(...args: string[]) {
  const env = { PATH: process.env["PATH"], STROMA_POSTGRES_BINARIES: process.env["STROMA_POSTGRES_BINARIES"] };
  const child = spawn(process.execPath, [program, "--data", folder, "--port", "0", ...args], { env });
  children.push(child);
  let output = "";
  const ready = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Stop with Ctrl-C")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
  });
  await Promise.race([ready, endOf(child)]);
  return { child, output: () => output, address: /ready at (\S+)/.exec(output)?.[1] ?? "" };
}

function databasePid(): number {
  return Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

test("a server says where it is, answers there, and leaves nothing running when it is told to stop", async () => {
  const server = await start();
  expect(server.output()).toMatch(/is ready at http:\/\/127\.0\.0\.1:\d+/);
  expect((await fetch(server.address)).status).toBeLessThan(500);
  const database = databasePid();
  server.child.kill("SIGTERM");
  expect(await endOf(server.child)).toBe(0);
  expect(processStartTime(database)).toBeNull();
  expect(existsSync(join(folder, "server.lock"))).toBe(false);
});

test("two servers never open one data folder: the second refuses and the first goes on", async () => {
  const first = await start();
  const second = await start();
  expect(second.child.exitCode).toBe(1);
  expect(second.output()).toContain("data-folder-in-use");
  expect((await fetch(first.address)).status).toBeLessThan(500);
});

test("after a kill the next server takes the folder over and starts the database afresh", async () => {
  const first = await start();
  const orphan = databasePid();
  const ended = endOf(first.child);
  first.child.kill("SIGKILL");
  await ended;
  expect(processStartTime(orphan)).not.toBeNull();

  const second = await start();
  expect(second.output()).toContain("is ready at");
  expect(processStartTime(orphan)).toBeNull();
  expect((await fetch(second.address)).status).toBeLessThan(500);
});

test("a database that is killed under a running server comes back, and the server goes on", async () => {
  const server = await start();
  const before = databasePid();
  process.kill(before, "SIGKILL");
  await expect.poll(() => server.output(), { timeout: 20_000 }).toContain("was started again");
  expect(databasePid()).not.toBe(before);
  expect((await fetch(server.address)).status).toBeLessThan(500);
  expect(server.child.exitCode).toBeNull();
});

test("an interrupt during the start leaves no database and no lock behind", async () => {
  const env = { PATH: process.env["PATH"], STROMA_POSTGRES_BINARIES: process.env["STROMA_POSTGRES_BINARIES"] };
  const child = spawn(process.execPath, [program, "--data", folder, "--port", "0"], { env, stdio: "ignore" });
  children.push(child);
  await expect
    .poll(() => existsSync(join(folder, "postgres", "postmaster.pid")), { timeout: 30_000, interval: 5 })
    .toBe(true);
  const database = databasePid();
  child.kill("SIGINT");
  expect(await endOf(child)).toBe(0);
  expect(processStartTime(database)).toBeNull();
  expect(existsSync(join(folder, "server.lock"))).toBe(false);
});
