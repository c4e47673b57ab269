import type { LiveMessage } from "@stroma/api";
import { unpackEvents } from "@stroma/api/event-series";
import { addressOf, call, host } from "../test-app.ts";
import { followStream } from "../follow-stream.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedInfusion, prepare, read, secondPass } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

let site: ExampleSite;
let infusionId: string;
beforeAll(async () => {
  // Nothing ticks here: whatever is told is told because of a commit.
  site = await startExampleSite({ ticker: () => () => undefined });
  infusionId = await plannedInfusion(site);
  await site.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => site.close());

const follow = (id: "followSite" | "followInfusion", cookie: string, query: Readonly<Record<string, string>> = {}) => followStream(site.app, id, { siteId: site.siteId, infusionId }, cookie, query);
const identityOf = (message: LiveMessage) => (message.name === "events" ? message.data.events.filter((event) => event.type === "identity-checked") : []);

describe("live", () => {
  it("greets with the server's clock and tells the ward board at once", async () => {
    const stream = await follow("followSite", site.cookies.nurse);
    expect(stream.status).toBe(200);
    expect(stream.messages[0] ?? (await stream.until((message) => message))).toMatchObject({ name: "hello", data: { clock: { demo: false } } });
    const rows = await stream.until((message) => (message.name === "board" && message.data.rows.length > 0 ? message.data.rows : null));
    expect(rows).toMatchObject([{ infusionId, phase: "preparing" }]);
    stream.end();
  });

  it("shows a second browser the committed facts, without the codes of a lone first identity pass", async () => {
    const own = await follow("followInfusion", site.cookies.nurse);
    const other = await follow("followInfusion", site.cookies.secondNurse);
    await prepare(site, infusionId, { withoutSecondPass: true });
    const [seenByOther] = await other.until((message) => (identityOf(message).length > 0 ? identityOf(message) : null));
    expect(seenByOther?.data).toMatchObject({ withheld: true, wristbandCode: "", bagCode: "" });
    const [seenBySelf] = await own.until((message) => (identityOf(message).length > 0 ? identityOf(message) : null));
    expect(seenBySelf?.data).toMatchObject({ wristbandCode: "WB-S01-001" });
    await secondPass(site, infusionId);
    const both = await other.until((message) => (identityOf(message).length === 2 ? identityOf(message) : null));
    expect(both.map((event) => event.data.wristbandCode)).toEqual(["WB-S01-001", "WB-S01-001"]);
    own.end();
    other.end();
  });

  it("brings an alarm from the monitor to the board of another browser by the commit alone, not by the next tick", async () => {
    const day = await read(site, infusionId);
    const fact = site.event("infusion-started", { bagId: day.bags[0]?.id ?? "", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
    await site.record("nurse", infusionId, [fact]);
    const board = await follow("followSite", site.cookies.physician);
    site.time.now += 1_000;
    const batch = { id: site.event("note-added", { text: "for its id" }).id, at: site.sentAt(), samples: [{ channel: "oxygen-saturation", value: 61, unit: "%" }] };
    await call(site, "recordGatewayVitalSigns", { headers: { authorization: `Bearer ${site.gateway.token}` }, body: { infusionId, sentAt: site.sentAt(), batches: [batch] } });
    const alarm = await board.until((message) =>
      message.name === "board" ? ((message.data.rows as { alarms: { channel: string | null; severity: string }[] }[]).flatMap((row) => row.alarms).find((one) => one.channel === "oxygen-saturation" && one.severity === "critical") ?? null) : null,
    );
    expect(alarm).toMatchObject({ severity: "critical" });
    board.end();
  });

  it("tells what happened between the reading of the day and the beginning of the stream, and nothing of before", async () => {
    const day = await read(site, infusionId);
    await site.record("nurse", infusionId, [site.event("note-added", { text: "Written while the page was loading." })]);
    const stream = await follow("followInfusion", site.cookies.secondNurse, { after: day.position });
    const [note, ...more] = await stream.until((message) => (message.name === "events" ? message.data.events : null));
    expect(note).toMatchObject({ type: "note-added", data: { text: "Written while the page was loading." } });
    expect(more).toEqual([]);
    stream.end();
  });

  it("says that everything may have changed where it cannot know what was missed", async () => {
    const stream = await follow("followInfusion", site.cookies.nurse, { after: "0190a000-0000-7000-8000-000000000000.3" });
    expect(await stream.until((message) => (message.name === "changed" ? message.data : null))).toEqual({ what: "context" });
    stream.end();
  });

  it("gives a monitor's vital signs as columns to who asks, the same events as without", async () => {
    const params = { siteId: site.siteId, infusionId };
    const single = await read(site, infusionId);
    const columns = (await site.app.inject({ url: `${addressOf("readInfusion", params)}?series=columns`, headers: { host, cookie: site.cookies.nurse } })).json<typeof single>();
    expect(columns.series.flatMap((series) => series.ids).length).toBeGreaterThan(0);
    const inOrder = (events: readonly { readonly id: string }[]) => events.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(inOrder(unpackEvents(infusionId, columns))).toEqual(inOrder(single.events));
  });
});
