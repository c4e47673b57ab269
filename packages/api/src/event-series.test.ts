import type { InfusionEvent } from "@stroma/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packEvents, unpackEvents } from "./event-series.ts";

const infusionId = "0190a000-0000-7000-8000-000000000001";
const instant = fc.date({ min: new Date("2001-01-01T00:00:00.000Z"), max: new Date("2099-12-31T23:59:59.999Z"), noInvalidDate: true }).map((date) => date.toISOString());
const sample = fc.record({ channel: fc.constantFrom("heart-rate", "oxygen-saturation", "temperature"), value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value))), unit: fc.constantFrom("/min", "%", "Cel", "[degF]") });
const envelope = {
  id: fc.uuid({ version: 7 }), infusionId: fc.constant(infusionId), clinicalTime: instant, deviceTime: instant, receivedAt: fc.option(instant),
  authorId: fc.constantFrom("nurse-1", "gateway-1"), authorRole: fc.constantFrom("nurse", "device"), deviceId: fc.constantFrom("tablet-1", "gateway-1"), entry: fc.constantFrom("live", "offline", "paper"),
};
const vitalSigns = fc.record({ ...envelope, type: fc.constant("vital-signs-recorded"), data: fc.record({ method: fc.constantFrom("hand", "device"), samples: fc.array(sample, { maxLength: 4 }) }) });
const note = fc.record({ ...envelope, type: fc.constant("note-recorded"), data: fc.record({ text: fc.string() }) });
const events = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: vitalSigns }, note), { selector: (event) => event.id }) as unknown as fc.Arbitrary<InfusionEvent[]>;
const byId = (some: readonly InfusionEvent[]) => some.toSorted((one, other) => (one.id < other.id ? -1 : 1));

test("whatever is packed, sent and unpacked is the same again, to the last property", () => {
  fc.assert(
    fc.property(events, (some) => {
      const sent = JSON.parse(JSON.stringify(packEvents(some))) as ReturnType<typeof packEvents>;
      expect(byId(unpackEvents(infusionId, sent))).toStrictEqual(byId(JSON.parse(JSON.stringify(some)) as InfusionEvent[]));
    }),
  );
});

const second = (at: number, samples: readonly object[], more: object = {}) =>
  ({ id: `0190a000-0000-7000-8000-00000000001${at}`, infusionId, type: "vital-signs-recorded", clinicalTime: `2026-03-04T10:00:0${at}.000Z`, deviceTime: `2026-03-04T10:00:0${at}.000Z`, receivedAt: `2026-03-04T10:00:0${at}.250Z`, authorId: "g", authorRole: "device", deviceId: "g", entry: "live", data: { method: "device", samples, ...more } }) as unknown as InfusionEvent;
const heart = (value: number | null) => ({ channel: "heart-rate", value, unit: "/min" });

test("a monitor's seconds become one series, and a missing value stays missing", () => {
  const packed = packEvents([second(1, [heart(80)]), second(2, [heart(null)]), second(3, [heart(0)])]);
  expect(packed.events).toEqual([]);
  expect(packed.series).toHaveLength(1);
  expect(packed.series[0]).toMatchObject({ channels: [{ channel: "heart-rate", unit: "/min" }], values: [[80], [null], [0]], clinicalTimes: [1772618401000, 1772618402000, 1772618403000] });
});

test("what columns cannot carry whole stays a single event", () => {
  const odd = [second(1, [{ ...heart(80), site: "left" }]), second(2, [heart(80)], { note: "by ear" }), { ...second(3, [heart(80)]), receivedAt: null }, { ...second(4, [heart(80)]), deviceTime: "2026-03-04T11:00:04.000+01:00" }];
  const packed = packEvents(odd);
  expect(packed).toEqual({ events: odd, series: [] });
});
