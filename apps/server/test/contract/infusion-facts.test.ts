import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAll, plannedInfusion, prepare, read, start } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { call } from "../test-app.ts";

let site: ExampleSite;
let infusionId: string;
beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
});
afterAll(() => site.close());

const outcomes = (answer: { results: readonly { outcome: string }[] }) => answer.results.map((result) => result.outcome);
const note = (text: string) => site.event("note-added", { text });
const kinds = async () => (await read(site, infusionId)).deviations.map((deviation) => deviation.kind);

describe("facts from the bedside", () => {
  it("are kept once, however often they are delivered", async () => {
    const fact = note("Slept well.");
    expect(outcomes(await site.record("nurse", infusionId, [fact, fact]))).toEqual(["accepted", "duplicate"]);
    const again = await site.record("nurse", infusionId, [fact]);
    expect(outcomes(again)).toEqual(["duplicate"]);
    expect((await read(site, infusionId)).events.filter((event) => event.id === fact.id)).toHaveLength(1);
  });

  it("are looked at one by one: the good ones of a batch are kept, each bad one is answered with all its faults", async () => {
    const good = note("Good.");
    const wrongUnit = { ...site.event("body-measured", { weight: { value: 70, unit: "kg" } }), data: { weight: { value: 70, unit: "mL" }, colour: "red" } };
    const answer = await site.record("nurse", infusionId, [wrongUnit, good, "no event", { ...note("A year too early."), clinicalTime: "2027-03-04T08:00:00.000Z" }]);
    expect(outcomes(answer)).toEqual(["rejected", "accepted", "rejected", "rejected"]);
    expect(answer.results[0]?.faults.map((fault) => fault.path).toSorted()).toEqual(["data.colour", "data.weight.unit"]);
    expect(answer.results[3]?.faults.map((fault) => fault.code)).toEqual(["in-the-future"]);
  });

  it("with a used id and another content are rejected, the first one stands", async () => {
    const first = note("First.");
    await site.record("nurse", infusionId, [first]);
    const answer = await site.record("nurse", infusionId, [{ ...first, data: { text: "Second." } }]);
    expect(answer.results.map((result) => [result.outcome, result.faults[0]?.code])).toEqual([["rejected", "id-taken"]]);
  });

  it("of last week are taken as gladly as those of now, marked as late", async () => {
    const late = { ...site.event("note-added", { text: "From paper." }, { entry: "paper" }), clinicalTime: "2026-02-25T10:00:00.000Z" };
    expect(outcomes(await site.record("nurse", infusionId, [late]))).toEqual(["accepted"]);
    expect(await kinds()).toContain("late-entry");
  });

  it("are refused as a batch only for a device clock that is wrong, with the server's time", async () => {
    const answer = await site.ask("nurse", "recordEvents", { params: { infusionId }, body: { sentAt: "2026-03-04T04:00:00.000Z", events: [note("x")] } });
    expect([answer.status, answer.problem?.code]).toEqual([400, "clock-skew"]);
    expect(answer.problem).toMatchObject({ serverTime: site.sentAt() });
  });

  it("name the person who is signed in; another member only for what was written down offline", async () => {
    const authorId = site.people.secondNurse;
    const answer = await site.record("nurse", infusionId, [
      { ...note("Live, in another's name."), authorId },
      { ...site.event("note-added", { text: "Offline." }, { entry: "offline" }), authorId },
      { ...site.event("note-added", { text: "By a stranger." }, { entry: "offline" }), authorId: uuidv7() },
    ]);
    expect(outcomes(answer)).toEqual(["rejected", "accepted", "rejected"]);
    const event = (await read(site, infusionId)).events.find((one) => one.type === "note-added" && one.data.text === "Offline.");
    expect(event?.authorId).toBe(authorId);
    const { entries } = await site.tell("physician", "listAuditEntries");
    const entry = entries.find((one) => JSON.stringify(one.to).includes("Offline."));
    expect(entry?.actorId).toBe(site.people.nurse);
  });
});

describe("a monitor's gateway", () => {
  const send = (samples: readonly unknown[], token = site.gateway.token) => {
    site.time.now += 1_000;
    return call(site, "recordGatewayVitalSigns", { headers: { authorization: `Bearer ${token}` }, body: { infusionId, sentAt: site.sentAt(), batches: [{ id: uuidv7(), at: site.sentAt(), samples }] } });
  };
  it("may send values that no body has: they are kept and marked, never dropped", async () => {
    expect((await send([{ channel: "heart-rate", value: 0, unit: "/min" }, { channel: "heart-rate", value: 900, unit: "/min" }, { channel: "oxygen-saturation", value: null, unit: "%" }])).json()).toMatchObject({ results: [{ outcome: "accepted" }] });
  });
  it("has a batch with a unit that does not fit its channel rejected", async () => {
    expect((await send([{ channel: "heart-rate", value: 80, unit: "Cel" }])).json()).toMatchObject({ results: [{ outcome: "rejected", faults: [{ path: expect.stringContaining("unit") }] }] });
  });
});

