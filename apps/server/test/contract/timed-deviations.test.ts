/** What time alone brings about is written down although nobody enters anything and no browser looks. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { confirmAll, plannedInfusion, prepare, read, start } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { handTicker } from "../hand-ticker.ts";
import { call } from "../test-app.ts";

const hand = handTicker();
let site: ExampleSite;
let infusionId: string;
beforeAll(async () => {
  site = await startExampleSite({ ticker: hand.ticker });
  infusionId = await plannedInfusion(site);
  const bag = await prepare(site, infusionId);
  await confirmAll(site);
  if ((await start(site, infusionId, bag)).status !== 200) throw new Error("The infusion did not start.");
});
afterAll(() => site.close());

const thawed = async () => (await read(site, infusionId)).deviations.filter((one) => one.kind === "thaw-clock-exceeded");
const entries = () => site.store.read(site.siteId, (tx) => tx.selectFrom("audit_entry").select(["actor_id", "actor_role", "to_value"]).where("what", "=", "deviation-opened").execute());
const until = async (there: () => Promise<boolean>) => {
  for (let tries = 0; tries < 150 && !(await there()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 400));

describe("a thaw clock that runs out during the infusion", () => {
  it("opens nothing before its time", async () => {
    hand.tick();
    await settle();
    expect(await thawed()).toEqual([]);
  });

  it("opens one deviation by the system, through the gate, however often one looks", async () => {
    const limit = (await read(site, infusionId)).protocol.limits["thaw-to-end-maximum"];
    // The protocol's own limit decides; it is given in minutes or hours.
    site.pass((limit?.value ?? 0) * (limit?.unit === "h" ? 60 : 1) + 1);
    hand.tick();
    await until(async () => (await thawed()).length > 0);
    expect(await thawed()).toHaveLength(1);
    for (let looks = 0; looks < 3; looks += 1) {
      hand.tick();
      await settle();
    }
    expect(await thawed()).toHaveLength(1);
    const written = (await entries()).filter((entry) => JSON.stringify(entry.to_value).includes("thaw-clock-exceeded"));
    expect(written).toMatchObject([{ actor_id: null, actor_role: "system" }]);
    expect((await site.tell("nurse", "readWardBoard")).rows.find((row) => row.infusionId === infusionId)?.openDeviations).toBe(1);
  });

  it("is not opened a second time by a server that starts on the same record, reviewed or not", async () => {
    const [deviation] = await thawed();
    await site.tell("physician", "reviewDeviation", { params: { infusionId, deviationId: deviation?.id ?? "" }, body: { note: "Seen." } });
    const later = handTicker();
    const app = await createApp({ store: site.store, version: "0.0.0-test", realNow: () => site.time.now, ticker: later.ticker });
    await app.ready();
    later.tick();
    await settle();
    await app.close();
    expect(await thawed()).toMatchObject([{ id: deviation?.id, reviewNote: "Seen." }]);
  });

  it("is opened by a server that was down when the time ran out", async () => {
    const second = await startExampleSite({ ticker: handTicker().ticker });
    const id = await plannedInfusion(second);
    const bag = await prepare(second, id);
    await confirmAll(second);
    await start(second, id, bag);
    second.pass(24 * 60);
    const later = handTicker();
    const app = await createApp({ store: second.store, version: "0.0.0-test", realNow: () => second.time.now, ticker: later.ticker });
    await app.ready();
    later.tick();
    const found = async () => (await call(second, "readInfusion", { params: { siteId: second.siteId, infusionId: id }, cookie: second.cookies.nurse })).json<{ deviations: { kind: string }[] }>().deviations.map((one) => one.kind);
    await until(async () => (await found()).includes("thaw-clock-exceeded"));
    expect(await found()).toContain("thaw-clock-exceeded");
    await app.close();
    await second.close();
  });
});
