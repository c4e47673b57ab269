import { expect, test } from "vitest";
import { exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent } from "../infusion/infusion-event.ts";
import { deriveBaseline } from "./derive-baseline.ts";

const start = exampleEvent("infusion-started", 70, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const set = (minute: number, differing = {}) => exampleEvent("vital-signs-recorded", minute, { method: "hand", samples: exampleVitalSigns(differing) });

function baseline(events: readonly InfusionEvent[], minute = 120, protocol = exampleProtocol) {
  return deriveBaseline(foldInfusion(exampleInfusionId, events), protocol, at(minute));
}

test("the last value before the first start counts, not one after it", () => {
  const found = baseline([set(50, { "heart-rate": 70 }), set(60, { "heart-rate": 74 }), start, set(80, { "heart-rate": 120 })]);
  expect(found.missing).toEqual([]);
  expect(found.values.get("heart-rate")).toMatchObject({ value: 74, unit: "/min", at: at(60), method: "hand" });
});

test("an implausible, lost or absent value is passed over", () => {
  const found = baseline([set(50, { "heart-rate": 70, temperature: 36.5 }), set(60, { "heart-rate": 0, temperature: 60 }), set(65, { "heart-rate": null, temperature: null }), start]);
  expect(found.values.get("heart-rate")?.value).toBe(70);
  expect(found.values.get("temperature")?.value).toBe(36.5);
});

test("a value of exactly 30 minutes before the start counts, an older one does not (limit of the example protocol)", () => {
  expect(baseline([set(40), start]).missing).toEqual([]);
  const old = baseline([set(39.9), start]);
  expect(old.missing).toHaveLength(6);
  expect(old.reasons[0]).toMatchObject({ code: "baseline-channel-missing", saw: { limit: 30, limitUnit: "min" } });
});

test("before the start the age counts from now, and missing channels are named", () => {
  const { temperature: _, ...rest } = Object.fromEntries(exampleVitalSigns().map((sample) => [sample.channel, sample]));
  const partial = exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: Object.values(rest) });
  expect(baseline([partial], 65).missing).toEqual(["temperature"]);
  expect(baseline([partial], 91).missing).toHaveLength(6);
});

test("a protocol without an age limit has no baseline", () => {
  const { "baseline-age-maximum": _, ...limits } = exampleProtocol.limits;
  expect(baseline([set(60), start], 120, { ...exampleProtocol, limits }).missing).toHaveLength(6);
});
