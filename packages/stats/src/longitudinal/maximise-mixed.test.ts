import { expect, test } from "vitest";
import { fitMixedModel } from "./fit-mixed-model.ts";

test("a likelihood with two maxima: the higher is taken", () => {
  // R 4.2.2, lme4 1.1.31: lmer(outcome ~ arm * time + age + (1 | participant), REML = FALSE), BOBYQA with xtol_rel 1e-12; the lower
  // maximum, without variance between participants, has 39.872.
  const made = fitMixedModel(
    {
      outcome: [16.002, 10.84, 11.033, 11.399, 12.522, 13.931, 11.36, 11.781, 12.899, 11.732, 13.937, 12.353, 10.376, 11.932, 12.736, 12.769],
      participant: [0, 1, 2, 2, 3, 4, 5, 6, 6, 7, 7, 8, 9, 10, 10, 11],
      time: [0.35, 1.4, 0, 1, 0.4, 1.45, 1, 0, 1, 0, 1, 1.25, 1, 0.35, 1, 1.2],
      covariates: { arm: ["a", "b", "a", "a", "b", "a", "b", "a", "a", "b", "b", "a", "b", "a", "a", "b"], age: [54, 30, 38, 38, 37, 57, 20, 41, 41, 40, 40, 41, 28, 47, 47, 38] },
    },
    { estimation: "ml", interactions: ["arm × time"] },
  );
  expect(made.minusTwoLogLikelihood).toBeCloseTo(37.775009029464556, 9);
  expect(made.coefficients.find(({ term }) => term === "age")?.estimate).toBeCloseTo(0.16077141701058, 6);
  expect(made.singular).toBe(false);
});
test("a search that would leap from side to side of a bent valley comes to its end, at the boundary", () => {
  // R 4.2.2, lme4 1.1.31: lmer(y ~ t + (t | p), REML = FALSE) from four starts: no variance, deviance 89.714149039444.
  const made = fitMixedModel({ outcome: [7, 1.6, -13.4, -0.9, 22.5, -17, -11.9, -4.8, -2.4, 9.5, 3.2, 7.1], participant: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], time: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2] }, { random: "intercept-and-slope", estimation: "ml" });
  expect(made.minusTwoLogLikelihood).toBeCloseTo(89.714149039444, 9);
  expect(made.coefficients.map(({ estimate }) => estimate)).toEqual([expect.closeTo(3.7166666666667, 9), expect.closeTo(-3.675, 9)]);
  expect(made.singular).toBe(true);
});
test("two rows a participant tell an intercept and a slope that do not vary together, but not ones that do", () => {
  // At 0: mean 3, variance 10 / 5; at 1: mean 4, variance 34 / 5; covariance 9 / 5. So intercept 9/5, residuals 10/5 - 9/5, slope 34/5 - 10/5.
  const columns = { outcome: [1, 4, 2, 2, 3, 6, 4, 3, 5, 8, 3, 1], participant: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6], time: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1] };
  const made = fitMixedModel(columns, { random: "uncorrelated-intercept-and-slope" });
  expect(made.components.map(({ estimate }) => estimate)).toEqual([expect.closeTo(1.8, 9), expect.closeTo(4.8, 9), expect.closeTo(0.2, 9)]);
  const refused = expect.objectContaining({ code: "not-identified" });
  expect(() => fitMixedModel(columns, { random: "intercept-and-slope" })).toThrow(refused);
  // At -1 and 1 both variances are the same sum: nothing tells residuals from slopes.
  expect(() => fitMixedModel({ ...columns, time: columns.time.map((time) => 2 * time - 1) }, { random: "uncorrelated-intercept-and-slope" })).toThrow(refused);
});
