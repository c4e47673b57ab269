import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalAuditText, firstAuditHash } from "@stroma/domain";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashEntry, hashText } from "../../src/audit/entry-hash.ts";
import { verifyAllSites, verifySite } from "../../src/audit/verify-audit.ts";
import { findEntries } from "../../src/store/audit-store.ts";
import type { ReceivedEvent } from "../../src/store/infusion-event-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type TestDatabase, createTestDatabase } from "../database.ts";
import { type TestSite, makeSite, noteEvent } from "../try-out.ts";

let database: TestDatabase;
let owner: pg.Client;
let folder: string;
let store: Store;
let count = 0;
let site: TestSite;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  folder = mkdtempSync(join(tmpdir(), "stroma-heads-"));
  store = openStore({ url: database.serverUrl, auditHeads: folder });
});
afterAll(async () => {
  await store.close();
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  count += 1;
  site = await makeSite(store, `Audit${count}`);
  for (let n = 0; n < 5; n += 1) await store.appendEvents(site.scope, [noteEvent(site, `note ${n}`)]);
});

/** The owner of the database, whom no policy holds back: row-level security is switched off for the moment of the deed. */
async function tamper(...statements: readonly (readonly [string, readonly unknown[]])[]): Promise<void> {
  await owner.query("begin");
  await owner.query("alter table audit_entry no force row level security; alter table audit_chain no force row level security");
  for (const [text, values] of statements) await owner.query(text, [...values]);
  await owner.query("alter table audit_entry force row level security; alter table audit_chain force row level security");
  await owner.query("commit");
}
/** What is wrong with the chain itself; events that lost their entry by it are told as well. */
const verify = async () => (await verifySite(store, site.siteId, store.auditHeads?.read() ?? null)).flatMap((chain) => chain.findings.map(({ kind, seq }) => ({ kind, seq })).filter(({ kind }) => kind !== "event-inserted"));
const at = (seq: number) => [site.siteId, site.studyId, seq] as const;
const here = "site_id = $1 and chain_id = $2";

