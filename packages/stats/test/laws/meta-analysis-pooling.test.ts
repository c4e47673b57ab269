import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeEffectSizes } from "../../src/meta-analysis/effect-sizes/compute-effect-sizes.ts";
import type { Measure } from "../../src/meta-analysis/effect-sizes/measures.ts";
import { tauSquaredEstimators } from "../../src/meta-analysis/pooling/fit-tau-squared.ts";
import { poolEffects } from "../../src/meta-analysis/pooling/pool-effects.ts";
import { poolStudies } from "../../src/meta-analysis/pooling/pool-studies.ts";

const effect = fc.record({ estimate: fc.integer({ min: -300, max: 300 }).map((x) => x / 100), variance: fc.integer({ min: 1, max: 400 }).map((x) => x / 200) });
const effects = fc.array(effect, { minLength: 2, maxLength: 25 });
const estimator = fc.constantFrom(...tauSquaredEstimators);
const arm = fc.integer({ min: 1, max: 60 }).chain((total) => fc.record({ total: fc.constant(total), events: fc.integer({ min: 0, max: total }) }));
const study = fc.record({ treated: arm, control: arm });
/** One study at least has an event and somebody without in both arms, so that every method has something to estimate. */
const studies = fc.array(study, { minLength: 1, maxLength: 12 }).map((some) => [...some, { treated: { total: 20, events: 4 }, control: { total: 22, events: 7 } }]);

const columnsOf = (rows: readonly { readonly estimate: number; readonly variance: number }[]) => ({ estimate: rows.map((one) => one.estimate), variance: rows.map((one) => one.variance) });
const countsOf = (rows: readonly { readonly treated: { total: number; events: number }; readonly control: { total: number; events: number } }[], exchanged = false) => {
  const [one, other] = exchanged ? (["control", "treated"] as const) : (["treated", "control"] as const);
  return { treatedEvents: rows.map((row) => row[one].events), treatedTotal: rows.map((row) => row[one].total), controlEvents: rows.map((row) => row[other].events), controlTotal: rows.map((row) => row[other].total) };
};
/** Whether two numbers agree but for rounding, seen beside a scale. */
const agrees = (one: number | null | undefined, other: number | null | undefined, scale = 1, digits = 9): void => {
  if (one == null || other == null) return expect(one).toEqual(other);
  return expect(Math.abs(one - other)).toBeLessThanOrEqual(10 ** -digits * Math.max(scale, Math.abs(one), Math.abs(other)));
};

