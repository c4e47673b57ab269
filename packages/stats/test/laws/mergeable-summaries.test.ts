import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolMantelHaenszel } from "../../src/meta-analysis/rare-events/pool-mantel-haenszel.ts";
import { poolPeto } from "../../src/meta-analysis/rare-events/pool-peto.ts";
import { mantelHaenszelOfSummary, mergeTableSummaries, petoOfSummary, summariseTables, type TableSummary } from "../../src/meta-analysis/rare-events/table-summary.ts";
import { fitLogistic } from "../../src/regression/fit-logistic.ts";
import { fitLogisticOverSites, type LogisticSummary, mergeLogisticSummaries, summariseLogistic } from "../../src/regression/logistic-summary.ts";

function agrees(one: number | undefined, other: number | undefined, tolerance = 1e-12): void {
  expect(Math.abs((one ?? Number.NaN) - (other ?? Number.NaN))).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(one ?? 0)));
}
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

interface TableRow {
  readonly study: string;
  readonly treatedEvents: number;
  readonly treatedTotal: number;
  readonly controlEvents: number;
  readonly controlTotal: number;
}
const table: fc.Arbitrary<TableRow> = fc.record({ study: fc.constantFrom("a", "b", "c", "d"), treatedEvents: fc.integer({ min: 0, max: 5 }), treatedMore: fc.integer({ min: 1, max: 20 }), controlEvents: fc.integer({ min: 0, max: 5 }), controlMore: fc.integer({ min: 1, max: 20 }) }).map(({ study, treatedEvents, treatedMore, controlEvents, controlMore }) => ({ study, treatedEvents, treatedTotal: treatedEvents + treatedMore, controlEvents, controlTotal: controlEvents + controlMore }));
const certain: TableRow = { study: "a", treatedEvents: 2, treatedTotal: 9, controlEvents: 3, controlTotal: 11 };
const tables = (rows: readonly TableRow[]) => ({ study: rows.map((row) => row.study), treatedEvents: rows.map((row) => row.treatedEvents), treatedTotal: rows.map((row) => row.treatedTotal), controlEvents: rows.map((row) => row.controlEvents), controlTotal: rows.map((row) => row.controlTotal) });