describe("the audit trail", () => {
  it("verifies when nobody touched it, and says how many entries it has", async () => {
    const [chain] = await verifySite(store, site.siteId, store.auditHeads?.read() ?? null);
    // One entry of the site's making and five notes.
    expect(chain).toMatchObject({ ok: true, entries: 6, studyId: site.studyId, findings: [] });
  });

  it("chains each entry to the one before it by a SHA-256 over its canonical text", async () => {
    const entries = await store.read(site.siteId, (tx) => findEntries(tx, site.siteId, site.studyId));
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entries.map((entry) => entry.prevHash)).toEqual([firstAuditHash, ...entries.slice(0, -1).map((entry) => entry.hash)]);
    for (const entry of entries) expect(hashText(canonicalAuditText(entry))).toBe(entry.hash);
  });

  it("finds a changed entry", async () => {
    await tamper([`update audit_entry set to_value = jsonb_set(to_value, '{data,text}', '"another note"') where ${here} and seq = $3`, at(3)]);
    expect(await verify()).toEqual([{ kind: "changed", seq: 3 }]);
  });

  it("finds a changed actor, time and reason, not only a changed value", async () => {
    await tamper([`update audit_entry set actor_id = 'somebody' where ${here} and seq = $3`, at(2)], [`update audit_entry set at = at + interval '1 millisecond' where ${here} and seq = $3`, at(4)], [`update audit_entry set reason = 'none' where ${here} and seq = $3`, at(6)]);
    expect(await verify()).toEqual([2, 4, 6].map((seq) => ({ kind: "changed", seq })));
  });

  it("finds an entry that was changed together with its own hash", async () => {
    const entry = (await store.read(site.siteId, (tx) => findEntries(tx, site.siteId, site.studyId)))[2];
    if (entry === undefined) throw new Error("no entry");
    const forged = hashEntry({ ...entry, reason: "forged" });
    await tamper([`update audit_entry set reason = 'forged', hash = $4 where ${here} and seq = $3`, [...at(3), forged]]);
    expect(await verify()).toEqual([{ kind: "changed", seq: 3 }]);
  });

  it("finds a removed entry", async () => {
    await tamper([`delete from audit_entry where ${here} and seq = $3`, at(4)]);
    expect(await verify()).toEqual([{ kind: "removed", seq: 4 }]);
  });

  it("finds an inserted entry, although later ones were renumbered to make room", async () => {
    await tamper(
      [`update audit_entry set seq = seq + 100 where ${here} and seq > $3`, at(3)],
      [`update audit_entry set seq = seq - 99 where ${here} and seq > $3`, at(100)],
      [
        `insert into audit_entry select site_id, chain_id, 4, at, actor_id, actor_role, device_id, what, entity, entity_id, from_value, to_value, 'put in', hash, repeat('a', 64) from audit_entry where ${here} and seq = $3`,
        at(3),
      ],
    );
    expect(await verify()).toContainEqual({ kind: "inserted", seq: 4 });
  });

  it("finds a tail that was cut off, also when the chain's head was set back", async () => {
    await tamper(
      [`delete from audit_entry where ${here} and seq > $3`, at(4)],
      [`update audit_chain c set seq = $3, head = (select hash from audit_entry e where e.site_id = c.site_id and e.chain_id = c.chain_id and e.seq = $3) where ${here}`, at(4)],
    );
    expect(await verify()).toEqual([{ kind: "tail-cut", seq: 5 }]);
  });

  it("finds a whole chain that was removed", async () => {
    await tamper([`delete from audit_entry where ${here}`, [site.siteId, site.studyId]], [`delete from audit_chain where ${here}`, [site.siteId, site.studyId]]);
    expect(await verify()).toEqual([{ kind: "tail-cut", seq: 1 }]);
  });

  it("finds a chain that was written anew from the middle with fitting hashes", async () => {
    const entries = await store.read(site.siteId, (tx) => findEntries(tx, site.siteId, site.studyId));
    let prevHash = entries[2]?.hash ?? "";
    const statements: (readonly [string, readonly unknown[]])[] = [];
    for (const entry of entries.slice(3)) {
      const hash = hashEntry({ ...entry, reason: "as it should have been", prevHash });
      statements.push([`update audit_entry set reason = 'as it should have been', prev_hash = $4, hash = $5 where ${here} and seq = $3`, [...at(entry.seq), prevHash, hash]]);
      prevHash = hash;
    }
    statements.push([`update audit_chain set head = $3 where ${here}`, [site.siteId, site.studyId, prevHash]]);
    await tamper(...statements);
    expect((await verify()).map(({ kind }) => kind)).toEqual(["rewritten"]);
    // Without the head that was kept outside, it would go unseen: that is what the head is for.
    expect((await verifySite(store, site.siteId, null))[0]?.findings).toEqual([]);
  });

  it("finds a removed entry of another site than the one asked about only there", async () => {
    const other = await makeSite(store, `Audit${count}b`);
    await tamper([`delete from audit_entry where ${here} and seq = $3`, at(2)]);
    expect((await verifySite(store, other.siteId, store.auditHeads?.read() ?? null)).every((chain) => chain.ok)).toBe(true);
    const bad = (await verifyAllSites(store, store.auditHeads?.read() ?? null)).filter((chain) => !chain.ok).map((chain) => chain.siteId);
    expect(bad).toContain(site.siteId);
    expect(bad).not.toContain(other.siteId);
  });

  it("cannot be changed or removed by the server itself", async () => {
    for (const deed of ["update audit_entry set reason = 'x'", "delete from audit_entry", "update infusion_event set entry = 'paper'", "delete from infusion_event"]) {
      await expect(store.read(site.siteId, async (tx) => void (await tx.executeQuery({ sql: deed, parameters: [], query: { kind: "RawNode" } } as never)))).rejects.toThrow(/permission denied/u);
    }
  });
});

