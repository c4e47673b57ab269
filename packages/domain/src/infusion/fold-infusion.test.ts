import { expect, test } from "vitest";
import { exampleBags, exampleDay, examplePreparation, exampleRun } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId, examplePeople } from "../../test/example-event.ts";
import { deriveDeviations } from "./derive-deviations.ts";
import { foldInfusion } from "./fold-infusion.ts";
import type { InfusionEvent } from "./infusion-event.ts";

const fold = (events: readonly InfusionEvent[]) => foldInfusion(exampleInfusionId, events);
const [firstBag, secondBag] = exampleBags;
const rate = { value: 2.5, unit: "mL/min" };
const start = exampleEvent("infusion-started", 70, { bagId: firstBag.id, rate, authorisationId: null });
const stop = exampleEvent("infusion-stopped", 80, { reason: "complication" });
const correct = (minute: number, supersedes: InfusionEvent, replacement: Extract<InfusionEvent, { type: "event-corrected" }>["data"]["replacement"], authorId: string = examplePeople.nurse) =>
  exampleEvent("event-corrected", minute, { supersedes: supersedes.id, reason: "Typed wrongly.", replacement }, { authorId });

test("a day ends discharged, with both bags, their volumes and rates", () => {
  const state = fold(exampleDay());
  expect(state.phase).toBe("discharged");
  expect(state.bags.get(firstBag.id)).toMatchObject({ startedAt: at(70), finishedAt: at(90), volumeGiven: { value: 50, unit: "mL" } });
  expect(state.bags.get(secondBag.id)).toMatchObject({ startedAt: at(90.5), volumeGiven: { value: 25, unit: "mL" }, condition: "intact" });
  expect(state.rates).toEqual([
    { from: at(70), to: at(90), rate, bagId: firstBag.id },
    { from: at(90.5), to: at(100.5), rate, bagId: secondBag.id },
  ]);
  expect(state.outOfOrder).toEqual([]);
});

test("pause, resume and a new rate leave one interval for each rate", () => {
  const events = [start, exampleEvent("infusion-paused", 72, { reason: "Cough" }), exampleEvent("infusion-resumed", 75, { rate: { value: 1, unit: "mL/min" } }), exampleEvent("rate-changed", 77, { rate }), stop];
  expect(fold(events.slice(0, 2)).phase).toBe("paused");
  expect(fold(events).rates.map(({ from, to, rate: flow }) => [from, to, flow.value])).toEqual([[at(70), at(72), 2.5], [at(75), at(77), 1], [at(77), at(80), 2.5]]);
});

test("a start that nobody authorised is kept as such and runs like any other", () => {
  expect(fold([start])).toMatchObject({ phase: "running", starts: [{ unauthorised: true, bagId: firstBag.id }] });
});

test("facts that make no sense where they stand are kept and shown, and move nothing", () => {
  const odd = [exampleEvent("infusion-resumed", 1, { rate }), exampleEvent("infusion-paused", 2, { reason: "?" }), exampleEvent("rate-changed", 3, { rate })];
  const state = fold(odd);
  expect(state.phase).toBe("preparing");
  expect(deriveDeviations(state).map((one) => [one.key, one.kind])).toEqual(odd.map((event) => [`out-of-order:${event.id}`, "out-of-order"]));
  expect(fold([start, exampleEvent("discharge-recorded", 75, { destination: "home" })])).toMatchObject({ phase: "running", discharge: null, outOfOrder: [{ type: "discharge-recorded" }] });
});

test("a start later than the stop runs again and is out of order; one that arrives late but happened before does not", () => {
  const again = exampleEvent("infusion-started", 90, { bagId: firstBag.id, rate, authorisationId: null });
  expect(fold([start, stop, again])).toMatchObject({ phase: "running", stop: null, outOfOrder: [{ eventId: again.id }] });
  expect(fold([stop, start]).phase).toBe("stopped");
});

test("a corrected event counts no longer, its replacement stands at its own time under the same id, and both stay in the record", () => {
  const wrong = exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: [{ channel: "heart-rate", value: 780, unit: "/min" }] });
  const correction = correct(65, wrong, { type: "vital-signs-recorded", clinicalTime: at(61), data: { method: "hand", samples: [{ channel: "heart-rate", value: 78, unit: "/min" }] } }, examplePeople.secondNurse);
  const state = fold([wrong, correction]);
  expect(state.samples.get("heart-rate")).toEqual([{ at: at(61), value: 78, unit: "/min", method: "hand", eventId: wrong.id, authorId: examplePeople.secondNurse }]);
  expect(state.events).toEqual([wrong, correction]);
  expect(state.superseded).toEqual(new Map([[wrong.id, correction.id]]));
});

test("a stop that did not happen is taken back by a correction, and by a correction of that correction holds again", () => {
  const back = correct(85, stop, null);
  const backAgain = correct(86, back, null);
  const thirdThought = correct(87, backAgain, null);
  expect(fold([start, stop, back]).phase).toBe("running");
  expect(fold([start, stop, back, backAgain])).toMatchObject({ phase: "stopped", stop: { at: at(80) } });
  expect(fold([start, stop, back, backAgain]).superseded).toEqual(new Map([[back.id, backAgain.id]]));
  expect(fold([start, stop, back, backAgain, thirdThought]).phase).toBe("running");
});

test("a correction may itself be corrected with another replacement", () => {
  const first = correct(85, stop, { type: "infusion-stopped", clinicalTime: at(79), data: { reason: "technical" } });
  const second = correct(86, first, { type: "infusion-stopped", clinicalTime: at(78), data: { reason: "complication" } });
  expect(fold([start, stop, first, second]).stop).toMatchObject({ at: at(78), eventId: stop.id, value: { reason: "complication" } });
});

test("corrections that point at each other in a ring, or at nothing, are kept and end", () => {
  const ids = { a: "019cb7c8-0000-7000-8000-00000000aaaa", b: "019cb7c8-0000-7000-8000-00000000bbbb" };
  const a = exampleEvent("event-corrected", 1, { supersedes: ids.b, reason: "x", replacement: null }, { id: ids.a });
  const b = exampleEvent("event-corrected", 2, { supersedes: ids.a, reason: "x", replacement: null }, { id: ids.b });
  const self = exampleEvent("event-corrected", 3, { supersedes: "019cb7c8-0000-7000-8000-00000000cccc", reason: "x", replacement: null }, { id: "019cb7c8-0000-7000-8000-00000000cccc" });
  expect(fold([start, a, b, self])).toMatchObject({ phase: "running" });
  expect(fold([start, a, b, self]).corrections).toHaveLength(3);
});

test("a chain of ten thousand corrections does not stop the fold", () => {
  const chain: InfusionEvent[] = [start];
  for (let index = 1; index <= 10_000; index++) chain.push(correct(80 + index, chain[index - 1] ?? start, null));
  expect(fold(chain).events).toHaveLength(10_001);
});

test("an event of another infusion is a bug", () => {
  expect(() => foldInfusion("019cb7c8-0000-7000-8000-0000000000f2", [start])).toThrow(/belongs to infusion/u);
});

test("a step finds its pathway even when another tablet's clock puts it before the opening", () => {
  const opened = exampleEvent("pathway-opened", 75, { pathwayId: "anaphylaxis", reason: "Wheeze" });
  const step = exampleEvent("pathway-step-done", 74.9, { openedBy: opened.id, stepId: "call-help", outcome: "done" });
  expect(fold([...examplePreparation(), ...exampleRun().slice(0, 1), opened, step])).toMatchObject({ pathways: [{ steps: [step] }], outOfOrder: [{ eventId: step.id }] });
});
