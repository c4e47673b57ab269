import type { ChannelBand, Source } from "@stroma/domain";
import { expect, test } from "vitest";
import { bandLimits } from "./band-limits.ts";

const source: Source = { citation: "Example ward", status: "local-decision" };
const bands = (...rows: readonly (readonly [number, number, ChannelBand["severity"]])[]) => ({ bands: rows.map(([from, to, severity]) => ({ from, to, severity, source })) });

test("a heart rate has limits on both sides, the critical ones further out", () => {
  const heartRate = bands([20, 40, "critical"], [40, 50, "warning"], [50, 110, "none"], [110, 130, "warning"], [130, 250, "critical"]);
  expect(bandLimits(heartRate, "warning")).toEqual({ low: 50, high: 110, source });
  expect(bandLimits(heartRate, "critical")).toEqual({ low: 40, high: 130, source });
});

test("a saturation has no upper limit", () => {
  const saturation = bands([40, 88, "critical"], [88, 92, "warning"], [92, 100, "none"]);
  expect(bandLimits(saturation, "warning")).toEqual({ low: 92, high: null, source });
  expect(bandLimits(saturation, "critical")).toEqual({ low: 88, high: null, source });
});

test("where critical follows at once on ordinary, leaving the ordinary band is the first limit too", () => {
  expect(bandLimits(bands([40, 60, "critical"], [60, 200, "none"]), "warning")).toEqual({ low: 60, high: null, source });
});

test("a channel without any alarming band has no limit to show", () => {
  expect(bandLimits(bands([40, 200, "none"]), "warning")).toBeNull();
});
