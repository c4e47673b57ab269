import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../../src/dose-finding/core/design-refusal.ts";
import { spendingBoundary } from "../../src/monitoring/alpha-spending.ts";
import { assessEvents } from "../../src/monitoring/assess-events.ts";
import { boundaryCharacteristics } from "../../src/monitoring/boundary-characteristics.ts";
import type { BoundaryFamily } from "../../src/monitoring/boundary-family.ts";
import { cusumCharacteristics, cusumChart } from "../../src/monitoring/cusum.ts";
import { personTimeBoundary } from "../../src/monitoring/person-time-boundary.ts";
import { personTimeCharacteristics } from "../../src/monitoring/person-time-characteristics.ts";
import { simulateStaggeredEntry } from "../../src/monitoring/staggered-entry.ts";
import { type StoppingBoundary, everyLook, stoppingBoundary } from "../../src/monitoring/stopping-boundary.ts";

const share = (min: number, max: number) => fc.integer({ min: Math.ceil(min * 100), max: Math.floor(max * 100) }).map((percent) => percent / 100);
const shape = fc.constantFrom(0.1, 0.5, 1, 2, 5);
const prior = fc.record({ a: shape, b: shape });
const family: fc.Arbitrary<BoundaryFamily> = fc.oneof(
  fc.constant({ kind: "pocock" as const }),
  fc.record({ kind: fc.constant("wang-tsiatis" as const), delta: share(0, 0.5) }),
  fc.record({ kind: fc.constant("posterior" as const), prior }),
  fc.record({ kind: fc.constant("chen-chaloner" as const), prior, alternative: share(0.5, 0.7), certainty: share(0.3, 0.9) }),
  fc.record({ kind: fc.constant("predictive" as const), prior, conclude: share(0.8, 0.95) }),
  fc.record({ kind: fc.constant("sprt" as const), alternative: share(0.5, 0.8) }),
  fc.constant({ kind: "maximised-sprt" as const }),
);
const looks = fc.oneof(fc.integer({ min: 3, max: 30 }).map((n) => everyLook(n)), fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }).map((all) => all.toSorted((x, y) => x - y)));
const setting = fc.record({ looks, nullProbability: share(0.03, 0.4), family, alpha: share(0.01, 0.2) });

/** `null` where the family has no boundary that keeps to the error. */
function boundaryOf({ alpha, ...rest }: { looks: number[]; nullProbability: number; family: BoundaryFamily; alpha: number }): StoppingBoundary | null {
  try {
    return stoppingBoundary({ ...rest, calibrate: { alpha } });
  } catch (error) {
    if (error instanceof DesignRefusal && error.code === "no-boundary") return null;
    throw error;
  }
}
const withBoundary = (law: (boundary: StoppingBoundary, alpha: number) => void) =>
  fc.assert(
    fc.property(setting, (given) => {
      const boundary = boundaryOf(given);
      if (boundary !== null) law(boundary, given.alpha);
    }),
    { numRuns: 200 },
  );

