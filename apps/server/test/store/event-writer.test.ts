import { afterAll, beforeAll, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { openEventWriter } from "../../src/store/event-writer.ts";
import { type Store, openStore } from "../../src/store/store.ts";
import { type TestDatabase, createTestDatabase } from "../database.ts";
import { type TestSite, makeSite, noteEvent } from "../try-out.ts";

let database: TestDatabase;
let store: Store;
let site: TestSite;

beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore({ url: database.serverUrl });
  site = await makeSite(store, "EW");
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** A writer whose transactions are counted; `during` runs inside the first one. */
function countingWriter(during: () => void) {
  const counted = { writes: 0 };
  const writer = openEventWriter({
    write: (scope, work) => {
      counted.writes += 1;
      const first = counted.writes === 1;
      return store.write(scope, async (write) => {
        const result = await work(write);
        if (first) during();
        return result;
      });
    },
  });
  return { writer, counted };
}

test("facts that come while others are being written need one more transaction, not two", async () => {
  let second: Promise<unknown> = Promise.resolve();
  const { writer, counted } = countingWriter(() => {
    second = writer.appendEvents(site.scope, [noteEvent(site, "second")]);
  });
  await writer.appendEvents(site.scope, [noteEvent(site, "first")]);
  expect(await second).toMatchObject([{ outcome: "accepted" }]);
  await store.write(site.scope, ({ unchanged }) => Promise.resolve(unchanged()));
  expect(counted.writes).toBe(2);
});

test("more facts than fit into one statement are all kept, whoever comes meanwhile", async () => {
  const ids = Array.from({ length: 3 }, () => Array.from({ length: 600 }, () => uuidv7()));
  const late: Promise<unknown>[] = [];
  const { writer } = countingWriter(() => void late.push(writer.appendEvents(site.scope, [noteEvent(site, "late")])));
  const kept = await Promise.all(ids.map((group) => writer.appendEvents(site.scope, group.map((id) => noteEvent(site, "many", id)))));
  expect(kept.flat().filter(({ outcome }) => outcome === "accepted")).toHaveLength(1_800);
  expect(await late[0]).toMatchObject([{ outcome: "accepted" }]);
});
