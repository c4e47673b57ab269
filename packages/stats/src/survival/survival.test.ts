import { describe, expect, test } from "vitest";
import { compareRestrictedMeans } from "./compare-restricted-means.ts";
import { estimateFollowUp } from "./follow-up-time.ts";
import { estimateKaplanMeier, kaplanMeierOfSummary } from "./kaplan-meier.ts";
import { testLogRank } from "./log-rank.ts";
import { testLogRankTrend } from "./log-rank-trend.ts";
import { mergeSurvivalSummaries } from "./merge-survival-summaries.ts";
import { estimateNelsonAalen } from "./nelson-aalen.ts";
import { summariseSurvival } from "./summarise-survival.ts";
import type { SurvivalSummary } from "./survival-summary.ts";

const refused = (code: string, path: string): unknown => expect.objectContaining({ name: "StatisticRefusal", code, path });
const two = { time: [1, 2, 3, 4], event: [1, 1, 1, 0], group: ["a", "a", "b", "b"] };

describe("survival without a model: what it tells and what it refuses", () => {
  test("without any event survival is 1, and a warning says why there is no median", () => {
    const made = estimateKaplanMeier({ time: [3, 1], event: [0, 0] });
    expect(made.curves[0]).toMatchObject({ eventTotal: 0, median: { time: null, lower: null, upper: null, reason: expect.stringContaining("does not come down to 0.5") } });
    expect(made.warnings).toEqual([expect.stringContaining("Nobody had the event")]);
  });

  test("where survival is 0 nothing is told, and no number is NaN", () => {
    const made = estimateKaplanMeier({ time: [3], event: [1] }, { times: [3, 9] });
    expect(made.curves[0]).toMatchObject({ told: { from: 0, end: 0 }, median: { time: 3, lower: null, upper: null }, restrictedMean: { upTo: 3, estimate: 3, standardError: 0 } });
    expect(made.curves[0]?.atTimes).toMatchObject([{ survival: 0, lower: null, reason: expect.stringContaining("no interval") }, { survival: 0, atRisk: 0 }]);
    expect(() => JSON.stringify(made)).not.toThrow();
  });

  test("late entry: a small early risk set that dies out leaves a curve of 0, and a warning", () => {
    // At 2 the one at risk has the event; two enter at 3.
    const made = estimateKaplanMeier({ start: [0, 3, 3], time: [2, 5, 6], event: [1, 1, 0] });
    expect(Array.from(made.curves[0]?.atRisk ?? [])).toEqual([1, 2, 1]);
    expect(made.warnings).toEqual([expect.stringContaining("others enter later")]);
  });

  test("after the last time the curve is not known", () => {
    expect(estimateKaplanMeier({ time: [1, 4], event: [1, 0] }, { times: [5] }).curves[0]?.atTimes[0]).toMatchObject({ survival: null, reason: "The curve is not known after 4.", atRisk: 0 });
    expect(estimateKaplanMeier({ time: [1, 4], event: [1, 0] }, { restrictAt: 5 }).curves[0]?.restrictedMean.estimate).toBeNull();
  });

  test("at ties, follow-up counts those with an event as still at risk, or as gone", () => {
    // At 2 one has the event and one is censored, of three: 1 - 1/3, or 1 - 1/2; at 4 the last is censored.
    const columns = { time: [2, 2, 4], event: [1, 0, 0] };
    expect(estimateFollowUp(columns).groups[0]?.median.time).toBe(4);
    expect(estimateFollowUp(columns, { ties: "events-first" }).groups[0]?.median.time).toBe(3);
  });

  test("rows with something missing, and of weight 0, are left out", () => {
    const made = estimateKaplanMeier({ time: [1, null, 3], event: [1, 1, 0], weight: [1, 1, 0] });
    expect(made.missing).toEqual({ rows: 1, byColumn: { time: 1 } });
    expect(made.curves[0]?.rows).toBe(1);
  });

  test.each([
    ["no rows", () => estimateKaplanMeier({ time: [], event: [] }), "empty", "time"],
    ["a time below 0", () => estimateKaplanMeier({ time: Float64Array.of(-1), event: Float64Array.of(1) }), "negative", "time.1"],
    ["an event of 2", () => estimateKaplanMeier({ time: [1], event: [2] }), "out-of-range", "event.1"],
    ["a start at the end", () => estimateKaplanMeier({ time: [5, 5], start: [0, 5], event: [1, 1] }), "start-not-before-end", "start.2"],
    ["strata of a curve", () => estimateKaplanMeier({ ...two, stratum: [1, 1, 1, 1] } as typeof two), "unknown-column", "stratum"],
    ["an order without a group", () => estimateKaplanMeier(two, { order: ["b"] }), "unknown-choice", "order"],
    ["a tolerance that ends a row at its start", () => estimateKaplanMeier({ start: [0, 1], time: [1, 1.001], event: [1, 1] }, { timeTolerance: 0.01 }), "start-not-before-end", "timeTolerance"],
    ["a binomial variance with other ties", () => estimateNelsonAalen(two, { ties: "fleming-harrington", variance: "binomial" }), "options-conflict", "variance"],
    ["one group", () => testLogRank({ time: [1, 2], event: [1, 1] }), "one-group", "group"],
    ["no events", () => testLogRank({ ...two, event: [0, 0, 0, 0] }), "no-events", "event"],
    ["weights that are not whole", () => testLogRank({ ...two, weight: [0.5, 1, 1, 1] }), "not-whole", "weight"],
    ["groups that never meet", () => testLogRank({ start: [0, 5], time: [2, 7], event: [1, 1], group: ["a", "b"] }), "not-identified", "group"],
    ["too few scores", () => testLogRankTrend(two, { scores: [1] }), "lengths-differ", "scores"],
    ["a time beyond the curves", () => compareRestrictedMeans(two, { restrictAt: 9 }), "out-of-range", "restrictAt"],
    ["a reference that is no group", () => compareRestrictedMeans(two, { reference: "c" }), "unknown-choice", "reference"],
    ["no summary", () => mergeSurvivalSummaries([]), "empty", "summaries"],
    ["what is no summary", () => kaplanMeierOfSummary({} as SurvivalSummary), "missing-column", "summary"],
    ["times that do not rise", () => kaplanMeierOfSummary({ ...summariseSurvival(two), cells: summariseSurvival(two).cells.map((cell) => ({ ...cell, times: Float64Array.of(2, 1) })) }), "out-of-range", "summary.cells.1.times.2"],
  ])("%s", (_, act, code, path) => {
    expect(act).toThrow(refused(code, path) as Error);
  });
});
