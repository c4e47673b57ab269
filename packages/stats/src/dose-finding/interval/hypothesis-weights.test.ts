/** Prior weights of BOIN's three hypotheses. */
import { describe, expect, test } from "vitest";
import { hypothesisWeights } from "./hypothesis-weights.ts";

const rates = { target: 0.3, underdose: 0.18, overdose: 0.42 };
const plain = (guess: number, priorN: number) => {
  const { target, underdose, overdose } = hypothesisWeights(rates, guess, priorN);
  return [target, underdose, overdose].map(Math.exp);
};

describe("prior weights of three hypotheses", () => {
  test("A guess worth nobody gives each one third", () => {
    for (const weight of plain(0.1, 0)) expect(weight).toBeCloseTo(1 / 3, 15);
  });

  test("A guess of 0.1 worth one participant: the mean over no event and one event", () => {
    // Without the event the likelihoods are 0.70, 0.82, 0.58 (sum 2.10), with it 0.30, 0.18, 0.42 (sum 0.90).
    const expected = [0.9 * (70 / 210) + 0.1 * (30 / 90), 0.9 * (82 / 210) + 0.1 * (18 / 90), 0.9 * (58 / 210) + 0.1 * (42 / 90)];
    for (const [at, weight] of plain(0.1, 1).entries()) expect(weight).toBeCloseTo(expected[at] ?? 0, 14);
  });

  test("The weights add up to 1, also where one of them is too small for a number", () => {
    for (const guess of [0.001, 0.3, 0.999]) for (const priorN of [1, 7, 1000]) expect(plain(guess, priorN).reduce((sum, one) => sum + one)).toBeCloseTo(1, 11);
    expect(hypothesisWeights(rates, 0.001, 1000).overdose).toBeLessThan(-100);
  });
});
