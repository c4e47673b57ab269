import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/imputed-trial.json" with { type: "json" };
import { analyseCompleted } from "../../../src/small-trials/multiple-imputation/analyse-completed.ts";
import { compareImputedArms } from "../../../src/small-trials/multiple-imputation/compare-imputed-arms.ts";
import { poolAnalyses } from "../../../src/small-trials/multiple-imputation/pool-analyses.ts";
import { checkFigure } from "../../check-figure.ts";

const { given: { outcome, event, arm, baseline, smoker }, fixed, drawn, complete, imputations } = reference;
type Completed = { readonly arm: readonly string[]; readonly baseline: readonly number[]; readonly smoker: readonly number[] };
const analysed = (set: Completed, values: readonly number[], analysis: "linear" | "logistic") => analyseCompleted({ outcome: Float64Array.from(values), covariates: [{ name: "arm", values: set.arm }, { name: "baseline", values: Float64Array.from(set.baseline) }, { name: "smoker", values: Float64Array.from(set.smoker) }] }, analysis, "a");

describe("multiple imputation against mice", () => {
  test.each(["linear", "logistic"] as const)("%s analyses of the same five completed data sets are pooled alike", (analysis) => {
    const analyses = analysis === "linear" ? fixed.linear.sets.map((set) => analysed(set, set.outcome, analysis)) : fixed.logistic.sets.map((set) => analysed(set, set.event, analysis));
    const made = poolAnalyses(analyses, 0.95, false);
    const expected = fixed[analysis].pooled;
    expect(made).toHaveLength(4);
    for (const [at, one] of made.entries()) {
      for (const [name, own, other] of [["estimate", one.estimate, expected.estimate[at]], ["within", one.within, expected.within[at]], ["between", one.between, expected.between[at]], ["total", one.total, expected.total[at]], ["degrees", one.degreesOfFreedom, expected.df[at]], ["increase", one.relativeIncrease, expected.increase[at]], ["fraction missing", one.fractionMissing, expected.fmi[at]]] as const) {
        checkFigure({ method: "multiple imputation: pooled analyses", source: `${reference.made}: pool` }, `${analysis}, ${expected.term[at]}, ${name}`, own, other as number, analysis === "linear" ? 1e-10 : 1e-8, { relative: true });
      }
    }
  });

  const shared = { imputations: 400, rounds: 4, seed: 11, deltas: [-4] } as const;
  const linear = compareImputedArms({ outcome, arm, covariates: { baseline, smoker } }, shared);
  const logistic = compareImputedArms({ outcome: event, arm, covariates: { baseline, smoker } }, { ...shared, analysis: "logistic" });

  test.each([["linear", linear], ["logistic", logistic]] as const)("complete cases of the %s analysis", (analysis, { completeCases }) => {
    for (const [at, one] of (completeCases.coefficients ?? []).entries()) {
      for (const [name, own, other] of [["estimate", one.estimate, complete[analysis].estimate[at]], ["error", one.standardError, complete[analysis].error[at]], ["p", one.pValue, complete[analysis].p[at]]] as const) checkFigure({ method: "multiple imputation: complete cases", source: `${reference.made}: lm, glm` }, `${analysis}, ${one.term}, ${name}`, own, other as number, 1e-8, { relative: true });
    }
  });

  // Two runs of random draws: the estimate within four standard errors of the difference of two means over imputations, √(B/m + B/M);
  // a variance between within four of a chi-square's, √(2/m + 2/M), and half as much again, as draws with variances drawn have longer tails.
  const error = (between: number): number => 4 * Math.sqrt(between / shared.imputations + between / imputations);
  const spread = 6 * Math.sqrt(2 / shared.imputations + 2 / imputations);
  test.each([
    ["linear", linear, drawn.linear],
    ["logistic", logistic, drawn.logistic],
    ["matched", compareImputedArms({ outcome, arm, covariates: { baseline, smoker } }, { ...shared, matched: ["outcome"] }), drawn.matched],
  ] as const)("the whole way, %s, comes to the same but for the error of the draws", (name, { coefficients }, expected) => {
    for (const [at, one] of coefficients.entries()) {
      const about = { method: "multiple imputation: random draws", source: `${reference.made}: mice, ${imputations} imputations` };
      checkFigure(about, `${name}, ${one.term}, estimate`, one.estimate, expected.estimate[at] as number, error(expected.between[at] as number));
      checkFigure(about, `${name}, ${one.term}, between`, one.between, expected.between[at] as number, spread, { relative: true });
      checkFigure(about, `${name}, ${one.term}, within`, one.within, expected.within[at] as number, 0.05, { relative: true });
    }
  });

  test("outcomes of one arm moved by a delta", () => {
    const row = linear.delta.rows[0]?.differences[0];
    checkFigure({ method: "multiple imputation: delta", source: `${reference.made}: mice, ${imputations} imputations` }, "difference at -4", row?.estimate ?? 0, drawn.shifted.estimate[1] as number, error(drawn.shifted.between[1] as number));
    checkFigure({ method: "multiple imputation: delta", source: `${reference.made}: mice, ${imputations} imputations` }, "its error", row?.standardError ?? 0, Math.sqrt(drawn.shifted.total[1] as number), 0.06, { relative: true });
  });
});
