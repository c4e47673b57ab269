import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assessBalance } from "../../src/matching/assess-balance.ts";
import { matchControls } from "../../src/matching/match-controls.ts";
import { matchOnLine, matchInSpace } from "../../src/matching/match-optimally.ts";
import type { MatchOptions } from "../../src/matching/match-options.ts";
import { fitLogistic } from "../../src/regression/fit-logistic.ts";

/** Rows with a treatment and whole-numbered covariates, both groups there: ties abound. */
const cohort = fc
  .array(fc.record({ treated: fc.integer({ min: 0, max: 1 }), x: fc.integer({ min: 0, max: 12 }), y: fc.integer({ min: 0, max: 5 }) }), { minLength: 8, maxLength: 40 })
  .filter((rows) => new Set(rows.map(({ treated }) => treated)).size === 2 && new Set(rows.map(({ x }) => x)).size > 2);
type Row = { readonly treated: number; readonly x: number; readonly y: number };

const onScore = (rows: readonly Row[], options: MatchOptions = {}, score = rows.map(({ x }) => x)) => matchControls({ treated: rows.map(({ treated }) => treated), covariates: { x: rows.map(({ x }) => x) }, score }, { distance: "score", ...options });
const pairs = ({ pairs: { treatedRow, controlRow } }: ReturnType<typeof matchControls>) => Array.from(treatedRow, (row, at) => [row, controlRow[at] ?? 0] as const);
/** The rule, told naively: each in turn the nearest that is left, the lowest row at ties. */
function naive(rows: readonly Row[], width: number): (readonly [number, number])[] {
  const left = new Set(rows.flatMap(({ treated }, row) => (treated === 0 ? [row] : [])));
  const order = rows.flatMap(({ treated }, row) => (treated === 1 ? [row] : [])).toSorted((one, other) => (rows[other]?.x ?? 0) - (rows[one]?.x ?? 0) || one - other);
  const found: [number, number][] = [];
  for (const row of order) {
    const away = (other: number) => Math.abs((rows[other]?.x ?? 0) - (rows[row]?.x ?? 0));
    const near = [...left].filter((other) => away(other) <= width).toSorted((one, other) => away(one) - away(other) || one - other)[0];
    if (near === undefined) continue;
    left.delete(near);
    found.push([row + 1, near + 1]);
  }
  return found.toSorted(([one], [other]) => one - other);
}
const matchedOr = <Value>(work: () => Value): Value | null => {
  try {
    return work();
  } catch (error) {
    if ((error as { code?: string }).code === "nobody-left") return null;
    throw error;
  }
};