describe("laws of two-arm tables of sites", () => {
  test("summaries of sites, sent as JSON and merged in any order, give Mantel-Haenszel's and Peto's estimates of all rows", () => {
    fc.assert(
      fc.property(fc.array(table, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (more, cut) => {
        const rows = [certain, ...more];
        const [one, other] = [rows.slice(0, 1 + cut), rows.slice(1 + cut)];
        const merged = mergeTableSummaries([other, one].filter((part) => part.length > 0).map((part) => sent<TableSummary>(summariseTables(tables(part)))));
        // All rows of a stratum added up by hand.
        const pooled = ["a", "b", "c", "d"].flatMap((study) => {
          const mine = rows.filter((row) => row.study === study);
          const sum = (of: (row: TableRow) => number): number => mine.reduce((total, row) => total + of(row), 0);
          return mine.length === 0 ? [] : [{ study, treatedEvents: sum((row) => row.treatedEvents), treatedTotal: sum((row) => row.treatedTotal), controlEvents: sum((row) => row.controlEvents), controlTotal: sum((row) => row.controlTotal) }];
        });
        for (const measure of ["odds-ratio", "risk-ratio", "risk-difference"] as const) {
          const [made, all] = [mantelHaenszelOfSummary(merged, { measure }), poolMantelHaenszel(tables(pooled), { measure })];
          agrees(made.estimate, all.estimate);
          agrees(made.standardError, all.standardError);
          agrees(made.association?.corrected.pValue, all.association?.corrected.pValue);
        }
        const [made, all] = [petoOfSummary(merged), poolPeto(tables(pooled))];
        agrees(made.observedMinusExpected, all.observedMinusExpected);
        agrees(made.hypergeometricVariance, all.hypergeometricVariance);
        agrees(made.estimate, all.estimate);
      }),
      { numRuns: 60 },
    );
  });

  test("rates are summarised by events and person-time", () => {
    const merged = mergeTableSummaries([summariseTables({ study: ["a"], treatedEvents: [3], treatedTime: [40.5], controlEvents: [5], controlTime: [38] }), summariseTables({ study: ["b"], treatedEvents: [1], treatedTime: [12], controlEvents: [4], controlTime: [15.5] })]);
    agrees(mantelHaenszelOfSummary(merged, { measure: "rate-ratio" }).estimate, poolMantelHaenszel({ treatedEvents: [3, 1], treatedTime: [40.5, 12], controlEvents: [5, 4], controlTime: [38, 15.5] }, { measure: "rate-ratio" }).estimate);
  });

  test("strata without names, other kinds and impossible counts are refused", () => {
    const one = summariseTables(tables([certain]));
    expect(() => summariseTables({ ...tables([certain]), study: undefined })).toThrow(expect.objectContaining({ code: "missing-column", path: "study" }));
    expect(() => mergeTableSummaries([])).toThrow(expect.objectContaining({ code: "empty" }));
    expect(() => mergeTableSummaries([one, { ...one, sizes: "time" }])).toThrow(expect.objectContaining({ code: "options-conflict" }));
    expect(() => petoOfSummary({ ...one, sizes: "time" })).toThrow(expect.objectContaining({ code: "options-conflict" }));
    expect(() => petoOfSummary({ ...one, strata: [{ stratum: "a", treatedEvents: 9, treatedSize: 3, controlEvents: 0, controlSize: 2 }] })).toThrow(expect.objectContaining({ code: "events-above-n" }));
  });
});

interface Person {
  readonly event: number;
  readonly age: number;
  readonly arm: string;
  readonly weight: number;
}
const person: fc.Arbitrary<Person> = fc.record({ event: fc.constantFrom(0, 1), age: fc.double({ min: 20, max: 80, noNaN: true }), arm: fc.constantFrom("a", "b"), weight: fc.constantFrom(1, 2, 0.5) });
/** Both outcomes at each age and in each arm: the maximum exists. */
const mixed: readonly Person[] = [0, 1].flatMap((event) => ["a", "b"].flatMap((arm) => [30, 60].map((age) => ({ event, arm, age, weight: 1 }))));
const people = (rows: readonly Person[]) => ({ event: rows.map((row) => row.event), covariates: { age: rows.map((row) => row.age), arm: rows.map((row) => row.arm) }, weight: rows.map((row) => row.weight) });
const layout = [{ name: "age", categories: null }, { name: "arm", categories: ["a", "b"] }];

describe("laws of logistic regression over sites", () => {
  test("summaries of sites at shared coefficients add up to that of all rows", () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 20 }), fc.array(person, { minLength: 1, maxLength: 20 }), fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -0.05, max: 0.05, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), (one, other, coefficients) => {
        const merged = mergeLogisticSummaries([one, other].map((part) => sent<LogisticSummary>(summariseLogistic(people(part), layout, coefficients))));
        const all = summariseLogistic(people([...one, ...other]), layout, coefficients);
        agrees(merged.logLikelihood, all.logLikelihood);
        for (const [at, value] of all.information.flat().entries()) agrees(merged.information.flat()[at], value);
        // Scores may cancel: their digits are those of what was added up.
        for (const [at, value] of all.score.entries()) expect(Math.abs((merged.score[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-12 * 80 * 40);
      }),
    );
  });

  test("rounds over sites end where the regression of all rows does, without a row leaving its site", () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (more, cut) => {
        const rows = [...mixed, ...more];
        const sites = [rows.slice(0, cut), rows.slice(cut)];
        const over = fitLogisticOverSites((coefficients) => sites.map((site) => sent<LogisticSummary>(summariseLogistic(people(site), layout, coefficients))));
        const whole = fitLogisticOverSites((coefficients) => [summariseLogistic(people(rows), layout, coefficients)]);
        const all = fitLogistic(people(rows));
        for (const [at, { estimate, standardError }] of all.coefficients.entries()) {
          agrees(over.coefficients[at]?.estimate, whole.coefficients[at]?.estimate);
          agrees(over.coefficients[at]?.standardError, whole.coefficients[at]?.standardError);
          agrees(over.coefficients[at]?.estimate, estimate, 1e-9);
          agrees(over.coefficients[at]?.standardError, standardError, 1e-9);
        }
        agrees(over.logLikelihood, all.logLikelihood, 1e-11);
      }),
      { numRuns: 60 },
    );
  });

  test("sites with other coefficients, other terms or unknown categories are refused, and separation, too", () => {
    const site = people(mixed);
    expect(() => mergeLogisticSummaries([summariseLogistic(site, layout), summariseLogistic(site, layout, [1, 0, 0])])).toThrow(expect.objectContaining({ code: "options-conflict" }));
    expect(() => mergeLogisticSummaries([summariseLogistic(site, layout), summariseLogistic(site, layout.slice(1))])).toThrow(expect.objectContaining({ code: "options-conflict" }));
    expect(() => summariseLogistic(site, [{ name: "arm", categories: ["a"] }])).toThrow(expect.objectContaining({ code: "unknown-choice" }));
    expect(() => fitLogisticOverSites((coefficients) => [summariseLogistic({ event: [0, 0, 1, 1], covariates: { age: [1, 2, 3, 4] } }, layout.slice(0, 1), coefficients)])).toThrow(expect.objectContaining({ name: "StatisticRefusal" }));
    expect(() => fitLogisticOverSites((coefficients) => [summariseLogistic({ event: [0, 0], covariates: { age: [1, 2] } }, layout.slice(0, 1), coefficients)])).toThrow(expect.objectContaining({ code: "no-events" }));
  });
});
