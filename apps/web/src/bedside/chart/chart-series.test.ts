import { expect, test } from "vitest";
import type { Channel, ChannelDefinition, Protocol, TimedSample } from "@stroma/domain";
import { chartSeries, thin } from "./chart-series.ts";

const source = { citation: "Example ward", status: "local-decision" } as const;
const define = (channel: Channel, unit: string, low: number, high: number, zeroMeansLost = true): ChannelDefinition => ({
  channel, title: channel, unit, plausible: { low, high, source }, bands: [{ from: low, to: high, severity: "none", source }], staleAfter: { value: 2, unit: "min", source }, zeroMeansLost, corroboratedBy: [], inBaseline: false,
});
const protocol = {
  monitoring: { channels: [define("heart-rate", "/min", 20, 250), define("pulse-rate", "/min", 20, 250), define("oxygen-saturation", "%", 40, 100), define("systolic-pressure", "mm[Hg]", 40, 260, false)] },
} as unknown as Protocol;

const begin = Date.UTC(2026, 2, 4, 9, 0, 0);
const at = (minute: number) => new Date(begin + minute * 60_000).toISOString();
const series = (rows: readonly (readonly [number, number | null])[], unit = "/min"): TimedSample[] => rows.map(([minute, value]) => ({ at: at(minute), value, unit, method: "device", eventId: `e${minute}`, authorId: "d" }));
const minutes = (points: readonly { readonly at: number; readonly value: number | null }[]) => points.map((one) => [(one.at * 1000 - begin) / 60_000, one.value]);

// Minutes 43 to 49 of a real bedside recording: the heart rate drops out while the oximeter goes on counting about 70.
const heartRate: readonly (readonly [number, number])[] = [[43, 83.3], [44, 61.6], [45, 0], [46, 0], [47, 0], [48, 0]];
const pulseRate: readonly (readonly [number, number])[] = [[43, 125.2], [44, 116], [45, 71.6], [46, 68.9], [47, 69.2], [48, 70]];

test("zeros of a lost heart rate are crosses and no line; the pulse rate is drawn through", () => {
  const lines = chartSeries({ samples: new Map([["heart-rate", series(heartRate)], ["pulse-rate", series(pulseRate)]]) }, protocol, at(43), at(48));
  expect(lines.map((line) => line.channel)).toEqual(["heart-rate", "pulse-rate"]);
  expect(minutes(lines[0]?.points ?? [])).toEqual([[43, 83.3], [44, 61.6]]);
  expect(lines[0]?.marks.map((mark) => [(mark.at * 1000 - begin) / 60_000, mark.kind, mark.value])).toEqual([[45, "lost", 0], [46, "lost", 0], [47, "lost", 0], [48, "lost", 0]]);
  expect(minutes(lines[1]?.points ?? [])).toEqual(pulseRate);
  expect(lines[1]?.marks).toEqual([]);
});

test("values on both sides of a zero are not joined", () => {
  // Minutes 5 to 7 of the recording: heart rate 76.8, 0, 73.8.
  const [line] = chartSeries({ samples: new Map([["heart-rate", series([[5, 76.8], [6, 0], [7, 73.8]])]]) }, protocol, at(0), at(10));
  expect(minutes(line?.points ?? [])).toEqual([[5, 76.8], [6, null], [7, 73.8]]);
  expect(line?.gaps).toBe(1);
});

test("a pulse of 277 is implausible: a cross with its number, never a peak", () => {
  // Minutes 60 to 63 of the recording: pulse rate 112.9, 112.0, 0, 277.0.
  const [line] = chartSeries({ samples: new Map([["pulse-rate", series([[60, 112.9], [61, 112], [62, 0], [63, 277]])]]) }, protocol, at(60), at(63));
  expect(minutes(line?.points ?? [])).toEqual([[60, 112.9], [61, 112]]);
  expect(line?.marks.map((mark) => [mark.kind, mark.value])).toEqual([["lost", 0], ["implausible", 277]]);
});

test("silence longer than the channel may be silent is a gap; exactly as long is none", () => {
  const [line] = chartSeries({ samples: new Map([["oxygen-saturation", series([[0, 97], [2, 96], [5, 95]], "%")]]) }, protocol, at(0), at(5));
  expect(minutes(line?.points ?? [])).toEqual([[0, 97], [2, 96], [3.5, null], [5, 95]]);
});

test("a cuff without a value between its measurements is no loss", () => {
  const [line] = chartSeries({ samples: new Map([["systolic-pressure", series([[0, 120], [1, null], [2, 118]], "mm[Hg]")]]) }, protocol, at(0), at(5));
  expect(minutes(line?.points ?? [])).toEqual([[0, 120], [2, 118]]);
  expect(line?.marks).toEqual([]);
});

test("only what lies in the shown time is drawn, its ends included", () => {
  const [line] = chartSeries({ samples: new Map([["pulse-rate", series(pulseRate)]]) }, protocol, at(44), at(46));
  expect(minutes(line?.points ?? [])).toEqual([[44, 116], [45, 71.6], [46, 68.9]]);
});

test("thinning 7200 seconds keeps the one high value, the one low value and the gap", () => {
  const points = Array.from({ length: 7200 }, (_, second) => ({ at: second, value: second === 3000 ? 180 : second === 5000 ? 30 : second === 6000 ? null : 80 }));
  const kept = thin(points, 1200);
  expect(kept.length).toBeLessThan(1300);
  expect(kept.filter((one) => one.value !== 80)).toEqual([{ at: 3000, value: 180 }, { at: 5000, value: 30 }, { at: 6000, value: null }]);
  expect(kept.every((one, index) => index === 0 || one.at > (kept[index - 1]?.at ?? 0))).toBe(true);
});
