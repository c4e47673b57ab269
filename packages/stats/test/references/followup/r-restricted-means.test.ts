import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/rmst.json" with { type: "json" };
import { compareRestrictedMeans, type MeanContrast } from "../../../src/survival/compare-restricted-means.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround } from "../../ground.ts";
import { columnsOfSet, type ReferenceSet } from "./survival-sets.ts";

interface Contrast {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
}
interface Run {
  readonly restrictAt: number | null;
  readonly upTo: number;
  readonly groups: readonly { readonly group: string; readonly mean: number; readonly error: number; readonly lower: number; readonly upper: number }[];
  readonly comparisons: readonly { readonly group: string; readonly difference: Contrast; readonly ratio: Contrast; readonly lostRatio: Contrast | null }[];
}
const source = `${reference.made}: survRM2's formulas written out in rmst.R`;

describe("restricted means, their differences and ratios against R", () => {
  for (const set of reference.sets as unknown as readonly (ReferenceSet & { readonly runs: readonly Run[] })[]) {
    test.skipIf(set.file !== undefined && !hasGround)(`of ${set.name}`, () => {
      const { stratum: _stratum, ...columns } = columnsOfSet(set);
      for (const { restrictAt, upTo, groups, comparisons } of set.runs) {
        const made = compareRestrictedMeans(columns, { order: groups.map(({ group }) => group), ...(restrictAt === null ? {} : { restrictAt }) });
        const named = `${set.name}, to ${upTo}`;
        checkFigure({ method: "restricted mean: end of time", source }, named, made.upTo, upTo, 1e-14, { relative: true });
        for (const [at, { group, mean, error, lower, upper }] of groups.entries()) {
          const { restrictedMean } = made.groups[at] ?? expect.fail(group);
          for (const [key, actual, expected] of [["estimate", restrictedMean.estimate, mean], ["standard error", restrictedMean.standardError, error], ["lower", restrictedMean.lower, lower], ["upper", restrictedMean.upper, upper]] as const) checkFigure({ method: `restricted mean: ${key}`, source }, `${named}, ${group}`, actual, expected, 1e-11, { relative: true });
        }
        for (const [at, { group, difference, ratio, lostRatio }] of comparisons.entries()) {
          const one = made.comparisons[at] ?? expect.fail(group);
          for (const [what, actual, expected] of [["difference", one.difference, difference], ["ratio", one.ratio, ratio], ["ratio of time lost", one.lostRatio, lostRatio]] as const) {
            if (expected === null) expect(actual, `${named}, ${group}, ${what}`).toBeNull();
            else holds(what, `${named}, ${group}`, actual, expected);
          }
        }
      }
    });
  }
});

/** A difference near 0 has the digits of what it is the difference of. */
function holds(what: string, name: string, actual: MeanContrast | null, expected: Contrast): void {
  const about = { method: `restricted means: ${what}`, source };
  for (const key of ["estimate", "standardError", "lower", "upper"] as const) checkFigure(about, `${name}, ${key}`, actual?.[key] ?? Number.NaN, expected[key], 1e-10 * Math.max(1, expected.standardError, Math.abs(expected[key])));
  checkFigure(about, `${name}, p`, actual?.test.pValue ?? Number.NaN, expected.p, 1e-9);
}
