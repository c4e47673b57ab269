import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareSubgroups } from "../../src/meta-analysis/moderators/compare-subgroups.ts";
import { permuteModerators } from "../../src/meta-analysis/moderators/permute-moderators.ts";
import { poolMultilevel } from "../../src/meta-analysis/moderators/pool-multilevel.ts";
import { regressEffects } from "../../src/meta-analysis/moderators/regress-effects.ts";
import { runSteps } from "../../src/optimisation/run-steps.ts";

const row = fc.record({ estimate: fc.integer({ min: -300, max: 300 }).map((x) => x / 100), variance: fc.integer({ min: 1, max: 400 }).map((x) => x / 200), dose: fc.integer({ min: 0, max: 50 }), group: fc.constantFrom("a", "b", "c") });
/** A few rows at least in each group, with doses that differ. */
const seeds = (["a", "b", "c"] as const).flatMap((group, at) => [1, 2, 3].map((one) => ({ estimate: (one * (at + 1)) / 7, variance: (one + at) / 5, dose: one * one + at, group })));
const rows = fc.array(row, { maxLength: 15 }).map((some) => [...some, ...seeds]);
type Row = (typeof seeds)[number] | { readonly estimate: number; readonly variance: number; readonly dose: number; readonly group: string };
const columnsOf = (some: readonly Row[]) => ({ estimate: some.map((one) => one.estimate), variance: some.map((one) => one.variance) });
const covariance = fc.constantFrom("model", "CR0", "CR2");
const shuffledBy = <One>(some: readonly One[], dice: IterableIterator<number> | Iterator<number>): One[] => some.map((one) => ({ one, at: dice.next().value as number })).toSorted((first, second) => first.at - second.at).map(({ one }) => one);
const agrees = (one: number | null | undefined, other: number | null | undefined, scale = 1, digits = 8): void => {
  if (one == null || other == null) return expect(one).toEqual(other);
  return expect(Math.abs(one - other)).toBeLessThanOrEqual(10 ** -digits * Math.max(scale, Math.abs(one), Math.abs(other)));
};

