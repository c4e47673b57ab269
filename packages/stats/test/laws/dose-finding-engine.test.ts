import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DoseDesign } from "../../src/dose-finding/core/dose-design.ts";
import { evaluateExactly, expandDesign, finish } from "../../src/dose-finding/core/exact-characteristics.ts";
import { listPaths, pathTree } from "../../src/dose-finding/core/path-tree.ts";
import { drawTruth } from "../../src/dose-finding/core/random-truth.ts";
import { simulateChunk, simulateTrials, simulatedCharacteristics } from "../../src/dose-finding/core/simulate.ts";
import { mergeTallies } from "../../src/dose-finding/core/tally.ts";
import { randomStream } from "../../src/random/random-stream.ts";
import { intervalDesign, threeByThree } from "../fixtures/small-designs.ts";

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const interval = fc.record({ doses: fc.integer({ min: 1, max: 5 }), cohort: fc.integer({ min: 1, max: 4 }), cohorts: fc.integer({ min: 1, max: 6 }), low: fc.double({ min: 0.05, max: 0.25, noNaN: true }), high: fc.double({ min: 0.3, max: 0.6, noNaN: true }), closes: fc.boolean() });
const design: fc.Arbitrary<DoseDesign> = fc.oneof(
  interval.map(({ closes, ...rest }) => intervalDesign({ ...rest, target: 0.28, closeFrom: closes ? { 3: 2, 4: 3, 6: 4, 8: 5, 9: 6, 12: 7 } : {} })),
  fc.integer({ min: 1, max: 6 }).map(threeByThree),
);
const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));
const trial = design.chain((one) => fc.record({ design: fc.constant(one), truth: fc.array(rate, { minLength: one.doses, maxLength: one.doses }) }));