describe("laws of stopping boundaries", () => {
  test("the exact error never exceeds the error that was asked for, and no rule stops before an event", () => {
    withBoundary((boundary, alpha) => {
      expect(boundary.attainedError).toBeLessThanOrEqual(alpha);
      for (const limit of boundary.limits) if (limit !== null) expect(limit).toBeGreaterThanOrEqual(1);
    });
  });

  test("limits never fall as participants are added, once they are there", () => {
    withBoundary(({ limits }) => {
      const set = limits.filter((limit) => limit !== null);
      set.forEach((limit, at) => expect(limit).toBeGreaterThanOrEqual(set[at - 1] ?? 0));
      const first = limits.findIndex((limit) => limit !== null);
      if (first >= 0) expect(limits.slice(first)).not.toContain(null);
    });
  });

  test("more events never turn a hold into go on", () => {
    withBoundary((boundary) => {
      for (const n of boundary.looks) {
        let held = false;
        for (let events = 0; events <= n; events++) {
          const holds = assessEvents(boundary, n, events).verdict === "hold";
          expect(held && !holds).toBe(false);
          held = holds;
        }
      }
    });
  });

  test("probabilities sum to one, events follow Wald, and power rises with the true probability", () => {
    withBoundary((boundary) => {
      let before = 0;
      for (const p of [0.05, 0.2, 0.5, 0.9]) {
        const { stop, events, expectedEvents, expectedN, stopAtLook } = boundaryCharacteristics(boundary, p);
        expect(events.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
        expect(stopAtLook.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(stop, 12);
        expect(expectedEvents).toBeCloseTo(p * expectedN, 10);
        expect(stop).toBeGreaterThanOrEqual(before - 1e-12);
        before = stop;
      }
    });
  });

  test("a larger allowed error never gives a narrower boundary", () => {
    fc.assert(
      fc.property(setting, (given) => {
        const narrow = boundaryOf(given);
        const wide = boundaryOf({ ...given, alpha: given.alpha + 0.1 });
        if (narrow === null) return;
        narrow.limits.forEach((limit, at) => expect(wide?.limits[at] ?? 1000).toBeLessThanOrEqual(limit ?? 1000));
      }),
    );
  });

  test("exact equals simulated within its error", () => {
    const boundary = stoppingBoundary({ looks: everyLook(25), nullProbability: 0.15, family: { kind: "posterior", prior: { a: 0.5, b: 0.5 } }, calibrate: { alpha: 0.1 } });
    const random = uniform(20_240_601);
    const trials = 40_000;
    let stops = 0;
    let participants = 0;
    for (let trial = 0; trial < trials; trial++) {
      let events = 0;
      let n = 0;
      while (n < 25) {
        n += 1;
        if (random() < 0.25) events += 1;
        if (events >= (boundary.limits[n - 1] ?? 99)) {
          stops += 1;
          break;
        }
      }
      participants += n;
    }
    const exact = boundaryCharacteristics(boundary, 0.25);
    expect(Math.abs(stops / trials - exact.stop)).toBeLessThan(4 * Math.sqrt((exact.stop * (1 - exact.stop)) / trials));
    expect(Math.abs(participants / trials - exact.expectedN)).toBeLessThan((4 * exact.sdN) / Math.sqrt(trials));
  });
});

describe("laws of the CUSUM chart", () => {
  test("error kept, probabilities sum to stop, power rises", () => {
    fc.assert(
      fc.property(share(0.03, 0.3), share(0.05, 0.3), fc.integer({ min: 5, max: 40 }), share(0.05, 0.3), (nullProbability, more, n, alpha) => {
        let chart;
        try {
          chart = cusumChart({ nullProbability, alternative: nullProbability + more, n, calibrate: { alpha } });
        } catch (error) {
          expect(error).toBeInstanceOf(DesignRefusal);
          return;
        }
        expect(chart.attainedError).toBeLessThanOrEqual(alpha);
        const [low, high] = [cusumCharacteristics(chart, nullProbability), cusumCharacteristics(chart, nullProbability + more)];
        expect(high.stop).toBeGreaterThanOrEqual(low.stop);
        expect(low.stopAt.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(low.stop, 12);
      }),
      { numRuns: 60 },
    );
  });
});

describe("laws of boundaries by person-time", () => {
  const settings = fc.record({ maximum: share(0.5, 12), alpha: share(0.01, 0.2), rateRatio: share(1.2, 4), looks: fc.boolean() });
  test("error kept, more events allow more time, unit of time does not matter", () => {
    fc.assert(
      fc.property(settings, fc.constantFrom("pocock", "obrien-fleming", "maximised-sprt", "sprt"), ({ maximum, alpha, rateRatio, looks: atLooks }, kind) => {
        const make = (unit: number) =>
          personTimeBoundary({
            nullRate: 1 / unit,
            maximum: maximum * unit,
            family: kind === "sprt" ? { kind, rateRatio } : { kind: kind as "pocock" },
            calibrate: { alpha },
            ...(atLooks ? { looks: [(maximum * unit) / 4, (maximum * unit) / 2, maximum * unit] } : {}),
          });
        const boundary = make(1);
        expect(boundary.attainedError).toBeLessThanOrEqual(alpha + 1e-12);
        boundary.steps.forEach(({ events, until }, at) => {
          expect(until).toBeGreaterThan(boundary.steps[at - 1]?.until ?? 0);
          expect(events).toBeGreaterThanOrEqual(boundary.steps[at - 1]?.events ?? 1);
        });
        expect(boundary.steps.at(-1)?.until).toBe(maximum);
        expect(make(64).attainedError).toBeCloseTo(boundary.attainedError, 9);
        expect(personTimeCharacteristics(boundary, 2).stop).toBeGreaterThanOrEqual(boundary.attainedError - 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test("staggered entry: exact for participants who stay, an upper bound for those who leave", () => {
    const boundary = personTimeBoundary({ nullRate: 0.002, maximum: 3000, family: { kind: "wang-tsiatis", delta: 0.25 }, calibrate: { alpha: 0.1 } });
    const run = (afterEvent: "stays" | "leaves") => simulateStaggeredEntry(boundary, { entries: Array.from({ length: 30 }, (_, at) => at * 17), followUp: 100, rate: 0.004, afterEvent, trials: 5000, random: uniform(7) });
    const exact = personTimeCharacteristics(boundary, 0.004);
    const stays = run("stays");
    expect(Math.abs(stays.stop - exact.stop)).toBeLessThan(4 * stays.standardErrors.stop);
    expect(Math.abs(stays.expectedEvents - exact.expectedEvents)).toBeLessThan(4 * stays.standardErrors.expectedEvents);
    expect(Math.abs(stays.expectedExposure - exact.expectedExposure)).toBeLessThan(4 * stays.standardErrors.expectedExposure);
    const leaves = run("leaves");
    expect(leaves.stop).toBeLessThan(exact.stop + 3 * leaves.standardErrors.stop);
  });
});

describe("laws of alpha spending", () => {
  test("all of the error is spent at full information, none is spent twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { minLength: 0, maxLength: 4 }), share(0.01, 0.2), fc.constantFrom("obrien-fleming" as const, "pocock" as const), (earlier, alpha, kind) => {
        const fractions = [...earlier.toSorted((x, y) => x - y).map((at) => at / 20), 1];
        const boundary = spendingBoundary({ fractions, alpha, spending: { kind } });
        expect(boundary.attainedError).toBeCloseTo(alpha, 9);
        boundary.looks.forEach(({ spent }, at) => expect(spent).toBeGreaterThanOrEqual(boundary.looks[at - 1]?.spent ?? 0));
      }),
      { numRuns: 30 },
    );
  });
});

/** A small generator (Park and Miller) for checks by simulation. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_648;
  };
}
