import { expect, test } from "vitest";
import { exampleBags, exampleParticipant } from "../../test/example-day.ts";
import { exampleEvent, exampleInfusionId, examplePeople } from "../../test/example-event.ts";
import { assessIdentity } from "./assess-identity.ts";
import { foldInfusion } from "./fold-infusion.ts";
import type { InfusionEvent } from "./infusion-event.ts";
import { redactIdentity } from "./redact-identity.ts";

const [bag] = exampleBags;
const { nurse, secondNurse, physician } = examplePeople;
const pass = (minute: number, authorId: string, bagCode = "BAG-1", more: Parameters<typeof exampleEvent>[3] = {}) =>
  exampleEvent("identity-checked", minute, { bagId: bag.id, wristbandCode: "W-0001", bagCode, method: "scanner" }, { authorId, ...more });
const assess = (...events: InfusionEvent[]) => assessIdentity(foldInfusion(exampleInfusionId, events), exampleParticipant, bag);

test("two different persons have to match wristband and bag", () => {
  expect(assess().result).toBe("incomplete");
  expect(assess(pass(1, nurse)).result).toBe("incomplete");
  expect(assess(pass(1, nurse), pass(2, nurse)).result).toBe("same-person");
  expect(assess(pass(1, nurse), pass(2, secondNurse)).result).toBe("matched");
});

test("a pass by a device or by nobody signed in is no person's pass", () => {
  expect(assess(pass(1, nurse), pass(2, "gateway", "BAG-1", { authorRole: "device" })).result).toBe("incomplete");
  expect(assess(pass(1, nurse), pass(2, "nobody", "BAG-1", { authorRole: "unsigned" })).result).toBe("incomplete");
});

test("a mismatch stops until two persons have passed cleanly after it, and stays visible", () => {
  const before = [pass(1, nurse), pass(2, secondNurse, "BAG-2")];
  expect(assess(...before).result).toBe("mismatch");
  expect(assess(...before, pass(3, nurse)).result).toBe("mismatch");
  expect(assess(...before, pass(3, nurse), pass(4, nurse)).result).toBe("mismatch");
  const healed = assess(...before, pass(3, nurse), pass(4, physician));
  expect(healed.result).toBe("matched");
  expect(healed.mismatches.map((one) => [one.pass.bagCode, one.wristbandMatches, one.bagMatches])).toEqual([["BAG-2", true, false]]);
});

test("whoever corrects the other person's pass has made it: then both are one person's", () => {
  const second = pass(2, secondNurse, "BAG-7");
  const correction = exampleEvent("event-corrected", 3, { supersedes: second.id, reason: "Typed wrongly.", replacement: { type: "identity-checked", clinicalTime: second.clinicalTime, data: { ...second.data, bagCode: "BAG-1" } } }, { authorId: nurse });
  expect(assess(pass(1, nurse), second, correction).result).toBe("same-person");
});

test("the second person sees that a first pass exists, and no more, until the second pass is made", () => {
  const events = [pass(1, nurse, "BAG-2")];
  const seen = redactIdentity(events, secondNurse);
  expect(seen[0]).toMatchObject({ id: events[0]?.id, authorId: nurse, data: { bagId: bag.id, wristbandCode: "", bagCode: "", withheld: true } });
  expect(assess(...seen).result).toBe("incomplete");
  expect(redactIdentity(events, nurse)).toEqual(events);
  const both = [...events, pass(2, secondNurse)];
  expect(redactIdentity(both, physician)).toEqual(both);
  // A new round after the mismatch is blind again.
  expect(redactIdentity([...both, pass(3, nurse)], secondNurse)[2]).toMatchObject({ data: { withheld: true } });
});

test("a lone pass is shown to everybody once its bag flows or the infusion has ended, and not because another bag flows", () => {
  const lone = pass(1, nurse, "BAG-2");
  const started = (bagId: string) => exampleEvent("infusion-started", 5, { bagId, rate: { value: 2, unit: "mL/min" }, authorisationId: null });
  const seenWith = (...more: Parameters<typeof redactIdentity>[0]) => redactIdentity([lone, ...more], physician)[0];
  expect(seenWith(started(bag.id))).toEqual(lone);
  expect(seenWith(exampleEvent("infusion-stopped", 6, { reason: "completed" }))).toEqual(lone);
  expect(seenWith(started("another-bag"))).toMatchObject({ data: { withheld: true } });
  // A start that was entered by mistake opens nothing.
  const mistaken = started(bag.id);
  expect(seenWith(mistaken, exampleEvent("event-corrected", 6, { supersedes: mistaken.id, reason: "Not started.", replacement: null }))).toMatchObject({ data: { withheld: true } });
});

test("a first pass that was taken back does not open the second person's pass to the first", () => {
  const first = pass(1, nurse, "BAG-2");
  const takenBack = exampleEvent("event-corrected", 2, { supersedes: first.id, reason: "Wrong bed.", replacement: null });
  const seen = redactIdentity([first, takenBack, pass(3, secondNurse)], nurse);
  expect(seen[2]).toMatchObject({ data: { withheld: true } });
});
