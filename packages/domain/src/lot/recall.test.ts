import { describe, expect, test } from "vitest";
import { at } from "../../test/example-event.ts";
import { exampleBags, exampleLot } from "../../test/example-day.ts";
import { deriveRecall } from "./recall.ts";
import { deriveReconciliation } from "./reconcile.ts";

const [first, second] = exampleBags;

describe("recall", () => {
  test("names every infusion that got the lot, once each and in the order of time, and the bags that are left", () => {
    const bags = [first, second, { ...first, id: "b3", code: "BAG-3", state: "released" as const, reservedForInfusionId: null }, { ...first, id: "b9", lotId: "other" }];
    const recall = deriveRecall(exampleLot.id, bags, [
      { bagId: second.id, infusionId: "i2", participantId: "p2", givenAt: at(200) },
      { bagId: first.id, infusionId: "i1", participantId: "p1", givenAt: at(70) },
      { bagId: second.id, infusionId: "i1", participantId: "p1", givenAt: at(90) },
      { bagId: "b9", infusionId: "i9", participantId: "p9", givenAt: at(1) },
    ]);
    expect(recall.infusions).toEqual([
      { infusionId: "i1", participantId: "p1", firstGivenAt: at(70), bagIds: [first.id, second.id] },
      { infusionId: "i2", participantId: "p2", firstGivenAt: at(200), bagIds: [second.id] },
    ]);
    expect(recall.participantIds).toEqual(["p1", "p2"]);
    expect(recall.remaining).toEqual([{ bagId: "b3", bagCode: "BAG-3", state: "released", reservedForInfusionId: null }]);
  });
});

describe("reconciliation", () => {
  const bag = (id: string, state: Parameters<typeof deriveReconciliation>[0][number]["state"], issuedAt: string | null) => ({ id, state, issuedAt });

  test("every bag is in exactly one list, and an issued bag without an end is missing", () => {
    const result = deriveReconciliation([
      bag("a", "given", at(1)), bag("b", "returned", at(1)), bag("c", "destroyed", at(1)), bag("d", "quarantined", at(1)),
      bag("e", "issued", at(1)), bag("f", "spiked", null), bag("g", "destroyed", null), bag("h", "reserved", null),
    ]);
    expect(result).toEqual({ issued: ["a", "b", "c", "d", "e", "f"], given: ["a"], returned: ["b"], destroyed: ["c"], quarantined: ["d"], missing: ["e", "f"], kept: ["g", "h"], balanced: false });
  });

  test("nothing missing is balanced", () => {
    expect(deriveReconciliation([bag("a", "given", at(1))]).balanced).toBe(true);
  });
});
