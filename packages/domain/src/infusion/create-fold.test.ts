import { expect, test } from "vitest";
import { exampleBags, exampleDay, exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { compareEvents } from "./compare-events.ts";
import { createFold } from "./create-fold.ts";
import { foldInfusion } from "./fold-infusion.ts";

const [bag] = exampleBags;
const rate = { value: 2, unit: "mL/min" };

test("a correction that moves a fact ahead of the newest event is not overtaken by what comes after", () => {
  const start = exampleEvent("infusion-started", 10, { bagId: bag.id, rate, authorisationId: null });
  const paused = exampleEvent("infusion-paused", 12, { reason: "Cough" });
  const later = exampleEvent("event-corrected", 13, { supersedes: paused.id, reason: "It was at 20.", replacement: { type: "infusion-paused", clinicalTime: at(20), data: { reason: "Cough" } } });
  const changed = exampleEvent("rate-changed", 15, { rate: { value: 1, unit: "mL/min" } });
  const fold = createFold(exampleInfusionId);
  fold.append([start, paused, later]);
  // At minute 15 the cells flowed: the pause was at 20.
  expect(fold.append([changed])).toEqual(foldInfusion(exampleInfusionId, [start, paused, later, changed]));
  expect(fold.state()).toMatchObject({ phase: "paused", outOfOrder: [] });
});

test("copies change nothing, and the same state is given back", () => {
  const fold = createFold(exampleInfusionId);
  const state = fold.append(exampleDay());
  expect(fold.append(exampleDay())).toBe(state);
});

test("the copy that the server received takes the place of the device's own", () => {
  const local = exampleEvent("note-added", 1, { text: "Slept well." }, { receivedAt: null });
  const fold = createFold(exampleInfusionId);
  fold.append([local]);
  expect(fold.append([{ ...local, receivedAt: at(2) }]).events).toEqual([{ ...local, receivedAt: at(2) }]);
  expect(fold.append([local]).events[0]?.receivedAt).toBe(at(2));
});

test("a series that did not grow stays the same array", () => {
  const fold = createFold(exampleInfusionId);
  const before = fold.append([exampleEvent("vital-signs-recorded", 1, { method: "hand", samples: exampleVitalSigns() })]);
  const after = fold.append([exampleEvent("vital-signs-recorded", 2, { method: "device", samples: [{ channel: "heart-rate", value: 80, unit: "/min" }] })]);
  expect(after.samples.get("temperature")).toBe(before.samples.get("temperature"));
  expect(before.samples.get("heart-rate")).toHaveLength(1);
  expect(after.samples.get("heart-rate")).toHaveLength(2);
});

test("events stand by clinical time, then device time, then id", () => {
  const event = (clinicalTime: string, deviceTime: string, id: string) => ({ clinicalTime, deviceTime, id });
  const ordered = [event(at(1), at(9), "c"), event(at(2), at(3), "b"), event(at(2), at(4), "a"), event(at(2), at(4), "b")];
  expect(ordered.toReversed().toSorted(compareEvents)).toEqual(ordered);
});

test("of two stops the first holds: the observation counts from when the cells stopped", () => {
  const events = [
    exampleEvent("infusion-started", 10, { bagId: bag.id, rate, authorisationId: null }),
    exampleEvent("infusion-stopped", 20, { reason: "complication" }),
    exampleEvent("infusion-stopped", 25, { reason: "completed" }),
  ];
  expect(foldInfusion(exampleInfusionId, events).stop).toMatchObject({ at: at(20), value: { reason: "complication" } });
});