describe("matching", () => {
  test("is the naive rule, whatever the ties", () => {
    fc.assert(
      fc.property(cohort, fc.integer({ min: 0, max: 6 }), (rows, width) => {
        const made = matchedOr(() => onScore(rows, { caliper: width + 0.5, caliperUnit: "absolute" }));
        expect(made === null ? [] : pairs(made)).toEqual(naive(rows, width + 0.5));
      }),
    );
  });

  test("does not depend on the scale of the score or where it begins, nor on the order of rows without ties", () => {
    fc.assert(
      fc.property(cohort, fc.integer({ min: 1, max: 1000 }), (rows, seed) => {
        const score = rows.map(({ x }, row) => x + row / 97 + row ** 2 / 7919);
        const first = matchedOr(() => onScore(rows, { caliper: 0.5, caliperUnit: "sd-all" }, score));
        fc.pre(first !== null);
        const before = first === null ? [] : pairs(first);
        expect(pairs(onScore(rows, { caliper: 0.5, caliperUnit: "sd-all" }, score.map((one) => 3 * one - 7)))).toEqual(before);
        // A permutation: multiply by a number without a factor in common.
        const size = rows.length;
        const step = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23].filter((one) => gcd(one, size) === 1).at(seed % 3) ?? 1;
        const turned = rows.map((_, at) => (at * step) % size);
        const made = pairs(onScore(turned.map((row) => rows[row] as Row), { caliper: 0.5, caliperUnit: "sd-all" }, turned.map((row) => score[row] ?? 0)));
        expect(made.map(([one, other]) => [(turned[one - 1] ?? 0) + 1, (turned[other - 1] ?? 0) + 1]).toSorted(([one = 0], [other = 0]) => one - other)).toEqual(before.map((pair) => [...pair]));
      }),
      { numRuns: 60 },
    );
  });

  test("a wider caliper never leaves fewer pairs to the optimal choice, whose sum is never above the greedy one's of as many", () => {
    fc.assert(
      fc.property(cohort, fc.integer({ min: 1, max: 5 }), (rows, width) => {
        const optimal = (wide: number) => matchedOr(() => onScore(rows, { algorithm: "optimal", caliper: wide, caliperUnit: "absolute" }));
        const greedy = matchedOr(() => onScore(rows, { caliper: width, caliperUnit: "absolute" }));
        const [narrow, wide] = [optimal(width), optimal(width + 1)];
        expect(wide?.matchedTreated ?? 0).toBeGreaterThanOrEqual(narrow?.matchedTreated ?? 0);
        expect(narrow?.matchedTreated ?? 0).toBeGreaterThanOrEqual(greedy?.matchedTreated ?? 0);
        if (narrow !== null && greedy !== null && narrow.matchedTreated === greedy.matchedTreated) expect(narrow.totalDistance).toBeLessThanOrEqual(greedy.totalDistance + 1e-9);
        for (const away of [...(narrow?.pairs.distance ?? []), ...(greedy?.pairs.distance ?? [])]) expect(away).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("optimal pairs along a line cost what the general assignment finds", () => {
    fc.assert(
      fc.property(cohort, fc.integer({ min: 1, max: 13 }), (rows, width) => {
        const scores = Float64Array.from(rows, ({ x, y }) => x + y / 7);
        const of = (group: number) => rows.flatMap(({ treated }, row) => (treated === group ? [row] : []));
        const away = (one: number, other: number) => Math.abs((scores[one] ?? 0) - (scores[other] ?? 0));
        const [line, space] = [matchOnLine(scores, of(1), of(0), width), matchInSpace((one, other) => (away(one, other) <= width ? away(one, other) : Infinity), of(1), of(0))].map((steps) => {
          for (;;) {
            const step = steps.next();
            if (step.done === true) return step.value;
          }
        });
        expect(line?.length).toBe(space?.length);
        const cost = (found: readonly (readonly [number, number])[] | undefined) => (found ?? []).reduce((sum, [one, other]) => sum + away(one, other), 0);
        expect(cost(line)).toBeCloseTo(cost(space), 9);
      }),
    );
  });

  test("Mahalanobis' pairs do not change when covariates are mixed and shifted", () => {
    fc.assert(
      fc.property(cohort, (rows) => {
        const columns = (mix: (row: Row, at: number) => [number, number]) => ({ treated: rows.map(({ treated }) => treated), covariates: { one: rows.map((row, at) => mix(row, at)[0]), other: rows.map((row, at) => mix(row, at)[1]) } });
        const noise = (at: number) => ((at * 37) % 41) / 10;
        const plain = matchControls(columns(({ x, y }, at) => [x, y + noise(at)]), { distance: "mahalanobis" });
        const mixed = matchControls(columns(({ x, y }, at) => [2 * x - (y + noise(at)) + 5, 10 * x + 3 * (y + noise(at))]), { distance: "mahalanobis" });
        expect(pairs(mixed)).toEqual(pairs(plain));
        expect(mixed.totalDistance).toBeCloseTo(plain.totalDistance, 7);
      }),
      { numRuns: 60 },
    );
  });
});

test("exchanging treated and controls turns the sign of a difference and inverts a ratio of variances", () => {
  fc.assert(
    fc.property(cohort, (rows) => {
      const of = (treated: readonly number[]) => assessBalance({ treated, covariates: { x: rows.map(({ x }) => x) } }).rows[0]?.before;
      const [one, other] = [of(rows.map(({ treated }) => treated)), of(rows.map(({ treated }) => 1 - treated))];
      if (one?.difference !== null && one?.difference !== undefined) expect(other?.difference).toBeCloseTo(-one.difference, 12);
      if (one?.varianceRatio !== null && one?.varianceRatio !== undefined && one.varianceRatio > 0) expect(other?.varianceRatio).toBeCloseTo(1 / one.varianceRatio, 9);
      expect(other?.ecdfMax).toBeCloseTo(one?.ecdfMax ?? Number.NaN, 12);
    }),
  );
});

test("a logistic regression: relabelled outcomes turn the signs, a row of weight 2 is two rows, a unit divides its coefficient", () => {
  fc.assert(
    fc.property(cohort, (rows) => {
      const [event, x] = [rows.map(({ treated }) => treated), rows.map((row) => row.x)];
      const fit = (columns: Parameters<typeof fitLogistic>[0]) => fitLogistic(columns).coefficients.map(({ estimate }) => estimate);
      let before: number[];
      try {
        before = fit({ event, covariates: { x } });
      } catch (error) {
        expect(["separation", "singular"]).toContain((error as { code?: string }).code);
        return;
      }
      const near = (made: readonly number[], expected: readonly number[]) => made.forEach((one, at) => expect(one).toBeCloseTo(expected[at] ?? Number.NaN, 6));
      near(fit({ event: event.map((one) => 1 - one), covariates: { x } }), before.map((one) => -one));
      near(fit({ event, covariates: { x: x.map((one) => one * 10) } }), [before[0] ?? 0, (before[1] ?? 0) / 10]);
      near(fit({ event: [...event, ...event], covariates: { x: [...x, ...x] } }), fit({ event, covariates: { x }, weight: x.map(() => 2) }));
    }),
    { numRuns: 60 },
  );
});

function gcd(one: number, other: number): number {
  return other === 0 ? one : gcd(other, one % other);
}