describe("laws of pooling", () => {
  test("the order of studies does not matter", () => {
    fc.assert(
      fc.property(effects, estimator, fc.infiniteStream(fc.nat()), (rows, tauSquared, dice) => {
        const shuffled = rows.map((row) => ({ row, at: dice.next().value ?? 0 })).toSorted((one, other) => one.at - other.at).map(({ row }) => row);
        const [one, other] = [rows, shuffled].map((some) => poolEffects(columnsOf(some), { tauSquared }));
        agrees(one?.estimate, other?.estimate);
        agrees(one?.standardError, other?.standardError);
        agrees(one?.tauSquared?.estimate, other?.tauSquared?.estimate);
        agrees(one?.tauSquared?.interval?.upper, other?.tauSquared?.interval?.upper);
      }),
    );
  });

  test("estimates in another unit: everything follows", () => {
    fc.assert(
      fc.property(effects, estimator, fc.constantFrom(1e-4, 1e-2, 3, 1e3, 1e5), (rows, tauSquared, unit) => {
        const one = poolEffects(columnsOf(rows), { tauSquared });
        const other = poolEffects(columnsOf(rows.map(({ estimate, variance }) => ({ estimate: estimate * unit, variance: variance * unit * unit }))), { tauSquared });
        agrees(one.estimate, other.estimate / unit);
        agrees(one.standardError, other.standardError / unit);
        agrees(one.tauSquared?.estimate, (other.tauSquared?.estimate ?? 0) / unit / unit, 1, 8);
        agrees(one.heterogeneity.iSquaredFromTauSquared, other.heterogeneity.iSquaredFromTauSquared, 1, 8);
        agrees(one.test.pValue, other.test.pValue);
      }),
    );
  });

  test("all estimates moved by the same: the pooled one moves, nothing else does", () => {
    fc.assert(
      fc.property(effects, estimator, fc.integer({ min: -50, max: 50 }), (rows, tauSquared, by) => {
        const one = poolEffects(columnsOf(rows), { tauSquared });
        const other = poolEffects(columnsOf(rows.map(({ estimate, variance }) => ({ estimate: estimate + by, variance }))), { tauSquared });
        agrees(one.estimate + by, other.estimate, 50, 11);
        agrees(one.tauSquared?.estimate, other.tauSquared?.estimate, 1, 8);
        agrees(one.standardError, other.standardError);
        agrees(one.heterogeneity.test?.statistic, other.heterogeneity.test?.statistic);
      }),
    );
  });

  test("with a common effect a study given twice is one with half the variance, and two studies may be merged first", () => {
    fc.assert(
      fc.property(effects, (rows) => {
        const [first = { estimate: 0, variance: 1 }, ...rest] = rows;
        const twice = poolEffects(columnsOf([first, first, ...rest]), { model: "common" });
        const once = poolEffects(columnsOf([{ ...first, variance: first.variance / 2 }, ...rest]), { model: "common" });
        agrees(twice.estimate, once.estimate, 1, 12);
        agrees(twice.standardError, once.standardError, 1e-3, 12);
        const [second = first, ...others] = rest;
        const both = poolEffects(columnsOf([first, second]), { model: "common" });
        const merged = poolEffects(columnsOf([{ estimate: both.estimate, variance: both.standardError ** 2 }, ...others]), { model: "common" });
        const apart = poolEffects(columnsOf(rows), { model: "common" });
        agrees(merged.estimate, apart.estimate, 1, 12);
        agrees(merged.standardError, apart.standardError, 1e-3, 12);
      }),
    );
  });

  test("the variance between studies is where its estimator says: Q at Paule and Mandel's is k - 1, and the restricted likelihood is flat at its maximum", () => {
    fc.assert(
      fc.property(effects, (rows) => {
        const { tauSquared } = poolEffects(columnsOf(rows), { tauSquared: "PM" });
        const at = tauSquared?.estimate ?? 0;
        const weights = rows.map(({ variance }) => 1 / (variance + at));
        const all = weights.reduce((sum, one) => sum + one, 0);
        const mean = rows.reduce((sum, { estimate }, place) => sum + ((weights[place] ?? 0) * estimate) / all, 0);
        const q = rows.reduce((sum, { estimate }, place) => sum + (weights[place] ?? 0) * (estimate - mean) ** 2, 0);
        if (at > 0) agrees(q, rows.length - 1);
        else expect(q).toBeLessThanOrEqual((rows.length - 1) * (1 + 1e-9));
        const reml = poolEffects(columnsOf(rows)).tauSquared;
        if ((reml?.estimate ?? 0) > 0) expect(Math.abs(reml?.gradient ?? 1)).toBeLessThan(1e-7);
        else expect(reml?.gradient).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("a higher level gives wider intervals, around the same estimate", () => {
    fc.assert(
      fc.property(effects, (rows) => {
        const [narrow, wide] = [0.8, 0.99].map((level) => poolEffects(columnsOf(rows), { level }));
        expect(wide?.interval.lower).toBeLessThan(narrow?.interval.lower ?? 0);
        expect(wide?.interval.upper).toBeGreaterThan(narrow?.interval.upper ?? 0);
        expect(wide?.tauSquared?.interval?.upper ?? Number.POSITIVE_INFINITY).toBeGreaterThan(narrow?.tauSquared?.interval?.upper ?? 0);
      }),
    );
  });

  test("weights are above zero and add up to 100", () => {
    fc.assert(
      fc.property(effects, estimator, (rows, tauSquared) => {
        const { weights } = poolEffects(columnsOf(rows), { tauSquared });
        agrees(weights.reduce((sum, one) => sum + one, 0), 100);
        expect(Math.min(...weights)).toBeGreaterThan(0);
      }),
    );
  });
});

describe("laws of effect sizes", () => {
  const measures = fc.constantFrom<Measure>("odds-ratio", "risk-ratio", "risk-difference", "arcsine-difference", "peto-odds-ratio");

  test("arms that change places turn every estimate round exactly, and leave its variance", () => {
    fc.assert(
      fc.property(studies, measures, fc.constantFrom("none", "constant", "treatment-arm"), (rows, measure, correction) => {
        const [one, other] = [false, true].map((exchanged) => computeEffectSizes(countsOf(rows, exchanged), { measure, correction }));
        expect(one?.rows).toEqual(other?.rows);
        expect(one?.variances).toEqual(other?.variances);
        expect(one?.estimates.map((x) => x + 0)).toEqual(other?.estimates.map((x) => 0 - x));
      }),
    );
  });

  test("and the pooled ratio is turned round exactly on the log scale", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const [one, other] = [false, true].map((exchanged) => poolStudies(countsOf(rows, exchanged)));
        expect(one?.estimate).toBe(0 - (other?.estimate ?? Number.NaN));
        expect(one?.interval.lower).toBe(0 - (other?.interval.upper ?? Number.NaN));
      }),
    );
  });

  test("the empirical correction turns round, too, but for rounding", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const [one, other] = [false, true].map((exchanged) => computeEffectSizes(countsOf(rows, exchanged), { correction: "empirical" }));
        for (const [at, estimate] of (one?.estimates ?? []).entries()) agrees(estimate, -(other?.estimates[at] ?? Number.NaN), 1, 12);
      }),
    );
  });

  test("those with the event and those without change places: the log odds ratio turns round", () => {
    fc.assert(
      fc.property(studies, (rows) => {
        const turned = rows.map(({ treated, control }) => ({ treated: { total: treated.total, events: treated.total - treated.events }, control: { total: control.total, events: control.total - control.events } }));
        const [one, other] = [rows, turned].map((some) => computeEffectSizes(countsOf(some), { measure: "odds-ratio" }));
        for (const [at, estimate] of (one?.estimates ?? []).entries()) agrees(estimate, -(other?.estimates[at] ?? Number.NaN), 1, 12);
      }),
    );
  });

  test("every row is kept, or left out with a reason", () => {
    fc.assert(
      fc.property(studies, measures, fc.constantFrom("include", "exclude"), (rows, measure, doubleZero) => {
        const { rows: kept, excluded } = computeEffectSizes(countsOf(rows), { measure, doubleZero });
        expect([...kept, ...excluded.map(({ row }) => row)].toSorted((one, other) => one - other)).toEqual(rows.map((_, at) => at + 1));
      }),
    );
  });

  test("person-time in another unit leaves rate ratios, and divides rate differences", () => {
    const counts = { treatedEvents: [3, 0, 8], controlEvents: [5, 2, 9] };
    fc.assert(
      fc.property(fc.constantFrom(0.25, 2, 1024), (unit) => {
        const [one, other] = [1, unit].map((by) => ({ ...counts, treatedTime: [100 * by, 50 * by, 80 * by], controlTime: [90 * by, 55 * by, 85 * by] }));
        if (one === undefined || other === undefined) throw new Error("unreachable");
        const [ratio, scaled] = [one, other].map((columns) => computeEffectSizes(columns, { measure: "rate-ratio" }).estimates);
        for (const [at, x] of (ratio ?? []).entries()) agrees(x, scaled?.[at], 1, 13);
        const [difference, divided] = [one, other].map((columns) => computeEffectSizes(columns, { measure: "rate-difference" }).estimates);
        for (const [at, x] of (difference ?? []).entries()) agrees(x, (divided?.[at] ?? 0) * unit, 1e-3, 13);
      }),
    );
  });
});