describe("laws of regression, subgroups and levels", () => {
  test("the order of studies does not matter to a regression", () => {
    fc.assert(
      fc.property(rows, covariance, fc.infiniteStream(fc.nat()), (some, kind, dice) => {
        const of = (all: readonly Row[]) => regressEffects({ ...columnsOf(all), moderators: { dose: all.map((one) => one.dose), group: all.map((one) => one.group) } }, { covariance: kind });
        const [one, other] = [of(some), of(shuffledBy(some, dice))];
        for (const [at, each] of one.coefficients.entries()) {
          agrees(each.estimate, other.coefficients[at]?.estimate);
          agrees(each.standardError, other.coefficients[at]?.standardError);
          agrees(each.test.pValue, other.coefficients[at]?.test.pValue, 1, 7);
        }
        agrees(one.tauSquared?.estimate, other.tauSquared?.estimate);
        agrees(one.omnibus?.statistic, other.omnibus?.statistic, 1, 7);
      }),
    );
  });

  test("a covariate in another unit and from another origin: its slope follows, its test does not change", () => {
    fc.assert(
      fc.property(rows, covariance, fc.constantFrom(0.01, 3, 365.25), fc.constantFrom(-7, 0, 1990), (some, kind, unit, origin) => {
        const of = (turn: (dose: number) => number) => regressEffects({ ...columnsOf(some), moderators: { dose: some.map((one) => turn(one.dose)) } }, { covariance: kind });
        const [one, other] = [of((dose) => dose), of((dose) => origin + unit * dose)];
        const [slope, turned] = [one.coefficients[1], other.coefficients[1]];
        agrees(slope?.estimate, (turned?.estimate ?? 0) * unit, slope?.standardError, 7);
        agrees(slope?.standardError, (turned?.standardError ?? 0) * unit, 1e-3, 7);
        agrees(slope?.test.degreesOfFreedom, turned?.test.degreesOfFreedom, 1, 6);
        agrees(one.tauSquared?.estimate, other.tauSquared?.estimate, 1e-3, 7);
        for (const [at, { estimate }] of one.fitted.entries()) agrees(estimate, other.fitted[at]?.estimate, 1, 7);
      }),
    );
  });

  test("another reference level: fitted effects and joint tests stay", () => {
    fc.assert(
      fc.property(rows, covariance, (some, kind) => {
        const of = (reference: string) => regressEffects({ ...columnsOf(some), moderators: { group: some.map((one) => one.group) } }, { covariance: kind, references: [`group=${reference}`] });
        const [one, other] = [of("a"), of("c")];
        agrees(one.omnibus?.statistic, other.omnibus?.statistic, 1, 7);
        agrees(one.omnibus?.denominatorDegrees, other.omnibus?.denominatorDegrees, 1, 7);
        for (const [at, { estimate, standardError }] of one.fitted.entries()) {
          agrees(estimate, other.fitted[at]?.estimate);
          agrees(standardError, other.fitted[at]?.standardError);
        }
      }),
    );
  });

  test("subgroups under other names and in another order: the same results, and the same test as a regression's", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("wald", "hksj-modified"), fc.infiniteStream(fc.nat()), (some, interval, dice) => {
        const names: Readonly<Record<string, string>> = { a: "z", b: "y", c: "x" };
        const one = compareSubgroups({ ...columnsOf(some), subgroup: some.map(({ group }) => group) }, { interval });
        const shuffled = shuffledBy(some, dice);
        const other = compareSubgroups({ ...columnsOf(shuffled), subgroup: shuffled.map(({ group }) => names[group] ?? "") }, { interval });
        agrees(one.between.test?.statistic, other.between.test?.statistic);
        for (const { subgroup, estimate, standardError, tauSquared } of one.subgroups) {
          const same = other.subgroups.find((each) => each.subgroup === names[subgroup]);
          agrees(estimate, same?.estimate);
          agrees(standardError, same?.standardError);
          agrees(tauSquared?.estimate, same?.tauSquared?.estimate);
        }
        const regression = regressEffects({ ...columnsOf(some), moderators: { group: some.map(({ group }) => group) } }, { interval });
        agrees(regression.omnibus?.statistic, one.between.test?.statistic);
        agrees(regression.omnibus?.pValue, one.between.test?.pValue);
      }),
    );
  });

  test("effects within studies: order does not matter, and another unit only scales", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 0.4), fc.constantFrom(0.01, 100), fc.infiniteStream(fc.nat()), (some, correlation, unit, dice) => {
        const of = (all: readonly Row[], by = 1) => poolMultilevel({ estimate: all.map((one) => one.estimate * by), variance: all.map((one) => one.variance * by * by), study: all.map((one) => one.group) }, { correlation, profileIntervals: false });
        const [one, shuffled, scaled] = [of(some), of(shuffledBy(some, dice)), of(some, unit)];
        for (const [other, by] of [[shuffled, 1], [scaled, unit]] as const) {
          agrees(one.coefficients[0]?.estimate, (other.coefficients[0]?.estimate ?? 0) / by, 1, 7);
          agrees(one.betweenStudies.estimate, other.betweenStudies.estimate / by / by, 1, 7);
          agrees(one.withinStudies.estimate, other.withinStudies.estimate / by / by, 1, 7);
          agrees(one.coefficients[0]?.test.pValue, other.coefficients[0]?.test.pValue, 1, 7);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("every arrangement is tried: the order of studies does not change a p-value at all", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 6 }), fc.infiniteStream(fc.nat()), (some, dice) => {
        const all = some.map((one, at) => ({ ...one, dose: one.dose + 60 * (at % 2) }));
        const of = (each: readonly Row[]) => runSteps(permuteModerators({ ...columnsOf(each), moderators: { dose: each.map((one) => one.dose) } }, { tauSquared: "DL", interval: "wald" }));
        const [one, other] = [of(all), of(shuffledBy(all, dice))];
        expect(one.coefficients[0]?.pValue).toBe(other.coefficients[0]?.pValue);
        expect(one.arrangements).toBe(other.arrangements);
      }),
      { numRuns: 15 },
    );
  });
});
