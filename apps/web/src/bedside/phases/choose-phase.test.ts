import { describe, expect, it } from "vitest";
import { foldInfusion, type ChecklistItem, type InfusionEvent } from "@stroma/domain";
import { assessPhases, choosePhase } from "./choose-phase.ts";

const infusionId = "01960000-0000-7000-8000-000000000001";
const source = { citation: "test", status: "local-decision" } as const;
const item = (id: string, more: Partial<ChecklistItem> = {}): ChecklistItem => ({ id, text: id, kind: "confirm", required: true, overrideBy: [], topic: "general", source, ...more });
const protocol = {
  checklist: [
    { id: "day-before" as const, title: "The day before", items: [item("explained"), item("wish", { required: false })] },
    { id: "arrival" as const, title: "Arrival", items: [item("wristband", { kind: "scan", scans: "wristband" })] },
  ],
};
const codes = { wristband: "W-1", bags: ["B-1"] };
let count = 0;
const answered = (itemId: string, answer: object): InfusionEvent => {
  count += 1;
  const at = `2026-03-04T09:00:0${count}.000Z`;
  return { id: `01960000-0000-7000-8000-00000000010${count}`, infusionId, type: "checklist-answered", clinicalTime: at, deviceTime: at, receivedAt: at, authorId: "p", authorRole: "nurse", deviceId: "d", entry: "live", data: { itemId, answer } } as InfusionEvent;
};
const at = (...events: InfusionEvent[]) => foldInfusion(infusionId, events);

describe("The step that the bedside opens with", () => {
  it("is the first phase with a required item that is open; an optional one does not hold the day up", () => {
    const state = at(answered("explained", { kind: "confirm", value: true }));
    const phases = assessPhases(state, protocol, codes);
    expect(phases.map((phase) => phase.open)).toEqual([0, 1]);
    expect(choosePhase(state, phases, false)).toBe("arrival");
  });
  it("stays at an item that was answered with no, or scanned from another wristband", () => {
    const refused = at(answered("explained", { kind: "confirm", value: false }));
    expect(choosePhase(refused, assessPhases(refused, protocol, codes), false)).toBe("day-before");
    const other = at(answered("explained", { kind: "confirm", value: true }), answered("wristband", { kind: "scan", code: "W-2", method: "scanner" }));
    expect(choosePhase(other, assessPhases(other, protocol, codes), false)).toBe("arrival");
  });
  it("is the infusion when everything before it is settled", () => {
    const state = at(answered("explained", { kind: "confirm", value: true }), answered("wristband", { kind: "scan", code: "W-1", method: "scanner" }));
    expect(choosePhase(state, assessPhases(state, protocol, codes), false)).toBe("infusion");
  });
  it("is the infusion while cells flow or are paused, whatever is open; then observation, then discharge", () => {
    const phases = assessPhases(at(), protocol, codes);
    expect(choosePhase({ phase: "running" }, phases, false)).toBe("infusion");
    expect(choosePhase({ phase: "paused" }, phases, false)).toBe("infusion");
    expect(choosePhase({ phase: "stopped" }, phases, false)).toBe("observation");
    expect(choosePhase({ phase: "stopped" }, phases, true)).toBe("discharge");
    expect(choosePhase({ phase: "discharged" }, phases, true)).toBe("discharge");
  });
});
