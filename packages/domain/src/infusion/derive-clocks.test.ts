import { expect, test } from "vitest";
import { exampleBags, exampleDay, exampleParticipant, examplePreparation, exampleRun } from "../../test/example-day.ts";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { deriveClocks } from "./derive-clocks.ts";
import { deriveDeviations } from "./derive-deviations.ts";
import { deriveGiven } from "./derive-given.ts";
import { deriveNextContact } from "./derive-next-contact.ts";
import { foldInfusion } from "./fold-infusion.ts";
import type { InfusionEvent } from "./infusion-event.ts";

const [firstBag, secondBag] = exampleBags;
const fold = (events: readonly InfusionEvent[]) => foldInfusion(exampleInfusionId, events);
const running = fold([...examplePreparation(), ...exampleRun().slice(0, 1)]);
const weight = { value: 60, unit: "kg" };
const context = { protocol: exampleProtocol, participant: exampleParticipant, bags: exampleBags, now: at(80) };

test("ten minutes at 2.5 mL/min are 25 mL of bag 1: half of its 60 million cells", () => {
  const given = deriveGiven(running, exampleBags, weight, at(80));
  expect(given.volume).toEqual({ value: 25, unit: "mL" });
  expect(given.cells).toMatchObject({ assessable: true, value: { value: 30, unit: "10*6{cells}" } });
  expect(given.cellsPerKg).toMatchObject({ assessable: true, value: { value: 0.5, unit: "10*6{cells}/kg" } });
});

test("a volume that was read off wins over rate times time: the day gave 75 mL and 90 million cells", () => {
  const given = deriveGiven(fold(exampleDay()), exampleBags, weight, at(240));
  expect(given.bags.map((bag) => [bag.volume.value, bag.basis])).toEqual([[50, "recorded"], [25, "recorded"]]);
  expect(given.cells).toMatchObject({ value: { value: 90 } });
});

test("rate times time never gives more than the bag holds, and unknown cells are not zero cells", () => {
  expect(deriveGiven(running, exampleBags, weight, at(200)).volume.value).toBe(50);
  const unknown = deriveGiven(running, [{ ...firstBag, viableCells: null }], weight, at(80));
  expect(unknown.cells).toMatchObject({ assessable: false, because: [{ code: "given-cells-unknown" }] });
  expect(deriveGiven(running, exampleBags, null, at(80)).cellsPerKg).toMatchObject({ assessable: false });
});

test("the thaw clock runs from the earlier of both records and stands still when the bag has ended", () => {
  const clocks = deriveClocks(running, exampleProtocol, [{ ...firstBag, thawedAt: at(45) }, secondBag], at(80));
  expect(clocks.thawToEnd[0]).toMatchObject({ bagId: firstBag.id, since: at(45), elapsed: { value: 35, unit: "min" }, due: at(165), exceeded: false, endedAt: null });
  expect(deriveClocks(running, exampleProtocol, exampleBags, at(171)).thawToEnd[0]).toMatchObject({ exceeded: true });
  expect(deriveClocks(fold(exampleDay()), exampleProtocol, exampleBags, at(500)).thawToEnd[0]).toMatchObject({ endedAt: at(90), elapsed: { value: 40 }, exceeded: false });
});

test("pauses do not count as running time; observation runs from the stop; the windows stay open 6 h and 24 h after the last start", () => {
  const day = fold(exampleDay());
  const clocks = deriveClocks(day, exampleProtocol, exampleBags, at(240));
  // Bag 1 ran 20 min, bag 2 10 min, half a minute lay between them.
  expect(clocks.running).toEqual({ value: 30, unit: "min" });
  expect(clocks.observation).toMatchObject({ since: at(100.5), due: at(220.5), exceeded: true });
  expect(clocks.eventWindows.map((window) => [window.openUntil, window.open])).toEqual([[at(90.5 + 360), true], [at(90.5 + 1440), true]]);
  expect(deriveNextContact(day, exampleProtocol)).toMatchObject({ dueAt: at(100.5 + 1440) });
  expect(deriveNextContact(running, exampleProtocol)).toBeNull();
});

test("a bag that was issued and not verified by two persons is on the clock", () => {
  const unverified = fold(examplePreparation().filter((event) => event.type !== "identity-checked"));
  expect(deriveClocks(unverified, exampleProtocol, exampleBags, at(76)).issuedUnverified.map((clock) => [clock.bagId, clock.exceeded])).toEqual([[firstBag.id, true], [secondBag.id, true]]);
  expect(deriveClocks(running, exampleProtocol, exampleBags, at(76)).issuedUnverified).toEqual([]);
});

test("deviations: an unauthorised start before the passes with a foreign bag, too fast, from paper, past the thaw clock", () => {
  const start = exampleEvent("infusion-started", 70, { bagId: firstBag.id, rate: { value: 6, unit: "mL/min" }, authorisationId: null }, { entry: "paper" });
  const state = fold([exampleEvent("bag-thawed", 0, { bagId: firstBag.id }), start]);
  const found = deriveDeviations(state, { ...context, bags: [{ ...firstBag, reservedForInfusionId: "other", thawedAt: null }], now: at(121) });
  // 6 mL/min is above 4; at 1.2 million/mL it is 7.2, above 5 million cells/min.
  expect(found.map((one) => one.key).toSorted()).toEqual(
    [`late-entry:${start.id}`, `rate-above-limit:cell-rate-maximum:${at(70)}`, `rate-above-limit:infusion-rate-maximum:${at(70)}`, `start-before-identity:${start.id}`, `thaw-clock-exceeded:${firstBag.id}`, `unauthorised-start:${start.id}`, `wrong-bag:${start.id}`].toSorted(),
  );
  expect(deriveDeviations(fold(exampleDay()), { ...context, now: at(240) })).toEqual([]);
});

test("passes made after the start do not mend a start before them", () => {
  const start = exampleEvent("infusion-started", 61, { bagId: firstBag.id, rate: { value: 2, unit: "mL/min" }, authorisationId: null });
  expect(deriveDeviations(fold([...examplePreparation(), start]), context).map((one) => one.kind)).toContain("start-before-identity");
});
