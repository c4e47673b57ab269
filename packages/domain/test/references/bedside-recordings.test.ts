/**
 * Two recordings of real bedside monitors (MIMIC, ODbL), one row a minute, played through events, fold and assessment.
 *
 * What is right at which minute was read from the two files by eye, with these rules and nothing of our code:
 * - A heart rate, pulse, SpO2 or arterial pressure of 0 is a lost signal. It stays lost until the same column shows a value in
 *   its plausible range (heart rate and pulse 20 to 250, SpO2 30 to 100, arterial systolic 30 to 280). A pulse of 277 is none.
 * - The loss is no alarm while the other witness shows a plausible value in the same row or not more than 90 s (cuff: 20 min)
 *   before, and not before the loss: heart rate and pulse stand in for each other, either stands in for SpO2, the cuff's
 *   systolic value for the arterial one. A witness whose newest row is itself 0 or implausible is no witness.
 * - The alarm begins at the loss, or when the last witness ended.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foldInfusion } from "../../src/infusion/fold-infusion.ts";
import type { InfusionEvent, VitalSignSample } from "../../src/infusion/infusion-event.ts";
import type { Channel } from "../../src/protocol/protocol.ts";
import { assessMonitoring } from "../../src/vital-sign/assess-monitoring.ts";
import { deriveAlarmEpisodes } from "../../src/vital-sign/derive-alarm-episodes.ts";
import { bedsideProtocol } from "../bedside-protocol.ts";
import { at, exampleEvent, exampleInfusionId } from "../example-event.ts";
import { describeWithGround } from "../ground.ts";

const columns: Readonly<Record<string, readonly [Channel, string]>> = {
  "HR[bpm]": ["heart-rate", "/min"],
  "PULSE[bpm]": ["pulse-rate", "/min"],
  "RESP[pm]": ["respiratory-rate", "/min"],
  "SpO2[%]": ["oxygen-saturation", "%"],
  "NBPSys[mmHg]": ["systolic-pressure", "mm[Hg]"],
  "NBPDias[mmHg]": ["diastolic-pressure", "mm[Hg]"],
  "NBPMean[mmHg]": ["mean-pressure", "mm[Hg]"],
  "ABPSys[mmHg]": ["arterial-systolic-pressure", "mm[Hg]"],
};

function eventsOf(path: string): InfusionEvent[] {
  const [head = "", ...rows] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.split(",");
  const start = exampleEvent("infusion-started", 0, { bagId: "bag", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
  const batches = rows.map((row) => {
    const cells = row.split(",");
    const samples: VitalSignSample[] = [];
    for (const [index, name] of names.entries()) {
      const column = columns[name];
      const text = cells[index] ?? "";
      if (column !== undefined) samples.push({ channel: column[0], value: text === "" ? null : Number(text), unit: column[1] });
    }
    return exampleEvent("vital-signs-recorded", Number(cells[0]), { method: "device", samples }, { authorId: "gateway", authorRole: "device", deviceId: "gateway" });
  });
  return [start, ...batches];
}

function play(path: string) {
  const state = foldInfusion(exampleInfusionId, eventsOf(path));
  return (minute: number) => {
    const assessment = assessMonitoring(state, bedsideProtocol, at(minute));
    const of = (kind: string) => assessment.alarms.filter((alarm) => alarm.kind === kind);
    return {
      /** Channel and minute of onset of each "signal lost or arrest". */
      lost: Object.fromEntries(of("signal-lost").map((alarm) => [alarm.channel, (Date.parse(alarm.since) - Date.parse(at(0))) / 60_000])),
      lostSeverities: [...new Set(of("signal-lost").map((alarm) => alarm.severity))],
      stale: of("stale").map((alarm) => alarm.channel),
      bands: Object.fromEntries(of("band").map((alarm) => [alarm.channel, alarm.severity])),
      channel: (name: Channel) => assessment.channels.find((one) => one.channel === name),
    };
  };
}

