import { describe, test } from "vitest";
import reference from "../../../../../validation/evidence/exact-tests.json" with { type: "json" };
import { testLargeTable } from "../../../src/proportions/exact-tests/test-large-table.ts";
import { testTablesByChiSquare, testTablesExactly } from "../../../src/proportions/exact-tests/test-tables.ts";
import { testTablesByBarnard, testTablesByBoschloo } from "../../../src/proportions/exact-tests/test-unconditionally.ts";
import type { Alternative } from "../../../src/proportions/single/proportion-options.ts";
import { compareProportionsExactly } from "../../../src/proportions/two-groups/compare-proportions-exactly.ts";
import { runSteps as finish } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: fisher.test, chisq.test, or written out in exact-tests.R`;
const columnsOf = ([x = 0, m = 0, y = 0, n = 0]: readonly number[]) => ({ treatedEvents: [x], treatedTotal: [m], controlEvents: [y], controlTotal: [n] });
const agrees = (method: string, name: string, actual: number | undefined, expected: number, tolerance: number, where = source): void => checkFigure({ method, source: where }, name, actual ?? Number.NaN, expected, tolerance);

describe("exact tests against R", () => {
  test.each(reference.tables.map((one) => [one.table.join(" "), one] as const))("%s", (name, one) => {
    const columns = columnsOf(one.table);
    for (const [alternative, p] of Object.entries(one.fisher)) agrees("Fisher's test", `${name}, ${alternative}`, testTablesExactly(columns, { alternative: alternative as Alternative }).rows[0]?.pValue, p, 1e-11);
    agrees("Fisher's test, mid-P", name, testTablesExactly(columns, { twoSidedRule: "mid-p" }).rows[0]?.pValue, one.midp, 1e-11);
    agrees("Fisher's test, central", name, testTablesExactly(columns, { twoSidedRule: "central" }).rows[0]?.pValue, one.central, 1e-11);
    for (const [kind, p] of Object.entries(one.barnard)) {
      const [statistic, alternative] = kind.split(" ") as ["score", Alternative];
      agrees("Barnard's test", `${name}, ${kind}`, finish(testTablesByBarnard(columns, { statistic, alternative })).rows[0]?.pValue, p, 1e-10);
    }
    for (const [alternative, p] of Object.entries(one.boschloo ?? {})) agrees("Boschloo's test", `${name}, ${alternative}`, finish(testTablesByBoschloo(columns, { alternative: alternative as Alternative })).rows[0]?.pValue, p, 1e-10);
    for (const [correction, expected] of [["none", one.chisq], ["yates", one.yates], ["n-1", one.nminus1]] as const) if (expected !== undefined) agrees(`chi-square, ${correction}`, name, testTablesByChiSquare(columns, { correction }).rows[0]?.test?.statistic, expected, 1e-11);
  });

  // R's network adds up in another order, with a coarser grid of past values.
  test.each(reference.large.map((one) => [JSON.stringify(one.table), one] as const))("Fisher's test of %s", (name, { table, p }) => {
    const cells = table.flatMap((counts, row) => counts.map((count, at) => ({ group: `row ${row}`, outcome: `column ${at}`, count })));
    agrees("Fisher's test, large table", name, finish(testLargeTable({ group: cells.map(({ group }) => group), outcome: cells.map(({ outcome }) => outcome), count: cells.map(({ count }) => count) })).pValue, p, 1e-8);
  });
});

describe("figures printed by SAS 9.4 and StatXact 11, as the tests of R's package exact2x2 record them", () => {
  const printed = "SAS 9.4 and StatXact 11, recorded in exact2x2's test_SAS.R and test_StatXact.R";
  test("Barnard and Boschloo, to the four places printed", () => {
    for (const [table, alternative, p] of [[[24, 61, 10, 35], "greater", 0.2142], [[24, 61, 10, 35], "two-sided", 0.4063], [[9, 11, 4, 12], "greater", 0.012], [[9, 11, 4, 12], "two-sided", 0.0215]] as const) agrees("Barnard's test", `${table.join(" ")}, ${alternative}`, finish(testTablesByBarnard(columnsOf(table), { alternative })).rows[0]?.pValue, p, 5.1e-5, printed);
    for (const [alternative, p] of [["greater", 0.1513], ["two-sided", 0.3381]] as const) agrees("Boschloo's test", alternative, finish(testTablesByBoschloo(columnsOf([24, 61, 10, 35]), { alternative })).rows[0]?.pValue, p, 5.1e-5, printed);
  });

  test("exact unconditional limits of a difference, to the four places printed", () => {
    for (const [table, interval, lower, upper] of [[[24, 61, 10, 35], "chan-zhang", -0.0992, 0.2949], [[9, 11, 4, 12], "chan-zhang", 0.0616, 0.7968], [[6, 13, 2, 7], "chan-zhang", -0.3108, 0.5787], [[13, 13, 0, 7], "chan-zhang", 0.5904, 1], [[6, 13, 2, 7], "agresti-min", -0.3079, 0.5542]] as const) {
      const limits = finish(compareProportionsExactly(columnsOf(table), { interval })).rows[0]?.interval;
      agrees(`difference: ${interval}`, `lower, ${table.join(" ")}`, limits?.lower, lower, 5.1e-5, printed);
      agrees(`difference: ${interval}`, `upper, ${table.join(" ")}`, limits?.upper, upper, 5.1e-5, printed);
    }
  });
});
