import { describe, expect, test } from "vitest";
import { exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent, InfusionEventData } from "../infusion/infusion-event.ts";
import type { Channel, Protocol } from "../protocol/protocol.ts";
import { assessMonitoring } from "./assess-monitoring.ts";

// Start at minute 70. Example protocol: heart rate critical below 40 and from 140, warning below 50 and from 110; stale after 30 s;
// systolic -25 % of the baseline warns; SpO2 -4 % within 5 min warns; escalation after 60 s.
const start = exampleEvent("infusion-started", 70, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const baseline = exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: exampleVitalSigns({ "systolic-pressure": 120 }) });
const units: Partial<Record<Channel, string>> = { "oxygen-saturation": "%", temperature: "Cel", "systolic-pressure": "mm[Hg]" };
const measure = (minute: number, values: Partial<Record<Channel, number | null>>, method: "hand" | "device" = "device") =>
  exampleEvent("vital-signs-recorded", minute, { method, samples: Object.entries(values).map(([channel, value]) => ({ channel: channel as Channel, value, unit: units[channel as Channel] ?? "/min" })) });
const acknowledge = (minute: number, alarmKey: string) => exampleEvent("alarm-acknowledged", minute, { alarmKey, note: "seen" });
const explain = (minute: number, channel: Channel, finding: InfusionEventData["signal-explained"]["finding"] = "sensor-off") => exampleEvent("signal-explained", minute, { channel, finding });

function monitoring(events: readonly InfusionEvent[], minute: number, protocol: Protocol = exampleProtocol) {
  return assessMonitoring(foldInfusion(exampleInfusionId, [baseline, start, ...events]), protocol, at(minute));
}

function keys(events: readonly InfusionEvent[], minute: number, protocol: Protocol = exampleProtocol) {
  return monitoring(events, minute, protocol).alarms.map((alarm) => alarm.key).filter((key) => !key.startsWith("stale"));
}

describe("bands", () => {
  test("the alarm begins with the first value of the run and keeps its key", () => {
    const run = [measure(71, { "heart-rate": 80 }), measure(72, { "heart-rate": 145 }), measure(72.2, { "heart-rate": 150 })];
    expect(keys(run, 72)).toEqual([`band:critical-high:heart-rate:${at(72)}`]);
    expect(keys(run, 72.3)).toEqual([`band:critical-high:heart-rate:${at(72)}`]);
  });

  test("an implausible value, a null and silence do not clear it; a plausible better value does", () => {
    const high = measure(72, { "heart-rate": 145, "pulse-rate": 145 });
    expect(keys([high, measure(72.1, { "heart-rate": 277 })], 72.2)).toContain(`band:critical-high:heart-rate:${at(72)}`);
    expect(keys([high, measure(72.1, { "heart-rate": null })], 72.2)).toContain(`band:critical-high:heart-rate:${at(72)}`);
    expect(keys([high], 90)).toContain(`band:critical-high:heart-rate:${at(72)}`);
    expect(keys([high, measure(73, { "heart-rate": 80, "pulse-rate": 80 })], 73)).toEqual([]);
  });

  test("a warning that turns critical is a new alarm; the other side is one too", () => {
    const worse = [measure(71, { "heart-rate": 120 }), measure(72, { "heart-rate": 145 })];
    expect(keys(worse, 72)).toEqual([`band:critical-high:heart-rate:${at(72)}`]);
    expect(keys([...worse, measure(73, { "heart-rate": 115 })], 73)).toEqual([`band:warning-high:heart-rate:${at(71)}`]);
    expect(keys([...worse, measure(73, { "heart-rate": 35 })], 73)).toEqual([`band:critical-low:heart-rate:${at(73)}`]);
  });

  test("the limit's source and the value stand in the reason", () => {
    expect(monitoring([measure(72, { "heart-rate": 145 })], 72).alarms[0]?.reason).toMatchObject({ code: "vital-sign-out-of-band", source: { status: "local-decision" }, saw: { value: 145, unit: "/min", from: 140, to: 250 } });
  });
});

