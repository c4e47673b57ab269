import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StatisticRefusal } from "../../src/form/statistic-refusal.ts";
import { type CoxOfSites, fitCoxFromSummaries } from "../../src/survival/cox/merge/advance-cox-round.ts";
import { describeCoxSite, planCoxRounds } from "../../src/survival/cox/merge/plan-cox-rounds.ts";
import type { CoxRound, CoxStepSummary } from "../../src/survival/cox/merge/cox-round.ts";
import { mergeCoxSteps, summariseCoxStep } from "../../src/survival/cox/merge/summarise-cox-step.ts";
import { likelihoodOfSums } from "../../src/survival/cox/merge/likelihood-of-sums.ts";
import { type CoxRegression, fitCox } from "../../src/survival/cox/fit-cox.ts";

const rowOf = fc.record({ site: fc.constantFrom("a", "b", "c"), length: fc.integer({ min: 1, max: 12 }), event: fc.constantFrom(0, 1, 1), start: fc.integer({ min: 0, max: 6 }), weight: fc.integer({ min: 1, max: 4 }), x: fc.integer({ min: -8, max: 8 }), arm: fc.constantFrom("old", "new", "other"), stratum: fc.constantFrom("m", "f") });
const rowsOf = fc.array(rowOf, { minLength: 30, maxLength: 60 });
type Row = typeof rowOf extends fc.Arbitrary<infer One> ? One : never;
const columnsOf = (rows: readonly Row[], strata: boolean, bySite = false) => ({
  time: rows.map((row) => row.start + row.length), event: rows.map((row) => row.event), start: rows.map((row) => row.start), weight: rows.map((row) => row.weight / 2), offset: rows.map((row) => (row.x % 3) / 10),
  ...(strata || bySite ? { stratum: rows.map((row) => `${strata ? row.stratum : ""}${bySite ? row.site : ""}`) } : {}),
  covariates: { x: rows.map((row) => 1000 + row.x / 3), arm: rows.map((row) => row.arm) },
});
function ofSites(rows: readonly Row[], strata: boolean, ties: "efron" | "breslow", baseline: "site" | "common"): CoxOfSites {
  const sites = ["a", "b", "c"].map((site) => columnsOf(rows.filter((row) => row.site === site), strata));
  // Through JSON, as between sites.
  const sent = <One>(one: One): One => JSON.parse(JSON.stringify(one)) as One;
  const plan = sent<CoxRound>(planCoxRounds(sites.map((columns) => sent(describeCoxSite(columns))), { ties, baseline }));
  return fitCoxFromSummaries(plan, (round) => sites.map((columns) => sent<CoxStepSummary>(summariseCoxStep(columns, sent(round)))));
}
const attempt = <One>(compute: () => One): One | null => {
  try {
    return compute();
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal) return null;
    throw refusal;
  }
};
function expectSame(merged: CoxOfSites | null, pooled: CoxRegression | null): void {
  fc.pre(pooled !== null && pooled.coefficients.every(({ standardError, estimate }) => Math.abs(estimate) < 4 && standardError < 4));
  if (pooled === null) return;
  const near = (one: number, other: number): void => expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(other)));
  for (const { term, estimate, standardError } of pooled.coefficients) {
    const other = merged?.coefficients.find((one) => one.term === term);
    near((other?.estimate ?? Number.NaN) / standardError, estimate / standardError);
    near((other?.standardError ?? Number.NaN) / standardError, 1);
  }
  near(merged?.logLikelihood ?? Number.NaN, pooled.logLikelihood);
  near(merged?.nullLogLikelihood ?? Number.NaN, pooled.nullLogLikelihood);
  near(merged?.tests.score.statistic ?? Number.NaN, pooled.tests.score.statistic);
}
const ties = fc.constantFrom("efron" as const, "breslow" as const);

describe("laws of Cox regression of several sites", () => {
  test("with a baseline of its own each site tells sums, and all give what pooled rows in strata of sites give", () => {
    expect.hasAssertions();
    fc.assert(fc.property(rowsOf, fc.boolean(), ties, (rows, strata, kind) => expectSame(attempt(() => ofSites(rows, strata, kind, "site")), attempt(() => fitCox(columnsOf(rows, strata, true), { ties: kind })))), { numRuns: 60 });
  });

  test("with one baseline sums by distinct time give what pooled rows give", () => {
    expect.hasAssertions();
    fc.assert(fc.property(rowsOf, fc.boolean(), ties, (rows, strata, kind) => expectSame(attempt(() => ofSites(rows, strata, kind, "common")), attempt(() => fitCox(columnsOf(rows, strata), { ties: kind })))), { numRuns: 60 });
  });

  test("at any coefficients merged sums give the likelihood of pooled rows, to 1e-12", () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(rowsOf, ties, fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), (rows, kind, coefficients) => {
        const all = columnsOf(rows, false);
        const round = attempt(() => planCoxRounds([describeCoxSite(all)], { ties: kind, baseline: "common" }));
        fc.pre(round !== null && round.terms.length === 3);
        if (round === null) return;
        const asked: CoxRound = { ...round, coefficients };
        const merged = likelihoodOfSums(mergeCoxSteps(["a", "b", "c"].map((site) => summariseCoxStep(columnsOf(rows.filter((row) => row.site === site), false), asked))), kind);
        const pooled = summariseCoxStep(all, { ...asked, baseline: "site" });
        for (const [one, other] of [[merged.value, pooled.value], ...Array.from(merged.gradient, (value, at) => [value, pooled.gradient[at]]), ...Array.from(merged.hessian.values, (value, at) => [value, pooled.hessian[at]])] as [number, number][]) expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-12 * Math.max(rows.length, Math.abs(other)));
      }),
      { numRuns: 60 },
    );
  });
});