describe("starts", () => {
  it("of two at the same time one is refused", async () => {
    const bag = await prepare(site, infusionId);
    await confirmAll(site);
    const answers = await Promise.all([start(site, infusionId, bag), start(site, infusionId, bag)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await read(site, infusionId)).events.filter((event) => event.type === "infusion-started")).toHaveLength(1);
  });

  it("that are repeated with the same id get the first answer again", async () => {
    const started = (await read(site, infusionId)).events.find((event) => event.type === "infusion-started");
    if (started === undefined) throw new Error("Nothing was started.");
    const { id, type, clinicalTime, deviceTime, entry, data } = started;
    const again = await site.tell("nurse", "startInfusion", { params: { infusionId }, body: { sentAt: site.sentAt(), event: { id, type, clinicalTime, deviceTime, entry, data } } });
    expect(again.event).toEqual(started);
  });

  it("that are reported against the rules are kept, marked, monitored, and stay a deviation until reviewed", async () => {
    const [, second] = (await site.tell("physician", "listParticipants")).participants;
    const { lots } = await site.tell("physician", "listLots");
    const released = lots.find((lot) => lot.release?.kind === "final");
    const { bags } = await site.tell("physician", "readLot", { params: { lotId: released?.id ?? "" } });
    const free = bags.find((one) => one.state === "released");
    const planned = await site.tell("physician", "planInfusion", { body: { participantId: second?.id, plannedFor: site.sentAt(), bagIds: [free?.id] } });
    const other = planned.infusion.id;
    const fact = site.event("infusion-started", { bagId: free?.id ?? "", rate: { value: 2, unit: "mL/min" }, authorisationId: uuidv7() });
    expect(outcomes(await site.record("nurse", other, [fact]))).toEqual(["accepted"]);
    const after = await read(site, other);
    expect(after.infusion.phase).toBe("running");
    expect(after.events.find((event) => event.id === fact.id)?.data).toMatchObject({ authorisationId: null });
    expect(after.deviations.map((deviation) => deviation.kind)).toEqual(expect.arrayContaining(["unauthorised-start", "start-before-identity", "bag-state"]));
    expect(after.bags[0]?.state).toBe("spiked");
    const row = (await site.tell("nurse", "readWardBoard")).rows.find((one) => one.infusionId === other);
    expect(row).toMatchObject({ phase: "running", unauthorised: true, openDeviations: after.deviations.length });
    for (const deviation of after.deviations) await site.tell("physician", "reviewDeviation", { params: { infusionId: other, deviationId: deviation.id }, body: { note: "Looked at." } });
    expect((await site.tell("nurse", "readWardBoard")).rows.find((one) => one.infusionId === other)?.openDeviations).toBe(0);
    expect((await read(site, other)).deviations[0]).toMatchObject({ reviewedBy: "Example physician", reviewNote: "Looked at." });
  });
});

describe("the audit trail", () => {
  it("verifies after all of this", async () => {
    const { verifySite } = await import("../../src/audit/verify-audit.ts");
    const chains = await verifySite(site.store, site.siteId, null);
    expect(chains.map((chain) => [chain.ok, chain.findings])).toEqual(chains.map(() => [true, []]));
  });
});

describe("a stop", () => {
  const stop = (sentAt: string, event: unknown) => call(site, "stopInfusion", { params: { siteId: site.siteId, infusionId }, cookie: `stroma_tablet=${site.tablet.token}`, body: { sentAt, event } });
  it("from a tablet whose clock is an hour behind stops the infusion now, and is one stop however often it is sent", async () => {
    site.pass(10);
    const behind = site.time.now - 3_600_000;
    const event = site.event("infusion-stopped", { reason: "complication" }, { at: behind });
    expect((await stop(new Date(behind).toISOString(), event)).json()).toMatchObject({ results: [{ outcome: "accepted" }] });
    const after = await read(site, infusionId);
    expect(after.infusion.phase).toBe("stopped");
    expect(after.events.find((one) => one.id === event.id)).toMatchObject({ clinicalTime: site.sentAt(), deviceTime: new Date(behind).toISOString() });
    site.pass(1);
    expect((await stop(new Date(behind + 60_000).toISOString(), event)).json()).toMatchObject({ results: [{ outcome: "duplicate" }] });
  });
  it("that waited longer on a tablet with a wrong clock than the infusion has run still falls after the start", async () => {
    const running = (await site.tell("nurse", "readWardBoard")).rows.find((row) => row.phase === "running")?.infusionId ?? "";
    const event = site.event("infusion-stopped", { reason: "other" }, { at: site.time.now + 3_600_000 });
    const sentAt = new Date(site.time.now + 10 * 3_600_000).toISOString();
    const answer = await call(site, "stopInfusion", { params: { siteId: site.siteId, infusionId: running }, cookie: `stroma_tablet=${site.tablet.token}`, body: { sentAt, event } });
    expect(answer.json()).toMatchObject({ results: [{ outcome: "accepted" }] });
    expect((await read(site, running)).infusion.phase).toBe("stopped");
  });
  it("is recorded from nowhere else: another site's tablet and nobody at all are turned away", async () => {
    expect((await call(site, "stopInfusion", { params: { siteId: site.siteId, infusionId }, body: { sentAt: site.sentAt(), event: site.event("infusion-stopped", { reason: "other" }) } })).statusCode).toBe(401);
  });
});
