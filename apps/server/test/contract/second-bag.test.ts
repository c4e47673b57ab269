/** A dose that needs two bags: the whole course by HTTP, and the cells that were given in the end. */
import { deriveDose, deriveGiven, foldInfusion } from "@stroma/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calmFor, confirmAll, plannedInfusion, prepare, read } from "../example-day.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";

const rate = { value: 2, unit: "mL/min" };
let site: ExampleSite;
let infusionId: string;
let bags: readonly [string, string];
let volume: number;

const day = () => read(site, infusionId);
const weight = { value: 70, unit: "kg" };
const startBag = (bagId: string) => {
  site.time.now += 1_000;
  return site.ask("nurse", "startInfusion", { params: { infusionId }, body: { sentAt: site.sentAt(), event: site.event("infusion-started", { bagId, rate, authorisationId: null }) } });
};
const measure = async () => site.record("nurse", infusionId, [site.event("vital-signs-recorded", { method: "hand", samples: calmFor(await day()) })]);
const identify = async (who: "nurse" | "secondNurse", bagId: string) => {
  const { participant, bags: all } = await day();
  await site.record(who, infusionId, [site.event("identity-checked", { bagId, wristbandCode: participant.wristbandCode, bagCode: all.find((one) => one.id === bagId)?.code ?? "", method: "scanner" })]);
};
const given = async () => {
  const { events, bags: all } = await day();
  const state = foldInfusion(infusionId, events);
  return deriveGiven(state, all, state.weight?.value ?? null, new Date(site.time.now).toISOString());
};

beforeAll(async () => {
  site = await startExampleSite();
  infusionId = await plannedInfusion(site);
  // The first level asks for one million cells per kilogram, 70 million for 70 kg; these bags hold 50 million in 40 mL each.
  const lot = { code: "SMALL-BAGS", sourceTissue: "umbilical-cord", passage: 4, donorEligible: true, manufacturedOn: "2026-02-01", expiresAt: "2026-12-31T00:00:00.000Z", carrier: "Saline", dmso: { value: 0.05, unit: "g/mL" } };
  const small = ["SMALL-1", "SMALL-2"].map((code) => ({ code, viableCells: { value: 50, unit: "10*6{cells}" }, volume: { value: 40, unit: "mL" } }));
  await site.tell("cellProcessing", "createLot", { body: { ...lot, bags: small } });
  const made = (await site.tell("cellProcessing", "listLots")).lots;
  const lotId = made.find((one) => one.code === "SMALL-BAGS")?.id ?? "";
  let version = made.find((one) => one.id === lotId)?.version ?? 0;
  for (const { testId, result, stage } of made.find((one) => one.code === "EXAMPLE-LOT-1")?.results ?? []) {
    version = (await site.tell("cellProcessing", "recordTestResult", { params: { lotId }, body: { expectedVersion: version, testId, result, stage } })).lot.version;
  }
  await site.tell("cellProcessing", "releaseLot", { params: { lotId }, body: { expectedVersion: version, kind: "final", reason: "Looked at every result.", pin: "4444" } });
  for (const bag of (await site.tell("nurse", "readLot", { params: { lotId } })).bags) await site.tell("cellProcessing", "actOnBag", { params: { bagId: bag.id }, body: { action: "reserve", infusionId, expectedVersion: bag.version } });
  // The single large bag is not used.
  const large = (await day()).bags.find((bag) => !bag.code.startsWith("SMALL"));
  if (large !== undefined) await site.tell("cellProcessing", "actOnBag", { params: { bagId: large.id }, body: { action: "unreserve", expectedVersion: large.version } });
  await confirmAll(site);
});
afterAll(() => site.close());

