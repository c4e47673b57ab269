import { describe, expect, it } from "vitest";
import { at, eventAt, liveInfusion } from "../../test/live-example.ts";
import { boardRow } from "./board-row.ts";

const rate = { value: 2, unit: "mL/min" };
const start = eventAt("one", 0, "infusion-started", { bagId: "bag", rate, authorisationId: null });
const pulse = (minute: number, value: number | null) => eventAt("one", minute, "vital-signs-recorded", { method: "device", samples: [{ channel: "heart-rate", value, unit: "/min" }] });

describe("a row of the ward board", () => {
  it("of an infusion that has not begun says unknown, not zero", () => {
    const row = boardRow(liveInfusion("one", []), at(0));
    expect(row).toMatchObject({ phase: "preparing", rate: null, volumeGiven: null, lastVitalSignAt: null, observationUntil: null, thawEndsBy: null, unauthorised: false, alarms: [] });
  });

  it("counts what flowed by the rate: ten minutes at 2 mL/min are 20 mL", () => {
    expect(boardRow(liveInfusion("one", [start]), at(10))).toMatchObject({ phase: "running", rate, volumeGiven: { value: 20, unit: "mL" } });
  });

  it("marks a start that nobody authorised", () => {
    expect(boardRow(liveInfusion("one", [start]), at(1)).unauthorised).toBe(true);
    const authorised = eventAt("one", 0, "infusion-started", { bagId: "bag", rate, authorisationId: "019cb7c8-0000-7000-8000-00000000000a" });
    expect(boardRow(liveInfusion("one", [authorised]), at(1)).unauthorised).toBe(false);
  });

  it("shows no rate while nothing flows, and keeps the volume", () => {
    const row = boardRow(liveInfusion("one", [start, eventAt("one", 5, "infusion-paused", { reason: "Cough." })]), at(30));
    expect(row).toMatchObject({ phase: "paused", rate: null, volumeGiven: { value: 10, unit: "mL" } });
  });

  it("raises a critical alarm for a pulse of zero, never an ordinary value", () => {
    const row = boardRow(liveInfusion("one", [start, pulse(1, 80), pulse(2, 0)]), at(2));
    expect(row.lastVitalSignAt).toBe(at(2));
    expect(row.alarms.filter((alarm) => alarm.severity === "critical").map((alarm) => alarm.channel)).toContain("heart-rate");
  });

  it("changes by time alone: a pulse that nobody measured again goes stale", () => {
    const live = liveInfusion("one", [start, pulse(1, 80)]);
    const kinds = (minute: number) => boardRow(live, at(minute)).alarms.filter((alarm) => alarm.channel === "heart-rate").map((alarm) => alarm.kind);
    expect(kinds(1)).toEqual([]);
    expect(kinds(24 * 60).length).toBeGreaterThan(0);
  });

  it("is the same for the same infusion at the same instant", () => {
    const live = liveInfusion("one", [start, pulse(1, 80)], { openDeviations: 3 });
    expect(boardRow(live, at(9))).toEqual(boardRow(live, at(9)));
    expect(boardRow(live, at(9)).openDeviations).toBe(3);
  });
});
