import { request } from "node:http";
import type { AddressInfo } from "node:net";
import type { LiveMessage } from "@stroma/api";
import { addressOf, call } from "../test-app.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedInfusion, prepare, read, secondPass } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

let site: ExampleSite;
let infusionId: string;
beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
  await site.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => site.close());

/** Follows a stream as a browser does; `until` waits for the first message that fits. */
async function follow(id: "followSite" | "followInfusion", cookie: string) {
  const messages: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  const { port } = site.app.server.address() as AddressInfo;
  const asked = request({ port, host: "127.0.0.1", path: addressOf(id, { siteId: site.siteId, infusionId }), headers: { cookie } });
  const status = await new Promise<number>((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.on("error", () => undefined);
      answer.setEncoding("utf8").on("data", (text: string) => {
        rest += text;
        const parts = rest.split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const [name, data] = part.split("\n");
          messages.push({ name: name?.replace("event: ", ""), data: JSON.parse(data?.replace("data: ", "") ?? "null") } as LiveMessage);
        }
        for (const look of waiting) look();
      });
    });
    asked.end();
  });
  const until = <T>(find: (message: LiveMessage) => T | null): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Not told within 5 s; told: ${JSON.stringify(messages).slice(0, 1500)}`)), 5_000);
      const look = () => {
        for (const message of messages) {
          const found = find(message);
          if (found === null) continue;
          clearTimeout(timer);
          waiting.delete(look);
          return resolve(found);
        }
      };
      waiting.add(look);
      look();
    });
  return { status, until, messages, end: () => asked.destroy() };
}

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

  it("brings an alarm from the monitor to the board of another browser", async () => {
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
});
