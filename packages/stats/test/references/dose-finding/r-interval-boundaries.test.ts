/** Decision tables of the interval designs against their definitions written out in R, and against published numbers. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/interval-boundaries.json" with { type: "json" };
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { boinBoundaries } from "../../../src/dose-finding/interval/boin-boundaries.ts";
import { cumulativeCohort } from "../../../src/dose-finding/interval/cumulative-cohort.ts";
import { informativeBoin } from "../../../src/dose-finding/interval/iboin.ts";
import type { IntervalDesign } from "../../../src/dose-finding/interval/interval-design.ts";
import { keyboard } from "../../../src/dose-finding/interval/keyboard.ts";
import { mtpi } from "../../../src/dose-finding/interval/mtpi.ts";
import { mtpi2 } from "../../../src/dose-finding/interval/mtpi2.ts";
import { teqr } from "../../../src/dose-finding/interval/teqr.ts";
import { checkFigure } from "../../check-figure.ts";

interface Table {
  readonly design: string;
  readonly target: number;
  readonly margin?: number;
  readonly tooHigh?: number;
  readonly q?: number;
  readonly escalate: readonly number[];
  readonly deescalate: readonly number[];
  readonly close: readonly (number | null)[];
}
/** Names of the designs, as the page of validation shows them. */
const names: Readonly<Record<string, string>> = { boin: "BOIN", keyboard: "Keyboard", mtpi2: "mTPI-2", mtpi: "mTPI", ccd: "Cumulative cohort", teqr: "TEQR", iboin: "iBOIN" };
const tables = reference.tables as readonly Table[];

/** Three dose levels, so that the middle one can go both ways. */
function designOf(table: Table, cohortSize: number): IntervalDesign {
  const { target } = table;
  const size = { doses: 3, target, cohortSize, maximumN: 500 };
  const margin = table.margin ?? 0.05;
  switch (table.design) {
    case "boin": return boin(size);
    case "keyboard": return keyboard({ ...size, marginBelow: margin, marginAbove: margin });
    case "mtpi2": return mtpi2({ ...size, marginBelow: margin, marginAbove: margin });
    case "mtpi": return mtpi({ ...size, marginBelow: margin, marginAbove: margin });
    case "ccd": return cumulativeCohort({ ...size, margin, cutoff: 0.95 });
    case "teqr": return teqr({ ...size, marginBelow: margin, marginAbove: margin, tooHigh: table.tooHigh ?? 0.5 });
    case "iboin": return informativeBoin({ ...size, skeleton: [(table.q ?? 0) * 0.5, table.q ?? 0, 0.9], priorN: 3 });
    default: throw new RangeError(table.design);
  }
}

describe("decision tables against R", () => {
  test("there is a table for seven designs at eight targets", () => {
    expect(new Set(tables.map(({ design }) => design)).size).toBe(7);
    expect(new Set(tables.map(({ target }) => target)).size).toBe(8);
  });

  test.each(tables.map((table) => [`${table.design}, target ${table.target}${table.q === undefined ? "" : `, skeleton ${table.q}`}`, table] as const))("%s: every boundary up to 36 participants", (_words, table) => {
    const design = designOf(table, 1);
    const about = { method: `${names[table.design] ?? table.design}: decision boundaries`, source: `${reference.R}: interval-boundaries.R` };
    expect(table.escalate.length).toBe(reference.largest);
    for (const [at, escalate] of table.escalate.entries()) {
      const n = at + 1;
      const actual = design.bounds(n, 2);
      checkFigure(about, `up, n ${n}`, actual.escalate, escalate, 0);
      checkFigure(about, `down, n ${n}`, actual.deescalate, table.deescalate[at] ?? Number.NaN, 0);
      // n + 1: no count closes.
      checkFigure(about, `close, n ${n}`, actual.close ?? n + 1, table.close[at] ?? n + 1, 0);
    }
  });

  test.each([1, 2, 3, 4, 5, 6])("cohorts of %i: every count leads where its table says", (cohortSize) => {
    for (const table of tables) {
      const design = designOf(table, cohortSize);
      const wrong: string[] = [];
      for (let n = cohortSize; n <= 36; n += cohortSize) {
        const [up, down, close] = [table.escalate[n - 1] ?? -1, table.deescalate[n - 1] ?? n + 1, table.close[n - 1] ?? n + 1];
        for (let events = 0; events <= n; events++) {
          const { next, closed } = design.decide({ ...design.start, n: [cohortSize, n, 0], events: [0, events, 0], dose: 2, phase: "" });
          const expected = events <= up ? 3 : events >= down || events >= close ? 1 : 2;
          const right = next.kind === "treat" && next.dose === expected && closed[1] === events >= close && closed[2] === events >= close;
          if (!right) wrong.push(`${events} of ${n}`);
        }
      }
      expect(wrong, `${table.design}, target ${table.target}`).toEqual([]);
    }
  });

  test("lambda agrees with the rate at which two hypotheses explain the data equally well, to 1e-12", () => {
    expect(reference.lambda.length).toBe(8);
    for (const { target, escalate, deescalate } of reference.lambda) {
      const actual = boinBoundaries({ target });
      const about = { method: "BOIN: decision boundaries", source: `${reference.R}: interval-boundaries.R` };
      checkFigure(about, `lambda e at ${target}`, actual.escalate, escalate, 1e-12);
      checkFigure(about, `lambda d at ${target}`, actual.deescalate, deescalate, 1e-12);
    }
  });
});

