import { describe, expect, test } from "vitest";
import lalonde from "../../../../../validation/evidence/lalonde.json" with { type: "json" };
import reference from "../../../../../validation/evidence/matching.json" with { type: "json" };
import { assessBalance } from "../../../src/matching/assess-balance.ts";
import { coarsenAndMatch } from "../../../src/matching/coarsen-and-match.ts";
import { estimateMatchedEffect } from "../../../src/matching/estimate-matched-effect.ts";
import { type MatchedControls, matchControls } from "../../../src/matching/match-controls.ts";
import type { MatchOptions } from "../../../src/matching/match-options.ts";
import { effectiveSize } from "../../../src/matching/spread.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type Numbers = readonly (number | null)[];
interface Case {
  readonly options: object;
  readonly exact: boolean;
  readonly width?: number | null;
  readonly treated: readonly number[];
  readonly control: readonly number[];
  readonly total?: number;
  readonly weights?: readonly number[];
}
const about = (method: string, rule: string) => ({ method, source: `${reference.made}: ${rule}` });
const pairsOf = ({ pairs }: MatchedControls) => Array.from(pairs.treatedRow, (row, at) => `${row}-${pairs.controlRow[at] ?? 0}`);

function dataOf(name: "lalonde" | "gbsg") {
  if (name === "lalonde") {
    const { treat, age, educ, race, married, nodegree, re74, re75, re78 } = lalonde;
    return { treated: treat as Numbers, covariates: { age, educ, race, married, nodegree, re74, re75 }, exact: { race } as Record<string, (string | number | null)[]>, outcome: re78 as Numbers };
  }
  const rows = readGround("stats/surv_gbsg.csv");
  const covariates = Object.fromEntries(["age", "meno", "size", "grade", "nodes", "pgr", "er"].map((column) => [column, numbersIn(rows, column)]));
  return { treated: numbersIn(rows, "hormon") as Numbers, covariates, exact: { grade: numbersIn(rows, "grade") }, outcome: numbersIn(rows, "status") as Numbers };
}

