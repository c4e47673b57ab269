import { expect, test } from "vitest";
import { exampleDay } from "../../test/example-day.ts";
import { exampleEvent, exampleId, at } from "../../test/example-event.ts";
import { parseInfusionEvent, parseInfusionEventInput } from "./parse-infusion-event.ts";

const note = exampleEvent("note-added", 1, { text: "Slept well." });
const faultsOf = (input: unknown) => {
  const parsed = parseInfusionEvent(input);
  return parsed.ok ? [] : parsed.faults.map(({ path, code }) => `${path} ${code}`);
};

test("every event of a plausible day is accepted as it is, through JSON and back", () => {
  for (const event of exampleDay()) expect(parseInfusionEvent(JSON.parse(JSON.stringify(event)))).toEqual({ ok: true, event });
});

test("all faults are told together, each with its place and what would be right", () => {
  const parsed = parseInfusionEvent({
    ...exampleEvent("infusion-started", 1, { bagId: "B-1", rate: { value: Number.POSITIVE_INFINITY, unit: "kg" }, authorisationId: null }),
    clinicalTime: "2026-02-30T09:05:00.000Z",
    entry: "later",
    colour: "red",
  });
  expect(parsed.ok).toBe(false);
  if (parsed.ok) return;
  expect(parsed.faults.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual(["clinicalTime not-an-instant", "colour unknown-key", "data.bagId not-a-uuid", "data.rate.unit wrong-dimension", "data.rate.value not-finite", "entry not-in-list"]);
  for (const fault of parsed.faults) expect(fault.message.length * fault.remedy.length).toBeGreaterThan(0);
});

test.each([
  ["no object at all", null, [" wrong-kind"]],
  ["an offset instead of UTC", { ...note, clinicalTime: "2026-03-04T09:05:00+09:00" }, ["clinicalTime not-an-instant"]],
  ["no milliseconds", { ...note, deviceTime: "2026-03-04T09:05:00Z" }, ["deviceTime not-an-instant"]],
  ["hour 24", { ...note, deviceTime: "2026-03-04T24:00:00.000Z" }, ["deviceTime not-an-instant"]],
  ["UUID of version 4", { ...note, id: "019cb7c8-0000-4000-8000-0000000000f1" }, ["id not-a-uuid"]],
  ["a note of 2,001 characters", { ...note, data: { text: "x".repeat(2001) } }, ["data.text text-too-long"]],
  ["an empty note", { ...note, data: { text: " " } }, ["data.text empty-text"]],
  ["an unknown type", { ...note, type: "note" }, ["type not-in-list"]],
  ["a type that every object inherits", { ...note, type: "toString" }, ["type not-in-list"]],
  ["an unknown key in the data", { ...note, data: { text: "a", withheld: true } }, ["data.withheld unknown-key"]],
  ["withheld codes from outside", { ...exampleEvent("identity-checked", 1, { bagId: note.id, wristbandCode: "", bagCode: "", method: "hand" }), data: { bagId: note.id, wristbandCode: "", bagCode: "", method: "hand", withheld: true } }, ["data.bagCode empty-text", "data.withheld unknown-key", "data.wristbandCode empty-text"]],
  ["saturation in mmHg", exampleEvent("vital-signs-recorded", 1, { method: "device", samples: [{ channel: "oxygen-saturation", value: 97, unit: "mm[Hg]" }] }), ["data.samples.0.unit wrong-dimension"]],
  ["a value as text", { ...exampleEvent("vital-signs-recorded", 1, { method: "device", samples: [] }), data: { method: "device", samples: [{ channel: "heart-rate", value: "80", unit: "/min" }] } }, ["data.samples.0.value wrong-kind"]],
  ["no samples", exampleEvent("vital-signs-recorded", 1, { method: "device", samples: [] }), ["data.samples list-empty"]],
  ["a rate of zero", exampleEvent("rate-changed", 1, { rate: { value: 0, unit: "mL/min" } }), ["data.rate.value out-of-range"]],
  ["a weight below zero", exampleEvent("body-measured", 1, { weight: { value: -1, unit: "kg" } }), ["data.weight.value out-of-range"]],
  ["a measurement of nothing", exampleEvent("body-measured", 1, {}), ["data missing"]],
  ["a correction of a correction in one", { ...note, type: "event-corrected", data: { supersedes: note.id, reason: "x", replacement: { type: "event-corrected", clinicalTime: at(1), data: {} } } }, ["data.replacement.type not-in-list"]],
  ["a correction with faulty data", { ...note, type: "event-corrected", data: { supersedes: note.id, reason: "x", replacement: { type: "infusion-paused", clinicalTime: at(1), data: {} } } }, ["data.replacement.data.reason missing"]],
  ["RASS of 5", { ...note, type: "consciousness-assessed", data: { sedation: { scale: "RASS", value: 5 } } }, ["data.sedation.value out-of-range"]],
  ["an answer of no kind", { ...note, type: "checklist-answered", data: { itemId: "a", answer: { kind: "guess" } } }, ["data.answer.kind not-in-list"]],
])("%s is a fault", (_, input, faults) => {
  expect(faultsOf(input).toSorted()).toEqual(faults);
});

test("a device that reports a channel without a value is believed", () => {
  expect(faultsOf(exampleEvent("vital-signs-recorded", 1, { method: "device", samples: [{ channel: "heart-rate", value: null, unit: "/min" }] }))).toEqual([]);
});

test("what a tablet sends has no receipt, author or infusion of its own: the server gives them", () => {
  const { id, type, clinicalTime, deviceTime, entry, data } = note;
  const input = { id, type, clinicalTime, deviceTime, entry, data };
  expect(parseInfusionEventInput(input)).toEqual({ ok: true, input });
  const forged = parseInfusionEventInput(note);
  expect(forged.ok ? [] : forged.faults.map((fault) => fault.path).toSorted()).toEqual(["authorId", "authorRole", "deviceId", "infusionId", "receivedAt"]);
  expect(exampleId(at(1), "a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/u);
});
