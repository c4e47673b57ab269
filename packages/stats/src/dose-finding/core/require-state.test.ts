import { describe, expect, test } from "vitest";
import { DesignRefusal } from "./design-refusal.ts";
import type { DoseDesign } from "./dose-design.ts";
import { fractionalCrm } from "../late-onset/fractional-crm.ts";
import { rollingSixTimed } from "../late-onset/rolling-six-timed.ts";
import { titeBoin } from "../late-onset/tite-boin.ts";
import { titeKeyboard } from "../late-onset/tite-keyboard.ts";
import { blrm } from "../model-based/blrm.ts";
import { crm } from "../model-based/crm.ts";
import { fitCrm } from "../model-based/fit-crm.ts";
import { skeletonByIndifferenceInterval } from "../model-based/skeleton.ts";
import { fitTiteCrm, titeCrm } from "../model-based/tite-crm.ts";
import { titeWeights } from "../model-based/tite-weights.ts";

const model = { target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 18, start: 1 };
const interval = { doses: 4, target: 0.25, cohortSize: 3, cohorts: 6 };
const regression = { doses: [1, 2, 3, 4], reference: 4, prior: { mean: [-0.8, 0], sd: [2, 1], correlation: 0 }, maximumN: 18 } as const;
const designs: readonly DoseDesign[] = [crm(model), titeCrm(model), fractionalCrm(model), blrm(regression), titeBoin(interval), titeKeyboard(interval), rollingSixTimed(4)];

/** The field that is named in the refusal; what was thrown where it is none. */
function refusedField(make: () => unknown): string {
  try {
    make();
  } catch (fault) {
    return fault instanceof DesignRefusal && fault.remedy !== "" ? fault.path : String(fault);
  }
  return "accepted";
}

describe("what no trial can be in, or what would stay unread, is refused by its name", () => {
  test.each([
    ["a followed part above the window", { pending: [{ dose: 1, followed: 1.2 }] }, "pending.1.followed"],
    ["a followed part that is no number", { pending: [{ dose: 1, followed: Number.NaN }] }, "pending.1.followed"],
    ["a pending participant at no dose level", { pending: [{ dose: 9, followed: 0.2 }] }, "pending.1.dose"],
    ["more events than participants", { n: [1, 0, 0, 0], events: [2, 0, 0, 0] }, "events.1"],
    ["a count that is no number", { n: [Number.NaN, 0, 0, 0] }, "n.1"],
    ["a dose level that does not exist", { dose: 9 }, "dose"],
    ["counts for fewer dose levels", { n: [3] }, "n"],
  ])("%s", (_what, wrong, field) => {
    for (const design of designs) expect([design.name, refusedField(() => design.decide({ ...design.start, n: [3, 0, 0, 0], ...wrong }))]).toEqual([design.name, field]);
  });

  test("options that are misspelt or not there", () => {
    expect(refusedField(() => crm({ ...model, cohortsize: 3 } as never))).toBe("cohortsize");
    expect(refusedField(() => crm({ ...model, weights: "linear" } as never))).toBe("weights");
    expect(refusedField(() => fitCrm({ n: [1, 0, 0, 0], events: [0, 0, 0, 0] }, { skeleton: model.skeleton, target: 0.2 } as never))).toBe("target");
    expect(refusedField(() => fitTiteCrm([{ dose: 1, event: false, followed: 3 }], { target: 0.2, window: 28, skeleton: model.skeleton, scheme: "adaptive" } as never))).toBe("scheme");
    expect(refusedField(() => fitTiteCrm([{ dose: 1, event: true, pending: true, followed: 3 }] as never, { target: 0.2, window: 28, skeleton: model.skeleton }))).toBe("pending");
    expect(refusedField(() => titeWeights([{ event: "no", followed: 3 }] as never, { window: 28 }))).toBe("participants.0.event");
    expect(refusedField(() => skeletonByIndifferenceInterval({ halfwidth: 0.05, target: 0.25, priorDose: 2, doses: 4, nu: 2 } as never))).toBe("nu");
    expect(refusedField(() => blrm({ ...regression, prior: null } as never))).toBe("prior");
    expect(refusedField(() => crm({ ...model, initialStage: "3 at 1" } as never))).toBe("initialStage");
    expect(refusedField(() => crm(undefined as never))).toBe("options");
  });

  test("adaptive weights without the times of the events", () => {
    const design = titeCrm({ ...model, weights: "adaptive" });
    expect(refusedField(() => design.decide({ ...design.start, n: [3, 0, 0, 0], events: [1, 0, 0, 0], pending: [{ dose: 1, followed: 0.5 }] }))).toBe("outcomes");
  });
});