describe.each(["lalonde", "gbsg"] as const)("matching of %s against R", (name) => {
  const of = reference[name];
  const skip = name === "gbsg" && !hasGround;
  const match = (options: object, exact: boolean) => {
    const { treated, covariates, exact: equal } = dataOf(name);
    return matchControls({ treated, covariates, ...(exact ? { exact: equal } : {}) }, options as MatchOptions);
  };
  const checkPairs = (method: string, rule: string, { options, exact, treated, control, total, width, weights }: Case) => {
    const made = match(options, exact);
    const named = `${name}, ${JSON.stringify(options)}${exact ? ", exact" : ""}`;
    expect(pairsOf(made).toSorted(), named).toEqual(treated.map((row, at) => `${row}-${control[at] ?? 0}`).toSorted());
    checkFigure(about(`${method}: pairs`, rule), named, made.pairs.set.length, treated.length, 0);
    if (total !== undefined) checkFigure(about(`${method}: sum of distances`, rule), named, made.totalDistance, total, 1e-9, { relative: true });
    if (width !== undefined && width !== null) checkFigure(about("caliper: width", rule), named, made.caliper?.width ?? Number.NaN, width, 1e-10, { relative: true });
    if (weights !== undefined) checkFigure(about(`${method}: weights`, rule), `largest difference, ${named}`, Math.max(...weights.map((one, at) => Math.abs(one - (made.weights[at] ?? 0)))), 0, 1e-12);
  };

  test.skipIf(skip)("the propensity score", () => {
    expect.hasAssertions();
    const { scores } = match({}, false);
    for (const [at, expected] of of.score.entries()) if (at % 10 === 0) checkFigure(about("logit propensity", "glm"), `${name} ${at}`, scores?.[at] ?? Number.NaN, expected, 1e-9);
  });

  test.skipIf(skip).each(of.greedy as readonly Case[])("greedy by a score: $options", (one) => {
    expect.hasAssertions();
    checkPairs("greedy matching", "naive rule in matching.R", one);
  });
  test.skipIf(skip).each(of.mahalanobis as readonly Case[])("greedy by Mahalanobis: $options", (one) => {
    expect.hasAssertions();
    checkPairs("Mahalanobis matching", "naive rule in matching.R", one);
  });
  test.skipIf(skip).each(of.matchit as readonly Case[])("as MatchIt: $options", (one) => {
    expect.hasAssertions();
    checkPairs("greedy matching", "matchit, where it equals the naive rule", one);
  });

  test.skipIf(skip)("optimal along the score", () => {
    expect.hasAssertions();
    for (const { options, pairs, total } of of.optimal) {
      const made = match(options, false);
      checkFigure(about("optimal matching: pairs", "both sorted lists in matching.R"), `${name}, ${JSON.stringify(options)}`, made.pairs.set.length, pairs, 0);
      checkFigure(about("optimal matching: sum of distances", "both sorted lists in matching.R"), `${name}, ${JSON.stringify(options)}`, made.totalDistance, total, 1e-9, { relative: true });
    }
  });

  test.skipIf(skip)("balance before and after, by all four denominators", () => {
    const { treated, covariates } = dataOf(name);
    const words = ["meanTreated", "meanControl", "difference", "varianceRatio", "ecdfMean", "ecdfMax"] as const;
    for (const { denominator, terms, before, after } of of.balance) {
      const made = assessBalance({ treated, covariates, weight: of.weightsReplaced }, { denominator: denominator as "pooled" });
      expect(made.rows.map(({ term }) => term)).toEqual(terms);
      for (const [row, term] of terms.entries()) {
        for (const [side, list] of [["before", before], ["after", after]] as const) {
          for (const [at, word] of words.entries()) {
            const expected = list[row]?.[at];
            const own = made.rows[row]?.[side][word];
            if (expected === null || expected === undefined) expect(own, `${term} ${word}`).toBe(null);
            else checkFigure(about(`balance: ${word}`, "MatchIt's summary"), `${name}, ${denominator}, ${side}, ${term}`, own ?? Number.NaN, expected, 1e-10 * Math.max(1, Math.abs(expected)));
          }
        }
      }
    }
    checkFigure(about("effective sample size", "written out"), name, effectiveSize(of.weightsReplaced.filter((_, row) => treated[row] === 0)), of.effective, 1e-12, { relative: true });
  });

  test.skipIf(skip)("coarsened exact matching", () => {
    expect.hasAssertions();
    const { treated, covariates } = dataOf(name);
    for (const { bins, weights, strata } of of.cem as readonly { readonly bins?: number | null; readonly weights: readonly number[]; readonly strata: number }[]) {
      const made = coarsenAndMatch({ treated, covariates }, bins === null || bins === undefined ? {} : { bins });
      checkFigure(about("coarsened exact matching: strata", "matchit(method = 'cem')"), name, made.strata, strata, 0);
      checkFigure(about("coarsened exact matching: weights", "matchit(method = 'cem')"), `largest difference, ${name}`, Math.max(...weights.map((one, at) => Math.abs(one - (made.weights[at] ?? 0)))), 0, 1e-12);
    }
  });

  test.skipIf(skip)("the effect, clustered on pairs", () => {
    expect.hasAssertions();
    const { treated, outcome } = dataOf(name);
    const columns = { treated, outcome, weight: of.weights };
    for (const [correction, expected] of [["groups-and-rows", of.effect.groupsAndRows], ["groups", of.effect.groups], ["none", of.effect.none]] as const) {
      const made = estimateMatchedEffect({ ...columns, matchedSet: of.set }, { correction });
      checkFigure(about("matched effect: difference", "lm"), name, made.estimate, of.effect.estimate, 1e-10, { relative: true });
      checkFigure(about("matched effect: clustered standard error", "vcovCL"), `${name}, ${correction}`, made.standardError, expected, 1e-10, { relative: true });
    }
    // Each row its own: HC1 is n/(n-2), which n/(n-1) (n-1)/(n-2) is, too.
    checkFigure(about("matched effect: robust standard error", "vcovHC"), name, estimateMatchedEffect(columns).standardError, of.effect.hc1, 1e-10, { relative: true });
  });
});
