import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolEffects } from "../../src/meta-analysis/pooling/pool-effects.ts";
import { assessFragility } from "../../src/meta-analysis/sensitivity/assess-fragility.ts";
import { assessInfluence } from "../../src/meta-analysis/sensitivity/assess-influence.ts";
import { fitSelectionModel } from "../../src/meta-analysis/sensitivity/fit-selection-model.ts";
import { gosh } from "../../src/meta-analysis/sensitivity/gosh.ts";
import { leaveOneOut } from "../../src/meta-analysis/sensitivity/leave-one-out.ts";
import { poolCumulatively } from "../../src/meta-analysis/sensitivity/pool-cumulatively.ts";
import { testAsymmetry } from "../../src/meta-analysis/sensitivity/test-asymmetry.ts";
import { trimAndFill } from "../../src/meta-analysis/sensitivity/trim-and-fill.ts";

const effect = fc.record({ estimate: fc.integer({ min: -300, max: 300 }).map((x) => x / 100), variance: fc.integer({ min: 1, max: 400 }).map((x) => x / 200) });
const effects = fc.uniqueArray(effect, { minLength: 4, maxLength: 12, selector: ({ variance }) => variance }).filter((rows) => new Set(rows.map(({ estimate }) => estimate)).size > 2);
const columnsOf = (rows: readonly { readonly estimate: number; readonly variance: number }[]) => ({ estimate: rows.map((one) => one.estimate), variance: rows.map((one) => one.variance) });
const generic = { measure: "generic" } as const;
const agrees = (one: number | null | undefined, other: number | null | undefined, tolerance = 1e-8): void => {
  if (one == null || other == null) return expect(one).toEqual(other);
  expect(Math.abs(one - other)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(one), Math.abs(other)));
};

