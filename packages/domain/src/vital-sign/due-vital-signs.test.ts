import { describe, expect, test } from "vitest";
import { exampleDay, exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent } from "../infusion/infusion-event.ts";
import { assessMonitoring } from "./assess-monitoring.ts";
import { deriveDueVitalSigns } from "./due-vital-signs.ts";

// Schedule of the example protocol: 15 and 30 min after the start, then every 30 min of observation; overdue after 5 min.
const first = exampleEvent("note-added", 0, { text: "Arrived." });
const start = exampleEvent("infusion-started", 70, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const stop = exampleEvent("infusion-stopped", 100, { reason: "completed" });
const set = (minute: number, differing = {}) => exampleEvent("vital-signs-recorded", minute, { method: "hand", samples: exampleVitalSigns(differing) });

function due(events: readonly InfusionEvent[], minute: number) {
  return deriveDueVitalSigns(foldInfusion(exampleInfusionId, [first, ...events]), exampleProtocol, at(minute)).map((one) => `${one.anchor} ${(Date.parse(one.dueAt) - Date.parse(at(0))) / 60_000} ${one.status}`);
}

describe("due vital signs", () => {
  test("due at 15 minutes, overdue after 5 more, missed when the next one falls due", () => {
    expect(due([set(60), start], 84)).toEqual(["baseline 0 done", "start 85 upcoming"]);
    expect(due([set(60), start], 85)).toEqual(["baseline 0 done", "start 85 due", "start 100 upcoming"]);
    expect(due([set(60), start], 90)).toContain("start 85 due");
    expect(due([set(60), start], 90.1)).toContain("start 85 overdue");
    expect(due([set(60), start], 100)).toEqual(["baseline 0 done", "start 85 missed", "start 100 due"]);
  });

  test("what is measured after the next one fell due does not make up for the one before", () => {
    expect(due([set(60), start, set(100)], 101)).toEqual(["baseline 0 done", "start 85 missed", "start 100 done"]);
    expect(due([set(60), start, set(99)], 101)).toEqual(["baseline 0 done", "start 85 done", "start 100 done"]);
  });

  test("done by plausible values of all its channels, at the earliest 5 minutes before", () => {
    expect(due([set(60), start, set(79.9)], 86)).toContain("start 85 due");
    expect(due([set(60), start, set(80)], 86)).toContain("start 85 done");
    expect(due([set(60), start, set(85, { "heart-rate": 277 })], 86)).toContain("start 85 due");
  });

  test("observation: every 30 minutes after the stop", () => {
    expect(due([set(60), start, set(85), set(99), stop, set(130)], 131)).toEqual(["baseline 0 done", "start 85 done", "start 100 done", "observation-start 130 done", "observation-start 160 upcoming"]);
  });

  test("a start without a baseline leaves it missed", () => {
    expect(due([start], 71)).toContain("baseline 0 missed");
    expect(due([], 10)).toEqual(["baseline 0 due"]);
  });
});

describe("overdue alarm", () => {
  const overdue = (events: readonly InfusionEvent[], minute: number) =>
    assessMonitoring(foldInfusion(exampleInfusionId, [first, set(60), start, ...events]), exampleProtocol, at(minute))
      .alarms.filter((alarm) => alarm.kind === "overdue")
      .map((alarm) => alarm.key);

  test("it names the entry and goes on over the next due time until something is measured", () => {
    expect(overdue([], 90)).toEqual([]);
    expect(overdue([], 91)).toEqual([`overdue:1-start:-:${at(90)}`]);
    expect(overdue([], 103)).toEqual([`overdue:1-start:-:${at(90)}`]);
    expect(overdue([], 106)).toEqual([`overdue:1-start:-:${at(105)}`]);
    expect(overdue([set(92)], 93)).toEqual([]);
    expect(overdue([set(101)], 102)).toEqual([]);
  });
});

test("the example day, taken as planned, leaves nothing overdue or missed", () => {
  const events = exampleDay();
  for (let minute = 0; minute <= 240; minute += 5) {
    const late = deriveDueVitalSigns(foldInfusion(exampleInfusionId, events), exampleProtocol, at(minute)).filter((one) => one.status === "overdue" || one.status === "missed");
    expect({ minute, late: late.map((one) => one.key) }).toEqual({ minute, late: [] });
  }
});
