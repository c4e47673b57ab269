import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/leave-one-out-counts.json" with { type: "json" };
import { type PooledCounts, type countSetOptions } from "../../../src/meta-analysis/sensitivity/count-set.ts";
import { leaveOneOutCounts } from "../../../src/meta-analysis/sensitivity/leave-one-out-counts.ts";
import { poolCumulativelyCounts } from "../../../src/meta-analysis/sensitivity/pool-cumulatively-counts.ts";
import type { GivenOptions } from "../../../src/form/option-fields.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type List = readonly (number | null)[];
type Parts = Readonly<Record<"estimate" | "se" | "lower" | "upper" | "p" | "q", List>>;
interface SetOfCounts {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly number[];
  readonly columns: Readonly<Record<string, string>>;
  readonly table?: readonly Readonly<Record<string, number>>[];
  readonly cases: readonly { readonly options: GivenOptions<typeof countSetOptions>; readonly without: Parts; readonly steps: Parts }[];
}
const sets = reference.sets as unknown as readonly SetOfCounts[];
type Columns = Parameters<typeof leaveOneOutCounts>[0];

function columnsOf({ file, rows, columns, table }: SetOfCounts): Columns {
  const read = table === undefined ? readGround(file) : null;
  const given = Object.entries(columns).map(([name, header]) => [name, read === null ? (table ?? []).map((row) => row[header] ?? null) : numbersIn(rows.map((row) => read[row - 1] ?? {}), header)]);
  return Object.fromEntries(given) as Columns;
}

/** Closed forms; relative to the standard error, or to the statistic itself. */
const tight = 1e-8;

/** NA of R, where no event of an arm is left, is a refusal here; its Q of 0 for one study is no test here. */
function holds(method: string, named: string, rows: readonly PooledCounts[], parts: Parts): void {
  const about = { method, source: reference.made };
  expect(rows.length).toBe(parts.estimate.length);
  for (const [at, row] of rows.entries()) {
    const [estimate, error] = [parts.estimate[at] ?? null, parts.se[at] ?? null];
    expect(row.estimate === null, `${named}, ${at + 1}`).toBe(estimate === null);
    expect(row.refusal === null).toBe(row.estimate !== null);
    if (estimate === null || error === null) continue;
    const scaled = (value: number): number => tight * Math.max(error, Math.abs(value));
    checkFigure(about, `${named}, ${at + 1}, estimate`, row.estimate ?? Number.NaN, estimate, scaled(estimate));
    checkFigure(about, `${named}, ${at + 1}, standard error`, row.standardError ?? Number.NaN, error, tight, { relative: true });
    checkFigure(about, `${named}, ${at + 1}, lower`, row.interval?.lower ?? Number.NaN, parts.lower[at] ?? Number.NaN, scaled(estimate));
    checkFigure(about, `${named}, ${at + 1}, upper`, row.interval?.upper ?? Number.NaN, parts.upper[at] ?? Number.NaN, scaled(estimate));
    checkFigure(about, `${named}, ${at + 1}, p`, row.test?.pValue ?? Number.NaN, parts.p[at] ?? Number.NaN, tight * Math.max(1, (estimate / error) ** 2), { relative: true });
    checkFigure(about, `${named}, ${at + 1}, Q`, row.heterogeneity?.statistic ?? 0, parts.q[at] ?? Number.NaN, tight * Math.max(1e-3, row.heterogeneity?.statistic ?? 0));
  }
}

describe("Mantel-Haenszel and Peto without each study, and study by study, against metafor", () => {
  for (const set of sets)
    describe.skipIf(set.table === undefined && !hasGround)(`${set.name}${set.table === undefined ? " (skipped where the public data are not beside the repository)" : ""}`, () => {
      test.each(set.cases)("$options.model $options.measure", ({ options, without, steps }) => {
        const columns = columnsOf(set);
        const named = `${set.name}, ${options.model} ${options.measure ?? ""}`;
        holds("leave-one-out of counts", named, leaveOneOutCounts(columns, options).without, without);
        holds("cumulative meta-analysis of counts", named, poolCumulativelyCounts(columns, options).steps, steps);
      });
    });
});
