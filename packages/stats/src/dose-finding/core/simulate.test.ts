import { describe, expect, test } from "vitest";
import { intervalDesign, threeByThree } from "../../../test/fixtures/small-designs.ts";
import { finish } from "./exact-characteristics.ts";
import { TrialWalk, simulateChunk, simulateTrials } from "./simulate.ts";
import { mergeTallies } from "./tally.ts";

const design = intervalDesign({ doses: 4, cohort: 3, cohorts: 6, low: 0.2365, high: 0.3585, target: 0.3, closeFrom: { 3: 3, 6: 4, 9: 5, 12: 7, 15: 8 } });
const truth = [0.05, 0.2, 0.35, 0.5];

describe("simulateTrials", () => {
  test("the same seed gives the same numbers, another one others", () => {
    const run = (seed: number) => finish(simulateTrials(design, truth, { seed, trials: 2_000 }));
    expect(run(1)).toEqual(run(1));
    expect(run(1).selection).not.toEqual(run(2).selection);
  });

  test("a run may be left at any time with what is done, and its error", () => {
    const steps = simulateTrials(design, truth, { seed: 1, trials: 100_000, chunkTrials: 500 });
    steps.next();
    const step = steps.next();
    if (step.done === true) throw new Error("The run was over too soon.");
    const partial = step.value.partial();
    expect(partial).toMatchObject({ trials: 1_000, method: "Monte Carlo: 1000 trials, seed 1." });
    expect(partial).toEqual(finish(simulateTrials(design, truth, { seed: 1, trials: 1_000, chunkTrials: 500 })));
  });

  test("the standard error of a probability is that of a binomial share, of a mean that of a sample", () => {
    const { selection, standardErrors, trials } = finish(simulateTrials(design, truth, { seed: 4, trials: 4_000, target: 0.3 }));
    for (const [at, share] of selection.entries()) if (share > 0) expect(standardErrors?.selection[at]).toBeCloseTo(Math.sqrt((share * (1 - share)) / 4_000), 12);
    expect(trials).toBe(4_000);
    // Sample of two trials with 3 and 6 participants: mean 4.5, standard deviation 3 / sqrt(2), error 1.5.
    const walk = threeByThree(1);
    const seeds = Array.from({ length: 40 }, (_, seed) => finish(simulateTrials(walk, [0.4], { seed, trials: 2 })));
    const mixed = seeds.find(({ totalN }) => totalN.mean === 4.5);
    expect(mixed?.standardErrors?.totalN).toBeCloseTo(1.5, 12);
    expect(mixed?.standardErrors?.n[0]).toBeCloseTo(1.5, 12);
  });

  test("what never came is not known without error", () => {
    const { none, standardErrors } = finish(simulateTrials(design, [0, 0, 0, 0], { seed: 1, trials: 1_000 }));
    expect(none).toBe(0);
    // (0 + 1) / (1000 + 2) = 0.000998; sqrt(0.000998 × 0.999002 / 1000) = 0.000998
    expect(standardErrors?.none).toBeCloseTo(0.000998, 5);
  });

  test("it stops when it is precise enough, and goes on to the end when it is not", () => {
    const run = finish(simulateTrials(design, truth, { seed: 1, trials: 1_000_000, precise: 0.01 }));
    // sqrt(0.25 / n) = 0.01 at n = 2500 at the most.
    expect(run.trials).toBeLessThanOrEqual(3_000);
    expect(run.standardErrors?.largest).toBeLessThanOrEqual(0.01);
    expect(finish(simulateTrials(design, truth, { seed: 1, trials: 2_000, precise: 0.001 })).trials).toBe(2_000);
  });

  test("forgetting states bounds the memory and changes no number", () => {
    const small = new TrialWalk(design, { keepNodes: 50 });
    const options = { seed: 9, trials: 5_000, chunkTrials: 250, target: 0.3 };
    expect(finish(simulateTrials(small, truth, options))).toEqual(finish(simulateTrials(design, truth, options)));
  });

  test("a walk that knows the states gives the same chunk as a fresh one", () => {
    const walk = new TrialWalk(design);
    const options = { seed: 2, chunk: 7, trials: 1_000 };
    simulateChunk(walk, [0.9, 0.9, 0.9, 0.9], { seed: 1, chunk: 0, trials: 2_000 });
    const merged = (tally: ReturnType<typeof simulateChunk>) => mergeTallies([tally]);
    expect(merged(simulateChunk(walk, truth, options))).toEqual(merged(simulateChunk(design, truth, options)));
  });

  test("rates of 0 and 1 are certain", () => {
    expect(finish(simulateTrials(threeByThree(2), [0, 1], { seed: 1, trials: 300 }))).toMatchObject({ selection: [1, 0], n: [3, 3], events: [0, 3] });
  });

  test("options that are none are refused with their name", () => {
    const run = (options: object) => finish(simulateTrials(design, truth, { seed: 1, trials: 10, ...options }));
    expect(() => run({ trials: 0 })).toThrow(expect.objectContaining({ path: "trials" }));
    expect(() => run({ seed: -1 })).toThrow(expect.objectContaining({ path: "seed" }));
    expect(() => run({ seed: 0.5 })).toThrow(expect.objectContaining({ path: "seed" }));
    expect(() => run({ chunkTrials: 0 })).toThrow(expect.objectContaining({ path: "chunkTrials" }));
    expect(() => run({ precise: 0 })).toThrow(expect.objectContaining({ path: "precise" }));
    expect(() => mergeTallies([])).toThrow(expect.objectContaining({ path: "tallies" }));
  });
});
