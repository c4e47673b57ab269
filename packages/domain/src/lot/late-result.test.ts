import { describe, expect, test } from "vitest";
import { at } from "../../test/example-event.ts";
import { exampleBags, exampleLot } from "../../test/example-day.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { deriveLateResultActions } from "./late-result.ts";
import type { LateResultAction } from "./late-result.ts";
import type { Bag, Lot, TestResult } from "./lot.ts";

const third: Bag = { ...exampleBags[0], id: "bag-3", code: "BAG-3", state: "released" };
const fourth: Bag = { ...exampleBags[0], id: "bag-4", code: "BAG-4", state: "destroyed" };
const foreign: Bag = { ...exampleBags[0], id: "bag-9", lotId: "other", state: "released" };
const given = [
  { bagId: exampleBags[0].id, infusionId: "i1", participantId: "p1", givenAt: at(70) },
  { bagId: exampleBags[1].id, infusionId: "i2", participantId: "p2", givenAt: at(80) },
  { bagId: foreign.id, infusionId: "i3", participantId: "p3", givenAt: at(90) },
];
const growth: TestResult = { testId: "sterility", result: { kind: "qualitative", value: "growth" }, stage: "final", reportedAt: at(9999), reportedBy: "Quality laboratory" };
const conditional: Lot = { ...exampleLot, release: { kind: "conditional", signedBy: "q", signedAt: at(-60), reason: "interim tests" } };

function actions(result: TestResult, lot: Lot = conditional): LateResultAction[] {
  return [...deriveLateResultActions({ protocol: exampleProtocol, lot, result, bags: [...exampleBags, third, fourth, foreign], givenTo: given })];
}
const summary = (list: readonly LateResultAction[]) =>
  list.map((one) => (one.kind === "withdraw-lot" ? one.kind : one.kind === "quarantine-bag" ? `${one.kind} ${one.bagId}` : `${one.kind} ${one.infusionId} ${one.participantId}`));

describe("a positive result after release", () => {
  test("growth withdraws the lot, quarantines what is left, and opens the contamination pathway for everyone who got it", () => {
    const list = actions(growth);
    expect(summary(list)).toEqual(["withdraw-lot", "quarantine-bag bag-3", "open-pathway i1 p1", "open-pathway i2 p2"]);
    expect(list.at(-1)).toMatchObject({ pathwayId: "contamination", because: { code: "late-result-failed", saw: { title: "Sterility", value: "growth", limit: "no-growth" } } });
  });

  test("growth in the interim test counts as well", () => {
    expect(summary(actions({ ...growth, testId: "sterility-interim", stage: "interim" }))).toContain("open-pathway i1 p1");
  });

  test("endotoxin above its limit is contamination; viability below its limit informs the investigator", () => {
    expect(summary(actions({ ...growth, testId: "endotoxin", result: { kind: "number", quantity: { value: 3, unit: "[EU]/mL" } } }))).toContain("open-pathway i1 p1");
    expect(summary(actions({ ...growth, testId: "viability", result: { kind: "number", quantity: { value: 50, unit: "%" } } }))).toEqual([
      "withdraw-lot", "quarantine-bag bag-3", "notify-investigator i1 p1", "notify-investigator i2 p2",
    ]);
  });

  test("a result that cannot be read against the requirement is treated like a failure", () => {
    expect(actions({ ...growth, result: { kind: "number", quantity: { value: 0, unit: "1" } } }).at(0)?.because.code).toBe("release-result-unfit");
  });

  test("a result that passes, is awaited, or is of no test leads to nothing; nor does one of a lot that was never released", () => {
    expect(actions({ ...growth, result: { kind: "qualitative", value: "no-growth" } })).toEqual([]);
    expect(actions({ ...growth, result: null })).toEqual([]);
    expect(actions({ ...growth, testId: "colour" })).toEqual([]);
    expect(actions(growth, { ...conditional, release: null })).toEqual([]);
  });

  test("a lot that is withdrawn already still has its participants followed up", () => {
    const withdrawn: Lot = { ...exampleLot, release: { kind: "withdrawn", signedBy: "q", signedAt: at(1), reason: "r" } };
    expect(summary(actions(growth, withdrawn))).toEqual(["quarantine-bag bag-3", "open-pathway i1 p1", "open-pathway i2 p2"]);
  });
});
