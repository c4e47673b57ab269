import { foldInfusion, type ChannelDefinition, type InfusionEvent, type Protocol } from "@stroma/domain";
import { expect, test } from "vitest";
import { printVitalSigns } from "./vital-sign-rows.ts";

const source = { citation: "Example ward", status: "local-decision" } as const;
const define = (channel: ChannelDefinition["channel"], zeroMeansLost: boolean): ChannelDefinition => ({
  channel, title: channel, unit: "/min", plausible: { low: 20, high: 250, source }, bands: [{ from: 20, to: 250, severity: "none", source }], staleAfter: { value: 2, unit: "min", source }, zeroMeansLost, corroboratedBy: [], inBaseline: true,
});
const protocol = { monitoring: { channels: [define("heart-rate", true), define("pulse-rate", true), define("respiratory-rate", true)] } } as unknown as Protocol;
const infusionId = "019cb7c8-0000-7000-8000-0000000000f1";

function recorded(number: number, second: string, method: "hand" | "device", samples: readonly (readonly ["heart-rate" | "pulse-rate", number | null])[], entry: "live" | "paper" = "live"): InfusionEvent {
  const clinicalTime = `2026-03-04T09:${second}.000Z`;
  return {
    id: `019cb7c8-0000-7000-8000-00000000000${number}`, infusionId, type: "vital-signs-recorded", clinicalTime, deviceTime: clinicalTime, receivedAt: clinicalTime, authorId: method, authorRole: method === "hand" ? "nurse" : "device", deviceId: "d", entry,
    data: { method, samples: samples.map(([channel, value]) => ({ channel, value, unit: "/min" })) },
  };
}

test("a device fills one row a minute with its last values; a lost signal stands beside them", () => {
  const state = foldInfusion(infusionId, [recorded(1, "45:01", "device", [["heart-rate", 61.6], ["pulse-rate", 116]]), recorded(2, "45:31", "device", [["heart-rate", 0], ["pulse-rate", 71.6]])]);
  const { columns, rows } = printVitalSigns(state, protocol);
  expect(columns.map((one) => one.channel)).toEqual(["heart-rate", "pulse-rate"]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.cells.get("heart-rate")).toEqual({ value: 61.6, mark: { kind: "lost", value: 0, unit: "/min", count: 1 } });
  expect(rows[0]?.cells.get("pulse-rate")).toEqual({ value: 71.6, mark: null });
});

test("a set by hand has its own row beside the device's of the same minute, and says that it is late", () => {
  const state = foldInfusion(infusionId, [recorded(1, "45:01", "device", [["heart-rate", 61.6]]), recorded(2, "45:20", "hand", [["heart-rate", 277]], "paper")]);
  const { rows } = printVitalSigns(state, protocol);
  expect(rows.map((row) => [row.method, row.entry, row.cells.get("heart-rate")?.value ?? null, row.cells.get("heart-rate")?.mark?.kind ?? null])).toEqual([["device", "live", 61.6, null], ["hand", "paper", null, "implausible"]]);
});
