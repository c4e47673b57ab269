/** Examples of Hollander and Wolfe 1973 as R's help of `wilcox.test` gives them: depression under a tranquilliser; permeability of the placenta. */
import { describe, test } from "vitest";
import { compareRanks } from "../../../src/small-trials/ranks/compare-ranks.ts";
import { compareSignedRanks } from "../../../src/small-trials/ranks/compare-signed-ranks.ts";
import { checkFigure } from "../../check-figure.ts";

const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];

describe("examples of Hollander and Wolfe", () => {
  test("depression falls: V = 40, one-sided exact p = 0.01953", () => {
    const result = compareSignedRanks({ after: before, before: after }, { alternative: "greater" });
    const about = { method: "Wilcoxon signed-rank", source: "Hollander and Wolfe 1973, p. 29, as in R's help" };
    checkFigure(about, "V", result.test.statistic, 40, 0);
    checkFigure(about, "p", result.test.pValue, 0.01953125, 1e-12);
  });

  test("permeability: W = 35, one-sided exact p = 0.1272", () => {
    const result = compareRanks({ outcome: [...term, ...early], group: [...term.map(() => "a term"), ...early.map(() => "b early")] }, { alternative: "less" });
    // The second group less the first: early in pregnancy less than at term.
    const about = { method: "Wilcoxon rank-sum", source: "Hollander and Wolfe 1973, p. 69, as in R's help" };
    checkFigure(about, "p", result.test.pValue, 0.1272, 5e-5);
  });
});
