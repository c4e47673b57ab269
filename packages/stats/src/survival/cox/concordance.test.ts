import { describe, expect, test } from "vitest";
import { estimateConcordance, estimateCoxConcordance } from "./concordance.ts";

const refused = (code: string) => expect.objectContaining({ name: "StatisticRefusal", code });

describe("concordance", () => {
  test("four rows, counted by hand", () => {
    // Events at 1 and 2, censored at 2 and 3. The event at 1 (score 5) against 4, 6, 5: concordant, discordant, tied. The event at 2
    // (score 4) against those censored at 2 (6) and 3 (5): two discordant. C = (1 + 1/2) / 5.
    const { estimate, pairs } = estimateConcordance({ time: [1, 2, 2, 3], event: [1, 1, 0, 0], score: [5, 4, 6, 5] });
    expect([estimate, pairs.concordant, pairs.discordant, pairs.tiedScore]).toEqual([0.3, 1, 3, 1]);
  });

  test("a weight of 2 is two rows in the pairs with others", () => {
    // The pairs of the two alike with each other do not come of a weight: here they have the event together, and make none.
    const twice = estimateConcordance({ time: [1, 2, 2, 3, 4], event: [1, 1, 1, 1, 0], score: [5, 4, 4, 6, 1] });
    const weighted = estimateConcordance({ time: [1, 2, 3, 4], event: [1, 1, 1, 0], score: [5, 4, 6, 1], weight: [1, 2, 1, 1] });
    expect(weighted.estimate).toBe(twice.estimate);
  });

  test("no event, nobody who outlives one, and weights by censoring with late entry", () => {
    expect(() => estimateConcordance({ time: [1, 2], event: [0, 0], score: [1, 2] })).toThrow(refused("no-events"));
    expect(() => estimateConcordance({ time: [1, 1], event: [1, 1], score: [1, 2] })).toThrow(refused("not-identified"));
    expect(() => estimateConcordance({ time: [1, 2], event: [1, 0], start: [0, 0], score: [1, 2] }, { pairWeight: "n/G2" })).toThrow(refused("options-conflict"));
  });

  test("that of a regression with one covariate is that of the covariate, turned where its coefficient is below 0", () => {
    const rows = { time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0] };
    const score = [60, 45, 52, 50, 61, 48];
    expect(estimateCoxConcordance({ ...rows, covariates: { x: score.map((one) => -one) } }).estimate).toBeCloseTo(estimateConcordance({ ...rows, score }).estimate, 14);
  });
});
