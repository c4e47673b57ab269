/** Laws of the fold: what holds for every sequence of events, however they arrive. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { asKnownAt } from "../../src/infusion/compare-events.ts";
import { createFold } from "../../src/infusion/create-fold.ts";
import { deriveDeviations } from "../../src/infusion/derive-deviations.ts";
import { foldInfusion } from "../../src/infusion/fold-infusion.ts";
import type { InfusionEvent } from "../../src/infusion/infusion-event.ts";
import { parseInfusionEvent } from "../../src/infusion/parse-infusion-event.ts";
import { redactIdentity } from "../../src/infusion/redact-identity.ts";
import { exampleBags, exampleDay, exampleParticipant, exampleVitalSigns } from "../example-day.ts";
import { at, exampleEvent, exampleInfusionId, examplePeople } from "../example-event.ts";
import { exampleProtocol } from "../example-protocol.ts";

const [firstBag, secondBag] = exampleBags;
const rate = { value: 2, unit: "mL/min" };
const fold = (events: readonly InfusionEvent[]) => foldInfusion(exampleInfusionId, events);

/** Any fact at any minute, sensible or not; corrections refer to one another and to facts by position. */
function anyEvent(minute: number, kind: number, pick: number, receipt: number | null): InfusionEvent {
  const bagId = pick % 2 === 0 ? firstBag.id : secondBag.id;
  const envelope = { receivedAt: receipt === null ? null : at(minute + receipt), authorId: pick % 3 === 0 ? examplePeople.nurse : examplePeople.secondNurse, id: `019cb7c8-00${(kind % 16).toString(16)}${(pick % 16).toString(16)}-7000-8000-${minute.toString(16).padStart(12, "0")}` } as const;
  const makers: readonly (() => InfusionEvent)[] = [
    () => exampleEvent("infusion-started", minute, { bagId, rate, authorisationId: null }, envelope),
    () => exampleEvent("infusion-paused", minute, { reason: "Cough" }, envelope),
    () => exampleEvent("infusion-resumed", minute, { rate }, envelope),
    () => exampleEvent("infusion-stopped", minute, { reason: "technical" }, envelope),
    () => exampleEvent("rate-changed", minute, { rate: { value: 1 + pick, unit: "mL/min" } }, envelope),
    () => exampleEvent("bag-finished", minute, { bagId, volume: { value: pick, unit: "mL" } }, envelope),
    () => exampleEvent("bag-thawed", minute, { bagId }, envelope),
    () => exampleEvent("vital-signs-recorded", minute, { method: "device", samples: exampleVitalSigns({ "heart-rate": pick }) }, envelope),
    () => exampleEvent("identity-checked", minute, { bagId, wristbandCode: "W-0001", bagCode: `BAG-${pick}`, method: "scanner" }, envelope),
    () => exampleEvent("pathway-opened", minute, { pathwayId: "anaphylaxis", reason: "Wheeze" }, envelope),
    () => exampleEvent("pathway-step-done", minute, { openedBy: idOf(9, pick, minute - 1), stepId: "call-help", outcome: "done" }, envelope),
    () => exampleEvent("pathway-closed", minute, { openedBy: idOf(9, pick, minute - 2), conclusion: "Better" }, envelope),
    () => exampleEvent("discharge-recorded", minute, { destination: "home" }, envelope),
    () => exampleEvent("event-corrected", minute, { supersedes: idOf(pick % 14, pick, minute - 1), reason: "Did not happen", replacement: null }, envelope),
    () => exampleEvent("event-corrected", minute, { supersedes: idOf((pick + 3) % 16, pick, minute - 1), reason: "Other time", replacement: { type: "infusion-stopped", clinicalTime: at(minute - 5), data: { reason: "other" } } }, envelope),
    () => exampleEvent("event-corrected", minute, { supersedes: idOf(14, pick, minute + 1), reason: "Correction ahead", replacement: { type: "infusion-paused", clinicalTime: at(minute + 3), data: { reason: "Corrected" } } }, envelope),
  ];
  return (makers[kind] ?? makers[0] ?? fail)();
}
function fail(): never {
  throw new Error("There is no such kind.");
}
function idOf(kind: number, pick: number, minute: number): string {
  return `019cb7c8-00${(kind % 16).toString(16)}${(pick % 16).toString(16)}-7000-8000-${Math.max(0, minute).toString(16).padStart(12, "0")}`;
}

const someEvent = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 3 }), fc.option(fc.integer({ min: 0, max: 20 }), { nil: null })).map((parts) => anyEvent(...parts));
const someEvents = fc.uniqueArray(someEvent, { selector: (event) => event.id, maxLength: 40 });

/** The events in another order, some of them twice or three times. */
function rearranged(events: readonly InfusionEvent[]): fc.Arbitrary<InfusionEvent[]> {
  const copies = fc.array(fc.integer({ min: 0, max: Math.max(0, events.length - 1) }), { maxLength: 10 }).map((indices) => indices.flatMap((index) => events.slice(index, index + 1)));
  return copies.chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }));
}
const withArrival = someEvents.chain((events) => fc.tuple(fc.constant(events), rearranged(events)));