describe("laws of the engine of dose finding", () => {
  test("probabilities make one, whatever the design and the truth", () => {
    fc.assert(
      fc.property(trial, fc.double({ min: 0.05, max: 0.6, noNaN: true }), ({ design: one, truth }, target) => {
        const exact = evaluateExactly(finish(expandDesign(one)), truth, { target });
        const sums = [total(exact.selection) + total(exact.notReached) + exact.none, total(exact.stops.map(({ probability }) => probability)), total(exact.totalN.probabilities), total(exact.totalEvents.probabilities), total(exact.allocation), (exact.target?.above ?? 0) + (exact.target?.at ?? 0) + (exact.target?.below ?? 0)];
        for (const sum of sums) expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        expect(Math.abs(total(exact.n) - exact.totalN.mean)).toBeLessThan(1e-11);
        expect(Math.abs(total(exact.events) - exact.totalEvents.mean)).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test("expected events are the true rate times the expected participants, as nobody looks ahead", () => {
    fc.assert(
      fc.property(trial, ({ design: one, truth }) => {
        const exact = evaluateExactly(finish(expandDesign(one)), truth);
        for (const [at, mean] of exact.n.entries()) expect(Math.abs((exact.events[at] ?? 0) - mean * (truth[at] ?? 0))).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test("the paths of a trial, each by itself, add up to the merged states", () => {
    const small = interval.filter(({ cohort, cohorts }) => (cohort + 1) ** cohorts <= 5_000).map(({ closes, ...rest }) => intervalDesign({ ...rest, target: 0.28, closeFrom: closes ? { 3: 2, 4: 3, 6: 4 } : {} }));
    const some = small.chain((one) => fc.record({ design: fc.constant(one), truth: fc.array(rate, { minLength: one.doses, maxLength: one.doses }) }));
    fc.assert(
      fc.property(some, ({ design: one, truth }) => {
        const exact = evaluateExactly(finish(expandDesign(one)), truth);
        const paths = listPaths(pathTree(one, { depth: 100, truth }));
        for (let dose = 1; dose <= one.doses; dose++) {
          const selected = total(paths.map(({ recommendation, probability }) => (recommendation?.kind === "dose" && recommendation.dose === dose ? (probability ?? 0) : 0)));
          expect(Math.abs(selected - (exact.selection[dose - 1] ?? 0))).toBeLessThan(1e-12);
        }
        expect(Math.abs(total(paths.map(({ probability }) => probability ?? 0)) - 1)).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test("exact and simulated agree within the error of the simulation", () => {
    // Some 20 comparisons a design, 12 designs: |z| <= 6 fails in fewer than 1 of 1,000,000 runs (2 × 1e-9 × 240);
    // the seeds are fixed, so a green run stays green.
    const designs = [threeByThree(5), intervalDesign({ doses: 4, cohort: 3, cohorts: 6, low: 0.2365, high: 0.3585, target: 0.3, closeFrom: { 3: 3, 6: 4, 9: 5, 12: 7, 15: 8 } }), intervalDesign({ doses: 3, cohort: 1, cohorts: 9, low: 0.157, high: 0.238, target: 0.2 })];
    for (const [at, one] of designs.entries()) {
      const expanded = finish(expandDesign(one));
      for (let scenario = 0; scenario < 4; scenario++) {
        const { truth } = drawTruth(randomStream(99, 10 * at + scenario), one.doses, 0.3);
        const exact = evaluateExactly(expanded, truth, { target: 0.3 });
        const trials = 20_000;
        const simulated = finish(simulateTrials(one, truth, { seed: 5, trials, target: 0.3 }));
        const errors = simulated.standardErrors;
        if (errors === null) throw new Error("A simulation has errors.");
        // Probabilities: the error under the exact value, so that a rare one is judged rightly; below 10 expected, by 40 hits.
        const sameShare = (found: number, true_: number) => {
          if (true_ * trials < 10) expect(found * trials).toBeLessThan(40);
          else expect(Math.abs(found - true_)).toBeLessThan(6 * Math.sqrt((true_ * (1 - true_)) / trials) + 1e-12);
        };
        for (const [dose, share] of exact.selection.entries()) sameShare(simulated.selection[dose] ?? 0, share);
        for (const [dose, share] of exact.notReached.entries()) sameShare(simulated.notReached[dose] ?? 0, share);
        sameShare(simulated.none, exact.none);
        sameShare(simulated.safetyStop, exact.safetyStop);
        sameShare(simulated.target?.mostAbove ?? 0, exact.target?.mostAbove ?? 0);
        for (const [dose, mean] of exact.n.entries()) if (mean > 0.01) expect(Math.abs((simulated.n[dose] ?? 0) - mean)).toBeLessThan(6 * (errors.n[dose] ?? 0) + 1e-9);
        for (const key of ["above", "at", "below"] as const) if ((exact.target?.[key] ?? 0) > 0.01) expect(Math.abs((simulated.target?.[key] ?? 0) - (exact.target?.[key] ?? 0))).toBeLessThan(6 * (errors.target?.[key] ?? 0) + 1e-9);
      }
    }
  });

  test("who runs the chunks, and in which order, changes nothing", () => {
    const one = intervalDesign({ doses: 3, cohort: 2, cohorts: 6, low: 0.2, high: 0.35, target: 0.3, closeFrom: { 4: 3, 6: 4 } });
    const truth = [0.1, 0.3, 0.5];
    const chunks = [0, 1, 2, 3, 4];
    const run = (chunk: number) => simulateChunk(one, truth, { seed: 3, chunk, trials: 500, target: 0.3 });
    fc.assert(
      fc.property(fc.shuffledSubarray(chunks, { minLength: 5 }), fc.integer({ min: 1, max: 4 }), (order, cut) => {
        const parts = [order.slice(0, cut), order.slice(cut)].map((some) => mergeTallies(some.map(run)));
        const merged = simulatedCharacteristics(one, truth, mergeTallies(parts), 3);
        expect(merged).toEqual(finish(simulateTrials(one, truth, { seed: 3, trials: 2_500, chunkTrials: 500, target: 0.3 })));
      }),
      { numRuns: 10 },
    );
  });

  test("naming dose levels that are never given changes nothing", () => {
    // The design never leaves the first level: what the others would do is not looked at.
    fc.assert(
      fc.property(rate, rate, rate, (first, second, other) => {
        const one = intervalDesign({ doses: 2, cohort: 3, cohorts: 3, low: -1, high: 2, target: 0.3 });
        const expanded = finish(expandDesign(one));
        const { truth: _, ...left } = evaluateExactly(expanded, [first, second]);
        const { truth: __, ...right } = evaluateExactly(expanded, [first, other]);
        expect(left).toEqual(right);
      }),
    );
  });

  test("a random truth rises, and its drawn dose level is the nearest to the target", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0.02, max: 0.6, noNaN: true }), fc.integer({ min: 0, max: 1e9 }), (doses, target, seed) => {
        const { truth, dose } = drawTruth(randomStream(seed), doses, target);
        expect(truth.length).toBe(doses);
        for (const [at, value] of truth.entries()) {
          expect(value >= 0 && value <= 1 && value >= (truth[at - 1] ?? 0)).toBe(true);
          expect(Math.abs(value - target)).toBeGreaterThanOrEqual(Math.abs((truth[dose - 1] ?? 0) - target) - 1e-12);
        }
      }),
    );
  });
});
