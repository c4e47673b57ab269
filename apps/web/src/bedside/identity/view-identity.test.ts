import { describe, expect, it } from "vitest";
import { foldInfusion, type InfusionEvent } from "@stroma/domain";
import { viewIdentity } from "./view-identity.ts";

const infusionId = "01960000-0000-7000-8000-000000000001";
const bag = { id: "01960000-0000-7000-8000-0000000000b1", code: "BAG-1" };
const participant = { wristbandCode: "WRIST-1" };
const pass = (minute: number, authorId: string, wristbandCode = "WRIST-1", bagCode = "BAG-1"): InfusionEvent => {
  const at = `2026-03-04T09:0${minute}:00.000Z`;
  return { id: `01960000-0000-7000-8000-00000000010${minute}`, infusionId, type: "identity-checked", clinicalTime: at, deviceTime: at, receivedAt: at, authorId, authorRole: "nurse", deviceId: "d", entry: "live", data: { bagId: bag.id, wristbandCode, bagCode, method: "scanner" } };
};
const view = (viewerId: string | null, ...events: InfusionEvent[]) => viewIdentity(foldInfusion(infusionId, events), participant, bag, viewerId);

describe("The two identity checks", () => {
  it("show nothing of a first check to the second person: neither codes nor result", () => {
    const good = view("second", pass(1, "first"));
    const bad = view("second", pass(1, "first", "WRIST-9"));
    expect(good).toEqual(bad);
    expect(good).toEqual({ standing: "others-first", passes: [], firstBy: { authorId: "first", at: "2026-03-04T09:01:00.000Z" } });
  });
  it("show the first person no result either: the second one may look over the shoulder", () => {
    expect(view("first", pass(1, "first", "WRIST-9")).standing).toBe("own-first");
    expect(view("first", pass(1, "first", "WRIST-9")).passes).toEqual([]);
  });
  it("show both results when two persons have checked", () => {
    const both = view("second", pass(1, "first"), pass(2, "second"));
    expect(both.standing).toBe("matched");
    expect(both.passes.map((one) => [one.authorId, one.wristbandMatches, one.bagMatches])).toEqual([["first", true, true], ["second", true, true]]);
  });
  it("say the mismatch, whichever of the two made it", () => {
    expect(view("second", pass(1, "first", "WRIST-9"), pass(2, "second")).standing).toBe("mismatch");
    expect(view("first", pass(1, "first"), pass(2, "second", "WRIST-1", "BAG-2")).standing).toBe("mismatch");
  });
  it("ask for another person when the same one checks twice", () => {
    expect(view("first", pass(1, "first"), pass(2, "first")).standing).toBe("same-person");
  });
});