describe("a dose of two bags", () => {
  it("is planned over both: all of the first and a part of the second", async () => {
    const { protocol, lots, bags: held, participant } = await day();
    expect(held.map((bag) => bag.code)).toEqual(["SMALL-1", "SMALL-2"]);
    const plan = deriveDose({ protocol, doseLevel: 1, weight, previousWeight: participant.lastWeight?.quantity ?? null, height: { value: 165, unit: "cm" }, sex: participant.sex, lots, bags: held, rate });
    if (!plan.assessable) throw new Error(JSON.stringify(plan.because));
    // 70 million cells: 50 million of the first bag (40 mL), 20 of the second (20/50 of 40 mL = 16 mL).
    expect(plan.value.bags.map((bag) => [bag.bagCode, bag.volume.value, bag.cells.value])).toEqual([["SMALL-1", 40, 50], ["SMALL-2", 16, 20]]);
    volume = plan.value.volume.value;
    const [first, second] = plan.value.bags;
    bags = [first?.bagId ?? "", second?.bagId ?? ""];
    await prepare(site, infusionId);
    await site.record("physician", infusionId, [site.event("dose-confirmed", { doseLevel: 1, cells: plan.value.cellsNeeded, volume: plan.value.volume, rate, bagIds: [...bags], weight })]);
    expect(volume).toBe(56);
  });

  it("does not begin with the second bag", async () => {
    const answer = await startBag(bags[1]);
    expect([answer.status, answer.problem?.faults?.map((fault) => fault.code)]).toEqual([409, ["not-next-bag"]]);
  });

  it("begins with the first, whose volume is read off at its end", async () => {
    const answer = await startBag(bags[0]);
    expect([answer.status, answer.problem?.decision?.reasons ?? []]).toEqual([200, []]);
    site.pass(20);
    await measure();
    await site.record("nurse", infusionId, [site.event("bag-finished", { bagId: bags[0], volume: { value: 40, unit: "mL" } })]);
    const after = await day();
    expect(after.bags.find((bag) => bag.id === bags[0])?.state).toBe("given");
    expect((await given()).cells).toMatchObject({ assessable: true, value: { value: 50, unit: "10*6{cells}" } });
  });

  it("does not go on with the second bag before two persons have checked it", async () => {
    await site.record("cellProcessing", infusionId, [site.event("bag-thawed", { bagId: bags[1] })]);
    await site.record("nurse", infusionId, [site.event("bag-received", { bagId: bags[1], condition: "intact" })]);
    await identify("nurse", bags[1]);
    const seen = (await read(site, infusionId, "secondNurse")).events.filter((event) => event.type === "identity-checked" && event.data.bagId === bags[1]);
    expect(seen).toMatchObject([{ data: { withheld: true, bagCode: "" } }]);
    await measure();
    const answer = await startBag(bags[1]);
    expect(answer.problem?.decision?.reasons.map((reason) => reason.code)).toEqual(["identity-incomplete"]);
  });

  it("goes on with the second, of which a part is given and the rest is written down", async () => {
    await identify("secondNurse", bags[1]);
    await site.record("nurse", infusionId, [site.event("bag-spiked", { bagId: bags[1] })]);
    const answer = await startBag(bags[1]);
    expect([answer.status, answer.problem?.decision?.reasons ?? []]).toEqual([200, []]);
    site.pass(8);
    await site.record("nurse", infusionId, [site.event("partial-dose-recorded", { bagId: bags[1], volume: { value: 16, unit: "mL" }, reason: "The rest is not part of the dose." })]);
    await site.record("nurse", infusionId, [site.event("infusion-stopped", { reason: "completed" })]);
    const after = await day();
    expect([after.infusion.phase, after.bags.map((bag) => bag.state)]).toEqual(["stopped", ["given", "given"]]);
    expect(after.events.filter((event) => event.type === "infusion-started")).toHaveLength(2);
    expect(after.deviations.filter((one) => one.kind !== "late-entry")).toEqual([]);
  });

  it("has given what was planned: 56 mL, 70 million cells, one million per kilogram", async () => {
    const total = await given();
    expect(total.bags.map((bag) => [bag.volume.value, bag.basis])).toEqual([[40, "recorded"], [16, "recorded"]]);
    expect(total).toMatchObject({ volume: { value: 56, unit: "mL" }, cells: { value: { value: 70 } }, cellsPerKg: { value: { value: 1, unit: "10*6{cells}/kg" } } });
    expect((await site.tell("nurse", "readWardBoard")).rows.find((row) => row.infusionId === infusionId)?.volumeGiven).toEqual({ value: 56, unit: "mL" });
  });
});
