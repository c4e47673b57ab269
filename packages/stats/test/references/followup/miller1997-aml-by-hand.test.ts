import { describe, expect, test } from "vitest";
import { estimateKaplanMeier } from "../../../src/survival/kaplan-meier.ts";
import { testLogRank } from "../../../src/survival/log-rank.ts";
import { checkFigure } from "../../check-figure.ts";

// Acute myelogenous leukaemia, weeks to relapse (Miller 1997, Survival Analysis, page 49; + censored; recalled as in R's survival::aml):
// maintained 9 13 13+ 18 23 28+ 31 34 45+ 48 161+; not maintained 5 5 8 8 12 16+ 23 27 30 33 43 45.
const maintained = { time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0] };
const other = { time: [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], event: [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1] };

describe("maintained chemotherapy, by hand", () => {
  test("survival of the maintained is 10/11, 9/11, 8/9 of that at 18 weeks, and so on, with Greenwood's errors", () => {
    const curve = estimateKaplanMeier(maintained).curves[0] ?? expect.fail("a curve");
    const about = { method: "Kaplan-Meier, by hand", source: "Miller 1997, page 49" };
    // Rows at risk at 9, 13, 18, 23, 31, 34, 48 weeks: 11, 10, 8, 7, 5, 4, 2; one event at each.
    const atRisk = [11, 10, 8, 7, 5, 4, 2];
    let [survival, sum] = [1, 0];
    for (const [at, step] of [0, 1, 2, 3, 5, 6, 8].entries()) {
      const n = atRisk[at] ?? 0;
      survival *= (n - 1) / n;
      sum += 1 / (n * (n - 1));
      checkFigure(about, `at risk, ${at + 1}`, curve.atRisk[step] ?? 0, n, 0);
      checkFigure(about, `survival, ${at + 1}`, curve.survival[step] ?? 0, survival, 1e-15);
      checkFigure(about, `standard error, ${at + 1}`, curve.standardError[step] ?? 0, survival * Math.sqrt(sum), 1e-15);
    }
    // 10/11 x 9/10 x 7/8 x 6/7 x 4/5 = 0.4909 at 31 weeks: the median. The mean up to 161 is the area 52.6.
    expect(curve.median.time).toBe(31);
  });

  test("the log-rank statistic is 3.40, with 10.69 relapses expected in the maintained, where 7 were seen", () => {
    const made = testLogRank({ time: [...maintained.time, ...other.time], event: [...maintained.event, ...other.event], group: [...maintained.time.map(() => "Maintained"), ...other.time.map(() => "Nonmaintained")] });
    const about = { method: "log-rank, printed", source: "R's survdiff(Surv(time, status) ~ x, aml), as printed" };
    checkFigure(about, "observed", made.groups[0]?.observed ?? 0, 7, 0);
    checkFigure(about, "expected", made.groups[0]?.expected ?? 0, 10.69, 0.005);
    checkFigure(about, "chi-square", made.test.statistic, 3.4, 0.05);
    checkFigure(about, "p", made.test.pValue, 0.07, 0.005);
  });
});
