import { expect, test } from "vitest";
import { exampleProtocol } from "../../test/example-protocol.ts";
import type { Channel } from "../protocol/protocol.ts";
import { assessSample } from "./assess-sample.ts";

function judge(channel: Channel, value: number | null, unit: string) {
  const definition = exampleProtocol.monitoring.channels.find((one) => one.channel === channel);
  if (definition === undefined) throw new Error(channel);
  const assessed = assessSample({ value, unit }, definition);
  return assessed.standing === "plausible" ? `${assessed.band?.severity ?? "no band"} ${assessed.value.toFixed(1)}` : assessed.standing;
}

// Heart rate in the example protocol: plausible 20-250; critical below 40, warning below 50, warning from 110, critical from 140.
test("bands include their lower end and exclude their upper end; the last includes both", () => {
  expect([20, 39.9, 40, 49.9, 50, 109.9, 110, 139.9, 140, 250].map((value) => judge("heart-rate", value, "/min"))).toEqual([
    "critical 20.0",
    "critical 39.9",
    "warning 40.0",
    "warning 49.9",
    "none 50.0",
    "none 109.9",
    "warning 110.0",
    "warning 139.9",
    "critical 140.0",
    "critical 250.0",
  ]);
});

test("outside the plausible range a value is implausible, and zero of a heart rate is a lost signal", () => {
  expect(judge("heart-rate", 19.9, "/min")).toBe("implausible");
  expect(judge("heart-rate", 277, "/min")).toBe("implausible");
  expect(judge("heart-rate", 0, "/min")).toBe("zero-lost");
  expect(judge("heart-rate", null, "/min")).toBe("absent");
});

test("zero of a respiratory rate is implausible where the protocol does not say that it means lost", () => {
  expect(judge("respiratory-rate", 0, "/min")).toBe("implausible");
});

test("units are converted; a unit that does not fit is implausible", () => {
  expect(judge("temperature", 98.6, "[degF]")).toBe("none 37.0");
  expect(judge("heart-rate", 1.2, "Hz")).toBe("none 72.0");
  expect(judge("heart-rate", 72, "%")).toBe("implausible");
  expect(judge("heart-rate", 72, "bpm")).toBe("implausible");
  expect(judge("heart-rate", Number.NaN, "/min")).toBe("implausible");
});
