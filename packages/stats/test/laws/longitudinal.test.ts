import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitMixedModel } from "../../src/longitudinal/fit-mixed-model.ts";
import { fitMmrm } from "../../src/longitudinal/fit-mmrm.ts";
import { mergeMmrmSummaries } from "../../src/longitudinal/merge-mmrm-summaries.ts";
import { mmrmOfSummary } from "../../src/longitudinal/mmrm-of-summary.ts";
import { summariseMmrm } from "../../src/longitudinal/summarise-mmrm.ts";
import type { MmrmSummary } from "../../src/longitudinal/mmrm-summary.ts";

interface Row {
  readonly outcome: number | null;
  readonly participant: string;
  readonly visit: number;
  readonly arm: string;
  readonly base: number;
}
/** Trials of 24 to 40 participants, 3 visits, some of them missed; noise from a few integers, so that a failure can be read. */
const trials = fc.tuple(fc.integer({ min: 24, max: 40 }), fc.integer({ min: 1, max: 1e6 })).map(([people, seed]): readonly Row[] => {
  let state = seed;
  const noise = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  for (let warm = 0; warm < 5; warm++) noise();
  return Array.from({ length: people }, (_, person) => person).flatMap((person) => {
    const own = noise() * 4;
    const base = noise() * 6 + 10;
    return [1, 2, 3].map((visit): Row => ({ outcome: visit > 1 && noise() > 0.35 ? null : own + base / 2 + visit * noise() * 2 + (person % 2) * visit * 0.3, participant: `p${person}`, visit, arm: person % 2 === 0 ? "a" : "b", base }));
  });
});
const columnsOf = (rows: readonly Row[]) => ({ outcome: rows.map((row) => row.outcome), participant: rows.map((row) => row.participant), visit: rows.map((row) => row.visit), arm: rows.map((row) => row.arm), covariates: { base: rows.map((row) => row.base) } });
const close = (actual: number, expected: number, tolerance: number): void => expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
const runs = { numRuns: 25 };