describe("the recorded events", () => {
  const events = async () => (await store.read(site.siteId, (tx) => tx.selectFrom("infusion_event").select("id").where("site_id", "=", site.siteId).orderBy("id").execute())).map((row) => row.id);
  const findings = async () => (await verifySite(store, site.siteId, store.auditHeads?.read() ?? null)).flatMap((chain) => chain.findings);
  async function touch(text: string, values: readonly unknown[]): Promise<void> {
    await owner.query("begin");
    await owner.query("alter table infusion_event no force row level security");
    await owner.query(text, [...values]);
    await owner.query("alter table infusion_event force row level security");
    await owner.query("commit");
  }
  const measured = (value: number, id = uuidv7()): ReceivedEvent => ({
    ...noteEvent(site, "", id), type: "vital-signs-recorded", authorRole: "device", data: { method: "device", samples: [{ channel: "heart-rate", value, unit: "/min" }] },
  });

  it.each([
    ["text", `data = '{"text": "another note"}'`],
    ["clinical time", "clinical_time = clinical_time + interval '1 millisecond'"],
    ["time of receipt", "received_at = received_at - interval '1 hour'"],
    ["author", "author_id = 'somebody else'"],
    ["device", "device_id = 'another'"],
    ["entry", "entry = 'paper'"],
    ["type", "type = 'observation-noted'"],
  ])("are held against the trail: a changed %s is found and the event is named", async (_, change) => {
    const [, second] = await events();
    await touch(`update infusion_event set ${change} where site_id = $1 and id = $2`, [site.siteId, second]);
    expect(await findings()).toMatchObject([{ kind: "event-changed", seq: 3, message: expect.stringContaining(second ?? "") }]);
  });

  it("are held against the trail: one that is gone, and one that came past the gate, are named", async () => {
    const [first] = await events();
    await touch("delete from infusion_event where site_id = $1 and id = $2", [site.siteId, first]);
    expect(await findings()).toMatchObject([{ kind: "event-missing", seq: 2, message: expect.stringContaining(first ?? "") }]);
    const smuggled = uuidv7();
    await touch("insert into infusion_event select site_id, $2, infusion_id, type, clinical_time, device_time, received_at, author_id, author_role, device_id, entry, data from infusion_event where site_id = $1 limit 1", [site.siteId, smuggled]);
    expect((await findings()).map(({ kind, message }) => [kind, message.includes(smuggled)])).toEqual([["event-missing", false], ["event-inserted", true]]);
  });

  it("of a monitor stand in the trail by a digest, and a changed measurement is found all the same", async () => {
    const event = measured(82);
    await store.appendEvents(site.scope, [event]);
    const entry = (await store.read(site.siteId, (tx) => findEntries(tx, site.siteId, site.studyId))).at(-1);
    expect(Object.keys(entry?.to as object)).not.toContain("data");
    expect(await findings()).toEqual([]);
    await touch(`update infusion_event set data = jsonb_set(data, '{samples,0,value}', '83') where site_id = $1 and id = $2`, [site.siteId, event.id]);
    expect(await findings()).toMatchObject([{ kind: "event-changed", message: expect.stringContaining(event.id) }]);
  });

  it("are compared batch by batch, also where there are more of them than one batch holds", async () => {
    const many = Array.from({ length: 2_300 }, (_, index) => measured(60 + (index % 40)));
    for (let from = 0; from < many.length; from += 500) await store.appendEvents(site.scope, many.slice(from, from + 500));
    expect((await verifySite(store, site.siteId, null))[0]).toMatchObject({ ok: true, entries: 2_306 });
    await touch("update infusion_event set data = jsonb_set(data, '{samples,0,value}', '1') where site_id = $1 and type = 'vital-signs-recorded'", [site.siteId]);
    const found = await findings();
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toMatchObject({ kind: "more", message: "2100 more events do not fit the trail." });
  });
});

describe("the signed heads", () => {
  it("are kept with a key that only the server's account can read", () => {
    store.auditHeads?.read();
    expect(statSync(join(folder, "signing-key.pem")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "heads.jsonl"), "utf8")).toContain(site.siteId);
  });

  it("do not count when nobody with the key has signed them", () => {
    const before = store.auditHeads?.read();
    const file = join(folder, "heads.jsonl");
    const whole = readFileSync(file, "utf8");
    const line = JSON.parse(whole.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
    appendFileSync(file, `${JSON.stringify({ ...line, seq: 999 })}\n`);
    const after = store.auditHeads?.read();
    expect(after?.forged).toHaveLength(1);
    expect(after?.newest).toEqual(before?.newest);
    writeFileSync(file, whole);
  });

  it("survive a server that was killed in the middle of a line, and the next one's start", async () => {
    const copy = mkdtempSync(join(tmpdir(), "stroma-heads-"));
    store.auditHeads?.read();
    for (const name of ["signing-key.pem", "public-key.pem", "heads.jsonl"]) writeFileSync(join(copy, name), readFileSync(join(folder, name)));
    appendFileSync(join(copy, "heads.jsonl"), '{"siteId":"half');
    const next = openStore({ url: database.serverUrl, auditHeads: copy });
    expect(next.auditHeads?.read()).toEqual({ newest: store.auditHeads?.read().newest, forged: [] });
    expect(readFileSync(join(copy, "heads.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(store.auditHeads?.read().newest.size ?? 0);
    await next.close();
    rmSync(copy, { recursive: true });
  });
});
