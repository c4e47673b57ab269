/** Laws of the monitoring, the scores and the event rules, on arbitrary records. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { assessInfusionEvents } from "../../src/adverse-event/assess-infusion-events.ts";
import { assessLungTrapping } from "../../src/adverse-event/assess-lung-trapping.ts";
import { proposeGrades } from "../../src/adverse-event/propose-grades.ts";
import { foldInfusion } from "../../src/infusion/fold-infusion.ts";
import type { InfusionEvent, VitalSignSample } from "../../src/infusion/infusion-event.ts";
import type { Channel } from "../../src/protocol/protocol.ts";
import { assessNews2 } from "../../src/score/news2.ts";
import type { News2Input } from "../../src/score/news2.ts";
import { assessNews2OfInfusion } from "../../src/score/assess-news2-of-infusion.ts";
import { assessMonitoring } from "../../src/vital-sign/assess-monitoring.ts";
import { bedsideProtocol } from "../bedside-protocol.ts";
import { exampleParticipant } from "../example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../example-event.ts";
import { exampleProtocol } from "../example-protocol.ts";
import { measurement, news2Input } from "../news2-input.ts";
import { covidVariantRules, startRules } from "../start-rules.ts";

const protocol = { ...bedsideProtocol, monitoring: { ...bedsideProtocol.monitoring, schedule: exampleProtocol.monitoring.schedule, relativeRules: exampleProtocol.monitoring.relativeRules, trendRules: exampleProtocol.monitoring.trendRules } };
const units: Partial<Record<Channel, string>> = { "oxygen-saturation": "%", "systolic-pressure": "mm[Hg]" };
const names = ["heart-rate", "pulse-rate", "oxygen-saturation", "systolic-pressure"] as const;

const minutes = fc.integer({ min: -20, max: 60 }).map((step) => step / 2);
const values = fc.constantFrom(null, 0, 15, 45, 62, 80, 90, 97, 118, 150, 277, 400);
const samples: fc.Arbitrary<VitalSignSample[]> = fc.array(fc.record({ channel: fc.constantFrom(...names), value: values }), { minLength: 1, maxLength: 4 }).map((list) => list.map(({ channel, value }) => ({ channel, value, unit: units[channel] ?? "/min" })));

const anyEvent: fc.Arbitrary<InfusionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(minutes, samples, fc.constantFrom("hand", "device")).map(([minute, list, method]) => exampleEvent("vital-signs-recorded", minute, { method, samples: list })) },
  minutes.map((minute) => exampleEvent("infusion-started", minute, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null })),
  minutes.map((minute) => exampleEvent("infusion-stopped", minute, { reason: "completed" })),
  fc.tuple(minutes, fc.constantFrom(...names)).map(([minute, channel]) => exampleEvent("signal-explained", minute, { channel, finding: "artefact" })),
  fc.tuple(minutes, fc.integer({ min: 0, max: 30 })).map(([minute, value]) => exampleEvent("vasoactive-set", minute, { drug: "norepinephrine", rate: { value, unit: "ug/min" } })),
  fc.tuple(minutes, fc.constantFrom("room-air", "mask", "invasive-ventilation")).map(([minute, device]) => exampleEvent("oxygen-set", minute, { device })),
  fc.tuple(minutes, fc.boolean()).map(([minute, present]) => exampleEvent("sign-seen", minute, { sign: "urticaria", present })),
  fc.tuple(minutes, fc.constantFrom("alert", "voice")).map(([minute, level]) => exampleEvent("consciousness-assessed", minute, { level })),
  minutes.map((minute) => exampleEvent("pregnancy-recorded", minute, { pregnant: true })),
  minutes.map((minute) => exampleEvent("discharge-recorded", minute, { destination: "ward" })),
);
const record = fc.array(anyEvent, { maxLength: 25 });
const fold = (events: readonly InfusionEvent[]) => foldInfusion(exampleInfusionId, events);

test("an event with a later clinical time changes no assessment at an earlier one", () => {
  fc.assert(
    fc.property(record, minutes, (events, minute) => {
      const now = at(minute);
      const whole = fold(events);
      const before = fold(events.filter((event) => event.clinicalTime <= now));
      expect(assessMonitoring(whole, protocol, now)).toEqual(assessMonitoring(before, protocol, now));
      expect(proposeGrades(whole, protocol, now)).toEqual(proposeGrades(before, protocol, now));
      expect(assessNews2OfInfusion(whole, protocol, exampleParticipant, now)).toEqual(assessNews2OfInfusion(before, protocol, exampleParticipant, now));
      expect(assessLungTrapping(whole, protocol, now)).toEqual(assessLungTrapping(before, protocol, now));
      for (const rules of [startRules, covidVariantRules]) expect(assessInfusionEvents(whole, rules, now)).toEqual(assessInfusionEvents(before, rules, now));
    }),
    { numRuns: 200 },
  );
});

test("an implausible value clears no alarm", () => {
  fc.assert(
    fc.property(record, minutes, fc.constantFrom(...names), fc.constantFrom(277, 400), (events, minute, channel, value) => {
      const now = at(minute);
      const known = events.filter((event) => event.clinicalTime <= now);
      const odd = exampleEvent("vital-signs-recorded", minute, { method: "device", samples: [{ channel, value: value === 277 && channel === "systolic-pressure" ? 400 : value, unit: units[channel] ?? "/min" }] });
      const before = assessMonitoring(fold(known), protocol, now).alarms;
      // A stale channel may turn into a lost one when the monitor is seen to go on; nothing else may go.
      const after = new Map(assessMonitoring(fold([...known, odd]), protocol, now).alarms.map((alarm) => [alarm.key, alarm]));
      for (const alarm of before) {
        const still = after.has(alarm.key) || [...after.values()].some((other) => other.channel === alarm.channel && other.kind === "signal-lost" && alarm.kind === "stale");
        expect({ key: alarm.key, still }).toEqual({ key: alarm.key, still: true });
      }
    }),
    { numRuns: 250 },
  );
});

test("a channel reads within limits only with a fresh plausible value and no mark", () => {
  fc.assert(
    fc.property(record, minutes, (events, minute) => {
      for (const channel of assessMonitoring(fold(events), protocol, at(minute)).channels) {
        if (channel.verdict !== "within") continue;
        expect(channel).toMatchObject({ freshness: "fresh", mark: null, band: { severity: "none" } });
        expect(channel.latest).not.toBeNull();
      }
    }),
    { numRuns: 200 },
  );
});

test("NEWS2 is the sum of its parts, and no input may be missing", () => {
  const number = (low: number, high: number, unit: string) => fc.double({ min: low, max: high, noNaN: true }).map((value) => measurement(value, unit));
  const complete: fc.Arbitrary<News2Input> = fc
    .record({
      respiratoryRate: number(1, 60, "/min"),
      oxygenSaturation: number(50, 100, "%"),
      onOxygen: fc.boolean().map((value) => ({ value, at: at(0) })),
      systolicPressure: number(40, 260, "mm[Hg]"),
      pulse: number(20, 220, "/min"),
      consciousness: fc.constantFrom("alert", "confusion", "voice", "pain", "unresponsive").map((value) => ({ value, at: at(0) })),
      temperature: number(30, 43, "Cel"),
      scale: fc.constantFrom(1, 2),
      scalePrescriber: fc.constant("Dr Example"),
    })
    .map((input) => news2Input(input));
  const needed = ["respiratoryRate", "oxygenSaturation", "onOxygen", "systolicPressure", "pulse", "consciousness", "temperature", "age", "ventilated"] as const;
  fc.assert(
    fc.property(complete, fc.subarray([...needed], { minLength: 1 }), (input, missing) => {
      const result = assessNews2(input);
      expect(result.assessable).toBe(true);
      if (result.assessable) expect(result.value.total).toBe(Object.values(result.value.parts).reduce<number>((sum, part) => sum + part, 0));
      const partial = assessNews2({ ...input, ...Object.fromEntries(missing.map((name) => [name, null])) });
      expect(partial.assessable).toBe(false);
      if (!partial.assessable) expect(partial.because).toHaveLength(missing.length);
    }),
    { numRuns: 250 },
  );
});