describe("published boundaries of BOIN", () => {
  // Liu and Yuan 2015, table of lambda for default rates (recalled). The third decimal is rounded in one column, cut in the other.
  test.each([
    [0.15, 0.118, 0.179],
    [0.2, 0.157, 0.238],
    [0.25, 0.197, 0.298],
    [0.3, 0.236, 0.358],
    [0.35, 0.276, 0.419],
    [0.4, 0.316, 0.479],
  ])("target %f: up at %f, down at %f, to less than one in the third decimal", (target, escalate, deescalate) => {
    const actual = boinBoundaries({ target });
    const about = { method: "BOIN: decision boundaries", source: "Liu and Yuan 2015 (recalled)" };
    checkFigure(about, "lambda e", actual.escalate, escalate, 0.001);
    checkFigure(about, "lambda d", actual.deescalate, deescalate, 0.001);
    expect(actual.escalate).toBeLessThan(target);
  });

  test("target 0.3: 0.2364907 and 0.3585195, as BOIN prints them", () => {
    const about = { method: "BOIN: decision boundaries", source: "printed by R's BOIN" };
    checkFigure(about, "lambda e", boinBoundaries({ target: 0.3 }).escalate, 0.2364907, 0.5e-7);
    checkFigure(about, "lambda d", boinBoundaries({ target: 0.3 }).deescalate, 0.3585195, 0.5e-7);
  });

  test("target 0.3, cohorts of three: the table that BOIN prints", () => {
    // summary(get.boundary(target = 0.3, ncohort = 10, cohortsize = 3)) of BOIN, as printed in a public thread of the package escalation.
    const design = boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10, edition: "BOIN-2.7.2" });
    const about = { method: "BOIN: decision boundaries", source: "printed by R's BOIN" };
    const [escalate, deescalate, close] = [[0, 1, 2, 2, 3, 4, 4, 5, 6, 7], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 7, 8, 9, 10, 11, 12, 14]];
    for (let cohort = 1; cohort <= 10; cohort++) {
      const bounds = design.bounds(3 * cohort);
      checkFigure(about, "up", bounds.escalate, escalate[cohort - 1] ?? Number.NaN, 0);
      checkFigure(about, "down", bounds.deescalate, deescalate[cohort - 1] ?? Number.NaN, 0);
      checkFigure(about, "close", bounds.close ?? Number.NaN, close[cohort - 1] ?? Number.NaN, 0);
    }
    expect(design.edition).toBe("BOIN-2.7.2");
  });

  test("a rate that is lambda d exactly goes down in the paper and stays in BOIN 2.7.2", () => {
    // Target 0.25 and phi2 0.75: lambda d = log 3 / log 9 = 1/2.
    const options = { doses: 3, target: 0.25, overdose: 0.75, cohortSize: 2, cohorts: 5, cutoff: 0.99 } as const;
    expect(boin(options).bounds(2).deescalate).toBe(1);
    expect(boin({ ...options, edition: "BOIN-2.7.2" }).bounds(2).deescalate).toBe(2);
  });
});

describe("published behaviour of mTPI and mTPI-2", () => {
  test("3 of 6 at target 0.3: mTPI stays, mTPI-2 and keyboard go down", () => {
    // Guo et al. 2017 and Yan et al. 2017 both start from this case.
    const options = { doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 };
    expect(mtpi(options).bounds(6).deescalate).toBe(4);
    expect(mtpi2(options).bounds(6).deescalate).toBe(3);
    expect(keyboard(options).bounds(6).deescalate).toBe(3);
  });

  test("1 of 1 at target 0.1 closes the dose level in mTPI-2 and in the table of Keyboard 0.1.3, not in BOIN", () => {
    // Pr(rate > 0.1 | 1 of 1) = 1 - 0.1^2 = 0.99.
    const options = { doses: 3, target: 0.1, cohortSize: 1, cohorts: 10 };
    expect(mtpi2(options).bounds(1).close).toBe(1);
    expect(keyboard({ ...options, edition: "Keyboard-0.1.3" }).bounds(1).close).toBe(1);
    expect(boin(options).bounds(1).close).toBeNull();
  });
});
