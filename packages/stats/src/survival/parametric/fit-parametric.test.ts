import { describe, expect, test } from "vitest";
import { fitParametric } from "./fit-parametric.ts";
import { deriveParametricResiduals } from "./parametric-residuals.ts";

describe("parametric survival regression", () => {
  test("of several maxima, as scales of strata may make, it takes the highest", () => {
    // R 4.2.2, survival 3.5-3: survreg(Surv(t, e) ~ x + strata(st)) with rel.tolerance 1e-15 reaches -20.1140868263167; there is a lower maximum at -20.1287.
    const time = [21.3945341, 3.4863901, 2.1009326, 1.7747068, 1.7511017, 4.2007275, 5.838656, 1.6054374, 3.3935078, 3.3414443, 0.8888393, 0.929328];
    const x = [0.5063, -0.0092, -1.3645, -0.4937, 0.186, -0.0009, 1.1116, 0.3946, 1.49, -0.7196, -0.3606, -1.4866];
    const made = fitParametric({ time, event: [1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1], stratum: time.map((_, row) => ["p", "q", "r"][row % 3] as string), covariates: { x } });
    expect(made.logLikelihood).toBeCloseTo(-20.1140868263167, 10);
    for (const [at, scale] of [1.4582499148236, 0.6492423679518, 0.5791076912691].entries()) expect(made.scales[at]?.estimate).toBeCloseTo(scale, 9);
  });

  test("intervals so narrow that their ends' probabilities cancel are what exact times are", () => {
    const time = [1, 2, 3, 4, 5, 7];
    const event = [1, 1, 1, 1, 1, 0];
    for (const distribution of ["weibull", "exponential", "log-normal", "log-logistic"] as const) {
      for (const width of [1e-12, 1e-9, 1e-7, 1e-6]) {
        const exact = fitParametric({ time: time.map((one, row) => (event[row] === 1 ? one * (1 + width / 2) : one)), event }, { distribution });
        const near = fitParametric({ time, event, until: time.map((one) => one * (1 + width)) }, { distribution });
        expect(near.coefficients[0]?.estimate).toBeCloseTo(exact.coefficients[0]?.estimate ?? 0, 9);
        expect(near.coefficients[0]?.standardError).toBeCloseTo(exact.coefficients[0]?.standardError ?? 0, 9);
      }
    }
  });

  test("without clusters a sandwich of too few rows is refused by the option, with a remedy that can be followed", () => {
    const columns = { time: [1, 3], event: [1, 1] };
    expect(() => fitParametric(columns, { variance: "robust" })).toThrow(expect.objectContaining({ code: "too-few", path: "variance" }));
    expect(() => fitParametric({ ...columns, cluster: ["a", "b"] })).toThrow(expect.objectContaining({ code: "too-few", path: "cluster", remedy: expect.stringMatching(/leave the clusters out/u) }));
  });

  test("the residual of an interval that is hundreds of scales wide is a number", () => {
    const time = [1, 1.001, 1.002, 1.001, 1];
    const { response } = deriveParametricResiduals({ time: [...time, 1e-90], event: [1, 1, 1, 1, 1, 1], until: [...time, 1e90] });
    for (const one of response) expect(Number.isFinite(one)).toBe(true);
  });
});
