/** The operator's commands and the replay, against a running server on a database of the test run. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCsv } from "@stroma/interchange";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiSession, openApiSession, signInByLink } from "../../../server/test/api-session.ts";
import { type RunningServer, startRunningServer } from "../../../server/test/running-server.ts";
import { spawnStroma } from "../run-stroma.ts";

const recording = join(import.meta.dirname, "..", "three-minutes.csv");
let server: RunningServer;
let folder: string;
let owner: pg.Client;
let administrator: ApiSession;
let siteId: string;
let token: string;
let infusionId: string;
const stroma = (...args: string[]) => spawnStroma([...args], { DATABASE_URL: server.databaseUrl ?? "", STROMA_DATA: server.data });

beforeAll(async () => {
  server = await startRunningServer({ args: ["--demo-clock"] });
  folder = mkdtempSync(join(tmpdir(), "stroma-export-"));
  owner = new pg.Client({ connectionString: server.databaseUrl ?? "" });
  await owner.connect();
  administrator = await signInByLink(server.address, server.signInLink ?? "");
  const session = await administrator.call("readSession");
  siteId = session.sites[0]?.id ?? "";
  token = (await administrator.call("createGateway", { siteId }, { name: "Monitor of bed 1" })).token;
  infusionId = (await administrator.call("listInfusions", { siteId })).infusions[0]?.id ?? "";
});
afterAll(async () => {
  await owner.end();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What the owner sees, whom row-level security does not hold back for the moment of the look. */
async function look<T>(work: () => Promise<T>): Promise<T> {
  await owner.query("begin");
  for (const table of ["audit_entry", "audit_chain", "infusion_event"]) await owner.query(`alter table ${table} no force row level security`);
  try {
    return await work();
  } finally {
    await owner.query("rollback");
  }
}

