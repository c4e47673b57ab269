/** A killed process loses nothing that it has acknowledged: neither the server nor the database, at least twenty times each. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { operations } from "@stroma/api/operations";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeReachableFolder } from "../start-test-postgres.ts";

const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const kills = 20;
const writers = 8;

let folder: string;
let child: ChildProcess;
let address = "";
let cookie = "";
let administratorId = "";
let place: { readonly siteId: string; readonly infusionId: string };
const acknowledged = new Set<string>();
const answeredAway = new Set<string>();

/** Starts a server on the folder and waits until it is ready; returns what it printed. */
async function start(): Promise<string> {
  const env = { PATH: process.env["PATH"], STROMA_POSTGRES_BINARIES: process.env["STROMA_POSTGRES_BINARIES"], NODE_COMPILE_CACHE: join(folder, "compiled") };
  child = spawn(process.execPath, [program, "--data", folder, "--port", "0"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Stop with Ctrl-C")) resolve();
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", () => reject(new Error(`The server ended: ${output}`)));
  });
  address = /ready at (\S+)/u.exec(output)?.[1] ?? "";
  return output;
}

async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  // One that has ended by itself tells it no second time.
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

async function ask(id: keyof typeof operations, params: Readonly<Record<string, string>>, body?: unknown): Promise<Response> {
  const path = operations[id].path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? "");
  const headers = { cookie, origin: address, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return fetch(address + path + (params["query"] ?? ""), { method: operations[id].method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }), signal: AbortSignal.timeout(10_000) });
}
const jsonOf = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;

/** Sends events one by one until it is told to stop, and remembers which were acknowledged. */
async function write(stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const id = uuidv7();
    const now = new Date().toISOString();
    const event = { id, type: "note-added", clinicalTime: now, deviceTime: now, entry: "live", data: { text: "written under load" } };
    try {
      const answer = await ask("recordEvents", place, { sentAt: now, events: [event] });
      const body = await jsonOf<{ results?: { outcome: string }[]; code?: string }>(answer);
      if (answer.status === 200 && body.results?.[0]?.outcome === "accepted") acknowledged.add(id);
      else answeredAway.add(body.code ?? String(answer.status));
    } catch {
      // The connection broke before the answer: nobody was told anything.
      await wait(5);
    }
  }
}

async function underLoad(deed: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const all = Promise.all(Array.from({ length: writers }, () => write(stop.signal)));
  try {
    await deed();
  } finally {
    stop.abort();
    await all;
  }
}

/** Waits until so many more events were acknowledged: then the kill comes in the middle of work. */
async function untilMore(events: number): Promise<void> {
  const goal = acknowledged.size + events;
  const latest = Date.now() + 30_000;
  while (acknowledged.size < goal) {
    if (Date.now() > latest) throw new Error(`No more events are acknowledged: ${[...answeredAway].join(", ")}`);
    await wait(5);
  }
}

/** Asks again while the database is away. */
async function askUntilThere(id: keyof typeof operations, params: Readonly<Record<string, string>>, body?: unknown): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask(id, params, body);
    if (answer.status !== 503 || attempt === 100) return answer;
    await wait(100);
  }
}

async function recorded(): Promise<string[]> {
  const answer = await askUntilThere("readInfusion", place);
  expect(answer.status).toBe(200);
  return (await jsonOf<{ events: { id: string }[] }>(answer)).events.map(({ id }) => id);
}

const databasePid = (): number => Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

/** Kills the database and waits for its successor. Until then its orphaned children may still answer. */
async function killDatabase(): Promise<void> {
  const before = databasePid();
  process.kill(before, "SIGKILL");
  const latest = Date.now() + 30_000;
  while (Date.now() < latest) {
    try {
      if (databasePid() !== before) return;
    } catch {
      // The file is written anew at this moment.
    }
    await wait(20);
  }
  throw new Error("The database did not come back.");
}

async function expectNothingLost(): Promise<void> {
  const known = new Set(await recorded());
  expect([...acknowledged].filter((id) => !known.has(id))).toEqual([]);
}

beforeAll(async () => {
  folder = makeReachableFolder("stroma-kill-");
  // A first life ends in peace and leaves its compiled programs, so that the many starts after it are quick.
  await start();
  await end("SIGTERM");
  const output = await start();
  const token = /#\/sign-in\/([\w-]+)/u.exec(output)?.[1] ?? "";
  const signedIn = await ask("redeemLink", {}, { token });
  cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const session = await jsonOf<{ person: { id: string }; sites: { id: string }[]; examplePeople: { id: string; roles: string[] }[] }>(signedIn);
  administratorId = session.person.id;
  const nurse = session.examplePeople.find(({ roles }) => roles.includes("nurse"));
  await ask("actAsExample", {}, { personId: nurse?.id });
  const siteId = session.sites[0]?.id ?? "";
  const { infusions } = await jsonOf<{ infusions: { id: string }[] }>(await ask("listInfusions", { siteId }));
  place = { siteId, infusionId: infusions[0]?.id ?? "" };
}, 120_000);

afterAll(async () => {
  await end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

test(
  `a server that is killed ${kills} times under load loses no acknowledged event`,
  async () => {
    for (let n = 0; n < kills; n += 1) {
      await underLoad(async () => {
        // Never at the same point of a transaction.
        await untilMore(5 + n);
        await end("SIGKILL");
      });
      await start();
      await expectNothingLost();
    }
    expect(acknowledged.size).toBeGreaterThan(kills * 10);
  },
  240_000,
);

test(
  `a database that is killed ${kills} times under load loses no acknowledged event, and the server goes on`,
  async () => {
    for (let n = 0; n < kills; n += 1) {
      // The server takes ten crashes of its database a minute for bad luck; more of them for a fault that needs a person.
      if (n > 0 && n % 10 === 0) {
        await end("SIGTERM");
        await start();
      }
      await underLoad(async () => {
        await untilMore(5 + n);
        await killDatabase();
        await untilMore(5);
      });
      await expectNothingLost();
    }
    // Whoever got an answer meanwhile was told what it is.
    expect([...answeredAway].filter((code) => code !== "database-unreachable")).toEqual([]);
  },
  240_000,
);

test("after all that no event is without its audit entry, no entry without its event, and every chain verifies", async () => {
  await askUntilThere("actAsExample", {}, { personId: administratorId });
  const verified = await jsonOf<{ ok: boolean; chains: { entries: number }[] }>(await askUntilThere("verifyAudit", place));
  expect(verified.ok).toBe(true);
  const audited: string[] = [];
  for (let next: string | null = "0"; next !== null; ) {
    const page: { entries: { entity: string; entityId: string; to: { infusionId?: string } }[]; next: string | null } = await jsonOf(await ask("listAuditEntries", { ...place, query: `?limit=1000&before=${next}` }));
    audited.push(...page.entries.filter(({ entity, to }) => entity === "infusion-event" && to.infusionId === place.infusionId).map(({ entityId }) => entityId));
    next = page.next;
  }
  expect(audited.toSorted()).toEqual((await recorded()).toSorted());
});
