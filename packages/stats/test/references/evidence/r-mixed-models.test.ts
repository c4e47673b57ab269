import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/glmm.json" with { type: "json" };
import { poolBinomialMixed } from "../../../src/meta-analysis/rare-events/pool-binomial-mixed.ts";
import { poolPoissonMixed } from "../../../src/meta-analysis/rare-events/pool-poisson-mixed.ts";
import { runSteps } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type Form = "unconditional-fixed" | "unconditional-random" | "conditional-exact";
interface Value {
  readonly estimate: number;
  readonly se?: number;
  readonly logLikelihood?: number;
  readonly tauSquared?: number;
  readonly studyVariance?: number | null;
}
interface MixedSet {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly number[];
  readonly columns: Readonly<Record<string, string>>;
  readonly cases: readonly { readonly form: Form; readonly model: "common" | "random"; readonly value: Value }[];
  readonly laplace?: Value;
  readonly sevenNodes?: Value;
}

function fit({ file, rows, columns }: MixedSet, options: { readonly form: Form; readonly model: "common" | "random"; readonly nodes: number }) {
  const table = readGround(file);
  const given = rows.map((row) => table[row - 1] ?? {});
  const made = Object.fromEntries(Object.entries(columns).map(([name, header]) => [name, numbersIn(given, header)]));
  return runSteps("treatedTime" in made ? poolPoissonMixed(made as unknown as Parameters<typeof poolPoissonMixed>[0], { ...options, profile: "none" }) : poolBinomialMixed(made as unknown as Parameters<typeof poolBinomialMixed>[0], { ...options, profile: "none" }));
}

function holds(about: { readonly method: string; readonly source: string }, named: string, pairs: readonly (readonly [string, number | null | undefined, number | null | undefined])[], tolerance: number): void {
  for (const [what, actual, expected] of pairs) if (expected !== undefined && expected !== null) checkFigure(about, `${what} of ${named}`, actual ?? Number.NaN, expected, tolerance * Math.max(1, Math.abs(expected)));
}

describe("mixed models of two arms against R", () => {
  for (const set of reference.sets as unknown as readonly MixedSet[]) {
    test.skipIf(!hasGround)(`likelihoods written out, in ${set.name}`, () => {
      for (const { form, model, value } of set.cases) {
        const two = form === "unconditional-random";
        const made = fit(set, { form, model, nodes: two ? 40 : 60 });
        holds({ method: `mixed model, ${form}`, source: `${reference.made}: likelihood on a grid` }, `${set.name}, ${form}, ${model}`, [
          ["estimate", made.estimate, value.estimate], ["standard error", made.standardError, value.se], ["log-likelihood", made.logLikelihood, value.logLikelihood],
          ["variance between studies", made.tauSquared?.estimate, model === "random" ? value.tauSquared : null], ["variance of levels", made.studyVariance, value.studyVariance],
        ], toleranceOf(set.name));
        if (set.name === "registry-any_sae" && two && model === "random") expect(made.warnings.join(" ")).toContain("Quadrature is not exact");
      }
    });
    test.skipIf(!hasGround || set.laplace === undefined)(`lme4 with one node and with seven, in ${set.name}`, () => {
      // The limit is lme4's optimiser, which uses no derivatives.
      const about = { method: "mixed model, nodes as lme4", source: `${reference.made}: glmer` };
      if (set.laplace !== undefined) {
        const made = fit(set, { form: "unconditional-random", model: "random", nodes: 1 });
        holds(about, `${set.name}, Laplace`, [["estimate", made.estimate, set.laplace.estimate], ["variance between studies", made.tauSquared?.estimate, set.laplace.tauSquared], ["variance of levels", made.studyVariance, set.laplace.studyVariance], ["log-likelihood", made.logLikelihood, set.laplace.logLikelihood]], 1e-3);
      }
      if (set.sevenNodes !== undefined) {
        const made = fit(set, { form: "unconditional-random", model: "common", nodes: 7 });
        holds(about, `${set.name}, seven nodes`, [["estimate", made.estimate, set.sevenNodes.estimate], ["variance of levels", made.studyVariance, set.sevenNodes.studyVariance]], 1e-3);
      }
    });
  }
});

/** In registry records, studies without events meet a large variance: integrands have an edge, and these nodes leave this much. */
function toleranceOf(name: string): number {
  return name.startsWith("registry") ? 3e-3 : 1e-7;
}
