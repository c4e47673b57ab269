import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/log-rank.json" with { type: "json" };
import { testLogRank } from "../../../src/survival/log-rank.ts";
import { testLogRankTrend } from "../../../src/survival/log-rank-trend.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround } from "../../ground.ts";
import { columnsOfSet, type ReferenceSet } from "./survival-sets.ts";

interface Test {
  readonly stratified: boolean;
  readonly rho: number;
  readonly gamma: number;
  readonly groups: readonly string[];
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly statistic: number;
  readonly p: number;
  readonly trend: number;
  readonly trendP: number;
  /** Of scores 1, 4, 9, … */
  readonly squares: number;
}
const source = `${reference.made}: survdiff, and written out in log-rank.R`;

describe("log-rank tests against R", () => {
  for (const set of reference.sets as unknown as readonly (ReferenceSet & { readonly tests: readonly Test[] })[]) {
    test.skipIf(set.file !== undefined && !hasGround)(`of ${set.name}`, () => {
      const { stratum, ...columns } = columnsOfSet(set);
      for (const { stratified, rho, gamma, ...expected } of set.tests) {
        const given = stratified && stratum !== undefined ? { ...columns, stratum } : columns;
        const options = { rho, gamma, order: expected.groups };
        const made = testLogRank(given, options);
        const named = `${set.name}, rho ${rho}, gamma ${gamma}${stratified ? ", stratified" : ""}`;
        const about = (method: string) => ({ method: `${method}${gamma > 0 ? ", Fleming-Harrington" : rho > 0 ? ", G-rho" : ""}`, source });
        expect(made.groups.map((group) => group.group)).toEqual(expected.groups);
        for (const [at, { observed, expected: mean }] of made.groups.entries()) {
          checkFigure(about("log-rank: observed"), `${named}, ${at + 1}`, observed, expected.observed[at] ?? Number.NaN, 1e-12, { relative: true });
          checkFigure(about("log-rank: expected"), `${named}, ${at + 1}`, mean, expected.expected[at] ?? Number.NaN, 1e-12, { relative: true });
          for (const [other, value] of (made.covariance[at] ?? []).entries()) checkFigure(about("log-rank: covariance"), `${named}, ${at + 1}, ${other + 1}`, value, expected.covariance[at]?.[other] ?? Number.NaN, 1e-11 * (expected.covariance[at]?.[at] ?? 0));
        }
        checkFigure(about("log-rank: chi-square"), named, made.test.statistic, expected.statistic, 1e-10, { relative: true });
        checkFigure(about("log-rank: p"), named, made.test.pValue, expected.p, 1e-10, { relative: true });
        const trend = testLogRankTrend(given, options);
        checkFigure(about("log-rank for trend: chi-square"), named, trend.test.statistic, expected.trend, 1e-9, { relative: true });
        checkFigure(about("log-rank for trend: p"), named, trend.test.pValue, expected.trendP, 1e-9, { relative: true });
        const squares = testLogRankTrend(given, { ...options, scores: expected.groups.map((_, at) => (at + 1) ** 2) });
        checkFigure(about("log-rank for trend: chi-square"), `${named}, scores squared`, squares.test.statistic, expected.squares, 1e-9, { relative: true });
      }
    });
  }
});
