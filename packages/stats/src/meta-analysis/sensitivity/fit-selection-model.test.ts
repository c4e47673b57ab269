import { describe, expect, test } from "vitest";
import { fitSelectionModel } from "./fit-selection-model.ts";

const generic = { measure: "generic" } as const;

describe("the selection model", () => {
  // R 4.2.2: the likelihood written out, optim by BFGS and then Nelder-Mead to 1e-16 from four starts; at τ² = 0 in all three.
  test.each([
    { estimate: [0.4, 0.28, 0.43, -0.61, 0.02, -0.14, 0.78], standardError: [0.29, 0.18, 0.3, 0.42, 0.17, 0.32, 0.47], logLikelihood: -2.03114762306, effect: 0.181506017, weights: [1.216819533, 1.352655854] },
    { estimate: [0.46, 0.22, -0.17, 0.35, 0.2, 0.31, 0.72], standardError: [0.49, 0.31, 0.36, 0.1, 0.11, 0.44, 0.24], logLikelihood: 0.229118107731, effect: 0.297297377, weights: [0.883865598, 0.905595329] },
    { estimate: [-0.08, 0.41, 1.21, 0.06, 0.43, 0.31, 0.34], standardError: [0.31, 0.2, 0.46, 0.25, 0.17, 0.46, 0.46], logLikelihood: -1.41182304293, effect: 0.250305374, weights: [0.393091464, 0.345121107] },
  ])("a step below no variance between studies is taken back: log-likelihood $logLikelihood", ({ estimate, standardError, logLikelihood, effect, weights }) => {
    const made = fitSelectionModel({ estimate, standardError }, { ...generic, steps: [0.05, 0.5] });
    expect(made.logLikelihood).toBeCloseTo(logLikelihood, 9);
    expect(made.effect.estimate).toBeCloseTo(effect, 6);
    expect(made.tauSquared).toEqual({ estimate: 0, standardError: null });
    expect(made.steps.map(({ weight }) => weight)).toEqual([1, expect.closeTo(weights[0] ?? 0, 6), expect.closeTo(weights[1] ?? 0, 6)]);
  });

  test("an interval of p-values without a study is refused, and names the option", () => {
    expect(() => fitSelectionModel({ estimate: [0.1, 0.2, 0.1], standardError: [1, 1, 1] }, generic)).toThrow(expect.objectContaining({ name: "StatisticRefusal", code: "not-identified", path: "steps" }));
  });
});
