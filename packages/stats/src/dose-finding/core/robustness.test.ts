import { describe, expect, test } from "vitest";
import { intervalDesign } from "../../../test/fixtures/small-designs.ts";
import { randomStream } from "../../random/random-stream.ts";
import { evaluateExactly, expandDesign, finish } from "./exact-characteristics.ts";
import { drawTruth } from "./random-truth.ts";
import { randomTruths, robustness } from "./robustness.ts";

const expanded = finish(expandDesign(intervalDesign({ doses: 3, cohort: 3, cohorts: 5, low: 0.2365, high: 0.3585, target: 0.3, closeFrom: { 3: 3, 6: 4, 9: 5, 12: 7 } })));

describe("robustness", () => {
  test("the mean over given truths is the mean of their characteristics", () => {
    const truths = [[0.1, 0.3, 0.5], [0.3, 0.5, 0.7], [0.02, 0.05, 0.3]];
    const found = finish(robustness(expanded, truths, { target: 0.3 }));
    const each = truths.map((truth) => evaluateExactly(expanded, truth, { target: 0.3 }).target?.selectedAt ?? 0);
    expect(found.selectedRight.mean).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / 3, 14);
    expect(found.selectedRight).toMatchObject({ lowest: Math.min(...each), highest: Math.max(...each), standardError: null });
    expect(found.worst.selectedRight).toBe(Math.min(...each));
    expect(found.method).toBe("Exact for each of 3 given truths.");
  });

  test("drawn truths: the same seed gives the same answer, and the means make one", () => {
    const run = () => finish(robustness(expanded, { seed: 4, count: 250 }, { target: 0.3 }));
    const found = run();
    expect(run()).toEqual(found);
    expect(found.at.mean + found.above.mean + found.below.mean).toBeCloseTo(1, 12);
    expect(found.selectedRight.mean + found.selectedAbove.mean + found.selectedBelow.mean + found.none.mean + found.notReached.mean).toBeCloseTo(1, 12);
    expect(found.selectedRight.standardError).toBeGreaterThan(0);
    expect(found.method).toContain("pseudo-uniform");
    const given = finish(robustness(expanded, randomTruths(3, { target: 0.3, seed: 4, count: 250 }), { target: 0.3 }));
    expect(given.selectedRight.mean).toBe(found.selectedRight.mean);
  });

  test("it may be left at any time", () => {
    const step = robustness(expanded, { seed: 1, count: 1_000 }, { target: 0.3 }).next();
    if (step.done === true) throw new Error("Too soon.");
    expect(step.value.partial()).toEqual(finish(robustness(expanded, { seed: 1, count: 100 }, { target: 0.3 })));
  });

  test("no scenarios, or truths that are none, are refused", () => {
    expect(() => finish(robustness(expanded, [], { target: 0.3 }))).toThrow(expect.objectContaining({ path: "truths" }));
    expect(() => finish(robustness(expanded, [[0.1, 0.2]], { target: 0.3 }))).toThrow(expect.objectContaining({ path: "truths.0" }));
    expect(() => finish(robustness(expanded, { seed: 1, count: 0 }, { target: 0.3 }))).toThrow(expect.objectContaining({ path: "count" }));
  });
});

describe("drawTruth", () => {
  test("each dose level is the right one equally often", () => {
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 8_000; index++) {
      const at = drawTruth(randomStream(1, index), 4, 0.3).dose - 1;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    // 2,000 expected, standard deviation 39; five of them.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  test.each([[4, 0.3], [1, 0.4]])("%i dose levels, target %d: as if drawn again and again until the right dose level is the nearest", (doses, target) => {
    // The published way, by its words, with another stream.
    const repeat = (stream: ReturnType<typeof randomStream>) => {
      const dose = 1 + Math.floor(stream.nextDouble() * doses);
      const bound = target + (1 - target) * stream.nextDouble() ** (1 / Math.max(doses - dose, 0.5));
      for (;;) {
        const rates = Array.from({ length: doses }, () => bound * stream.nextDouble()).toSorted((a, b) => a - b);
        const distances = rates.map((rate) => Math.abs(rate - target));
        if (distances.indexOf(Math.min(...distances)) === dose - 1) return rates;
      }
    };
    const count = 6_000;
    const draws = Array.from({ length: count }, (_, index) => drawTruth(randomStream(2, index), doses, target).truth);
    const repeats = Array.from({ length: count }, (_, index) => repeat(randomStream(3, index)));
    const last = (rates: readonly number[]) => rates.at(-1) ?? 0;
    const measures = [([a = 0]) => a, ([, b = 0]) => b, last, (rates) => last(rates) ** 2, (rates) => Math.min(...rates.map((one) => Math.abs(one - target))), ([a = 0]) => a * a] satisfies ((rates: readonly number[]) => number)[];
    for (const measure of measures) {
      const [ours, theirs] = [draws, repeats].map((all) => {
        const values = all.map(measure);
        const mean = values.reduce((sum, one) => sum + one, 0) / count;
        return { mean, variance: values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1) };
      });
      const error = Math.sqrt(((ours?.variance ?? 0) + (theirs?.variance ?? 0)) / count);
      expect(Math.abs((ours?.mean ?? 0) - (theirs?.mean ?? 0))).toBeLessThanOrEqual(5 * error);
    }
  });
});
