import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/glmm.json" with { type: "json" };
import { poolBinomialMixed } from "../../../src/meta-analysis/rare-events/pool-binomial-mixed.ts";
import { poolPoissonMixed } from "../../../src/meta-analysis/rare-events/pool-poisson-mixed.ts";
import { runSteps } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, numbersIn, readGround } from "../../ground.ts";

type Form = "unconditional-fixed" | "unconditional-random" | "conditional-exact";
interface Limits {
  readonly lower?: number;
  readonly upper?: number;
}
interface Value {
  readonly estimate: number;
  readonly se?: number;
  readonly logLikelihood?: number;
  readonly tauSquared?: number;
  readonly studyVariance?: number | null;
  readonly profile?: Limits;
  readonly tauSquaredProfile?: Limits;
  readonly likelihoodRatio?: number;
  readonly tauSquaredRatio?: number;
  readonly heterogeneity?: number;
  /** With each study's effect added by half to the treated and taken off by half from the controls. */
  readonly heterogeneityHalf?: number;
}
interface MixedSet {
  readonly name: string;
  /** Of the shared data; a set without a file holds its own counts. */
  readonly file?: string;
  readonly rows: readonly number[];
  readonly columns: Readonly<Record<string, string>>;
  readonly given?: { readonly a: readonly number[]; readonly n: readonly number[]; readonly c: readonly number[]; readonly m: readonly number[] };
  readonly cases: readonly { readonly form: Form; readonly model: "common" | "random"; readonly value: Value }[];
  readonly laplace?: Value;
  readonly sevenNodes?: Value;
}

function columnsOf({ file, rows, columns, given }: MixedSet): Readonly<Record<string, readonly (number | null)[]>> {
  if (given !== undefined) return { treatedEvents: given.a, treatedTime: given.n, controlEvents: given.c, controlTime: given.m };
  const table = readGround(file ?? "");
  const kept = rows.map((row) => table[row - 1] ?? {});
  return Object.fromEntries(Object.entries(columns).map(([name, header]) => [name, numbersIn(kept, header)]));
}

function fit(set: MixedSet, options: { readonly form: Form; readonly model: "common" | "random"; readonly nodes?: number; readonly heterogeneity?: "half" | "none"; readonly profile: "none" | "effect" | "effect-and-variance" }) {
  const made = columnsOf(set);
  return runSteps("treatedTime" in made ? poolPoissonMixed(made as unknown as Parameters<typeof poolPoissonMixed>[0], options) : poolBinomialMixed(made as unknown as Parameters<typeof poolBinomialMixed>[0], options));
}

function holds(about: { readonly method: string; readonly source: string }, named: string, pairs: readonly (readonly [string, number | null | undefined, number | null | undefined])[], tolerance: number): void {
  for (const [what, actual, expected] of pairs) if (expected !== undefined && expected !== null) checkFigure(about, `${what} of ${named}`, actual ?? Number.NaN, expected, tolerance * Math.max(1, Math.abs(expected)));
}

describe("mixed models of two arms against R", () => {
  for (const set of reference.sets as unknown as readonly MixedSet[]) {
    test.skipIf(!hasGround && set.file !== undefined)(`likelihoods written out, in ${set.name}`, () => {
      for (const { form, model, value } of set.cases) {
        const random = model === "random";
        const made = fit(set, { form, model, profile: value.profile === undefined ? "none" : "effect-and-variance" });
        const about = { method: `mixed model, ${form}`, source: `${reference.made}: likelihood on a grid` };
        const named = `${set.name}, ${form}, ${model}`;
        holds(about, named, [
          ["estimate", made.estimate, value.estimate], ["standard error", made.standardError, value.se], ["log-likelihood", made.logLikelihood, value.logLikelihood],
          ["variance between studies", made.tauSquared?.estimate, random ? value.tauSquared : null], ["variance of levels", made.studyVariance, value.studyVariance],
          ["likelihood ratio", made.likelihoodRatio?.statistic, value.likelihoodRatio], ["likelihood ratio of no variance", made.tauSquared?.test?.statistic, value.tauSquaredRatio], ["heterogeneity", made.heterogeneity.likelihoodRatio?.statistic, value.heterogeneity],
        ], 2e-8);
        holds(about, `profile of ${named}`, [
          ["lower limit", made.intervals.profile?.lower, value.profile?.lower], ["upper limit", made.intervals.profile?.upper, value.profile?.upper],
          ["lower limit of the variance", made.tauSquared?.interval?.lower, value.tauSquaredProfile?.lower], ["upper limit of the variance", made.tauSquared?.interval?.upper, value.tauSquaredProfile?.upper],
        ], 1e-7);
        if (value.heterogeneityHalf !== undefined) holds(about, named, [["heterogeneity coded by half", fit(set, { form, model, heterogeneity: "half", profile: "none" }).heterogeneity.likelihoodRatio?.statistic, value.heterogeneityHalf]], 2e-8);
        expect(made.warnings.join(" ")).not.toContain("Quadrature is not exact");
      }
    }, 60_000);
    test.skipIf(!hasGround && set.file !== undefined)(`lme4 with one node and with seven, in ${set.name}`, () => {
      // The limit is lme4's optimiser, which uses no derivatives.
      const about = { method: "mixed model, nodes as lme4", source: `${reference.made}: glmer` };
      if (set.laplace !== undefined) {
        const made = fit(set, { form: "unconditional-random", model: "random", nodes: 1, heterogeneity: "none", profile: "none" });
        holds(about, `${set.name}, Laplace`, [["estimate", made.estimate, set.laplace.estimate], ["variance between studies", made.tauSquared?.estimate, set.laplace.tauSquared], ["variance of levels", made.studyVariance, set.laplace.studyVariance], ["log-likelihood", made.logLikelihood, set.laplace.logLikelihood]], 1e-3);
      }
      if (set.sevenNodes !== undefined) {
        const made = fit(set, { form: "unconditional-random", model: "common", nodes: 7, heterogeneity: "none", profile: "none" });
        holds(about, `${set.name}, seven nodes`, [["estimate", made.estimate, set.sevenNodes.estimate], ["variance of levels", made.studyVariance, set.sevenNodes.studyVariance]], 1e-3);
      }
    });
  }

  test("with random levels there is a test of heterogeneity, and a variance of 0 gains nothing, not even a rounding error", () => {
    const studies = { treatedEvents: [4, 0, 1, 2, 0], treatedTotal: [20, 15, 30, 40, 10], controlEvents: [8, 2, 0, 5, 0], controlTotal: [20, 16, 28, 41, 12] };
    const made = runSteps(poolBinomialMixed(studies, { form: "unconditional-random", profile: "none" }));
    expect(made.heterogeneity.likelihoodRatio?.degreesOfFreedom).toBe(4);
    // metafor 3.8.1: rma.glmm(measure = "OR", model = "UM.RS", method = "FE", nAGQ = 15)$QE.LRT; nAGQ = 1 gives 2.3620.
    expect(made.heterogeneity.likelihoodRatio?.statistic).toBeCloseTo(2.3692428, 6);
    expect(made.tauSquared?.test).toMatchObject({ statistic: 0, pValue: 1 });
  });
});