describe("laws of sensitivity analyses", () => {
  test("the order of studies does not matter", () => {
    fc.assert(
      fc.property(effects, (rows) => {
        const back = rows.toReversed();
        const [one, other] = [leaveOneOut(columnsOf(rows), generic), leaveOneOut(columnsOf(back), generic)];
        for (const [at, row] of one.without.entries()) agrees(row.estimate, other.without[rows.length - 1 - at]?.estimate);
        const [here, there] = [assessInfluence(columnsOf(rows), generic), assessInfluence(columnsOf(back), generic)];
        for (const [at, row] of here.studies.entries()) agrees(row.cooksDistance, there.studies[rows.length - 1 - at]?.cooksDistance, 1e-6);
        for (const name of ["egger", "egger-mixed", "thompson-sharp", "begg"] as const) agrees(testAsymmetry(columnsOf(rows), { ...generic, test: name }).pValue, testAsymmetry(columnsOf(back), { ...generic, test: name }).pValue, 1e-7);
      }),
      { numRuns: 50 },
    );
  });

  test("leaving out one of two equal studies is the same, whichever it is, and pooling the rest gives it", () => {
    fc.assert(
      fc.property(effects, (rows) => {
        const [first = { estimate: 0, variance: 1 }] = rows;
        const { without } = leaveOneOut(columnsOf([...rows, first]), generic);
        agrees(without[0]?.estimate, without.at(-1)?.estimate);
        agrees(without[0]?.tauSquared, without.at(-1)?.tauSquared);
        agrees(without.at(-1)?.estimate, poolEffects(columnsOf(rows)).estimate);
      }),
      { numRuns: 50 },
    );
  });

  test("the last step of a cumulative meta-analysis, and the last subset of GOSH, is the meta-analysis", () => {
    fc.assert(
      fc.property(effects.map((rows) => rows.slice(0, 6)), (rows) => {
        const whole = poolEffects(columnsOf(rows));
        agrees(poolCumulatively({ ...columnsOf(rows), order: rows.map((_, at) => -at) }, generic).steps.at(-1)?.estimate, whole.estimate);
        const all = gosh(columnsOf(rows), generic);
        expect(all.studies.length).toBe(2 ** rows.length - 1);
        agrees(all.estimates.at(-1), whole.estimate);
      }),
      { numRuns: 30 },
    );
  });

  test("random subsets are the same for the same seed, and never empty", () => {
    const rows = columnsOf(Array.from({ length: 20 }, (_, at) => ({ estimate: at / 10, variance: 0.1 + at / 50 })));
    const [one, other, third] = [1, 1, 2].map((seed) => gosh(rows, { ...generic, model: "common", subsets: 200, seed }));
    expect(one?.kind).toBe("random subsets");
    expect(one?.estimates).toEqual(other?.estimates);
    expect(one?.estimates).not.toEqual(third?.estimates);
    expect(Math.min(...(one?.studies ?? [0]))).toBeGreaterThan(0);
  });

  test("a mirrored funnel has its missing studies on the other side", () => {
    fc.assert(
      fc.property(effects, fc.constantFrom("L0" as const), (rows, estimator) => {
        const mirrored = rows.map(({ estimate, variance }) => ({ estimate: -estimate, variance }));
        const options = { ...generic, model: "common", estimator } as const;
        const run = (some: typeof rows, side: "left" | "right") => {
          try {
            const made = trimAndFill(columnsOf(some), { ...options, side });
            return [made.missingStudies, Math.abs(made.after.estimate)];
          } catch {
            return ["refused"];
          }
        };
        const [one, other] = [run(rows, "left"), run(mirrored, "right")];
        expect(one[0]).toBe(other[0]);
        if (one.length > 1) agrees(one[1] as number, other[1] as number);
      }),
      { numRuns: 100 },
    );
  });

  test("selection on effects above 0 mirrors selection on effects below 0", () => {
    const rows = [[0.62, 0.04], [0.45, 0.02], [0.12, 0.03], [0.9, 0.15], [0.05, 0.01], [0.7, 0.09], [-0.1, 0.06]].map(([estimate = 0, variance = 1]) => ({ estimate, variance }));
    const one = fitSelectionModel(columnsOf(rows), { ...generic, model: "common" });
    const other = fitSelectionModel(columnsOf(rows.map(({ estimate, variance }) => ({ estimate: -estimate, variance }))), { ...generic, model: "common", alternative: "less" });
    agrees(one.effect.estimate, -other.effect.estimate);
    agrees(one.steps[1]?.weight, other.steps[1]?.weight);
  });

  test("exchanging the arms leaves the fragility index", () => {
    const arm = fc.integer({ min: 3, max: 40 }).chain((total) => fc.record({ total: fc.constant(total), events: fc.integer({ min: 0, max: total }) }));
    fc.assert(
      fc.property(arm, arm, (treated, control) => {
        if (treated.events === control.events) return;
        const index = (a: typeof arm extends fc.Arbitrary<infer T> ? T : never, b: typeof a) => assessFragility({ treatedEvents: [a.events], treatedTotal: [a.total], controlEvents: [b.events], controlTotal: [b.total] }).studies[0]?.index;
        expect(index(treated, control)).toBe(index(control, treated));
      }),
    );
  });

  test("what cannot be told is refused by name", () => {
    const two = { estimate: [0.1, 0.2], variance: [0.1, 0.2] };
    const same = { estimate: [0.3, 0.3, 0.3, 0.3], variance: [0.1, 0.2, 0.3, 0.4] };
    const code = (wanted: string) => expect.objectContaining({ name: "StatisticRefusal", code: wanted });
    expect(() => leaveOneOut({ estimate: [0.1], variance: [0.1] }, generic)).toThrow(code("too-few"));
    expect(() => testAsymmetry(two, generic)).toThrow(code("too-few"));
    expect(() => testAsymmetry(same, generic)).toThrow(code("not-identified"));
    expect(() => testAsymmetry(same, { ...generic, test: "begg" })).toThrow(code("not-identified"));
    expect(() => testAsymmetry({ estimate: [0.1, 0.2, 0.5], variance: [0.2, 0.2, 0.2] }, generic)).toThrow(code("singular"));
    expect(() => testAsymmetry(same, { ...generic, test: "harbord" })).toThrow(code("options-conflict"));
    expect(() => fitSelectionModel(same, { ...generic, steps: [0.5] })).toThrow(code("not-identified"));
    expect(trimAndFill(same, generic).missingStudies).toBe(0);
    expect(assessInfluence(same, generic).studies[0]?.residual).toBe(0);
    expect(assessInfluence(two, generic).studies.length).toBe(2);
  });
});
