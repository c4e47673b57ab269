import { expect, test } from "vitest";
import { exampleParticipant, exampleVitalSigns } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent } from "../infusion/infusion-event.ts";
import { assessNews2OfInfusion } from "./assess-news2-of-infusion.ts";

const complete: readonly InfusionEvent[] = [
  exampleEvent("oxygen-set", 0, { device: "room-air" }),
  exampleEvent("pregnancy-recorded", 1, { pregnant: false }),
  exampleEvent("consciousness-assessed", 50, { level: "alert" }),
  exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: exampleVitalSigns() }),
];

function assess(events: readonly InfusionEvent[], minute = 65, participant = exampleParticipant) {
  const result = assessNews2OfInfusion(foldInfusion(exampleInfusionId, events), exampleProtocol, participant, at(minute));
  return result.assessable ? result.value.total : result.because.map((one) => `${one.code} ${one.path}`);
}

test("a complete hand-taken set gives a score; the oxygen device holds until it is changed", () => {
  expect(assess(complete)).toBe(0);
  expect(assess([...complete, exampleEvent("oxygen-set", 62, { device: "nasal-cannula", flow: { value: 2, unit: "L/min" } })])).toBe(2);
});

test("values older than the protocol's age of a baseline (30 minutes) count no more", () => {
  expect(assess(complete, 85)).toEqual(["score-input-too-old news2.consciousness"]);
});

test("a lost pulse is not scored from the value before it", () => {
  const lost = exampleEvent("vital-signs-recorded", 64, { method: "device", samples: [{ channel: "heart-rate", value: 0, unit: "/min" }] });
  expect(assess([...complete, lost])).toEqual(["score-input-marked news2.pulse", "score-input-missing news2.pulse"]);
  const pulse = exampleEvent("vital-signs-recorded", 64, { method: "device", samples: [{ channel: "pulse-rate", value: 95, unit: "/min" }] });
  expect(assess([...complete, lost, pulse])).toBe(1);
});

test("a sedation score, ventilation and a youth of 16 or 15 by year of birth refuse", () => {
  expect(assess([...complete, exampleEvent("consciousness-assessed", 63, { sedation: { scale: "RASS", value: -2 } })])).toContain("news2-sedation-recorded news2.consciousness");
  expect(assess([...complete, exampleEvent("oxygen-set", 63, { device: "invasive-ventilation" })])).toEqual(["news2-ventilated oxygen.device"]);
  // Born in 2010: 16 by the end of 2026, perhaps still 15 in March.
  expect(assess(complete, 65, { ...exampleParticipant, birthYear: 2010 })).toEqual(["news2-under-16 participant.age"]);
});

test("a later set changes nothing at an earlier time", () => {
  const later = [exampleEvent("consciousness-assessed", 70, { level: "unresponsive" }), exampleEvent("pregnancy-recorded", 70, { pregnant: true })];
  expect(assess([...complete, ...later])).toBe(0);
});

test("a pregnancy that is not recorded is pointed at, for a woman of 40", () => {
  const state = foldInfusion(exampleInfusionId, complete.filter((event) => event.type !== "pregnancy-recorded"));
  const result = assessNews2OfInfusion(state, exampleProtocol, { sex: "female", birthYear: 1985 }, at(65));
  expect(result).toMatchObject({ assessable: true, reasons: [{ code: "news2-pregnancy-not-recorded" }] });
});
