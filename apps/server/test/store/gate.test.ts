import pg from "pg";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifySite } from "../../src/audit/verify-audit.ts";
import { findEntries } from "../../src/store/audit-store.ts";
import { DatabaseUnreachable } from "../../src/store/database-errors.ts";
import { findEvents } from "../../src/store/infusion-event-store.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store, WriteTx } from "../../src/store/store.ts";
import { type TestDatabase, createTestDatabase } from "../database.ts";
import { type TestSite, makeSite, noteEvent, testTime } from "../try-out.ts";

let database: TestDatabase;
let store: Store;
let count = 0;
let site: TestSite;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore({ url: database.serverUrl });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});
beforeEach(async () => {
  count += 1;
  site = await makeSite(store, `Gate${count}`);
});

const entries = () => store.read(site.siteId, (tx) => findEntries(tx, site.siteId, site.studyId));
const note = (what: string) => ({ what, entity: "test", entityId: null, from: null, to: null });
const placeHold = async ({ tx, audit }: WriteTx, reason: string) => {
  await tx.insertInto("safety_hold").values({ site_id: site.siteId, id: uuidv7(), study_id: site.studyId, reason, placed_by: uuidv7(), placed_at: testTime, lifted_by: null, lifted_at: null, lift_reason: null }).execute();
  audit(note(`hold ${reason}`));
};
const holds = () => store.read(site.siteId, async (tx) => (await tx.selectFrom("safety_hold").select("reason").execute()).map((row) => row.reason).toSorted());

describe("the gate for writes", () => {
  it("writes a change and its audit entry together", async () => {
    await store.write(site.scope, (write) => placeHold(write, "fever"));
    expect(await holds()).toEqual(["fever"]);
    expect((await entries()).at(-1)).toMatchObject({ seq: 2, what: "hold fever", actorId: site.actor.personId, actorRole: "administrator", at: testTime });
  });

  it("writes neither when the work fails after its change", async () => {
    const refused = store.write(site.scope, async (write) => {
      await placeHold(write, "fever");
      throw new Error("refused by a rule");
    });
    await expect(refused).rejects.toThrow("refused by a rule");
    expect(await holds()).toEqual([]);
    expect(await entries()).toHaveLength(1);
  });

  it("does not let a change through without an audit entry", async () => {
    await expect(store.write(site.scope, async ({ tx }) => void (await tx.updateTable("participant").set({ number: "X" }).where("site_id", "=", site.siteId).execute()))).rejects.toThrow("no audit entry");
    expect(await store.read(site.siteId, (tx) => tx.selectFrom("participant").select("number").executeTakeFirst())).toEqual({ number: "001" });
  });

  it("lets a repeated command say that it changed nothing, but not beside an audit entry", async () => {
    await store.write(site.scope, ({ unchanged }) => Promise.resolve(unchanged()));
    await expect(store.write(site.scope, ({ unchanged, audit }) => Promise.resolve([unchanged(), audit(note("x"))]))).rejects.toThrow("changed nothing");
    expect(await entries()).toHaveLength(1);
  });

  it("gives each of many simultaneous writers its own result, and one refused write does not undo the others", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, n) =>
        store.write(site.scope, async (write) => {
          await placeHold(write, String(n));
          if (n % 10 === 3) throw new Error(`refused ${n}`);
          // A statement that PostgreSQL itself refuses aborts all that shares its savepoint, and only that.
          if (n % 10 === 7) await sql`select 1 / 0`.execute(write.tx);
          return n;
        }),
      ),
    );
    const expected = Array.from({ length: 100 }, (_, n) => n).filter((n) => n % 10 !== 3 && n % 10 !== 7);
    expect(results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []))).toEqual(expected);
    expect(results[3]).toMatchObject({ status: "rejected", reason: { message: "refused 3" } });
    expect(results[7]).toMatchObject({ status: "rejected", reason: { message: "division by zero" } });
    expect(await holds()).toEqual(expected.map(String).toSorted());
    expect(await entries()).toHaveLength(1 + expected.length);
    expect((await verifySite(store, site.siteId, null)).every((chain) => chain.ok)).toBe(true);
  });

  it("shares commits between writers of one chain", async () => {
    const transactions = new Set<string>();
    const write = async (n: number) =>
      store.write(site.scope, async (one) => {
        await placeHold(one, String(n));
        // The time of the transaction's begin: the same for all that share it.
        const { rows } = await sql<{ began: string }>`select transaction_timestamp()::text as began`.execute(one.tx);
        transactions.add(rows[0]?.began ?? "");
      });
    await Promise.all(Array.from({ length: 128 }, (_, n) => write(n)));
    expect(await holds()).toHaveLength(128);
    // The first one goes alone; the others wait for it and go by up to 64.
    expect(transactions.size).toBe(3);
  });

  it("keeps one unbroken chain although two servers write to it at once", async () => {
    const second = openStore({ url: database.serverUrl });
    await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? store : second).write(site.scope, (write) => placeHold(write, String(n)))));
    await second.close();
    const all = await entries();
    expect(all.map((entry) => entry.seq)).toEqual(Array.from({ length: 61 }, (_, n) => n + 1));
    expect((await verifySite(store, site.siteId, null)).every((chain) => chain.ok)).toBe(true);
  });

  it("runs a write again after a deadlock, and counts it once", async () => {
    let runs = 0;
    await store.write(site.scope, async (write) => {
      runs += 1;
      if (runs === 1) await sql`do $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$`.execute(write.tx);
      await placeHold(write, "once");
    });
    expect(runs).toBe(2);
    expect(await holds()).toEqual(["once"]);
    expect(await entries()).toHaveLength(2);
  });

  it("notices an error of the database that the work has swallowed", async () => {
    const work = store.write(site.scope, async (write) => {
      await placeHold(write, "lost");
      await sql`select 1 / 0`.execute(write.tx).catch(() => undefined);
    });
    await expect(work).rejects.toThrow("current transaction is aborted");
    expect(await holds()).toEqual([]);
    // Where nothing comes after it, PostgreSQL's answer to the commit is the only sign.
    const atTheDoor = store.auth((tx) => sql`select 1 / 0`.execute(tx).catch(() => undefined));
    await expect(atTheDoor).rejects.toThrow("an error in it was swallowed");
  });

  it("says that the database cannot be reached when the connection breaks, and works again afterwards", async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const broken = store.write(site.scope, async (write) => {
      await placeHold(write, "lost");
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(write.tx);
      await owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await placeHold(write, "later");
    });
    await expect(broken).rejects.toBeInstanceOf(DatabaseUnreachable);
    await owner.end();
    await store.write(site.scope, (write) => placeHold(write, "again"));
    expect(await holds()).toEqual(["again"]);
    const nowhere = openStore({ url: "postgres://nobody:x@127.0.0.1:1/nothing" });
    await expect(nowhere.read(site.siteId, () => Promise.resolve(1))).rejects.toBeInstanceOf(DatabaseUnreachable);
    await nowhere.close();
  });

  it("waits at its end for what is under way", async () => {
    const own = openStore({ url: database.serverUrl });
    const writes = Array.from({ length: 20 }, (_, n) => own.write(site.scope, (write) => placeHold(write, String(n))));
    await own.close();
    await Promise.all(writes);
    expect(await holds()).toHaveLength(20);
  });
});

