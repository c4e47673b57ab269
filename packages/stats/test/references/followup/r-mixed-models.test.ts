import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/mixed-models.json" with { type: "json" };
import { fitMixedModel } from "../../../src/longitudinal/fit-mixed-model.ts";
import type { MixedColumns, MixedOptions } from "../../../src/longitudinal/mixed-options.ts";
import type { RandomKind } from "../../../src/longitudinal/mixed-covariance.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

interface ReferenceSet {
  readonly name: string;
  readonly data: "sleep" | "growth" | "ragged" | "seizure";
  readonly random: RandomKind;
  readonly estimation: "reml" | "ml";
  readonly deviance: number;
  readonly coefficients: readonly number[];
  readonly se: readonly number[];
  readonly df: readonly number[];
  readonly lmerTestDf: readonly number[];
  readonly variances: readonly number[];
  readonly varianceSe: readonly (number | null)[];
  readonly who: readonly string[];
  readonly blup: readonly (readonly number[])[];
  readonly blupError?: readonly number[];
  readonly krSe?: readonly number[];
  readonly krDf?: readonly number[];
  readonly joint?: { readonly statistic: number; readonly df: number; readonly scale: number; readonly p: number };
  readonly profile?: readonly (readonly number[])[];
}
const source = `${reference.made}: lmer, brought to the minimum of its deviance by Newton's method in mixed-models.R`;
const sets = reference.sets as unknown as readonly ReferenceSet[];
const { growth, left_out: leftOut } = reference.data;

function inputOf(data: ReferenceSet["data"]): { readonly columns: MixedColumns; readonly options: MixedOptions } {
  if (data === "sleep") {
    const rows = readGround("stats/long_sleepstudy.csv");
    return { columns: { outcome: numbersIn(rows, "Reaction"), participant: rows.map((row) => row["Subject"] ?? ""), time: numbersIn(rows, "Days") }, options: {} };
  }
  if (data === "seizure") {
    const rows = readGround("stats/long_seizure.csv");
    const weeks = [1, 2, 3, 4];
    const repeated = (name: string) => weeks.flatMap(() => numbersIn(rows, name));
    return {
      columns: {
        outcome: weeks.flatMap((week) => numbersIn(rows, `y${week}`).map((count) => Math.log((count ?? Number.NaN) + 1))),
        participant: weeks.flatMap(() => rows.map((_, at) => at + 1)),
        time: weeks.flatMap((week) => rows.map(() => week)),
        covariates: { arm: repeated("trt").map((arm) => (arm === 1 ? "active" : "placebo")), base: repeated("base").map((base) => Math.log((base ?? Number.NaN) / 4)), age: repeated("age") },
      },
      options: { interactions: ["time × arm"], references: ["arm=placebo"] },
    };
  }
  const kept = growth.y.map((_, at) => at).filter((at) => data === "growth" || !leftOut.includes(at + 1));
  return { columns: { outcome: kept.map((at) => growth.y[at]), participant: kept.map((at) => growth.id[at]), time: kept.map((at) => growth.time[at]), covariates: { sex: kept.map((at) => growth.sex[at]) } }, options: { interactions: ["time × sex"] } };
}

describe("linear mixed models against lme4, lmerTest and pbkrtest", () => {
  for (const set of sets) {
    test.skipIf((set.data === "sleep" || set.data === "seizure") && !hasGround)(set.name, () => {
      const { columns, options: own } = inputOf(set.data);
      const options: MixedOptions = { ...own, random: set.random, estimation: set.estimation };
      const check = (what: string, actual: readonly (number | null)[], expected: readonly number[], tolerance: number): void => {
        const size = Math.max(...expected.map(Math.abs));
        for (const [at, value] of expected.entries()) {
          const small = Math.abs(value) < 1e-3 * size;
          checkFigure({ method: `linear mixed model: ${what}`, source }, `${set.name}, ${at + 1}`, actual[at] ?? Number.NaN, value, small ? tolerance * size : tolerance, { relative: !small });
        }
      };
      const made = fitMixedModel(columns, { ...options, profileIntervals: set.profile !== undefined });
      check("deviance", [made.minusTwoLogLikelihood], [set.deviance], 1e-10);
      check("coefficients", made.coefficients.map(({ estimate }) => estimate), set.coefficients, 1e-8);
      check("standard errors", made.coefficients.map(({ standardError }) => standardError), set.se, 1e-8);
      // The reference's minimum is found by numerical derivatives: variances are right to about 1e-8 of the largest.
      for (const [at, value] of set.variances.entries()) {
        // A covariance is held to the size of the variances around it. On the boundary the reference stops a little before it.
        const size = set.random === "intercept-and-slope" && at === 1 ? Math.sqrt((set.variances[0] ?? 0) * (set.variances[2] ?? 0)) : Math.max(Math.abs(value), 1e-10);
        checkFigure({ method: "linear mixed model: variances", source }, `${set.name}, ${at + 1}`, (made.components[at]?.estimate ?? Number.NaN) / size, value / size, made.singular ? 1e-7 : 2e-8);
      }
      // lmerTest's own degrees of freedom come from numerical second derivatives.
      check("degrees of freedom of lmerTest", made.coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), set.lmerTestDf, made.singular ? 1e-4 : 1e-6);
      if (!made.singular) {
        check("Satterthwaite degrees of freedom", made.coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), set.df, 1e-7);
        check("errors of variances", made.components.map(({ standardError }) => standardError), set.varianceSe.map((one) => one ?? Number.NaN), 1e-7);
      }
      const effects = set.who.map((name) => made.effects.find(({ participant }) => participant === name));
      check("effects of participants, intercept", effects.map((one) => one?.intercept ?? null), set.blup[0] ?? [], 1e-7);
      if (set.blup.length > 1 && (set.variances[set.variances.length - 2] ?? 0) > 1e-12) check("effects of participants, slope", effects.map((one) => one?.slope ?? null), set.blup[1] ?? [], 1e-6);
      if (set.blupError !== undefined) check("errors of effects", effects.map((one) => one?.interceptError ?? null), set.blupError, 1e-7);
      for (const [at, limits] of (set.profile ?? []).entries()) check("profile limits of variances", [made.components[at]?.lower ?? null, made.components[at]?.upper ?? null], limits, 1e-7);
      if (set.joint === undefined || set.krSe === undefined || set.krDf === undefined) return;
      const kenward = fitMixedModel(columns, { ...options, degreesOfFreedom: "kenward-roger" });
      check("Kenward-Roger errors", kenward.coefficients.map(({ standardError }) => standardError), set.krSe, 1e-7);
      check("Kenward-Roger degrees of freedom", kenward.coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom), set.krDf, 1e-7);
      const p = set.coefficients.length;
      const joint = kenward.testContrasts(Array.from({ length: p - 1 }, (_, row) => Array.from({ length: p }, (__, column) => (column === row + 1 ? 1 : 0))));
      check("Kenward-Roger joint test", [joint.statistic, joint.denominatorDegrees, joint.scale], [set.joint.statistic, set.joint.df, set.joint.scale], 1e-6);
      expect(joint.numeratorDegrees).toBe(p - 1);
    });
  }
});
