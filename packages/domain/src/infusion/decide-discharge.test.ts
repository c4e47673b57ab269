import { expect, test } from "vitest";
import { exampleBags, exampleDay, exampleParticipant, exampleRun, examplePreparation, exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { assessPathways } from "./assess-pathways.ts";
import { decideOverride, decidePause, decideRateChange, decideResume, decideStop } from "./decide-command.ts";
import { decideDischarge } from "./decide-discharge.ts";
import { foldInfusion } from "./fold-infusion.ts";
import type { InfusionEvent } from "./infusion-event.ts";

const fold = (events: readonly InfusionEvent[]) => foldInfusion(exampleInfusionId, events);
const observed = exampleDay().slice(0, -1);
const decide = (events: readonly InfusionEvent[], minute = 229, protocol = exampleProtocol, plan: Parameters<typeof decideDischarge>[4] = { destination: "home" }) =>
  decideDischarge(fold(events), protocol, exampleParticipant, at(minute), plan);
const codes = (decision: { readonly reasons: readonly { readonly code: string }[] }) => decision.reasons.map((one) => one.code);
const measured = (differing: Parameters<typeof exampleVitalSigns>[0]) => exampleEvent("vital-signs-recorded", 225, { method: "hand", samples: exampleVitalSigns(differing) });
const running = [...examplePreparation(), ...exampleRun().slice(0, 1)];
const opened = exampleEvent("pathway-opened", 75, { pathwayId: "anaphylaxis", reason: "Wheeze" });

test("after two hours, near the baseline, on room air and walking, an outpatient may go home, and is told what still counts until when", () => {
  const decision = decide(observed);
  expect(codes(decision)).toEqual([]);
  expect(decision.openWindows.map((window) => window.openUntil)).toEqual([at(450.5), at(1530.5)]);
});

test.each([
  // Stop at 09:40:30, two hours: until 11:40:30.
  ["a minute too early", () => decide(observed, 220), ["discharge-observation-short"]],
  ["not stopped", () => decide(running, 80), ["discharge-not-stopped", "discharge-value-missing", "discharge-value-missing", "discharge-value-missing", "item-unanswered"]],
  // 124 mmHg at baseline, 20 %: 99.2 is the lowest.
  ["pressure too far from baseline", () => decide([...observed, measured({ "systolic-pressure": 99 })]), ["discharge-value-far-from-baseline"]],
  ["saturation of 93 %", () => decide([...observed, measured({ "oxygen-saturation": 93 })]), ["discharge-value-outside"]],
  ["on oxygen", () => decide([...observed, exampleEvent("oxygen-set", 120, { device: "nasal-cannula" })]), ["discharge-not-on-room-air"]],
  ["oxygen unknown", () => decide(observed.filter((event) => event.type !== "oxygen-set")), ["discharge-oxygen-unknown"]],
  ["not walking", () => decide(observed.filter((event) => !(event.type === "checklist-answered" && event.data.itemId === "walks"))), ["item-unanswered"]],
  ["an open pathway", () => decide([...observed, exampleEvent("pathway-opened", 150, { pathwayId: "unspecific-reaction", reason: "Chills" })]), ["discharge-pathway-open"]],
  ["an outpatient to the ward", () => decide(observed, 229, exampleProtocol, { destination: "ward" }), ["discharge-destination-unfit"]],
  ["an inpatient with nobody to take over", () => decide(observed, 229, { ...exampleProtocol, setting: "inpatient" }, { destination: "ward" }), ["discharge-receiver-missing"]],
  ["an inpatient handed over", () => decide(observed, 229, { ...exampleProtocol, setting: "inpatient" }, { destination: "ward", receivedBy: "Ward 3, R. Example" }), []],
])("discharge: %s", (_, decision, expected) => {
  expect(codes(decision()).toSorted()).toEqual(expected.toSorted());
});

test("a critical value keeps the participant here", () => {
  expect(codes(decide([...observed, measured({ "heart-rate": 150 })]))).toContain("discharge-critical-alarm");
});

test("a pathway says stop first while cells flow, then which step is next and which is overdue", () => {
  const [pathway] = assessPathways(fold([...running, opened]), exampleProtocol, at(75.25));
  expect(pathway).toMatchObject({ stopInfusionFirst: true, quarantineBag: true, next: { step: { id: "call-help" }, dueAt: at(75.5), state: "waiting" } });
  const stopped = [...running, opened, exampleEvent("infusion-stopped", 75.1, { reason: "complication" })];
  const [late] = assessPathways(fold(stopped), exampleProtocol, at(76));
  expect(late).toMatchObject({ stopInfusionFirst: false, next: { step: { id: "call-help" }, state: "overdue" } });
});

test("a repeating step is due again after it was done, until the pathway is closed", () => {
  const done = exampleEvent("pathway-step-done", 79, { openedBy: opened.id, stepId: "vital-signs", outcome: "done" });
  const step = (events: readonly InfusionEvent[], minute: number) => assessPathways(fold(events), exampleProtocol, at(minute))[0]?.steps.find((one) => one.step.id === "vital-signs");
  expect(step([...running, opened], 81)).toMatchObject({ times: 0, dueAt: at(80), state: "overdue" });
  expect(step([...running, opened, done], 81)).toMatchObject({ times: 1, dueAt: at(84), state: "waiting" });
  const closed = [...running, opened, done, exampleEvent("pathway-closed", 82, { openedBy: opened.id, conclusion: "Better" })];
  expect(step(closed, 90)).toMatchObject({ dueAt: null, state: "done" });
});

test("commands: a pause needs flow, a rate its limits, a resume no open pathway that asks to stop; a stop needs nothing", () => {
  const state = fold(running);
  expect(decidePause(state).outcome).toBe("allowed");
  expect(codes(decidePause(fold([])))).toEqual(["command-wrong-phase"]);
  expect(decideRateChange(state, exampleProtocol, exampleBags, { value: 4, unit: "mL/min" })).toMatchObject({ outcome: "allowed" });
  // 4.2 mL/min is above 4; at 1.2 million/mL it is 5.04, above 5 million cells/min.
  expect(codes(decideRateChange(state, exampleProtocol, exampleBags, { value: 4.2, unit: "mL/min" }))).toEqual(["above-limit", "above-limit"]);
  expect(codes(decideRateChange(state, exampleProtocol, [], { value: 2, unit: "mL/min" }))).toEqual(["rate-cells-unknown"]);
  expect(codes(decideRateChange(state, exampleProtocol, exampleBags, { value: 2, unit: "kg" }))).toEqual(["rate-not-a-rate"]);
  const paused = fold([...running, opened, exampleEvent("infusion-paused", 76, { reason: "Wheeze" })]);
  expect(codes(decideResume(paused, exampleProtocol, exampleBags, { value: 2, unit: "mL/min" }, at(77)))).toEqual(["resume-pathway-open"]);
  expect(decideStop()).toMatchObject({ outcome: "allowed", met: [{ code: "stop-clamp-line" }] });
});

test("an override needs an item that allows it, an allowed role, and a reason", () => {
  expect(decideOverride(exampleProtocol, "item.pain", "investigator", "Known pain.").outcome).toBe("allowed");
  expect(codes(decideOverride(exampleProtocol, "item.pain", "nurse", " "))).toEqual(["override-role-not-allowed", "override-reason-empty"]);
  expect(codes(decideOverride(exampleProtocol, "item.adrenaline-ready", "investigator", "x"))).toEqual(["override-not-allowed"]);
  expect(codes(decideOverride(exampleProtocol, "consent", "administrator", "x"))).toEqual(["override-not-allowed"]);
});
