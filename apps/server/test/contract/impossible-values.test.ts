/** What has the right shape and still cannot be: the calendar has no such day, the database no such number. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plannedInfusion, read } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

let site: ExampleSite;
let infusionId: string;
let participantId: string;
beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
  participantId = (await read(site, infusionId)).participant.id;
});
afterAll(() => site.close());

const noInstants = ["2026-02-30T00:00:00.000Z", "2025-02-29T00:00:00.000Z", "1900-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-04-31T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2016-12-31T23:59:60.000Z", "0000-01-01T00:00:00.000Z"];
const instants = ["2024-02-29T00:00:00.000Z", "2000-02-29T23:59:59.999Z", "2026-12-31T23:59:59.999Z"];
const planned = (plannedFor: string) => site.ask("nurse", "planInfusion", { body: { participantId, plannedFor, bagIds: [] } });

describe("impossible values", () => {
  it.each(noInstants)("%s is no time to plan an infusion for, to look back to, to send at, or of a fact", async (text) => {
    expect([(await planned(text)).problem?.code]).toEqual(["invalid-input"]);
    const sent = await site.ask("nurse", "recordEvents", { params: { infusionId }, body: { sentAt: text, events: [site.event("note-added", { text: "x" })] } });
    expect([sent.status, sent.problem?.code]).toEqual([400, "invalid-input"]);
    const looked = await site.app.inject({ method: "GET", url: `/api/v1/sites/${site.siteId}/infusions/${infusionId}?asOf=${text}`, headers: { host: "stroma.test", cookie: site.cookies.nurse } });
    expect(looked.statusCode).toBe(400);
    // One impossible fact does not take the good one beside it along.
    const good = site.event("note-added", { text: "good" });
    const { results } = await site.record("nurse", infusionId, [{ ...site.event("note-added", { text: "x" }), clinicalTime: text, entry: "paper" }, good]);
    expect(results).toMatchObject([{ outcome: "rejected", faults: [{ path: "clinicalTime", code: "not-an-instant" }] }, { id: good.id, outcome: "accepted" }]);
  });

  it.each(instants)("%s is a time", async (text) => {
    expect((await planned(text)).status).toBe(200);
  });

  it("a version beyond every count is a fault of the input", async () => {
    const answer = await site.ask("physician", "recordEligibility", { params: { participantId }, body: { expectedVersion: 3_000_000_000, answers: {} } });
    expect([answer.status, answer.problem?.code]).toEqual([400, "invalid-input"]);
  });
});