describe("stroma infusion replay", () => {
  test("plays a recorded monitor at 60 times the speed, minute by minute, and sets the clock back to real time", async () => {
    const begun = performance.now();
    const run = await stroma("infusion", "replay", recording, "--infusion", infusionId, "--token", token, "--url", server.address, "--speed", "60", "--json");
    expect(run.err).toBe("");
    expect([run.exitCode, run.json()]).toEqual([0, { sent: 3, rejected: 0 }]);
    // Two minutes of recording in at least two seconds.
    expect(performance.now() - begun).toBeGreaterThan(2_000);
    const { events } = await administrator.call("readInfusion", { siteId, infusionId });
    const played = events.filter((event) => event.type === "vital-signs-recorded");
    expect(played.map((event) => event.data.samples.map((sample) => `${sample.channel} ${sample.value} ${sample.unit}`))).toEqual([
      ["heart-rate 82 /min", "oxygen-saturation 97 %", "systolic-pressure 118 mm[Hg]"],
      ["heart-rate 83.5 /min", "oxygen-saturation 96 %"],
      ["heart-rate 0 /min", "oxygen-saturation 61 %"],
    ]);
    const times = played.map((event) => Date.parse(event.clinicalTime));
    expect([1, 2].map((row) => (times[row] ?? 0) - (times[row - 1] ?? 0))).toEqual([60_000, 60_000]);
    expect(played.every((event) => event.authorRole === "device" && event.data.method === "device")).toBe(true);
    expect((await administrator.call("readDemoClock")).speed).toBe(1);
  });

  test("plays only the minutes that are asked for", async () => {
    const run = await stroma("infusion", "replay", recording, "--infusion", infusionId, "--token", token, "--url", server.address, "--speed", "600", "--from", "1.5", "--to", "2");
    expect(run.exitCode).toBe(0);
    expect(run.out).toBe("minute 2: heart-rate 0 /min, oxygen-saturation 61 %\n1 moments played, 0 rejected.\n");
  });

  test("a token that nobody issued is refused with what to do", async () => {
    const run = await stroma("infusion", "replay", recording, "--infusion", infusionId, "--token", "wrong", "--url", server.address);
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(/What to do:/);
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  test("an infusion that does not exist is refused, and the clock runs at real time afterwards", async () => {
    const run = await stroma("infusion", "replay", recording, "--infusion", "0190a000-0000-7000-8000-000000000000", "--token", token, "--url", server.address, "--speed", "60", "--json");
    expect(run.exitCode).toBe(1);
    expect(run.json()).toMatchObject({ error: { code: "not-found" } });
    expect((await administrator.call("readDemoClock")).speed).toBe(1);
  });
});

describe("stroma export study", () => {
  test("writes every table with every row that the database holds for the study", async () => {
    const run = await stroma("export", "study", "sepsis-phase-1", "--out", folder, "--json");
    expect(run.err).toBe("");
    expect(run.exitCode).toBe(0);
    const { files } = run.json() as { files: { file: string; rows: number }[] };
    const exported = new Map(files.map(({ file, rows }) => [file.split("/").at(-1)?.replace(".csv", "") ?? "", { file, rows }]));
    expect(readdirSync(join(folder, "example-site")).length).toBe(exported.size);
    // Which table of the database goes into which file; counted by the owner, not by the exporter. The audit trail grows
    // by the exports themselves, so it is counted up to its own table's entry.
    const tables: Readonly<Record<string, string>> = {
      participants: "participant", consents: "consent", lots: "lot", bags: "bag", "test-results": "test_result", infusions: "infusion", "infusion-events": "infusion_event", deviations: "deviation", contacts: "contact",
      "protocol-versions": "protocol_version where kind = 'study'", "limit-confirmations": "limit_confirmation", "dose-levels": "dose_level_state", "safety-holds": "safety_hold", people: "site_role",
    };
    await owner.query("begin");
    for (const [name, table] of Object.entries(tables)) {
      const bare = table.split(" ")[0] ?? "";
      await owner.query(`alter table ${bare} no force row level security; alter table ${bare} disable row level security`);
      const counted = Number((await owner.query<{ rows: string }>(`select count(*) as rows from ${table}`)).rows[0]?.rows);
      expect([name, exported.get(name)?.rows]).toEqual([name, counted]);
    }
    await owner.query("rollback");
    expect([...exported.keys()].toSorted()).toEqual([...Object.keys(tables), "vital-signs", "audit"].toSorted());
    // The samples of the replay: 3 + 2 + 2 + 2 of the second one.
    expect(exported.get("vital-signs")?.rows).toBe(9);
    const bags = parseCsv(readFileSync(exported.get("bags")?.file ?? "", "utf8"));
    expect(bags.ok && bags.rows.length).toBe(8);
    // A first participant of 70 kg, as the example site has it.
    expect(readFileSync(exported.get("participants")?.file ?? "", "utf8")).toMatch(/S01-001,WB-S01-001,female,1958,70,kg/);
  });

  test("never overwrites an earlier export", async () => {
    const run = await stroma("export", "study", "sepsis-phase-1", "--out", folder);
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(/choose an empty folder/);
  });

  test("a study that no site holds is refused", async () => {
    const run = await stroma("export", "study", "nothing", "--out", join(folder, "other"));
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain('no site holds the study "nothing"');
  });
});

test("stroma user add makes a person who signs in once by the printed link", async () => {
  const run = await stroma("user", "add", "m.lind", "--name", "M. Lind", "--role", "nurse", "--role", "coordinator", "--url", server.address, "--json");
  expect(run.err).toBe("");
  const { signInLink } = run.json() as { signInLink: string };
  const session = openApiSession(server.address);
  const answer = await session.call("redeemLink", {}, { token: signInLink.split("#/sign-in/")[1] });
  expect(answer.person).toMatchObject({ displayName: "M. Lind" });
  expect(answer.sites.map((site) => [...site.roles].toSorted())).toEqual([["coordinator", "nurse"]]);
  await expect(openApiSession(server.address).call("redeemLink", {}, { token: signInLink.split("#/sign-in/")[1] })).rejects.toThrow(/answered 4/);
  const again = await stroma("user", "add", "m.lind", "--name", "M. Lind", "--role", "nurse");
  expect(again.exitCode).toBe(2);
  expect(again.err).toContain("m.lind is taken");
});

describe("stroma audit verify", () => {
  test("finds every chain whole while nobody touched it", async () => {
    const run = await stroma("audit", "verify");
    expect(run.err).toBe("");
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/entries, untouched\n[^]*Every chain is whole\.\n$/);
  });

  test("without the server's signed heads it does not say that nothing is missing", async () => {
    const run = await stroma("audit", "verify", "--data", folder);
    expect(run.exitCode).toBe(1);
    expect(run.out).toContain("holds no signed heads");
  });

  test("says which entry of which chain was changed, and ends with 1", async () => {
    const { chain, seq } = await look(async () => {
      const found = await owner.query<{ chain_id: string; seq: string }>("select chain_id, seq from audit_entry where what = 'vital-signs-recorded' or to_value::text like '%vital-signs%' order by seq limit 1");
      return { chain: found.rows[0]?.chain_id ?? "", seq: Number(found.rows[0]?.seq) };
    });
    expect(seq).toBeGreaterThan(0);
    await owner.query("alter table audit_entry no force row level security");
    await owner.query("update audit_entry set actor_id = 'somebody else' where chain_id = $1 and seq = $2", [chain, seq]);
    await owner.query("alter table audit_entry force row level security");
    const run = await stroma("audit", "verify", "--json");
    expect(run.exitCode).toBe(1);
    const { ok, chains } = run.json() as { ok: boolean; chains: { studyId: string | null; ok: boolean; findings: unknown[] }[] };
    expect(ok).toBe(false);
    expect(chains.filter((each) => !each.ok)).toMatchObject([{ studyId: chain, findings: [{ kind: "changed", seq, message: `Entry ${seq} was changed after it was written.` }] }]);
  });
});
