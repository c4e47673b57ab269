import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadExamples } from "../../src/examples/load-examples.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

let site: ExampleSite;
beforeAll(async () => {
  site = await startExampleSite();
});
afterAll(() => site.close());

const counts = async () => {
  const { participants } = await site.tell("nurse", "listParticipants");
  const { lots } = await site.tell("nurse", "listLots");
  const { infusions } = await site.tell("nurse", "listInfusions");
  return [participants.length, lots.length, infusions.length];
};

describe("the examples", () => {
  it("are three people labelled synthetic, two lots and one planned infusion; the limits are unconfirmed", async () => {
    expect(await counts()).toEqual([3, 2, 1]);
    const { participants } = await site.tell("nurse", "listParticipants");
    expect(participants.map((one) => [one.number, one.synthetic, one.consentInForce, one.eligible])).toEqual([["S01-001", true, true, true], ["S01-002", true, true, null], ["S01-003", true, false, null]]);
    const { studies } = await site.tell("nurse", "listStudies");
    expect(studies).toMatchObject([{ code: "sepsis-phase-1", example: true, limitsConfirmed: false }]);
  });

  it("are loaded once; a load that was cut short goes on without doubling anything", async () => {
    const again = () => loadExamples(site.store, { realNow: () => site.time.now });
    expect(await again()).toBeNull();
    await site.store.auth((tx) => tx.updateTable("server_setting").set({ key: "examples-before" }).where("key", "=", "examples").execute());
    expect(await again()).toMatchObject({ siteId: site.siteId, studyId: site.studyId, people: site.people });
    expect(await counts()).toEqual([3, 2, 1]);
  });
});