describe("answers", () => {
  const high = measure(72, { "heart-rate": 145 });
  const key = `band:critical-high:heart-rate:${at(72)}`;

  test("an unanswered alarm escalates after more than 60 s; an answered one stays visible and does not", () => {
    expect(monitoring([high], 73).alarms.find((alarm) => alarm.key === key)?.escalated).toBe(false);
    expect(monitoring([high], 73.1).alarms.find((alarm) => alarm.key === key)?.escalated).toBe(true);
    expect(monitoring([high, acknowledge(72.5, key)], 80).alarms.find((alarm) => alarm.key === key)).toMatchObject({ escalated: false, acknowledged: { value: "seen", at: at(72.5) } });
  });

  test("an answer of later does not count yet", () => {
    expect(monitoring([high, acknowledge(80, key)], 79).alarms.find((alarm) => alarm.key === key)).toMatchObject({ acknowledged: null, escalated: true });
  });

  test("a new onset needs a new answer", () => {
    const again = [high, acknowledge(72.5, key), measure(73, { "heart-rate": 80 }), measure(74, { "heart-rate": 145 })];
    expect(monitoring(again, 74).alarms.find((alarm) => alarm.kind === "band")).toMatchObject({ since: at(74), acknowledged: null });
  });

  test("without an escalation limit an unanswered critical alarm is escalated at once", () => {
    const { "alarm-escalation-after": _, ...limits } = exampleProtocol.limits;
    expect(monitoring([high], 72, { ...exampleProtocol, limits }).alarms[0]?.escalated).toBe(true);
  });
});

describe("signal lost or arrest", () => {
  const both = (minute: number, heart: number | null, pulse: number | null) => measure(minute, { "heart-rate": heart, "pulse-rate": pulse });

  test("zero, null and a channel that vanishes while the monitor goes on are losses", () => {
    expect(keys([both(71, 80, 80), both(72, 0, 0)], 72)).toEqual([`signal-lost:lost:heart-rate:${at(72)}`, `signal-lost:lost:pulse-rate:${at(72)}`]);
    expect(keys([both(71, 80, 80), both(72, null, null)], 72)).toHaveLength(2);
    const gone = [both(71, 80, 80), measure(71.4, { "respiratory-rate": 16 }), measure(71.6, { "respiratory-rate": 16 })];
    expect(keys(gone, 71.45)).toEqual([]);
    expect(keys(gone, 71.7)).toEqual([`signal-lost:lost:heart-rate:${at(71.5)}`, `signal-lost:lost:pulse-rate:${at(71.5)}`]);
  });

  test("a silent gateway makes channels stale, at least a warning, and is no loss of one channel", () => {
    const alarms = monitoring([both(71, 80, 80)], 72).alarms;
    expect(alarms.map((alarm) => `${alarm.severity} ${alarm.key}`)).toEqual([`warning stale:stale:heart-rate:${at(71.5)}`, `warning stale:stale:pulse-rate:${at(71.5)}`]);
  });

  test("the other channel clears it while it is plausible and fresh, and only then", () => {
    const lost = [both(71, 80, 80), both(72, 0, 78)];
    expect(keys(lost, 72)).toEqual([]);
    // The pulse of 72:00 is fresh for 30 s.
    expect(keys(lost, 72.5)).toEqual([]);
    expect(keys(lost, 72.6)).toEqual([`signal-lost:lost:heart-rate:${at(72.5)}`]);
    expect(keys([...lost, both(72.2, 0, 277)], 72.3)).toEqual([`signal-lost:lost:heart-rate:${at(72.2)}`]);
  });

  test("a value of the other channel from before the loss clears nothing", () => {
    expect(keys([both(71, 80, 80), measure(71.2, { "heart-rate": 0 })], 71.2)).toEqual([`signal-lost:lost:heart-rate:${at(71.2)}`]);
  });

  test("an implausible value of the channel itself does not clear it, an acknowledgement silences it and does not remove it", () => {
    const lost = [both(71, 80, 80), both(72, 0, 0), both(72.2, 277, 260)];
    expect(keys(lost, 72.2)).toHaveLength(2);
    const answered = monitoring([...lost, acknowledge(72.3, `signal-lost:lost:heart-rate:${at(72)}`)], 75).alarms.find((alarm) => alarm.channel === "heart-rate" && alarm.kind === "signal-lost");
    expect(answered).toMatchObject({ severity: "critical", acknowledged: { at: at(72.3) } });
  });

  test("a person's explanation after the onset clears it until the channel comes back and is lost again", () => {
    const lost = [both(71, 80, 80), both(72, 0, 0)];
    expect(keys([...lost, explain(71.9, "heart-rate")], 73)).toContain(`signal-lost:lost:heart-rate:${at(72)}`);
    const explained = [...lost, explain(72.5, "heart-rate"), explain(72.5, "pulse-rate")];
    expect(keys([...explained, both(73, 0, 0)], 73)).toEqual([]);
    expect(monitoring(explained, 73).channels[0]).toMatchObject({ mark: "lost", verdict: "not-assessable" });
    expect(keys([...explained, both(74, 80, 80), both(75, 0, 0)], 75)).toEqual([`signal-lost:lost:heart-rate:${at(75)}`, `signal-lost:lost:pulse-rate:${at(75)}`]);
  });
});

