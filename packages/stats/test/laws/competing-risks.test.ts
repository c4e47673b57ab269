import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cumulativeIncidenceOfSummary, estimateCumulativeIncidence } from "../../src/survival/competing-risks/cumulative-incidence.ts";
import { grayOfSummary, testGray } from "../../src/survival/competing-risks/gray-test.ts";
import { mergeCompetingRisksSummaries } from "../../src/survival/competing-risks/merge-competing-risks-summaries.ts";
import { summariseCompetingRisks } from "../../src/survival/competing-risks/summarise-competing-risks.ts";
import { estimateMultiState } from "../../src/survival/multi-state/estimate-multi-state.ts";

const row = fc.record({ time: fc.integer({ min: 1, max: 12 }), cause: fc.integer({ min: 0, max: 2 }), group: fc.constantFrom("a", "b"), start: fc.integer({ min: 0, max: 5 }) });
const rows = fc.array(row, { minLength: 4, maxLength: 60 }).filter((list) => list.some(({ cause }) => cause === 1) && list.some(({ cause }) => cause === 2));
type Row = typeof row extends fc.Arbitrary<infer One> ? One : never;
const columns = (list: readonly Row[], late = false) => ({ time: list.map(({ time, start }) => time + (late ? start : 0)), cause: list.map(({ cause }) => cause), group: list.map(({ group }) => group), ...(late ? { start: list.map(({ start }) => start) } : {}) });
const near = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(one));
const figures = (result: ReturnType<typeof estimateCumulativeIncidence>): number[] => result.curves.flatMap(({ estimate, standardError, lower, upper }) => [...estimate, ...standardError, ...lower, ...upper]);
const agrees = (one: readonly number[], other: readonly number[]): void => {
  expect(one.length).toBe(other.length);
  expect(one.every((value, at) => near(value, other[at] ?? Number.NaN))).toBe(true);
};
const variances = ["greenwood", "aalen", "infinitesimal-jackknife"] as const;

describe("laws of competing risks", () => {
  test("merged summaries give what all rows together give, through JSON", () => {
    fc.assert(fc.property(rows, fc.nat(), fc.boolean(), fc.constantFrom(...variances), (list, cut, late, variance) => {
      if (late && variance === "infinitesimal-jackknife") return;
      const at = 1 + (cut % (list.length - 1));
      const merged = mergeCompetingRisksSummaries([list.slice(0, at), list.slice(at)].map((part) => JSON.parse(JSON.stringify(summariseCompetingRisks(columns(part, late)))) as ReturnType<typeof summariseCompetingRisks>));
      agrees(figures(cumulativeIncidenceOfSummary(merged, { variance })), figures(estimateCumulativeIncidence(columns(list, late), { variance })));
      if (late || new Set(list.map(({ group }) => group)).size < 2) return;
      agrees(grayOfSummary(merged).causes.map(({ test: one }) => one?.statistic ?? -1), testGray(columns(list)).causes.map(({ test: one }) => one?.statistic ?? -1));
    }));
  });
  test("the order of rows does not matter", () => {
    fc.assert(fc.property(rows, fc.constantFrom(...variances), fc.boolean(), (list, variance, late) => agrees(figures(estimateCumulativeIncidence(columns(list, late), { variance })), figures(estimateCumulativeIncidence(columns(list.toReversed(), late), { variance })))));
  });
  test("rows given twice are rows of weight 2", () => {
    fc.assert(fc.property(rows, fc.constantFrom("greenwood", "aalen"), (list, variance) => agrees(figures(estimateCumulativeIncidence(columns([...list, ...list]), { variance })), figures(estimateCumulativeIncidence({ ...columns(list), weight: list.map(() => 2) }, { variance })))));
  });
  test("without late entry Greenwood's error is that of the jackknife; incidence rises, and all causes stay within 1", () => {
    fc.assert(fc.property(rows, (list) => {
      const { group: _group, ...all } = columns(list);
      const one = estimateCumulativeIncidence(all);
      const other = estimateCumulativeIncidence(all, { variance: "infinitesimal-jackknife" });
      for (const [at, curve] of one.curves.entries()) for (const [place, error] of curve.standardError.entries()) expect(Math.abs(error - (other.curves[at]?.standardError[place] ?? Number.NaN))).toBeLessThan(1e-9);
      for (const { estimate } of one.curves) expect(estimate.every((value, at) => at === 0 || value >= (estimate[at - 1] ?? 0))).toBe(true);
      expect(one.curves.reduce((sum, { estimate }) => sum + (estimate.at(-1) ?? 0), 0)).toBeLessThanOrEqual(1 + 1e-12);
    }));
  });
  test("competing risks are a multi-state path of one step, and probabilities add up to 1", () => {
    fc.assert(fc.property(rows, fc.constantFrom("greenwood", "infinitesimal-jackknife"), (list, variance) => {
      const { group: _group, ...all } = columns(list, true);
      const curves = estimateCumulativeIncidence(all, { variance }).curves;
      const result = estimateMultiState({ participant: list.map((_, at) => at), start: all.start ?? [], time: all.time, from: list.map(() => "free"), to: all.cause.map(String) }, { states: ["free", "1", "2"], variance });
      const [group] = result.groups;
      for (const curve of curves) {
        const state = group?.probabilities.find(({ from, to }) => from === "free" && to === curve.cause);
        for (const [at, time] of curve.times.entries()) {
          const place = group?.times.indexOf(time) ?? -1;
          expect(Math.abs((state?.estimate[place] ?? Number.NaN) - (curve.estimate[at] ?? 0))).toBeLessThan(1e-12);
          expect(Math.abs((state?.standardError[place] ?? Number.NaN) - (curve.standardError[at] ?? 0))).toBeLessThan(1e-8);
        }
      }
      for (let at = 0; at < (group?.times.length ?? 0); at++) expect(Math.abs((group?.probabilities.filter(({ from }) => from === "free").reduce((sum, { estimate }) => sum + (estimate[at] ?? 0), 0) ?? 0) - 1)).toBeLessThan(1e-12);
    }));
  });
});
