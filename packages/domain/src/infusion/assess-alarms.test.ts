import { expect, test } from "vitest";
import { exampleBags, examplePreparation } from "../../test/example-day.ts";
import { at, exampleEvent } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { assessAlarms } from "./assess-alarms.ts";
import { foldInfusion } from "./fold-infusion.ts";
import { exampleInfusionId } from "../../test/example-event.ts";

const [bag] = exampleBags;
const started = exampleEvent("infusion-started", 70, { bagId: bag.id, rate: { value: 2.5, unit: "mL/min" }, authorisationId: null });
const kindsAt = (minute: number, more: Parameters<typeof foldInfusion>[1] = []) =>
  assessAlarms(foldInfusion(exampleInfusionId, [...examplePreparation(), started, ...more]), exampleProtocol, [bag], at(minute)).map((alarm) => alarm.kind);

// Thawed at minute 50; the example protocol allows 120 min: 170.
test("a bag that has not ended when its time from thaw has passed raises an alarm, which ends with the stop", () => {
  expect(kindsAt(170)).not.toContain("thaw-clock");
  expect(kindsAt(170.1)).toContain("thaw-clock");
  expect(kindsAt(171, [exampleEvent("infusion-stopped", 170.5, { reason: "completed" })])).not.toContain("thaw-clock");
});

// "Call for help" is due 30 s after the opening.
test("a pathway step that is not done in time raises an alarm until it is done", () => {
  const opened = exampleEvent("pathway-opened", 75, { pathwayId: "anaphylaxis", reason: "Wheeze" });
  const done = exampleEvent("pathway-step-done", 75.9, { openedBy: opened.id, stepId: "call-help", outcome: "done" });
  const steps = (minute: number, more: Parameters<typeof foldInfusion>[1]) => kindsAt(minute, more).filter((kind) => kind === "pathway-step").length;
  expect(steps(75.5, [opened])).toBe(0);
  expect(steps(75.6, [opened])).toBe(1);
  expect(steps(76, [opened, done])).toBe(0);
});