describe("change from the baseline", () => {
  test("a fall of 25 % from 120 is 90 mmHg: that value warns, 91 does not, an implausible 20 neither warns nor clears", () => {
    const fall = (minute: number, value: number) => measure(minute, { "systolic-pressure": value }, "hand");
    const relative = (events: readonly InfusionEvent[], minute: number) => keys(events, minute).filter((key) => key.startsWith("relative"));
    expect(relative([fall(72, 91)], 72)).toEqual([]);
    expect(relative([fall(72, 90)], 72)).toEqual([`relative:systolic-fall:systolic-pressure:${at(72)}`]);
    expect(relative([fall(72, 20)], 72)).toEqual([]);
    expect(relative([fall(72, 90), fall(73, 20)], 73)).toEqual([`relative:systolic-fall:systolic-pressure:${at(72)}`]);
  });

  test("without a baseline it is not assessable, and says so", () => {
    const state = foldInfusion(exampleInfusionId, [start, measure(72, { "systolic-pressure": 60 }, "hand")]);
    expect(assessMonitoring(state, exampleProtocol, at(72)).notAssessable.map((one) => one.code)).toContain("relative-rule-without-baseline");
  });
});

describe("trend", () => {
  const saturation = (minute: number, value: number) => measure(minute, { "oxygen-saturation": value });
  const trend = (events: readonly InfusionEvent[], minute: number) => keys(events, minute).filter((key) => key.startsWith("trend"));

  test("98 to 94 % within 5 minutes warns from the first such value; the same over 6 minutes does not", () => {
    expect(trend([saturation(71, 98), saturation(76, 94)], 76)).toEqual([`trend:saturation-falls:oxygen-saturation:${at(76)}`]);
    expect(trend([saturation(71, 98), saturation(77, 94)], 77)).toEqual([]);
    expect(trend([saturation(71, 98), saturation(73, 96), saturation(74, 94), saturation(75, 93)], 75)).toEqual([`trend:saturation-falls:oxygen-saturation:${at(74)}`]);
  });

  test("implausible values neither raise nor clear it", () => {
    expect(trend([saturation(71, 98), saturation(72, 10)], 72)).toEqual([]);
    expect(trend([saturation(71, 98), saturation(74, 94), saturation(74.5, 10)], 74.5)).toEqual([`trend:saturation-falls:oxygen-saturation:${at(74)}`]);
    expect(trend([saturation(71, 98), saturation(74, 94), saturation(75, 97)], 75)).toEqual([]);
  });

  test("it is not assessable with fewer than two values in the window", () => {
    expect(monitoring([saturation(71, 98)], 71).notAssessable.map((one) => one.code)).toEqual(["trend-without-values"]);
  });
});

test("nothing measured is never within limits", () => {
  const { channels } = assessMonitoring(foldInfusion(exampleInfusionId, [start]), exampleProtocol, at(90));
  expect(channels.map((one) => `${one.freshness} ${one.verdict}`)).toEqual(channels.map(() => "none not-assessable"));
});

test("after the discharge there are no alarms", () => {
  const stop = exampleEvent("infusion-stopped", 75, { reason: "completed" });
  const discharge = exampleEvent("discharge-recorded", 80, { destination: "home" });
  const events = [measure(72, { "heart-rate": 145 }), stop];
  expect(keys(events, 81)).toEqual([`band:critical-high:heart-rate:${at(72)}`]);
  expect(monitoring([...events, discharge], 81).alarms).toEqual([]);
});
