/** While one person has passed, nobody else learns what was scanned or whether it fitted, from any answer of the server. */
import type { OperationId } from "@stroma/api";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bagOf, plannedInfusion, prepare, read } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { addressOf, call, signedIn } from "../test-app.ts";

const secret = /SCANNED-WRIST|SCANNED-LABEL|identity-mismatch/u;
let site: ExampleSite;
let infusionId: string;
let auditor: string;
/** Cookies of those who are not the author of the first pass. */
let others: Readonly<Record<string, string>>;
let streamed = "";
let stream: ReturnType<typeof request>;

beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
  await prepare(site, infusionId, { withoutSecondPass: true });
  auditor = (await signedIn(site, [site.siteId], ["auditor"])).cookie;
  others = { secondNurse: site.cookies.secondNurse, physician: site.cookies.physician, auditor };
  await site.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = site.app.server.address() as AddressInfo;
  stream = request({ port, host: "127.0.0.1", path: addressOf("followInfusion", { siteId: site.siteId, infusionId }), headers: { cookie: site.cookies.secondNurse } });
  await new Promise<void>((resolve) => {
    stream.on("response", (answer) => {
      answer.on("error", () => undefined).setEncoding("utf8").on("data", (text: string) => {
        streamed += text;
        resolve();
      });
    });
    stream.on("error", () => undefined).end();
  });
  // The first nurse scans a wrong wristband and a wrong label, and corrects the entry once, naming it.
  const bag = bagOf(await read(site, infusionId));
  const pass = site.event("identity-checked", { bagId: bag.id, wristbandCode: "SCANNED-WRIST", bagCode: "SCANNED-LABEL", method: "scanner" });
  await site.record("nurse", infusionId, [pass]);
  await site.record("nurse", infusionId, [
    site.event("event-corrected", { supersedes: pass.id, reason: "I had scanned SCANNED-LABEL.", replacement: { type: "identity-checked", clinicalTime: pass.clinicalTime, data: { ...pass.data, bagCode: "SCANNED-LABEL-2" } } }),
  ]);
  await startAnyway();
});
afterAll(async () => {
  stream.destroy();
  await site.close();
});

const startAnyway = async () => {
  site.time.now += 1_000;
  const bagId = bagOf(await read(site, infusionId)).id;
  return site.ask("nurse", "startInfusion", { params: { infusionId }, body: { sentAt: site.sentAt(), event: site.event("infusion-started", { bagId, rate: { value: 2, unit: "mL/min" }, authorisationId: null }) } });
};
const everyAnswer: readonly [OperationId, Readonly<Record<string, string>>, string][] = [
  ["readInfusion", {}, ""], ["readInfusion", {}, "?asOf=2026-03-04T23:00:00.000Z"], ["readStartDecision", {}, ""], ["readWardBoard", {}, ""], ["listInfusions", {}, ""], ["listAuditEntries", {}, "?limit=1000"],
  ...["infusion-events", "audit", "deviations", "infusions", "bags"].map((table): [OperationId, Readonly<Record<string, string>>, string] => ["exportTable", { table }, ""]),
];
const ask = (id: OperationId, params: Readonly<Record<string, string>>, query: string, cookie: string) =>
  site.app.inject({ method: "GET", url: `${addressOf(id, { siteId: site.siteId, studyId: site.studyId, infusionId, ...params })}${query}`, headers: { host: "stroma.test", cookie } });

describe("a first identity pass that nobody has repeated", () => {
  it("is whole in the record, and its author sees it", async () => {
    const stored = await site.store.read(site.siteId, (tx) => tx.selectFrom("audit_entry").select("to_value").where("what", "=", "event:identity-checked").execute());
    expect(JSON.stringify(stored)).toContain("SCANNED-WRIST");
    expect(JSON.stringify(await read(site, infusionId, "nurse"))).toContain("SCANNED-WRIST");
  });

  it.each(everyAnswer)("tells nobody else its codes or its result by %s %j %s", async (id, params, query) => {
    const allowed: number[] = [];
    for (const cookie of Object.values(others)) {
      const answer = await ask(id, params, query, cookie);
      expect(answer.body).not.toMatch(secret);
      allowed.push(answer.statusCode);
    }
    // At least one of them may call it: a walk that only meets refusals proves nothing.
    expect(allowed).toContain(200);
  });

  it("tells nobody else by the live stream of the infusion", async () => {
    for (let tries = 0; tries < 100 && (streamed.match(/event-corrected/gu) ?? []).length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(streamed).toContain("event-corrected");
    expect(streamed).not.toMatch(secret);
  });

  it("is left out of the exports and the list of audit entries, which say so", async () => {
    const events = (await ask("exportTable", { table: "infusion-events" }, "", site.cookies.physician)).body.split("\r\n");
    expect(events[0]).toMatch(/,withheld$/u);
    expect(events.filter((line) => line.includes("identity-checked,") || line.includes(",event-corrected,")).map((line) => line.endsWith(",true"))).toEqual([true, true, true]);
    expect(events.filter((line) => line.includes(",checklist-answered,")).every((line) => line.endsWith(",false"))).toBe(true);
    const entries = (await ask("listAuditEntries", {}, "?limit=1000", auditor)).json<{ entries: { what: string; to: unknown }[] }>().entries;
    for (const what of ["event:identity-checked", "start-refused"]) expect(JSON.stringify(entries.find((entry) => entry.what === what)?.to)).toContain('"withheld":true');
  });

  it("is shown to everybody once the infusion runs, although it should not have been started", async () => {
    const bagId = bagOf(await read(site, infusionId)).id;
    await site.record("nurse", infusionId, [site.event("infusion-started", { bagId, rate: { value: 2, unit: "mL/min" }, authorisationId: null })]);
    for (const [id, params, query] of [["readInfusion", {}, ""], ["listAuditEntries", {}, "?limit=1000"], ["exportTable", { table: "audit" }, ""], ["exportTable", { table: "infusion-events" }, ""]] as const) {
      const answers = await Promise.all(Object.values(others).map((cookie) => ask(id, params, query, cookie)));
      expect([id, answers.some((answer) => answer.statusCode === 200 && answer.body.includes("SCANNED-WRIST"))]).toEqual([id, true]);
    }
    for (let tries = 0; tries < 100 && !streamed.includes("SCANNED-WRIST"); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(streamed).toContain("SCANNED-WRIST");
  });

  it("leaves a trail that verifies", async () => {
    expect((await call(site, "verifyAudit", { params: { siteId: site.siteId }, cookie: auditor })).json()).toMatchObject({ ok: true });
  });
});
