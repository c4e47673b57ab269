import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../core/design-refusal.ts";
import { assessZeroEvents } from "./assess-zero-events.ts";
import { assessExcess } from "./background-events.ts";
import { assuranceToSee, chanceToSee } from "./chance-to-see.ts";
import { assessEventCount } from "./event-count.ts";
import { assessEventLevels } from "./event-levels.ts";
import { smallestCohort } from "./smallest-cohort.ts";

describe("no event seen", () => {
  test("0 of 5, 5 and 5 (He 2018): 45.1 % at each dose one-sided, 52.2 % two-sided; pooled 18.1 and 21.8 %, rule of three 20 %", () => {
    const five = { n: 5, events: 0 };
    const { levels, pooled } = assessEventLevels([five, five, five], { event: "dose-limiting event" });
    for (const level of levels) {
      // 1 - 0.05^(1/5), 1 - 0.025^(1/5)
      expect(level.upperOneSided).toBeCloseTo(0.4507, 4);
      expect(level.twoSided.upper).toBeCloseTo(0.5218, 4);
      expect(level.ruleOfThree).toBeCloseTo(0.6, 14);
    }
    expect(pooled.upperOneSided).toBeCloseTo(0.181, 3);
    expect(pooled.twoSided.upper).toBeCloseTo(0.218, 3);
    expect(pooled.ruleOfThree).toBeCloseTo(0.2, 14);
    expect(pooled.sentence).toBe("0 of 15 had the dose-limiting event: its true probability may be as high as 18.1 % (one-sided 95 %), or lie from 0.0 % to 21.8 % (two-sided).");
  });

  test("a true rate of 5, 10 and 20 % is missed by 15 participants with 46, 21 and 3.5 %", () => {
    // 0.95^15 = 0.4633, 0.9^15 = 0.2059, 0.8^15 = 0.0352
    const missed = assessZeroEvents(15).rates.map((one) => one.missed);
    expect(missed[0]).toBeCloseTo(0.46329123015975304, 12);
    expect(missed[1]).toBeCloseTo(0.205891132094649, 12);
    expect(missed[2]).toBeCloseTo(0.035184372088832, 12);
  });

  test("with a uniform prior 0 of n gives Beta(1, n + 1): mean 1/(n + 2), upper limit 1 - 0.05^(1/(n + 1))", () => {
    const { posterior } = assessZeroEvents(15);
    expect(posterior.mean).toBeCloseTo(1 / 17, 14);
    expect(posterior.upperOneSided).toBeCloseTo(1 - 0.05 ** (1 / 16), 13);
    expect(posterior.prior).toEqual({ a: 1, b: 1 });
  });

  test("nobody observed: no estimate, limits 0 and 1, the posterior is the prior, every rate would have been missed", () => {
    const nobody = assessZeroEvents(0, { prior: { a: 1, b: 3 }, background: 0.2 });
    expect(nobody).toMatchObject({ estimate: null, upperOneSided: 1, twoSided: { lower: 0, upper: 1 }, ruleOfThree: null });
    expect(nobody.posterior.mean).toBe(0.25);
    expect(nobody.rates.every(({ missed }) => missed === 1)).toBe(true);
    expect(nobody.excess).toMatchObject({ estimate: null, upper: 0.8, lower: 0, atLeastThisMany: 1, atMostThisMany: 1 });
  });
});

describe("events that the illness itself causes", () => {
  test("2 of 2 where half would have had it anyway: probability 1/4, and the excess may be anything up to 1/2", () => {
    const excess = assessExcess(2, 2, 0.5);
    expect(excess.atLeastThisMany).toBeCloseTo(0.25, 14);
    expect(excess).toMatchObject({ expected: 1, estimate: 0.5, upper: 0.5, upperAmongSpared: 1, lower: 0 });
  });
  test("fewer events than expected: the estimate is negative, the limit is cut at 0", () => {
    const excess = assessExcess(0, 100, 0.2);
    expect(excess.estimate).toBe(-0.2);
    expect(excess.upper).toBe(0);
  });
});

describe("size of a cohort", () => {
  test("power: 5 participants see an event of 20 % with probability 1 - 0.8^5", () => {
    expect(chanceToSee(5, 0.2)).toBeCloseTo(1 - 0.8 ** 5, 14);
    expect(chanceToSee(3, 0.2, { atLeast: 4 })).toBe(0);
  });
  test("assurance with a uniform prior: n/(n + 1)", () => {
    for (const n of [0, 1, 3, 15, 5000]) expect(assuranceToSee(n, { a: 1, b: 1 })).toBeCloseTo(n / (n + 1), 12);
  });
  test("29 participants see an event of 10 % with 95 %, 28 do not", () => {
    // log(0.05)/log(0.9) = 28.4
    expect(smallestCohort({ rate: 0.1, chance: 0.95 })).toMatchObject({ n: 29, kind: "power" });
    expect(chanceToSee(28, 0.1)).toBeLessThan(0.95);
    expect(smallestCohort({ rate: { a: 1, b: 1 }, chance: 0.95 })).toMatchObject({ n: 19, kind: "assurance" });
  });
});

test("what makes no sense is refused, with the field", () => {
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [() => assessEventCount(4, 3), "events"],
    [() => assessZeroEvents(-1), "n"],
    [() => assessZeroEvents(5, { level: 95 }), "level"],
    [() => assessZeroEvents(5, { prior: { a: 0, b: 1 } }), "prior.a"],
    [() => assessZeroEvents(5, { rates: [0.1, 20] }), "rates.1"],
    [() => assessZeroEvents(5, { background: 1 }), "background"],
    [() => assessEventLevels([]), "counts"],
    [() => assessEventLevels([{ n: 5, events: 0 }, { n: 5, events: 6 }]), "counts.1.events"],
    [() => chanceToSee(5, 0), "rate"],
    [() => chanceToSee(5, 0.1, { atLeast: 0 }), "atLeast"],
    [() => smallestCohort({ rate: 1e-9 }), "chance"],
  ];
  for (const [call, path] of refusals) expect(call).toThrow(expect.objectContaining({ name: "DesignRefusal", path }));
  expect(() => chanceToSee(5, Number.NaN)).toThrow(DesignRefusal);
});

test("nobody observed is marked as not known: the posterior is then the prior alone", () => {
  expect(assessEventCount(0, 0)).toMatchObject({ known: false, estimate: null, upperOneSided: 1, posterior: { mean: 0.5 } });
  expect(assessEventCount(0, 1).known).toBe(true);
});

test("the rule of three is one of 95 %: it does not stand beside limits of another level", () => {
  expect(assessZeroEvents(15).ruleOfThree).toBeCloseTo(0.2, 14);
  expect(assessZeroEvents(15, { level: 0.9 }).ruleOfThree).toBeNull();
});

test("the excess over a background says the level of its limits, and that they are one-sided", () => {
  expect(assessEventCount(1, 5, { background: 0.1, level: 0.9 }).excess).toMatchObject({ background: 0.1, level: 0.9, sided: "one-sided" });
});
