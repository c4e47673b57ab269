import { describe, expect, test } from "vitest";
import betaBinomial from "../../../../../validation/evidence/beta-binomial.json" with { type: "json" };
import mantelHaenszel from "../../../../../validation/evidence/mantel-haenszel.json" with { type: "json" };
import oneArm from "../../../../../validation/evidence/one-arm.json" with { type: "json" };
import peto from "../../../../../validation/evidence/peto.json" with { type: "json" };
import { poolBetaBinomial } from "../../../src/meta-analysis/rare-events/pool-beta-binomial.ts";
import { poolMantelHaenszel } from "../../../src/meta-analysis/rare-events/pool-mantel-haenszel.ts";
import { poolProportions, poolRates } from "../../../src/meta-analysis/rare-events/pool-one-arm.ts";
import { poolPeto } from "../../../src/meta-analysis/rare-events/pool-peto.ts";
import { runSteps } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

interface Value {
  readonly estimate: number;
  readonly se: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly p?: number;
  readonly q?: number | null;
  readonly mh?: number;
  readonly mhCorrected?: number;
  readonly co?: number;
  readonly bd?: number | null;
  readonly ta?: number | null;
  readonly logLikelihood?: number;
  readonly tauSquared?: number;
  readonly tauSquaredRatio?: number;
  readonly profile?: { readonly lower?: number; readonly upper?: number };
  readonly tauSquaredProfile?: { readonly lower?: number; readonly upper?: number };
  readonly overdispersion?: number;
}
interface SetOf<Case> {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly number[];
  readonly columns: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const setsOf = <Case>(sets: unknown): readonly SetOf<Case>[] => sets as readonly SetOf<Case>[];
const columnsOf = <Case>({ file, rows, columns }: SetOf<Case>): object => {
  const table = readGround(file);
  const given = rows.map((row) => table[row - 1] ?? {});
  return Object.fromEntries(Object.entries(columns).map(([name, header]) => [name, numbersIn(given, header)]));
};
const near = (expected: number, tolerance: number): number => tolerance * Math.max(1, Math.abs(expected));

function holds(method: string, source: string, named: string, pairs: readonly (readonly [string, number | null | undefined, number | null | undefined])[], tolerance: number): void {
  for (const [what, actual, expected] of pairs) if (expected !== undefined && expected !== null) checkFigure({ method, source }, `${what} of ${named}`, actual ?? Number.NaN, expected, near(expected, tolerance));
}

describe("Mantel-Haenszel and Peto against metafor", () => {
  for (const set of setsOf<{ readonly options: object; readonly value: Value }>(mantelHaenszel.sets)) {
    test.skipIf(!hasGround)(`Mantel-Haenszel in ${set.name}`, () => {
      for (const { options, value } of set.cases) {
        const made = poolMantelHaenszel(columnsOf(set) as Parameters<typeof poolMantelHaenszel>[0], options);
        holds("Mantel-Haenszel", `${mantelHaenszel.made}: rma.mh, or written out`, `${set.name}, ${JSON.stringify(options)}`, [
          ["estimate", made.estimate, value.estimate], ["standard error", made.standardError, value.se], ["lower limit", made.interval.lower, value.lower], ["upper limit", made.interval.upper, value.upper], ["p", made.test.pValue, value.p],
          ["Q", made.heterogeneity.test?.statistic, value.q], ["Mantel-Haenszel test", made.association?.uncorrected.statistic, value.mh], ["the same corrected", made.association?.corrected.statistic, value.mhCorrected], ["Cochran's test", made.association?.cochran?.statistic, value.co],
          ["Breslow-Day", made.breslowDay?.breslowDay?.statistic, value.bd], ["Tarone", made.breslowDay?.tarone?.statistic, value.ta],
        ], 1e-10);
      }
    });
  }
  for (const set of setsOf<{ readonly value: Value }>(peto.sets)) {
    test.skipIf(!hasGround)(`Peto in ${set.name}`, () => {
      const made = poolPeto(columnsOf(set) as Parameters<typeof poolPeto>[0]);
      for (const { value } of set.cases) holds("Peto", `${peto.made}: rma.peto(add = 0)`, set.name, [["estimate", made.estimate, value.estimate], ["standard error", made.standardError, value.se], ["lower limit", made.interval.lower, value.lower], ["upper limit", made.interval.upper, value.upper], ["p", made.test.pValue, value.p], ["Q", made.heterogeneity.test?.statistic, value.q]], 1e-11);
    });
  }
  test.skipIf(!hasGround)("deaths in twelve intravenous studies of ARDS and COVID-19: the odds ratios that were told beforehand", () => {
    const set = setsOf<unknown>(peto.sets).find(({ name }) => name === "ards-deaths");
    const columns = columnsOf(set as SetOf<unknown>) as Parameters<typeof poolPeto>[0];
    const shown = [poolMantelHaenszel(columns).ratio, poolPeto(columns).ratio].map((ratio) => [ratio?.estimate, ratio?.lower, ratio?.upper].map((one) => one?.toFixed(3)));
    expect(shown).toEqual([["0.668", "0.460", "0.970"], ["0.668", "0.460", "0.969"]]);
  });
});

describe("models by maximum likelihood against likelihoods written out in R", () => {
  for (const set of setsOf<{ readonly measure: "odds-ratio"; readonly value: Value }>(betaBinomial.sets)) {
    test.skipIf(!hasGround)(`beta-binomial in ${set.name}`, () => {
      for (const { measure, value } of set.cases) {
        const made = runSteps(poolBetaBinomial(columnsOf(set), { measure, profile: "none" }));
        // The limit is R's numerical derivatives of the likelihood: first ones keep about 1e-8, second ones 1e-5.
        holds("beta-binomial", `${betaBinomial.made}: written out`, `${set.name}, ${measure}`, [["estimate", made.estimate, value.estimate], ["log-likelihood", made.logLikelihood, value.logLikelihood], ["overdispersion", made.overdispersion.estimate, value.overdispersion]], 1e-6);
        holds("beta-binomial", `${betaBinomial.made}: written out`, `${set.name}, ${measure}`, [["standard error", made.standardError, value.se]], 1e-4);
      }
    });
  }
  for (const set of setsOf<{ readonly model: "common" | "random"; readonly value: Value }>(oneArm.sets)) {
    test.skipIf(!hasGround)(`one arm in ${set.name}`, () => {
      for (const { model, value } of set.cases) {
        const columns = columnsOf(set);
        const options = { model } as const;
        const made = runSteps("time" in columns ? poolRates(columns as Parameters<typeof poolRates>[0], options) : poolProportions(columns as Parameters<typeof poolProportions>[0], options));
        holds("one-arm mixed model", `${oneArm.made}: written out`, `${set.name}, ${model}`, [["estimate", made.estimate, value.estimate], ["standard error", made.standardError, value.se], ["log-likelihood", made.logLikelihood, value.logLikelihood], ["variance between studies", made.tauSquared?.estimate, model === "random" ? value.tauSquared : undefined], ["likelihood ratio of no variance", made.tauSquared?.test?.statistic, value.tauSquaredRatio]], 2e-8);
        holds("one-arm mixed model", `${oneArm.made}: written out`, `profile of ${set.name}, ${model}`, [["lower limit", made.intervals.profile?.lower, value.profile?.lower], ["upper limit", made.intervals.profile?.upper, value.profile?.upper], ["lower limit of the variance", made.tauSquared?.interval?.lower, value.tauSquaredProfile?.lower], ["upper limit of the variance", made.tauSquared?.interval?.upper, value.tauSquaredProfile?.upper]], 1e-7);
      }
    });
  }
});
