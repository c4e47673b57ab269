/** BOIN12 against integrals in R (validation/dose-finding/late-boin12.R) and the scores of the paper's table 3. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-boin12.json" with { type: "json" };
import { boin12Table } from "../../../src/dose-finding/efficacy/boin12-table.ts";
import { boin12Scale, desirability, posteriorMeanUtility } from "../../../src/dose-finding/efficacy/boin12-utility.ts";
import { boin12 } from "../../../src/dose-finding/efficacy/boin12.ts";
import { checkFigure } from "../../check-figure.ts";

const asInPaper = { mostEvents: 0.35, leastResponses: 0.25, utility: { neither: 40, both: 60 } };

const source = `${reference.r}: late-boin12.R`;

describe("BOIN12", () => {
  test("desirability to 1e-9, ranks exactly, posterior mean utility to 1e-10 as in R, for three sets of limits and utilities", () => {
    let seen = 0;
    for (const { mostEvents, leastResponses, neither, both, benchmark, rows } of reference.tables) {
      const limits = { mostEvents, leastResponses };
      const scale = boin12Scale(limits, { neither, both });
      checkFigure({ method: "BOIN12: desirability, rank, utility", source }, "benchmark", scale.benchmark, benchmark, 0.5e-10);
      const table = boin12Table({ ...limits, utility: { neither, both }, sizes: [0, 3, 6, 9] });
      for (const [n, events, responses, expected, rank, mean] of rows as unknown as [number, number, number, number, number | null, number][]) {
        const row = table.find((one) => one.n === n && one.events === events && one.responses === responses);
        const what = `${n} ${events} ${responses}`;
        checkFigure({ method: "BOIN12: desirability, rank, utility", source }, `desirability ${what}`, row?.desirability ?? Number.NaN, expected, 1e-9);
        if (rank === null) expect(row?.rank, what).toBeNull();
        else checkFigure({ method: "BOIN12: desirability, rank, utility", source }, `rank ${what}`, row?.rank ?? Number.NaN, rank, 0);
        checkFigure({ method: "BOIN12: desirability, rank, utility", source }, `utility ${what}`, posteriorMeanUtility({ n, events, responses, both: Math.max(0, events + responses - n) }, scale), mean, 1e-10);
        seen += 3;
      }
    }
    expect(seen).toBe(3 * 3 * (1 + 16 + 49 + 100));
  });

  test("utilities that are no sum of two parts count all four kinds of outcome, as in R", () => {
    const scale = boin12Scale({ mostEvents: 0.3, leastResponses: 0.25 }, { neither: 35, both: 45 });
    expect(reference.joint.length).toBe(40);
    for (const [n, events, responses, both, expected, mean] of reference.joint as unknown as [number, number, number, number, number, number][]) {
      const what = `${n} ${events} ${responses}, both ${both}`;
      checkFigure({ method: "BOIN12: desirability, rank, utility", source }, `desirability ${what}`, desirability({ n, events, responses, both }, scale), expected, 1e-9);
      checkFigure({ method: "BOIN12: desirability, rank, utility", source }, `utility ${what}`, posteriorMeanUtility({ n, events, responses, both }, scale), mean, 1e-10);
    }
  });

  test("ten scores of table 3 of Lin et al. 2020, as the tests of the R package escalation quote them", () => {
    const table = boin12Table({ ...asInPaper, sizes: [0, 3, 6, 9] });
    const score = (n: number, events: number, responses: number) => table.find((one) => one.n === n && one.events === events && one.responses === responses)?.rank;
    const about = { method: "BOIN12: desirability, rank, utility", source: "Lin et al. 2020, table 3, as the tests of R's escalation quote it" };
    for (const [n, events, responses, rank] of [[0, 0, 0, 60], [3, 0, 3, 91], [6, 1, 5, 87], [9, 0, 8, 99], [9, 2, 3, 32.5], [9, 5, 5, 32.5], [9, 3, 1, 7]] as const) {
      checkFigure(about, `${n} ${events} ${responses}`, score(n, events, responses) ?? Number.NaN, rank, 0);
    }
    expect([score(6, 5, 1), score(9, 4, 0), score(9, 6, 9)]).toEqual([null, null, null]);
  });

  test("the extra exploration is off unless asked for by name", () => {
    const options = { doses: 3, ...asInPaper, cohortSize: 3, cohorts: 12 };
    // Nine at dose level 1 with eight responses and no event are more desirable than the dose level above, which nobody got.
    const levels = [{ n: 9, events: 0, responses: 8, both: 0 }, { n: 0, events: 0, responses: 0, both: 0 }, { n: 0, events: 0, responses: 0, both: 0 }];
    const state = { levels, closed: [false, false, false], dose: 1 };
    expect(boin12(options).decide(state).next).toMatchObject({ dose: 1 });
    expect(boin12({ ...options, exploreFrom: 9 }).decide(state).next).toMatchObject({ dose: 2 });
    expect(boin12({ ...options, exploreFrom: 9 }).variant).toContain("extra exploration from 9");
  });

  test("the recommended dose level has the highest posterior mean utility, not the highest desirability", () => {
    // Means (1 + x)/(2 + n): dose level 1 with x = 0.4 * 3 + 0.6 (1 + 1.8)/5 = 56.0; dose level 2 with x = 0.4 * 12 + 0.6 * 4
    // (1 + 7.2)/14 = 58.6. The few at dose level 1 leave more probability above the benchmark of 70.5.
    const few = { n: 3, events: 0, responses: 1, both: 0 };
    const many = { n: 12, events: 0, responses: 4, both: 0 };
    const scale = boin12Scale(asInPaper, asInPaper.utility);
    expect(desirability(few, scale)).toBeGreaterThan(desirability(many, scale));
    expect(boin12({ doses: 2, ...asInPaper, cohortSize: 3, cohorts: 12 }).recommend({ levels: [few, many], closed: [false, false], dose: 2 })).toMatchObject({ kind: "dose", dose: 2 });
  });
});
