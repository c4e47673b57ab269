import { describe, expect, test } from "vitest";
import { at, exampleInfusionId } from "../../test/example-event.ts";
import { exampleBags, exampleLot } from "../../test/example-day.ts";
import { exampleProtocol } from "../../test/example-protocol.ts";
import { assessBagUsable } from "./assess-bag.ts";
import { bagStates } from "./lot.ts";
import type { Bag, Lot } from "./lot.ts";
import { deriveThawClock } from "./thaw-clock.ts";

const [bag] = exampleBags;
const unmet = (one: Bag, lot: Lot | null = exampleLot, infusionId = exampleInfusionId) => assessBagUsable(one, lot, exampleProtocol, at(60), infusionId).reasons.map((reason) => reason.code);

describe("may this bag be given here", () => {
  test("a bag of a released lot in date, reserved here, may", () => {
    expect(assessBagUsable(bag, exampleLot, exampleProtocol, at(60), exampleInfusionId).outcome).toBe("allowed");
  });

  test("only the states of a bag on its way to a participant are usable", () => {
    expect(bagStates.filter((state) => unmet({ ...bag, state }).length === 0)).toEqual(["reserved", "thawed", "issued", "spiked"]);
  });

  test("every fault is listed: quarantined, reserved elsewhere, lot withdrawn and expired", () => {
    const lot: Lot = { ...exampleLot, expiresAt: at(60), release: { kind: "withdrawn", signedBy: "q", signedAt: at(1), reason: "r" } };
    expect(unmet({ ...bag, state: "quarantined" }, lot, "another")).toEqual(["bag-state-unusable", "bag-not-reserved-here", "lot-not-released", "lot-expired"]);
  });

  test("an unknown lot, another lot, no release and an unknown expiry are unmet", () => {
    expect(unmet(bag, null)).toEqual(["bag-lot-unknown"]);
    expect(unmet(bag, { ...exampleLot, id: "other" })).toEqual(["bag-not-of-lot"]);
    expect(unmet(bag, { ...exampleLot, release: null, expiresAt: null })).toEqual(["lot-not-released", "lot-expiry-unknown"]);
    expect(unmet({ ...bag, reservedForInfusionId: null })).toEqual(["bag-not-reserved-here"]);
  });
});

describe("the clock from thawing to the end", () => {
  // Thawed at minute 50, limit 120 min: ends at minute 170.
  test("counts down and is exceeded only after its end", () => {
    expect(deriveThawClock(bag, exampleProtocol, at(110))).toMatchObject({ assessable: true, value: { endsAt: at(170), elapsed: { value: 60, unit: "min" }, remaining: { value: 60, unit: "min" }, exceeded: false } });
    expect(deriveThawClock(bag, exampleProtocol, at(170))).toMatchObject({ value: { remaining: { value: 0 }, exceeded: false } });
    expect(deriveThawClock(bag, exampleProtocol, at(171))).toMatchObject({ value: { remaining: { value: -1 }, exceeded: true } });
  });

  test("a thaw that is not recorded, lies ahead, or has no limit is not assessable", () => {
    const code = (clock: ReturnType<typeof deriveThawClock>) => (clock.assessable ? null : clock.because[0]?.code);
    expect(code(deriveThawClock({ ...bag, thawedAt: null }, exampleProtocol, at(110)))).toBe("thaw-not-recorded");
    expect(code(deriveThawClock(bag, exampleProtocol, at(49)))).toBe("thaw-in-future");
    expect(code(deriveThawClock(bag, { ...exampleProtocol, limits: {} }, at(110)))).toBe("limit-not-set");
  });
});
