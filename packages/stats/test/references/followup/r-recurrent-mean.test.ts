import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/recurrent-mean.json" with { type: "json" };
import { compareMeanFunctions } from "../../../src/survival/recurrent-events/compare-mean-functions.ts";
import { estimateMeanFunction } from "../../../src/survival/recurrent-events/estimate-mean-function.ts";
import type { MeanFunctionColumns } from "../../../src/survival/recurrent-events/history-columns.ts";
import { checkFigure } from "../../check-figure.ts";

interface At {
  readonly time: number;
  readonly atRisk: number;
  readonly mean: number;
  readonly robust: number;
  readonly poisson: number;
}
interface Set {
  readonly columns: MeanFunctionColumns & Required<Pick<MeanFunctionColumns, "start" | "group">>;
  readonly groups: readonly { readonly group: string; readonly at: readonly At[] }[];
  readonly pooled: number;
  readonly separate: number;
}
const source = `${reference.made}: survfit with id, coxph's robust score, and formulas written out in recurrent-mean.R`;
const near = (what: string, name: string, actual: number | null | undefined, expected: number, tolerance: number): void => checkFigure({ method: `mean function: ${what}`, source }, name, actual ?? Number.NaN, expected, tolerance, { relative: true });

describe("mean functions of recurrent events against R", () => {
  for (const [name, { columns, groups, pooled, separate }] of Object.entries(reference.sets as unknown as Record<string, Set>)) {
    test(`means and both standard errors in ${name}`, () => {
      for (const { group, at } of groups) {
        for (const variance of ["robust", "poisson"] as const) {
          const made = estimateMeanFunction(columns, { variance, times: at.map(({ time }) => time) }).groups.find((one) => one.group === group) ?? expect.fail(group);
          for (const [index, expected] of at.entries()) {
            const told = made.atTimes[index];
            near("at risk", `${name} ${group} ${expected.time}`, told?.atRisk, expected.atRisk, 1e-12);
            near("mean", `${name} ${group} ${expected.time}`, told?.mean, expected.mean, 1e-11);
            near(`${variance} standard error`, `${name} ${group} ${expected.time}`, told?.standardError, expected[variance], 1e-9);
          }
        }
      }
    });

    test(`tests of equal mean functions in ${name}`, () => {
      expect(groups.length).toBeGreaterThan(1);
      near("pooled test", name, compareMeanFunctions(columns).test?.statistic, pooled, 1e-8);
      near("separate test", name, compareMeanFunctions(columns, { variance: "separate" }).test?.statistic, separate, 1e-9);
    });
  }

  test("means over the dead and the living, with Ghosh and Lin's standard error", () => {
    const { columns, groups } = reference.ghosh;
    for (const { group, at } of groups) {
      const made = estimateMeanFunction(columns, { terminal: "ghosh-lin", times: at.map(({ time }) => time) }).groups.find((one) => one.group === group) ?? expect.fail(group);
      for (const [index, { time, mean, error }] of at.entries()) {
        near("Ghosh-Lin mean", `${group} ${time}`, made.atTimes[index]?.mean, mean, 1e-11);
        near("Ghosh-Lin standard error", `${group} ${time}`, made.atTimes[index]?.standardError, error, 1e-9);
      }
    }
  });
});
