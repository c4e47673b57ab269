import { describe, expect, test } from "vitest";
import { runSteps } from "../../optimisation/run-steps.ts";
import { permuteModerators } from "./permute-moderators.ts";
import { regressEffects } from "./regress-effects.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path, remedy: expect.stringMatching(/\S/u) });
const eight = { estimate: [0.1, 0.3, -0.2, 0.5, 0.4, 0.9, 0.2, 0.7], variance: [0.1, 0.2, 0.1, 0.05, 0.1, 0.2, 0.1, 0.05], moderators: { dose: [1, 2, 1, 3, 2, 4, 2, 3] } };

describe("meta-regression", () => {
  test("of one line through studies of one size: least squares by hand", () => {
    // x = 1…4, y = 0.1, 0.2, 0.4, 0.5: slope Σ(x - 2.5)(y - 0.3)/5 = 0.7/5, intercept 0.3 - 2.5 × 0.14; with v = 0.1 variance of the slope 0.1/5.
    const made = regressEffects({ estimate: [0.1, 0.2, 0.4, 0.5], variance: [0.1, 0.1, 0.1, 0.1], moderators: { dose: [1, 2, 3, 4] } }, { model: "common", at: ["dose=2.5"] });
    expect(made.coefficients[0]?.estimate).toBeCloseTo(-0.05, 14);
    expect(made.coefficients[1]?.estimate).toBeCloseTo(0.14, 14);
    expect(made.coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(0.02), 14);
    expect(made.predictions[0]).toMatchObject({ at: "dose=2.5", prediction: null });
    expect(made.predictions[0]?.estimate).toBeCloseTo(0.3, 14);
    expect(made.rSquaredReason).toMatch(/common effect/u);
  });

  test("says how it was computed, and warns of few studies for each coefficient", () => {
    const made = regressEffects(eight, { measure: "risk-ratio" });
    expect(made.method).toBe("Mixed-effects meta-regression (log risk ratio, 8 studies) on dose, inverse-variance weights; residual variance between studies by restricted maximum likelihood; 95% intervals by Knapp and Hartung with a variance no smaller than the classical one (t, 6 degrees of freedom); prediction intervals by t with 5 degrees of freedom; interval of the variance between studies by Q-profile.");
    expect(made.warnings).toEqual([expect.stringMatching(/^Fewer than 10 studies for each coefficient of a moderator \(8 studies, 1 coefficient\)/u)]);
    expect(made.coefficients[1]?.ratio?.estimate).toBeCloseTo(Math.exp(made.coefficients[1]?.estimate ?? 0), 15);
    const ten = { estimate: [...eight.estimate, 0.3, 0.1], variance: [...eight.variance, 0.1, 0.1], moderators: { dose: [...eight.moderators.dose, 2, 1] } };
    expect(regressEffects(ten).warnings).toEqual([]);
  });

  test("with no moderator it is the pooled effect, without R²", () => {
    const made = regressEffects({ estimate: eight.estimate, variance: eight.variance });
    expect(made).toMatchObject({ omnibus: null, omnibusReason: "There is no moderator.", rSquared: null, moderatorTests: [] });
    expect(made.coefficients.map(({ name }) => name)).toEqual(["intercept"]);
  });

  test("rows without a moderator are left out and counted", () => {
    const made = regressEffects({ ...eight, moderators: { dose: [null, 2, 1, 3, 2, 4, 2, 3] } });
    expect(made).toMatchObject({ studies: 7, missing: { rows: 1, byColumn: { "moderators.dose": 1 } }, names: ["2", "3", "4", "5", "6", "7", "8"] });
  });

  test("nothing to explain: R² is null with its reason", () => {
    const made = regressEffects({ estimate: [0.1, 0.11, 0.1, 0.11], variance: [0.1, 0.1, 0.1, 0.1], moderators: { dose: [1, 2, 2, 1] } });
    expect(made).toMatchObject({ rSquared: null, tauSquaredWithout: 0, rSquaredReason: expect.stringMatching(/nothing to explain/u) });
  });

  test.each([
    [{ estimate: [0.1, 0.2], variance: [0.1, 0.1], moderators: { dose: [1, 2] } }, {}, "too-few", "moderators"],
    [{ estimate: [0.1], variance: [0.1], moderators: { dose: [1] } }, {}, "too-few", "moderators"],
    [{ estimate: [], variance: [], moderators: { dose: [] } }, {}, "empty", "columns"],
    [{ ...eight, standardError: eight.variance }, {}, "options-conflict", "standardError"],
    [{ estimate: eight.estimate, moderators: eight.moderators }, {}, "missing-column", "variance"],
    [eight, { at: ["dose"] }, "unknown-choice", "at.1"],
    [eight, { covariance: "CR2", interval: "hksj" }, "options-conflict", "interval"],
    [{ ...eight, cluster: ["a", "a", "a", "a", "b", "b", "b", "b"] }, {}, "too-few", "cluster"],
    [eight, { tauSquared: "DL", tauSquaredInterval: "profile-likelihood" }, "options-conflict", "tauSquaredInterval"],
    [{ ...eight, moderators: { kind: ["a", "b", "b", "b", "b", "b", "b", "b"] } }, { covariance: "CR0" }, "not-identified", "covariance"],
    [{ estimate: [1, 2, 3, 4], variance: [1, 1, 1, 1], moderators: { dose: [1, 2, 3, 4] } }, { interval: "hksj", model: "common" }, "not-identified", "interval"],
  ])("%j with %j is refused as %s", (columns, options, code, path) => {
    expect(() => regressEffects(columns, options as object)).toThrow(refused(code, path));
  });

  test("what one cluster alone determines is predicted without a robust standard error", () => {
    const columns = { estimate: [0.1, 0.4, 0.2, 0.5, 0.3, 0.9, 0.7, 0.2], variance: eight.variance, cluster: ["a", "a", "b", "b", "c", "c", "d", "d"], moderators: { kind: ["x", "y", "x", "x", "x", "z", "z", "x"] } };
    // The mean of kind y is that of one study in cluster a, whose fitted value is the estimate itself: CR0 is blind to it.
    const made = regressEffects({ ...columns, cluster: ["a", "a", "b", "b", "c", "c", "d", "e"] }, { covariance: "CR0" });
    expect(made.fitted[1]).toMatchObject({ standardError: null, interval: null, prediction: null, reason: expect.stringMatching(/One cluster alone/u) });
    expect(made.fitted[1]?.estimate).toBeCloseTo(0.4, 12);
  });
});

describe("permutation tests", () => {
  test("of many arrangements so many are drawn, the same for the same seed and for any order of studies", () => {
    const run = (columns: typeof eight, seed: number) => runSteps(permuteModerators(columns, { permutations: 200, seed, interval: "wald", tauSquared: "DL" }));
    const made = run(eight, 3);
    expect(made).toMatchObject({ exact: false, arrangements: 200 });
    const turned = { estimate: eight.estimate.toReversed(), variance: eight.variance.toReversed(), moderators: { dose: eight.moderators.dose.toReversed() } };
    expect(run(turned, 3).coefficients[0]?.pValue).toBe(made.coefficients[0]?.pValue);
    expect(made.coefficients[0]?.pValue).toBeGreaterThanOrEqual(1 / 200);
    expect(made.method).toMatch(/200 random arrangements, that of the data among them/u);
  });

  test("progress comes to 1", () => {
    expect([...permuteModerators(eight, { permutations: 120, tauSquared: "DL" })].map(({ done }) => done)).toEqual([50 / 120, 100 / 120, 1]);
  });
});
