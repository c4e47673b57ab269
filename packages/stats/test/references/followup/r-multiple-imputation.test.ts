import { describe, test } from "vitest";
import reference from "../../../../../validation/followup/multiple-imputation.json" with { type: "json" };
import { poolImputations } from "../../../src/small-trials/multiple-imputation/pool-imputations.ts";
import { checkFigure } from "../../check-figure.ts";

describe("Rubin's rules against mice", () => {
  for (const [at, { q, u, n, k, ...expected }] of reference.cases.entries()) {
    test(`case ${at + 1}, ${q.length} imputations`, () => {
      const made = poolImputations({ estimate: q, variance: u }, { completeDegrees: n - k });
      const about = { method: "multiple imputation: Rubin's rules", source: `${reference.made}: pool.scalar` };
      for (const [name, one, other] of [["estimate", made.estimate, expected.estimate], ["within", made.within, expected.within], ["between", made.between, expected.between], ["total", made.total, expected.total], ["degrees", made.degreesOfFreedom, expected.df], ["increase", made.relativeIncrease, expected.r], ["missing", made.fractionMissing, expected.fmi]] as const) checkFigure(about, `${at + 1}, ${name}`, one, other, 1e-12, { relative: true });
    });
  }
});
