import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRestrictedMeans, restrictedMeansOfSummary } from "../../src/survival/compare-restricted-means.ts";
import { followUpOfSummary, estimateFollowUp } from "../../src/survival/follow-up-time.ts";
import { estimateKaplanMeier, kaplanMeierOfSummary } from "../../src/survival/kaplan-meier.ts";
import { logRankOfSummary, testLogRank } from "../../src/survival/log-rank.ts";
import { logRankTrendOfSummary, testLogRankTrend } from "../../src/survival/log-rank-trend.ts";
import { mergeSurvivalSummaries } from "../../src/survival/merge-survival-summaries.ts";
import { estimateNelsonAalen, nelsonAalenOfSummary } from "../../src/survival/nelson-aalen.ts";
import { sortNumbers } from "../../src/survival/sort-numbers.ts";
import { summariseSurvival } from "../../src/survival/summarise-survival.ts";

interface Row {
  readonly time: number;
  readonly event: number;
  readonly start: number;
  readonly group: string;
  readonly stratum: string;
  readonly weight: number;
}
const row: fc.Arbitrary<Row> = fc.record({ start: fc.constantFrom(0, 0, 0, 1, 2.5), length: fc.constantFrom(0.5, 1, 2, 2, 3, 7, 7.25), event: fc.constantFrom(0, 1, 1), group: fc.constantFrom("a", "b"), stratum: fc.constantFrom("s", "t"), weight: fc.integer({ min: 1, max: 3 }) }).map(({ length, ...rest }) => ({ ...rest, time: rest.start + length }));
/** Both groups are there, at risk together, with an event that somebody outlives. */
const rows = fc.array(row, { maxLength: 30 }).map((some): Row[] => [...some, ...["a", "b", "b"].map((group, at) => ({ group, stratum: "s", start: 0, time: 4 + at, event: at === 0 ? 1 : 0, weight: 1 }))]);
const columns = (some: readonly Row[], keys: readonly (keyof Row)[] = ["time", "event", "start", "group"]) => Object.fromEntries(keys.map((key) => [key, some.map((one) => one[key])])) as unknown as { time: number[]; event: number[]; group: string[] };
const strata = ["time", "event", "start", "group", "stratum"] as const;

/** Whether two results say the same, numbers to 1e-12. */
function agrees(one: unknown, other: unknown, path = "", near = 1e-12): void {
  if (typeof one === "number" && typeof other === "number") {
    if (one !== other) expect(Math.abs(one - other), path).toBeLessThanOrEqual(near * Math.max(1, Math.abs(one)));
    return;
  }
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return expect(one, path).toEqual(other);
  expect(Object.keys(one), path).toEqual(Object.keys(other));
  for (const key of Object.keys(one)) agrees((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key], `${path}.${key}`, near);
}
const said = (result: object): unknown => ({ ...(JSON.parse(JSON.stringify(result)) as object), method: "" });

describe("laws of survival curves and their tests", () => {
  test("summaries of disjoint data sets, sent as JSON and merged, give what all rows together give", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 33 }), fc.constantFrom(0, 0.01), (all, cut, timeTolerance) => {
        const sent = [all.slice(0, cut), all.slice(cut)].filter((part) => part.length > 0).map((part) => JSON.parse(JSON.stringify(summariseSurvival(columns(part, strata)))) as ReturnType<typeof summariseSurvival>);
        const merged = mergeSurvivalSummaries(sent);
        const given = columns(all);
        agrees(said(kaplanMeierOfSummary(merged, { timeTolerance })), said(estimateKaplanMeier(given, { timeTolerance })));
        agrees(said(nelsonAalenOfSummary(merged)), said(estimateNelsonAalen(given)));
        agrees(said(followUpOfSummary(merged)), said(estimateFollowUp(given)));
        agrees(said(restrictedMeansOfSummary(merged, { restrictAt: 4 })), said(compareRestrictedMeans(given, { restrictAt: 4 })));
        agrees(said(logRankOfSummary(merged, { rho: 1 })), said(testLogRank(columns(all, strata), { rho: 1 })));
        agrees(said(logRankTrendOfSummary(merged)), said(testLogRankTrend(columns(all, strata))));
      }),
    );
  });

  test("the order of rows changes nothing, not one bit", () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (all, dice) => {
        const shuffled = all.map((one) => ({ one, at: dice.next().value ?? 0 })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        expect(said(estimateKaplanMeier(columns(shuffled)))).toEqual(said(estimateKaplanMeier(columns(all))));
        expect(said(testLogRank(columns(shuffled, strata)))).toEqual(said(testLogRank(columns(all, strata))));
      }),
    );
  });

  test("time in another unit moves times, and nothing else", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(2, 0.25, 1024), (all, unit) => {
        const moved = all.map((one) => ({ ...one, time: one.time * unit, start: one.start * unit }));
        const [one, other] = [estimateKaplanMeier(columns(all)), estimateKaplanMeier(columns(moved))];
        for (const [at, curve] of one.curves.entries()) {
          expect(other.curves[at]?.survival).toEqual(curve.survival);
          expect(other.curves[at]?.times).toEqual(curve.times.map((time) => time * unit));
          expect(other.curves[at]?.median.time ?? null).toEqual(curve.median.time === null ? null : curve.median.time * unit);
        }
        expect(testLogRank(columns(moved)).test).toEqual(testLogRank(columns(all)).test);
      }),
    );
  });

  test("groups exchanged: the log-rank statistic stays, Peto's ratio is inverted", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const exchanged = all.map((one) => ({ ...one, group: one.group === "a" ? "b" : "a" }));
        const [one, other] = [testLogRank(columns(all)), testLogRank(columns(exchanged))];
        agrees(one.test.statistic, other.test.statistic, "statistic", 1e-10);
        agrees(one.peto?.logHazardRatio, -(other.peto?.logHazardRatio ?? 0), "ratio", 1e-10);
      }),
    );
  });

  test("a weight of 3 is three rows alike", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const weighted = columns(all, ["time", "event", "start", "group", "weight"]);
        const repeated = columns(all.flatMap((one) => Array.from({ length: one.weight }, () => one)));
        const [one, other] = [estimateKaplanMeier(weighted), estimateKaplanMeier(repeated)];
        for (const [at, curve] of one.curves.entries()) for (const key of ["survival", "standardError", "atRisk", "lower", "upper"] as const) agrees(Array.from(curve[key]), Array.from(other.curves[at]?.[key] ?? []), key);
        agrees(testLogRank(weighted).test, testLogRank(repeated).test);
      }),
    );
  });

  test("survival falls, stays between its limits, and within 0 and 1", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("log", "plain", "log-log", "logit", "arcsine"), (all, interval) => {
        for (const { survival, lower, upper } of estimateKaplanMeier(columns(all), { interval }).curves) {
          for (const [at, value] of survival.entries()) {
            expect(value).toBeLessThanOrEqual(survival[at - 1] ?? 1);
            expect(lower[at]).toBeGreaterThanOrEqual(0);
            expect(lower[at]).toBeLessThanOrEqual(value + 1e-15);
            expect(upper[at]).toBeGreaterThanOrEqual(value - 1e-15);
            expect(upper[at]).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  test("many numbers are sorted as few are", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }), (some) => {
        const many = Float64Array.from({ length: 32_000 }, (_, at) => Math.abs((some[at % some.length] ?? 0) / (1 + (at % 7))));
        expect(sortNumbers(many.slice())).toEqual(many.toSorted());
      }),
      { numRuns: 10 },
    );
  });
});
