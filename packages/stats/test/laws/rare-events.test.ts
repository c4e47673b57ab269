import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leaveOneOutCounts } from "../../src/meta-analysis/sensitivity/leave-one-out-counts.ts";
import { poolBetaBinomial } from "../../src/meta-analysis/rare-events/pool-beta-binomial.ts";
import { poolBinomialMixed } from "../../src/meta-analysis/rare-events/pool-binomial-mixed.ts";
import { poolMantelHaenszel } from "../../src/meta-analysis/rare-events/pool-mantel-haenszel.ts";
import { poolProportions } from "../../src/meta-analysis/rare-events/pool-one-arm.ts";
import { poolPeto } from "../../src/meta-analysis/rare-events/pool-peto.ts";
import { runSteps } from "../../src/optimisation/run-steps.ts";

interface Arm {
  readonly events: number;
  readonly total: number;
}
interface Study {
  readonly treated: Arm;
  readonly control: Arm;
}
const arm = fc.integer({ min: 1, max: 60 }).chain((total) => fc.record({ total: fc.constant(total), events: fc.integer({ min: 0, max: Math.min(total, 6) }) }));
const study = fc.record({ treated: arm, control: arm });
const informs: Study = { treated: { total: 20, events: 4 }, control: { total: 22, events: 7 } };
/** One study at least has events, and people without, in both arms: no ratio is 0 or infinite. */
const studies = fc.array(study, { minLength: 1, maxLength: 10 }).map((some) => [...some, informs]);
const order = fc.infiniteStream(fc.nat());
const shuffle = (rows: readonly Study[], dice: Iterator<number>): readonly Study[] => rows.map((row) => ({ row, at: dice.next().value ?? 0 })).toSorted((one, other) => one.at - other.at).map(({ row }) => row);
const countsOf = (rows: readonly Study[], times = 1) => ({ treatedEvents: rows.map(({ treated }) => times * treated.events), treatedTotal: rows.map(({ treated }) => times * treated.total), controlEvents: rows.map(({ control }) => times * control.events), controlTotal: rows.map(({ control }) => times * control.total) });
const exchange = (rows: readonly Study[]): readonly Study[] => rows.map(({ treated, control }) => ({ treated: control, control: treated }));

/** Whether numbers agree but for rounding. */
const agrees = (one: number | null | undefined, other: number | null | undefined, tolerance = 1e-9): void => {
  if (one == null || other == null) return expect(one).toEqual(other);
  return expect(Math.abs(one - other)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(one), Math.abs(other)));
};

describe("laws of methods for rare events", () => {
  test("leave-one-out without a study is Mantel-Haenszel of the others", () => {
    fc.assert(
      fc.property(studies, fc.nat(), (rows, chosen) => {
        // Twice, so that those left have events in both arms whichever goes.
        const all = [informs, ...rows];
        const at = chosen % all.length;
        const others = poolMantelHaenszel(countsOf(all.filter((_, place) => place !== at)));
        const without = leaveOneOutCounts(countsOf(all)).without[at];
        agrees(without?.estimate, others.estimate);
        agrees(without?.standardError, others.standardError);
        agrees(without?.heterogeneity?.statistic, others.heterogeneity.test?.statistic);
      }),
    );
  });
  test("the order of rows changes neither Mantel-Haenszel nor Peto", () => {
    fc.assert(
      fc.property(studies, order, fc.constantFrom("odds-ratio", "risk-ratio", "risk-difference"), (rows, dice, measure) => {
        const shuffled = shuffle(rows, dice);
        for (const [one, other] of [[poolMantelHaenszel(countsOf(rows), { measure }), poolMantelHaenszel(countsOf(shuffled), { measure })], [poolPeto(countsOf(rows)), poolPeto(countsOf(shuffled))]] as const) {
          agrees(one.estimate, other.estimate);
          agrees(one.standardError, other.standardError);
          agrees(one.heterogeneity.test?.statistic, other.heterogeneity.test?.statistic);
        }
      }),
    );
  });
  test("the order of rows changes neither mixed models nor the beta-binomial model, and exchanging the arms inverts the former", () => {
    fc.assert(
      fc.property(studies, order, fc.constantFrom("unconditional-fixed", "unconditional-random", "conditional-approximate", "conditional-exact"), (rows, dice, form) => {
        const [counts, shuffled] = [countsOf(rows), countsOf(shuffle(rows, dice))];
        const mixed = (given: typeof counts) => runSteps(poolBinomialMixed(given, { form, profile: "none" }));
        const [straight, mixedUp, exchanged] = [mixed(counts), mixed(shuffled), mixed(countsOf(exchange(rows)))];
        agrees(straight.estimate, mixedUp.estimate);
        agrees(straight.tauSquared?.estimate, mixedUp.tauSquared?.estimate);
        agrees(straight.estimate, -exchanged.estimate);
        const beta = (given: typeof counts) => runSteps(poolBetaBinomial(given, { profile: "none" }));
        agrees(beta(counts).estimate, beta(shuffled).estimate);
        const one = (given: typeof counts) => runSteps(poolProportions({ events: given.controlEvents, total: given.controlTotal }, { model: "common", profile: "none" }));
        agrees(one(counts).estimate, one(shuffled).estimate);
      }),
      { numRuns: 25 },
    );
  });
  test("exchanging the arms inverts the odds ratios of Mantel-Haenszel and of Peto", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const [counts, exchanged] = [countsOf(rows), countsOf(exchange(rows))];
        for (const [one, other] of [[poolMantelHaenszel(counts), poolMantelHaenszel(exchanged)], [poolPeto(counts), poolPeto(exchanged)]] as const) {
          agrees(one.estimate, -other.estimate, 1e-12);
          agrees(one.standardError, other.standardError, 1e-12);
          agrees(one.ratio?.upper, 1 / (other.ratio?.lower ?? 0), 1e-11);
        }
      }),
    );
  });
  test("doubling every count keeps Mantel and Haenszel's odds ratio and halves its variance", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const [once, twice] = [poolMantelHaenszel(countsOf(rows)), poolMantelHaenszel(countsOf(rows, 2))];
        agrees(once.estimate, twice.estimate, 1e-12);
        agrees(once.standardError ** 2, 2 * twice.standardError ** 2, 1e-12);
      }),
    );
  });
  test("a study without events changes neither Mantel-Haenszel nor Peto, left out or kept", () => {
    fc.assert(
      fc.property(studies, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.nat(), fc.constantFrom("exclude", "include"), (rows, n, m, place, doubleZero) => {
        const more = rows.toSpliced(place % (rows.length + 1), 0, { treated: { events: 0, total: n }, control: { events: 0, total: m } });
        for (const [one, other] of [[poolMantelHaenszel(countsOf(rows), { doubleZero }), poolMantelHaenszel(countsOf(more), { doubleZero })], [poolPeto(countsOf(rows), { doubleZero }), poolPeto(countsOf(more), { doubleZero })]] as const) {
          agrees(one.estimate, other.estimate, 1e-12);
          agrees(one.standardError, other.standardError, 1e-12);
          expect(other.studies).toBe(one.studies + (doubleZero === "include" ? 1 : 0));
        }
      }),
    );
  });
});
