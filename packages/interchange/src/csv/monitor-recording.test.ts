import { describe, expect, it } from "vitest";
import { parseMonitorRecording } from "./monitor-recording.ts";

describe("A monitor's recording", () => {
  it("keeps a zero as a zero and an empty cell as not measured", () => {
    expect(parseMonitorRecording("minute,HR[bpm],SpO2[%]\n0,71.5,\n2,0.0,97\n")).toEqual({
      ok: true,
      moments: [
        { offset: 0, samples: [{ channel: "heart-rate", value: 71.5, unit: "/min" }] },
        { offset: 120, samples: [{ channel: "heart-rate", value: 0, unit: "/min" }, { channel: "oxygen-saturation", value: 97, unit: "%" }] },
      ],
    });
  });
  it("refuses what it does not know, all faults at once, each with its line", () => {
    const read = parseMonitorRecording("time,HR[Hz],Mood[1]\n0,1,2\n");
    expect(read.ok).toBe(false);
    expect(read.ok ? [] : read.faults.map((fault) => fault.line)).toEqual([1, 1, 1]);
    const rows = parseMonitorRecording("minute,HR[bpm]\n0,70\n0,71\n1,seventy\n2\n3,0x10\n");
    expect(rows.ok ? [] : rows.faults.map((fault) => fault.line)).toEqual([3, 4, 5, 6]);
  });
});