describeWithGround("the short bedside recording (72 minutes)", "data/vitals/s25047-2704-05-04-10-44n.csv", (file) => {
  const minute = play(file);

  test("raises signal lost or arrest in exactly the minutes in which no witness of a heartbeat is left", () => {
    const all = { "heart-rate": 50, "pulse-rate": 50, "oxygen-saturation": 50 };
    const end = { "heart-rate": 62, "pulse-rate": 62 };
    // Row 50: heart rate, pulse and SpO2 are 0; row 51: pulse 68.6. Rows 62 to 68: heart rate 0, pulse 0, 277, 272.8, 0, 0, 0, 0;
    // SpO2 0, then 96 and 95.6 in rows 63 and 64, then 0 again from row 65. Row 69: pulse 119.
    const expected: Readonly<Record<number, Readonly<Record<string, number>>>> = {
      50: all,
      62: { ...end, "oxygen-saturation": 62 },
      63: end,
      64: end,
      65: { ...end, "oxygen-saturation": 65 },
      66: { ...end, "oxygen-saturation": 65 },
      67: { ...end, "oxygen-saturation": 65 },
      68: { ...end, "oxygen-saturation": 65 },
    };
    for (let row = 0; row <= 71; row++) expect({ row, lost: minute(row).lost }).toEqual({ row, lost: expected[row] ?? {} });
    expect(minute(62).lostSeverities).toEqual(["critical"]);
  });

  test("minute 45: the heart rate is 0, the pulse of 71.6 in the same row speaks for a heartbeat", () => {
    const heart = minute(45).channel("heart-rate");
    expect(heart).toMatchObject({ mark: "lost", verdict: "not-assessable", latest: { value: 61.6, ageSeconds: 60 }, freshness: "fresh" });
    expect(heart?.loss).toMatchObject({ kind: "zero", lostSince: at(45), alarmSince: null, corroboratedBy: "pulse-rate" });
  });

  test("minute 46: the last heart rate is 120 s old, which is stale", () => {
    expect(minute(46).stale).toEqual(["heart-rate"]);
    expect(minute(46).channel("heart-rate")?.freshness).toBe("stale");
  });

  test("minute 41: a saturation of 42.9 is plausible here and critical", () => {
    expect(minute(41).channel("oxygen-saturation")).toMatchObject({ verdict: "critical", mark: null, latest: { value: 42.9 } });
    expect(minute(41).bands).toMatchObject({ "oxygen-saturation": "critical" });
  });

  test("minutes 63 and 64: a pulse of 277 is marked and never shown as a value", () => {
    expect(minute(63).channel("pulse-rate")).toMatchObject({ mark: "implausible", marked: { value: 277, at: at(63) }, latest: { value: 112, at: at(61) }, verdict: "warning", loss: { lostSince: at(62) } });
    expect(minute(64).channel("pulse-rate")).toMatchObject({ latest: { value: 112, at: at(61) }, freshness: "stale" });
    expect(minute(64).channel("pulse-rate")?.verdict).not.toBe("within");
  });

  test("minute 6: a respiratory rate of 0 is implausible, not within limits", () => {
    expect(minute(6).channel("respiratory-rate")).toMatchObject({ mark: "implausible", marked: { value: 0 }, verdict: "not-assessable" });
  });

  test("after the last row everything grows stale, and a heart rate of 0 loses its witness 90 s later", () => {
    expect(minute(72.5).lost).toEqual({});
    expect(minute(73).lost).toEqual({ "heart-rate": 72.5 });
    expect(minute(73).stale).toEqual(["oxygen-saturation", "pulse-rate", "respiratory-rate"]);
  });

  test("the printed record holds three arrests of the signal at minute 62 with their ends", () => {
    const state = foldInfusion(exampleInfusionId, eventsOf(file));
    const episodes = deriveAlarmEpisodes(state, bedsideProtocol, at(71)).filter((one) => one.kind === "signal-lost");
    expect(episodes.map((one) => [one.channel, one.onset, one.end])).toEqual([
      ["heart-rate", at(50), at(51)],
      ["oxygen-saturation", at(50), at(51)],
      ["pulse-rate", at(50), at(51)],
      ["heart-rate", at(62), at(69)],
      ["oxygen-saturation", at(62), at(63)],
      ["pulse-rate", at(62), at(69)],
      ["oxygen-saturation", at(65), at(69)],
    ]);
  });
});

describeWithGround("the long bedside recording (1,936 minutes)", "data/vitals/s00001-2896-10-10-00-31n.csv", (file) => {
  const minute = play(file);

  test("minute 0: nothing speaks for a heartbeat", () => {
    expect(minute(0).lost).toEqual({ "heart-rate": 0, "pulse-rate": 0, "oxygen-saturation": 0, "arterial-systolic-pressure": 0 });
  });

  test("the arterial pressure of 0 is an alarm until the cuff gives 120 at minute 14, and again when the cuff is 20 minutes old", () => {
    // Cuff: minute 14 (120 mmHg), then minute 65 (131 mmHg); arterial 0 until minute 1924.
    expect(minute(13).lost).toEqual({ "arterial-systolic-pressure": 0 });
    expect(minute(14).lost).toEqual({});
    expect(minute(34).lost).toEqual({});
    expect(minute(35).lost).toEqual({ "arterial-systolic-pressure": 34 });
    expect(minute(65).lost).toEqual({});
  });

  test("the saturation, shown only at minute 14 between minutes 0 and 51, grows stale at minute 16", () => {
    expect(minute(15).stale).not.toContain("oxygen-saturation");
    expect(minute(16).stale).toContain("oxygen-saturation");
    expect(minute(16).channel("oxygen-saturation")).toMatchObject({ mark: "lost", verdict: "not-assessable", latest: { value: 96 } });
    expect(minute(52).stale).not.toContain("oxygen-saturation");
  });

  test("minutes 591 to 610: the monitor is silent in zeros; 611 clears, 612 is a new onset", () => {
    const heartbeat = (row: number) => {
      const { "arterial-systolic-pressure": _, ...rest } = minute(row).lost;
      return rest;
    };
    const since = (row: number) => ({ "heart-rate": row, "pulse-rate": row, "oxygen-saturation": row });
    expect(heartbeat(590)).toEqual({});
    for (const row of [591, 598, 610]) expect(heartbeat(row)).toEqual(since(591));
    expect(heartbeat(611)).toEqual({});
    expect(heartbeat(612)).toEqual(since(612));
    expect(heartbeat(613)).toEqual({});
    // Row 1389 has a heart rate of 11.5, which is implausible and clears nothing.
    for (const row of [1382, 1389, 1401]) expect(heartbeat(row)).toEqual(since(1382));
    expect(heartbeat(1402)).toEqual({});
  });

  test("the end: heart rate 0 from 1932 with a pulse until 1934, nothing at 1935", () => {
    expect(minute(1934).lost).not.toHaveProperty("heart-rate");
    expect(minute(1935).lost).toMatchObject({ "heart-rate": 1935, "pulse-rate": 1935, "oxygen-saturation": 1935 });
  });
});