describe("mixed models for repeated measures", () => {
  test("summaries of disjoint participants, merged, give what all rows give", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(trials, fc.integer({ min: 1, max: 4 }), (rows, parts) => {
        const pieces = Array.from({ length: parts }, (_, part) => summariseMmrm(columnsOf(rows.filter((row) => Number(row.participant.slice(1)) % parts === part)), { crossedWithVisit: ["base"] }));
        const merged = mergeMmrmSummaries(JSON.parse(JSON.stringify(pieces)) as readonly MmrmSummary[]);
        const whole = mergeMmrmSummaries([summariseMmrm(columnsOf(rows), { crossedWithVisit: ["base"] })]);
        expect(merged.participants).toBe(whole.participants);
        expect(merged.columns).toEqual(whole.columns);
        for (const [at, pattern] of whole.patterns.entries()) {
          const other = merged.patterns[at];
          expect(other?.visits).toEqual(pattern.visits);
          for (const [place, value] of pattern.blocks.entries()) close(other?.blocks[place] ?? Number.NaN, value, 1e-12);
        }
        const options = { covariance: "compound-symmetry-heterogeneous", degreesOfFreedom: "kenward-roger" } as const;
        const one = mmrmOfSummary(merged, options);
        const other = mmrmOfSummary(whole, options);
        const direct = fitMmrm(columnsOf(rows), { ...options, crossedWithVisit: ["base"] });
        for (const [at, difference] of other.differences.entries()) {
          close(one.differences[at]?.estimate ?? Number.NaN, difference.estimate, 1e-12);
          close(one.differences[at]?.standardError ?? Number.NaN, difference.standardError, 1e-12);
          // From rows the digits that sums of squares lose are kept.
          close(direct.differences[at]?.estimate ?? Number.NaN, difference.estimate, 1e-9);
          close(direct.differences[at]?.degreesOfFreedom ?? Number.NaN, difference.degreesOfFreedom, 1e-7);
        }
      }),
      runs,
    );
  });

  test("the order of rows does not matter, exchanged arms turn the sign, and a larger unit of the outcome scales it", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(trials, fc.double({ min: 0.001, max: 1000, noNaN: true }), (rows, factor) => {
        const made = fitMmrm(columnsOf(rows), { covariance: "ar1" });
        const turned = fitMmrm(columnsOf(rows.toReversed().map((row) => ({ ...row, outcome: row.outcome === null ? null : row.outcome * factor }))), { covariance: "ar1", arms: ["b", "a"] });
        for (const [at, difference] of made.differences.entries()) {
          close((turned.differences[at]?.estimate ?? Number.NaN) / factor, -difference.estimate, 1e-9);
          close((turned.differences[at]?.standardError ?? Number.NaN) / factor, difference.standardError, 1e-9);
          close(turned.differences[at]?.degreesOfFreedom ?? Number.NaN, difference.degreesOfFreedom, 1e-6);
        }
      }),
      runs,
    );
  });

  test("with complete visits and no covariates each visit's difference is that of a two-sample t test", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(trials, (rows) => {
        const complete = rows.map((row) => ({ ...row, outcome: row.outcome ?? row.base * 0.7 + Math.sin(row.base * 100 * row.visit) }));
        const made = fitMmrm({ ...columnsOf(complete), covariates: undefined }, { degreesOfFreedom: "kenward-roger" });
        for (const visit of [1, 2, 3]) {
          const of = (arm: string) => complete.filter((row) => row.arm === arm && row.visit === visit).map((row) => row.outcome);
          const [a, b] = [of("a"), of("b")];
          const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
          const squares = (values: readonly number[]) => values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0);
          const df = a.length + b.length - 2;
          const error = Math.sqrt(((squares(a) + squares(b)) / df) * (1 / a.length + 1 / b.length));
          const found = made.differences.find((one) => one.visit === String(visit));
          close(found?.estimate ?? Number.NaN, mean(b) - mean(a), 1e-10);
          close(found?.standardError ?? Number.NaN, error, 1e-9);
          close(found?.degreesOfFreedom ?? Number.NaN, df, 1e-7);
        }
      }),
      runs,
    );
  });
});

describe("linear mixed models", () => {
  test("a random intercept is compound symmetry, as long as it has variance", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(trials, (rows) => {
        const kept = rows.filter((row) => row.outcome !== null);
        const mixed = fitMixedModel({ outcome: kept.map((row) => row.outcome), participant: kept.map((row) => row.participant), covariates: { visit: kept.map((row) => `v${row.visit}`), arm: kept.map((row) => row.arm) } });
        fc.pre(!mixed.singular);
        const repeated = fitMmrm({ ...columnsOf(kept), covariates: undefined }, { covariance: "compound-symmetry", armByVisit: false });
        close(mixed.minusTwoLogLikelihood, repeated.minusTwoLogLikelihood, 1e-10);
        close(mixed.components[0]?.estimate ?? Number.NaN, repeated.covarianceParameters[1]?.estimate ?? Number.NaN, 1e-8);
        close(mixed.coefficients.find(({ term }) => term === "arm: b")?.degreesOfFreedom ?? Number.NaN, repeated.coefficients.find(({ term }) => term === "arm: b")?.degreesOfFreedom ?? Number.NaN, 1e-6);
      }),
      runs,
    );
  });

  test("time in other units changes slopes only", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(trials, fc.double({ min: 0.01, max: 365, noNaN: true }), (rows, factor) => {
        const fit = (unit: number) => fitMixedModel({ outcome: rows.map((row) => row.outcome), participant: rows.map((row) => row.participant), time: rows.map((row) => row.visit * unit) }, { random: "uncorrelated-intercept-and-slope" });
        const [one, other] = [fit(1), fit(factor)];
        close(other.coefficients[0]?.estimate ?? Number.NaN, one.coefficients[0]?.estimate ?? Number.NaN, 1e-8);
        close((other.coefficients[1]?.estimate ?? Number.NaN) * factor, one.coefficients[1]?.estimate ?? Number.NaN, 1e-8);
      }),
      runs,
    );
  });
});
