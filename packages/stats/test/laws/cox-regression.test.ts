import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitCox } from "../../src/survival/cox/fit-cox.ts";
import { StatisticRefusal } from "../../src/form/statistic-refusal.ts";

const rowsOf = fc.array(fc.record({ time: fc.integer({ min: 1, max: 12 }), event: fc.integer({ min: 0, max: 1 }), x: fc.integer({ min: -4, max: 4 }), z: fc.integer({ min: 0, max: 1 }), weight: fc.integer({ min: 1, max: 3 }), key: fc.integer() }), { minLength: 25, maxLength: 60 });
type Row = { readonly time: number; readonly event: number; readonly x: number; readonly z: number; readonly weight: number; readonly key: number };
const columns = (rows: readonly Row[], change: { readonly time?: number; readonly scale?: number; readonly shift?: number } = {}) => ({ time: rows.map((row) => row.time * (change.time ?? 1)), event: rows.map((row) => row.event), covariates: { x: rows.map((row) => row.x * (change.scale ?? 1) + (change.shift ?? 0)), z: rows.map((row) => row.z) } });
/** What is refused is refused: a law of estimates says nothing of it. */
function estimates(compute: () => ReturnType<typeof fitCox>): number[] | null {
  try {
    const { coefficients, logLikelihood } = compute();
    return [...coefficients.flatMap(({ estimate, standardError }) => [estimate, standardError]), logLikelihood];
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal) return null;
    throw refusal;
  }
}
function expectSame(one: readonly number[] | null, other: readonly number[] | null): void {
  fc.pre(one !== null);
  for (const [at, value] of (one ?? []).entries()) expect(Math.abs((other?.[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(value)));
}
const ties = fc.constantFrom("efron" as const, "breslow" as const, "exact" as const);

describe("laws of Cox regression", () => {
  test("the order of rows changes nothing", () => {
    expect.hasAssertions();
    fc.assert(fc.property(rowsOf, ties, (rows, kind) => expectSame(estimates(() => fitCox(columns(rows), { ties: kind })), estimates(() => fitCox(columns(rows.toSorted((a, b) => a.key - b.key)), { ties: kind })))), { numRuns: 60 });
  });

  test("the unit of time changes nothing", () => {
    expect.hasAssertions();
    fc.assert(fc.property(rowsOf, ties, (rows, kind) => expectSame(estimates(() => fitCox(columns(rows), { ties: kind })), estimates(() => fitCox(columns(rows, { time: 8 }), { ties: kind })))), { numRuns: 60 });
  });

  test("a covariate in another unit, from another zero, has its coefficient in that unit", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(rowsOf, ties, (rows, kind) => {
        const turned = estimates(() => fitCox(columns(rows, { scale: 2.5, shift: 300 }), { ties: kind }));
        expectSame(estimates(() => fitCox(columns(rows), { ties: kind })), turned === null ? null : turned.map((value, at) => (at < 2 ? value * 2.5 : value)));
      }),
      { numRuns: 60 },
    );
  });

  test("with Breslow's ties a weight of 3 is three rows alike", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const copies = rows.flatMap((row) => Array.from({ length: row.weight }, () => row));
        expectSame(estimates(() => fitCox(columns(copies), { ties: "breslow" })), estimates(() => fitCox({ ...columns(rows), weight: rows.map((row) => row.weight) }, { ties: "breslow" })));
      }),
      { numRuns: 60 },
    );
  });
});
