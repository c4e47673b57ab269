import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersOf, calmFor, confirmAll, plannedInfusion, prepare, read, secondPass, start } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { call } from "../test-app.ts";

let site: ExampleSite;
let infusionId: string;
let bag: Awaited<ReturnType<typeof prepare>>;
const batch = (samples: readonly unknown[]) => ({ id: site.event("note-added", { text: "only for its id" }).id, at: site.sentAt(), samples });
const fromMonitor = (samples: readonly unknown[]) => {
  site.time.now += 1_000;
  return call(site, "recordGatewayVitalSigns", { headers: { authorization: `Bearer ${site.gateway.token}` }, body: { infusionId, sentAt: site.sentAt(), batches: [batch(samples)] } });
};
const boardRow = async () => (await site.tell("nurse", "readWardBoard")).rows.find((row) => row.infusionId === infusionId);
const reasons = (answer: Awaited<ReturnType<typeof start>>) => answer.problem?.decision?.reasons.map((reason) => reason.code) ?? [];

beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
});
afterAll(() => site.close());

describe("the infusion day of the example participant, in order", () => {
  it("is not started while limits are unconfirmed and only one person has checked the identity", async () => {
    bag = await prepare(site, infusionId, { withoutSecondPass: true });
    const answer = await start(site, infusionId, bag);
    expect(answer.status).toBe(409);
    expect(answer.problem?.code).toBe("refused");
    expect(reasons(answer).toSorted()).toEqual(["identity-incomplete", "start-limits-unconfirmed"]);
    expect((await read(site, infusionId)).infusion.phase).toBe("preparing");
  });

  it("does not show the second nurse what the first one scanned", async () => {
    const seen = (await read(site, infusionId, "secondNurse")).events.filter((event) => event.type === "identity-checked");
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toContain("WB-S01-001");
    const own = (await read(site, infusionId, "nurse")).events.filter((event) => event.type === "identity-checked");
    expect(JSON.stringify(own)).toContain("WB-S01-001");
  });

  it("starts once limits are confirmed and the second nurse has passed, and names the decision in the event", async () => {
    await confirmAll(site);
    await secondPass(site, infusionId);
    const decision = (await site.tell("nurse", "readStartDecision", { params: { infusionId } })).decision;
    expect(decision.reasons).toEqual([]);
    const answer = await start(site, infusionId, bag);
    expect(answer.status).toBe(200);
    expect(answer.body.event.data).toMatchObject({ bagId: bag.bagId, authorisationId: expect.stringMatching(/^[0-9a-f-]{36}$/u) });
    const after = await read(site, infusionId);
    expect([after.infusion.phase, after.bags[0]?.state]).toEqual(["running", "spiked"]);
    expect(after.deviations).toEqual([]);
  });

  it("shows an alarm of the monitor on the ward board", async () => {
    const day = await read(site, infusionId);
    expect((await fromMonitor(calmFor(day))).json()).toMatchObject({ results: [{ outcome: "accepted" }] });
    expect((await boardRow())?.alarms.filter((alarm) => alarm.severity === "critical")).toEqual([]);
    // Every adult protocol calls an oxygen saturation of 60 % critical.
    await fromMonitor([{ channel: "oxygen-saturation", value: 60, unit: "%" }]);
    expect((await boardRow())?.alarms.filter((alarm) => alarm.severity === "critical").map((alarm) => alarm.channel)).toContain("oxygen-saturation");
    await fromMonitor(calmFor(day));
  });

  it("stops by a tablet without anybody signed in, and says so in the record", async () => {
    site.pass(20);
    const stopped = site.event("infusion-stopped", { reason: "completed" });
    const answer = await call(site, "stopInfusion", { params: { siteId: site.siteId, infusionId }, cookie: `stroma_tablet=${site.tablet.token}`, body: { sentAt: "2020-01-01T00:00:00.000Z", event: stopped } });
    expect(answer.json()).toMatchObject({ results: [{ id: stopped.id, outcome: "accepted" }] });
    const event = (await read(site, infusionId)).events.find((one) => one.id === stopped.id);
    expect(event).toMatchObject({ authorId: site.tablet.id, authorRole: "unsigned", type: "infusion-stopped" });
    expect((await boardRow())?.phase).toBe("stopped");
  });

  it("is not handed over before the observation is over", async () => {
    await site.record("nurse", infusionId, [site.event("partial-dose-recorded", { bagId: bag.bagId, volume: { value: 40, unit: "mL" }, reason: "The rest is not part of the dose." })]);
    const body = { sentAt: site.sentAt(), event: site.event("discharge-recorded", { destination: "ward", receivedBy: "Ward nurse" }) };
    const answer = await site.ask("physician", "commandInfusion", { params: { infusionId }, body });
    expect(answer.status).toBe(409);
    expect(answer.problem?.decision?.reasons.map((reason) => reason.code)).toContain("discharge-observation-short");
  });

  it("is handed over to the ward after the observation, and the call of the next day is planned", async () => {
    const day = await read(site, infusionId);
    for (let halfHours = 0; halfHours < 16; halfHours += 1) {
      site.pass(30);
      await site.record("nurse", infusionId, [site.event("vital-signs-recorded", { method: "hand", samples: calmFor(day) })]);
    }
    await site.record("nurse", infusionId, answersOf(day, ["infusion", "observation", "discharge"]).map((answer) => site.event("checklist-answered", answer)));
    const event = site.event("discharge-recorded", { destination: "ward", receivedBy: "Ward nurse" });
    await site.tell("physician", "commandInfusion", { params: { infusionId }, body: { sentAt: site.sentAt(), event } });
    expect((await read(site, infusionId)).infusion.phase).toBe("discharged");
    const participantId = day.participant.id;
    const [contact] = (await site.tell("nurse", "readParticipant", { params: { participantId } })).contacts;
    expect(contact).toMatchObject({ doneAt: null, text: day.protocol.observation.nextContact.text });
    await site.tell("nurse", "recordContact", { params: { participantId, contactId: contact?.id ?? "" }, body: { result: "Well at home." } });
    const [done] = (await site.tell("nurse", "readParticipant", { params: { participantId } })).contacts;
    expect(done).toMatchObject({ result: "Well at home.", doneBy: "Example nurse" });
  });

  it("shows the day as it was known before the start", async () => {
    const full = await read(site, infusionId);
    const started = full.events.find((event) => event.type === "infusion-started");
    const asOf = new Date(Date.parse(started?.receivedAt ?? "") - 1).toISOString();
    const answer = await call(site, "readInfusion", { params: { siteId: site.siteId, infusionId }, cookie: site.cookies.nurse });
    expect(answer.statusCode).toBe(200);
    const then = await site.app.inject({ method: "GET", url: `/api/v1/sites/${site.siteId}/infusions/${infusionId}?asOf=${asOf}`, headers: { host: "stroma.test", cookie: site.cookies.nurse } });
    expect(then.json()).toMatchObject({ infusion: { phase: "preparing" } });
    expect(then.json<{ events: unknown[] }>().events.length).toBeLessThan(full.events.length);
  });

  it("leaves with every table complete", async () => {
    for (const table of ["participants", "consents", "lots", "bags", "test-results", "infusions", "infusion-events", "vital-signs", "deviations", "contacts", "audit"]) {
      const answer = await call(site, "exportTable", { params: { siteId: site.siteId, studyId: site.studyId, table }, cookie: site.cookies.physician });
      expect([table, answer.statusCode, answer.headers["content-type"]]).toEqual([table, 200, "text/csv; charset=utf-8"]);
    }
    const events = await call(site, "exportTable", { params: { siteId: site.siteId, studyId: site.studyId, table: "infusion-events" }, cookie: site.cookies.physician });
    expect(events.body.trimEnd().split("\r\n").length - 1).toBe((await read(site, infusionId)).events.length);
  });
});
