/** Hours of sleep gained by two drugs: Student 1908, doi 10.1093/biomet/6.1.1 (recalled; data as R's `sleep`). */
import { describe, test } from "vitest";
import { comparePairedMeans, testMean } from "../../../src/small-trials/comparisons/test-mean.ts";
import { checkFigure } from "../../check-figure.ts";

const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("Student's sleep", () => {
  test("the gains are .75 and 2.33 hours on average, their difference 1.58", () => {
    const about = { method: "t test", source: "Student 1908" };
    checkFigure(about, "mean of the first", testMean({ outcome: first }).estimate, 0.75, 1e-12);
    checkFigure(about, "mean of the second", testMean({ outcome: second }).estimate, 2.33, 1e-12);
    checkFigure(about, "mean difference", comparePairedMeans({ after: second, before: first }).estimate, 1.58, 1e-12);
  });

  test("the second drug is better: t = 4.0621 with 9 degrees of freedom, p = 0.002833, as in R's help", () => {
    const { test: tested } = comparePairedMeans({ after: second, before: first });
    const about = { method: "paired t test", source: "R 4.2.2, help of sleep" };
    checkFigure(about, "t", tested.statistic, 4.0621, 5e-5);
    checkFigure(about, "degrees of freedom", tested.degreesOfFreedom ?? Number.NaN, 9, 0);
    checkFigure(about, "p", tested.pValue, 0.002833, 5e-7);
  });
});
