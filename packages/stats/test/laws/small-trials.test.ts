import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareMeans } from "../../src/small-trials/comparisons/compare-means.ts";
import { compareWins } from "../../src/small-trials/ordinal/compare-wins.ts";
import { fitProportionalOdds } from "../../src/small-trials/ordinal/fit-proportional-odds.ts";
import { testRandomisation } from "../../src/small-trials/randomisation/test-randomisation.ts";
import { compareRanks } from "../../src/small-trials/ranks/compare-ranks.ts";

/** Two groups that overlap and vary, and a value for shuffling. */
const rows = fc.array(fc.record({ group: fc.constantFrom("a", "b"), outcome: fc.integer({ min: 0, max: 6 }) }), { maxLength: 8 }).map((some) => [...some, { group: "a", outcome: 1 }, { group: "a", outcome: 3 }, { group: "b", outcome: 2 }, { group: "b", outcome: 5 }, { group: "b", outcome: 0 }, { group: "a", outcome: 4 }, { group: "b", outcome: 3 }, { group: "a", outcome: 6 }]);
type Rows = readonly { readonly group: string; readonly outcome: number }[];
const columns = (some: Rows) => ({ outcome: some.map((one) => one.outcome), group: some.map((one) => one.group) });
const agrees = (one: number, other: number): void => expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(one)));

describe("laws of small trials", () => {
  test("the order of rows changes nothing", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [one, other] = [columns(all), columns(all.toReversed())];
        agrees(compareMeans(one).test.pValue, compareMeans(other).test.pValue);
        agrees(compareRanks(one).test.pValue, compareRanks(other).test.pValue);
        agrees(testRandomisation(one).pValue, testRandomisation(other).pValue);
        agrees(fitProportionalOdds({ outcome: one.outcome, covariates: { group: one.group } }, { interval: "wald" }).logLikelihood, fitProportionalOdds({ outcome: other.outcome, covariates: { group: other.group } }, { interval: "wald" }).logLikelihood);
      }),
    );
  });

  test("groups exchanged: p-values stay, differences change their sign, odds are inverted", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const given = columns(all);
        const [one, other] = [compareRanks(given), compareRanks(given, { reference: "b" })];
        agrees(one.test.pValue, other.test.pValue);
        agrees(one.shift.estimate, -other.shift.estimate);
        if (Number.isFinite(one.shift.lower)) agrees(one.shift.lower, -other.shift.upper);
        const [wins, losses] = [undefined, "b"].map((reference) => compareWins({ group: given.group, outcomes: { outcome: given.outcome } }, { reference }));
        agrees(wins?.netBenefit.estimate ?? 1, -(losses?.netBenefit.estimate ?? 0));
        agrees(wins?.wins ?? 1, one.probability - (wins?.ties ?? 0) / 2);
      }),
    );
  });

  test("a rising map of outcomes leaves ranks and wins as they are; a shift and a scale leave t", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const given = columns(all);
        const bent = { ...given, outcome: given.outcome.map((one) => Math.exp(one)) };
        const moved = { ...given, outcome: given.outcome.map((one) => 4 * one + 1024) };
        expect(compareRanks(bent).test).toEqual(compareRanks(given).test);
        agrees(compareMeans(moved).test.statistic, compareMeans(given).test.statistic);
        agrees(testRandomisation(given, { statistic: "rank-mean-difference" }).pValue, compareRanks(given).test.pValue);
      }),
    );
  });
});