test("the order of arrival and copies of an event do not change the state", () => {
  fc.assert(fc.property(withArrival, ([events, arrived]) => {
      expect(fold(arrived)).toEqual(fold(events));
    }), { numRuns: 300 });
});

test("a whole day in any order of arrival is the same day", () => {
  const day = exampleDay();
  fc.assert(fc.property(rearranged(day), (arrived) => {
      expect(fold(arrived)).toEqual(fold(day));
    }), { numRuns: 50 });
});

test("a copy with a receipt is the same event as the copy that is still on the device", () => {
  fc.assert(
    fc.property(withArrival, ([events, arrived]) => {
      const received = events.map((event) => ({ ...event, receivedAt: event.receivedAt ?? at(600) }));
      expect(fold([...arrived, ...received])).toEqual(fold([...received, ...arrived]));
      expect(fold([...arrived, ...received]).events.every((event) => event.receivedAt !== null)).toBe(true);
    }),
  );
});

test("what was known at a time is the fold of what had been received by then", () => {
  fc.assert(
    fc.property(withArrival, fc.integer({ min: 0, max: 55 }), ([events, arrived], minute) => {
      const time = at(minute);
      const received = events.filter((event) => event.receivedAt !== null && Date.parse(event.receivedAt) <= Date.parse(time));
      expect(fold(asKnownAt(arrived, time))).toEqual(fold(received));
    }),
  );
});

test("folding on as events come in gives what folding all at once gives, and earlier states stay as they were", () => {
  const batches = withArrival.chain(([events, arrived]) => fc.tuple(fc.constant(events), fc.constant(arrived), fc.integer({ min: 1, max: 7 })));
  fc.assert(
    fc.property(batches, fc.boolean(), ([events, arrived, size], inOrder) => {
      const source = inOrder ? [...fold(events).events] : arrived;
      const running = createFold(exampleInfusionId);
      const snapshots: { state: unknown; copy: unknown }[] = [];
      for (let index = 0; index < source.length; index += size) {
        const state = running.append(source.slice(index, index + size));
        expect(state).toEqual(fold(source.slice(0, index + size)));
        snapshots.push({ state, copy: structuredClone(state) });
      }
      for (const { state, copy } of snapshots) expect(state).toEqual(copy);
      expect(running.state()).toEqual(fold(events));
    }),
    { numRuns: 200 },
  );
});

test("a stop is never undone by anything that arrives later, except a correction or a later start or resume", () => {
  const undoing = new Set(["event-corrected", "infusion-started", "infusion-resumed"]);
  fc.assert(
    fc.property(someEvents, fc.integer({ min: 0, max: 30 }), (events, minute) => {
      const stop = exampleEvent("infusion-stopped", minute, { reason: "complication" });
      const arriving = events.filter((event) => !undoing.has(event.type) || (event.type !== "event-corrected" && event.clinicalTime < stop.clinicalTime));
      const state = fold([stop, ...arriving]);
      expect(["stopped", "discharged"]).toContain(state.phase);
      expect(state.rates.every((interval) => interval.to !== null)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("no fact is refused: whatever was parsed is folded, kept, and its deviations can be shown", () => {
  fc.assert(
    fc.property(someEvents, (events) => {
      for (const event of events) expect(parseInfusionEvent(JSON.parse(JSON.stringify(event)))).toEqual({ ok: true, event });
      const state = fold(events);
      expect(state.events.map((event) => event.id).toSorted()).toEqual(events.map((event) => event.id).toSorted());
      const deviations = deriveDeviations(state, { protocol: exampleProtocol, participant: exampleParticipant, bags: exampleBags, now: at(60) });
      expect(deviations.filter((one) => one.kind === "unauthorised-start")).toHaveLength(state.starts.length);
      expect(new Set(deviations.map((one) => one.key)).size).toBe(deviations.length);
    }),
    { numRuns: 200 },
  );
});

test("until a second person has passed, nobody else sees the codes of the first person's passes", () => {
  const pass = fc.record({ minute: fc.integer({ min: 0, max: 20 }), bag: fc.constantFrom(firstBag.id, secondBag.id), secret: fc.integer({ min: 100_000, max: 999_999 }), corrected: fc.boolean(), typed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(pass, { minLength: 1, maxLength: 6 }), (passes) => {
      const events = passes.flatMap(({ minute, bag, secret, corrected, typed }) => {
        const data = { bagId: bag, wristbandCode: `WRIST${secret}`, bagCode: `LABEL${secret}`, method: "scanner" } as const;
        const first = exampleEvent("identity-checked", minute, data);
        const replacement = typed ? { type: "identity-checked" as const, clinicalTime: at(minute), data: { ...data, bagCode: `LABEL${secret + 1}` } } : null;
        return corrected ? [first, exampleEvent("event-corrected", minute + 1, { supersedes: first.id, reason: `I had scanned LABEL${secret}.`, replacement })] : [first];
      });
      for (const viewer of [examplePeople.secondNurse, examplePeople.physician, null]) {
        const seen = redactIdentity(events, viewer);
        expect(JSON.stringify(seen)).not.toMatch(/WRIST|LABEL/u);
        expect(seen.map((event) => event.id)).toEqual(events.map((event) => event.id));
      }
      expect(redactIdentity(events, examplePeople.nurse)).toEqual(events);
    }),
  );
});