describe("appending events", () => {
  const stored = () => store.read(site.siteId, (tx) => findEvents(tx, site.siteId, site.infusionId));

  it("accepts an event once, knows it when it comes again, and refuses another one under its id", async () => {
    const event = noteEvent(site, "sleeps");
    const first = await store.appendEvents(site.scope, [event]);
    expect(first).toEqual([{ id: event.id, outcome: "accepted", receivedAt: testTime }]);
    const later = "2026-03-04T10:00:00.000Z";
    expect(await store.appendEvents(site.scope, [{ ...event, receivedAt: later }])).toEqual([{ id: event.id, outcome: "duplicate", receivedAt: testTime }]);
    expect(await store.appendEvents(site.scope, [noteEvent(site, "awake", event.id)])).toEqual([{ id: event.id, outcome: "conflict", receivedAt: testTime }]);
    expect(await stored()).toEqual([event]);
    expect(await entries()).toHaveLength(2);
  });

  it("tells two copies in one batch apart", async () => {
    const event = noteEvent(site, "sleeps");
    const outcomes = await store.appendEvents(site.scope, [event, event, noteEvent(site, "awake", event.id)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "duplicate", "conflict"]);
    expect(await entries()).toHaveLength(2);
  });

  it("keeps every event of many callers at once, each with one audit entry by its own author", async () => {
    const others = Array.from({ length: 4 }, () => uuidv7());
    const sent = Array.from({ length: 400 }, (_, n) => noteEvent(site, `note ${n}`));
    const outcomes = await Promise.all(sent.map((event, n) => store.appendEvents({ ...site.scope, actor: { ...site.actor, personId: others[n % 4] ?? "" } }, [event])));
    expect(outcomes.flat().every(({ outcome }) => outcome === "accepted")).toBe(true);
    expect((await stored()).map(({ id }) => id)).toEqual(sent.map(({ id }) => id).toSorted());
    const audited = (await entries()).slice(1);
    expect(new Map(audited.map((entry) => [entry.entityId, entry.actorId]))).toEqual(new Map(sent.map((event, n) => [event.id, others[n % 4]])));
    expect(audited).toHaveLength(400);
  });

  it("does not let an event that the database refuses take its neighbours with it", async () => {
    const good = Array.from({ length: 10 }, (_, n) => noteEvent(site, `note ${n}`));
    const lost = { ...noteEvent(site, "of an infusion that does not exist"), infusionId: uuidv7() };
    const results = await Promise.allSettled([...good, lost].map((event) => store.appendEvents(site.scope, [event])));
    expect(results.slice(0, 10).every((result) => result.status === "fulfilled")).toBe(true);
    expect(results[10]).toMatchObject({ status: "rejected" });
    expect(await stored()).toHaveLength(10);
    expect(await entries()).toHaveLength(11);
  });

  it("gives events back in the order of the fold, and as they were known at a time", async () => {
    const early = { ...noteEvent(site, "early"), clinicalTime: "2026-03-04T08:00:00.000Z", receivedAt: "2026-03-04T12:00:00.000Z" };
    const late = noteEvent(site, "late");
    await store.appendEvents(site.scope, [late, early]);
    expect((await stored()).map(({ id }) => id)).toEqual([early.id, late.id]);
    const known = await store.read(site.siteId, (tx) => findEvents(tx, site.siteId, site.infusionId, { knownAt: "2026-03-04T11:59:59.999Z" }));
    expect(known.map(({ id }) => id)).toEqual([late.id]);
  });
});
