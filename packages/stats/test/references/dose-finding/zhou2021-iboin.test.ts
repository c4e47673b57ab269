/** iBOIN against the published boundaries. */
import { describe, test } from "vitest";
import { informativeBoin } from "../../../src/dose-finding/interval/iboin.ts";
import { checkFigure } from "../../check-figure.ts";

describe("iBOIN against published boundaries", () => {
  test("target 0.3, skeleton worth three participants a dose level, 3 to 30 participants", () => {
    const about = { method: "iBOIN: decision boundaries", source: "Zhou et al. 2021, table 1, as recorded in the tests of the public package mdanderson-stats" };
    // A cutoff that closes nothing, since the table shows the two boundaries alone.
    const design = informativeBoin({ doses: 5, target: 0.3, skeleton: [0.1, 0.19, 0.3, 0.42, 0.54], priorN: 3, cohortSize: 3, cohorts: 10, cutoff: 0.9999 });
    const up = [[1, 1, 2, 3, 4, 4, 5, 6, 6, 7], [0, 1, 2, 3, 3, 4, 5, 5, 6, 7], [0, 1, 2, 2, 3, 4, 4, 5, 6, 7], [0, 1, 1, 2, 3, 3, 4, 5, 6, 6], [0, 0, 1, 2, 2, 3, 4, 5, 5, 6]];
    const down = [[2, 3, 4, 5, 7, 8, 9, 10, 11, 12], [2, 3, 4, 5, 6, 7, 8, 9, 11, 12], [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [1, 2, 3, 4, 6, 7, 8, 9, 10, 11], [1, 2, 3, 4, 5, 6, 7, 8, 10, 11]];
    for (let dose = 1; dose <= 5; dose++) for (let cohort = 1; cohort <= 10; cohort++) {
      const bounds = design.bounds(3 * cohort, dose);
      checkFigure(about, `up, dose level ${dose}, n ${3 * cohort}`, bounds.escalate, up[dose - 1]?.[cohort - 1] ?? Number.NaN, 0);
      checkFigure(about, `down, dose level ${dose}, n ${3 * cohort}`, bounds.deescalate, down[dose - 1]?.[cohort - 1] ?? Number.NaN, 0);
    }
  });

  test("target 0.25, skeleton worth two participants a dose level, 1 to 12 participants", () => {
    const about = { method: "iBOIN: decision boundaries", source: "the authors' program iBOIN V1.6.3.0, as recorded in the tests of the public package mdanderson-stats" };
    const design = informativeBoin({ doses: 5, target: 0.25, skeleton: [0.06, 0.14, 0.25, 0.38, 0.5], priorN: 2, cohortSize: 3, cohorts: 4 });
    const up = [[0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2], [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2], [-1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2], [-1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]];
    const down = [[1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5], [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4], [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4], [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4], [0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]];
    // n + 1: no count closes.
    const close = [2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6];
    for (let dose = 1; dose <= 5; dose++) for (let n = 1; n <= 12; n++) {
      const bounds = design.bounds(n, dose);
      checkFigure(about, `up, dose level ${dose}, n ${n}`, bounds.escalate, up[dose - 1]?.[n - 1] ?? Number.NaN, 0);
      checkFigure(about, `down, dose level ${dose}, n ${n}`, bounds.deescalate, down[dose - 1]?.[n - 1] ?? Number.NaN, 0);
      checkFigure(about, `close, n ${n}`, bounds.close ?? n + 1, close[n - 1] ?? Number.NaN, 0);
    }
  });
});
