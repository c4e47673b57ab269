import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAll, plannedInfusion, prepare, read, start } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

let site: ExampleSite;
let infusionId: string;
beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
});
afterAll(() => site.close());

const lots = async () => (await site.tell("cellProcessing", "listLots")).lots;
const lotOf = async (code: string) => {
  const lot = (await lots()).find((one) => one.code === code);
  if (lot === undefined) throw new Error(`No lot ${code}.`);
  return lot;
};
const release = async (code: string, kind: string, pin: string) => {
  const lot = await lotOf(code);
  return site.ask("cellProcessing", "releaseLot", { params: { lotId: lot.id }, body: { expectedVersion: lot.version, kind, reason: "Looked at every result.", pin } });
};

describe("a lot whose sterility is awaited", () => {
  it("is not released finally, and says what is missing", async () => {
    const answer = await release("EXAMPLE-LOT-2", "final", "4444");
    expect([answer.status, answer.problem?.code]).toEqual([409, "refused"]);
    expect(answer.problem?.decision?.reasons.map((reason) => reason.code)).toEqual(["release-test-missing"]);
  });

  it("is not released by a wrong PIN, nor by a person without the delegation", async () => {
    expect((await release("EXAMPLE-LOT-2", "conditional", "9999")).problem?.code).toBe("wrong-credentials");
    const lot = await lotOf("EXAMPLE-LOT-2");
    const body = { expectedVersion: lot.version, kind: "conditional", reason: "x", pin: "1111" };
    expect((await site.ask("nurse", "releaseLot", { params: { lotId: lot.id }, body })).status).toBe(403);
  });

  it("is released conditionally by quality, and its bags with it", async () => {
    expect((await release("EXAMPLE-LOT-2", "conditional", "4444")).status).toBe(200);
    const lot = await lotOf("EXAMPLE-LOT-2");
    expect(lot.release).toMatchObject({ kind: "conditional", signedBy: "Example cell processing" });
    const { bags } = await site.tell("nurse", "readLot", { params: { lotId: lot.id } });
    expect(bags.map((bag) => bag.state)).toEqual(["released", "released", "released", "released"]);
  });

  it("refuses a change by somebody who saw an older version", async () => {
    const lot = await lotOf("EXAMPLE-LOT-2");
    const body = { expectedVersion: 1, testId: "sterility", stage: "final", result: { kind: "qualitative", value: "no growth" } };
    expect((await site.ask("cellProcessing", "recordTestResult", { params: { lotId: lot.id }, body })).problem?.code).toBe("stale-version");
  });
});

describe("a culture that grows after the release", () => {
  it("withdraws the lot, keeps its bags, and opens the contamination pathway for everyone who got it", async () => {
    const bag = await prepare(site, infusionId);
    await confirmAll(site);
    expect((await start(site, infusionId, bag)).status).toBe(200);
    const lot = await lotOf("EXAMPLE-LOT-1");
    const body = { expectedVersion: lot.version, testId: "sterility", stage: "final", result: { kind: "qualitative", value: "growth" } };
    const saved = await site.tell("cellProcessing", "recordTestResult", { params: { lotId: lot.id }, body });
    expect(saved.lot.release).toMatchObject({ kind: "withdrawn" });
    const { bags, recall } = await site.tell("nurse", "readLot", { params: { lotId: lot.id } });
    expect(recall).toMatchObject([{ participantNumber: "S01-001", infusionId, bagIds: [bag.bagId] }]);
    expect(bags.map((one) => one.state)).toEqual(["quarantined", "quarantined", "quarantined", "quarantined"]);
    const after = await read(site, infusionId);
    expect(after.events.at(-1)).toMatchObject({ type: "pathway-opened", authorId: "system", data: { pathwayId: "contamination" } });
    expect(after.deviations.map((deviation) => deviation.kind)).toContain("late-result");
  });
});

describe("a bag", () => {
  it("does not take a step that its state does not allow", async () => {
    const { bags } = await site.tell("nurse", "readLot", { params: { lotId: (await lotOf("EXAMPLE-LOT-2")).id } });
    const [bag] = bags;
    const answer = await site.ask("cellProcessing", "actOnBag", { params: { bagId: bag?.id ?? "" }, body: { action: "issue", expectedVersion: bag?.version } });
    expect(answer.problem?.decision?.reasons.map((reason) => reason.code)).toEqual(["bag-action-refused"]);
    const destroyed = await site.tell("cellProcessing", "actOnBag", { params: { bagId: bag?.id ?? "" }, body: { action: "destroy", reason: "Label unreadable.", expectedVersion: bag?.version } });
    expect(destroyed.bag.state).toBe("destroyed");
  });
});
