import { describe, expect, test } from "vitest";
import { fitCox } from "./fit-cox.ts";

const refused = (code: string, path?: string) => expect.objectContaining({ name: "StatisticRefusal", code, ...(path === undefined ? {} : { path }) });
const rows = { time: [4, 9, 6, 2, 7, 5], event: [1, 0, 1, 1, 1, 0] };

describe("Cox regression", () => {
  test("four rows: the hazard ratio by hand", () => {
    // With the hazard ratio h the three events have the likelihood h/(2h + 2) · 1/(h + 2) · h/(h + 1). Its maximum is where
    // 2/h = 2/(h + 1) + 1/(h + 2), that is h² - h - 4 = 0, so that h = (1 + √17) / 2.
    const { coefficients } = fitCox({ time: [1, 2, 3, 4], event: [1, 1, 1, 0], covariates: { x: [1, 0, 1, 0] } });
    expect(coefficients[0]?.ratio.estimate).toBeCloseTo((1 + Math.sqrt(17)) / 2, 12);
  });

  test("a covariate that foretells the order of events without error is named", () => {
    expect(() => fitCox({ ...rows, covariates: { noise: [1, 0, 1, 0, 0, 1], x: [4, 9, 6, 2, 7, 5] } })).toThrow(refused("separation", "covariates.x"));
    expect(() => fitCox({ ...rows, covariates: { x: [0, 1, 0, 0, 0, 1] } })).toThrow(refused("separation", "covariates.x"));
  });

  test("covariates that determine each other are named, and those that do not vary among those at risk", () => {
    const age = [60, 45, 52, 50, 61, 48];
    expect(() => fitCox({ ...rows, covariates: { age, months: age.map((years) => 12 * years + 3) } })).toThrow(refused("singular", "covariates.months"));
    expect(() => fitCox({ ...rows, covariates: { age: age.map(() => 3) } })).toThrow(refused("singular", "covariates.age"));
    expect(() => fitCox({ ...rows, stratum: ["a", "a", "a", "b", "b", "b"], covariates: { age, site: [1, 1, 1, 0, 0, 0] } })).toThrow(refused("singular", "covariates.site"));
  });

  test("no row, no event, an interval that does not end after its start", () => {
    const x = { x: [1, 2, 3, 1, 2, 3] };
    expect(() => fitCox({ time: [], event: [], covariates: { x: [] } })).toThrow(refused("empty"));
    expect(() => fitCox({ ...rows, weight: [0, 0, 0, 0, 0, 0], covariates: x })).toThrow(refused("empty"));
    expect(() => fitCox({ ...rows, event: [0, 0, 0, 0, 0, 0], covariates: x })).toThrow(refused("no-events"));
    expect(() => fitCox({ ...rows, start: [0, 0, 6, 0, 0, 0], covariates: x })).toThrow(refused("start-not-before-end", "start.3"));
  });

  test("the exact likelihood takes neither weights nor a robust variance, and clusters need the robust one", () => {
    const covariates = { age: [60, 45, 52, 50, 61, 48] };
    expect(() => fitCox({ ...rows, weight: [1, 2, 1, 1, 1, 1], covariates }, { ties: "exact" })).toThrow(refused("options-conflict", "ties"));
    expect(() => fitCox({ ...rows, covariates }, { ties: "exact", variance: "robust" })).toThrow(refused("options-conflict", "variance"));
    expect(() => fitCox({ ...rows, cluster: [1, 1, 2, 2, 3, 3], covariates }, { variance: "model" })).toThrow(refused("options-conflict", "variance"));
    expect(() => fitCox({ ...rows, cluster: [1, 1, 1, 1, 1, 1], covariates })).toThrow(refused("too-few", "cluster"));
  });

  test("rows of weight 0 and with something missing count nowhere", () => {
    const whole = fitCox({ ...rows, covariates: { age: [60, 45, 52, 50, 61, 48] } });
    const more = fitCox({ time: [...rows.time, 3, 8], event: [...rows.event, 1, 1], weight: [1, 1, 1, 1, 1, 1, 0, 1], covariates: { age: [60, 45, 52, 50, 61, 48, 99, null] } });
    expect(more.coefficients[0]?.estimate).toBeCloseTo(whole.coefficients[0]?.estimate ?? Number.NaN, 12);
    expect([more.rows, more.missing.rows]).toEqual([6, 1]);
  });

  test("times that differ by rounding are tied where that is wanted", () => {
    const near = { event: [1, 1, 1, 0, 1], covariates: { x: [1, 0, 1, 0, 0] } };
    const tied = fitCox({ ...near, time: [0.3, 0.3, 1, 2, 3] }, { ties: "breslow" }).logLikelihood;
    expect(fitCox({ ...near, time: [0.1 + 0.2, 0.3, 1, 2, 3] }, { ties: "breslow", timeTolerance: 1.5e-8 }).logLikelihood).toBe(tied);
    expect(fitCox({ ...near, time: [0.1 + 0.2, 0.3, 1, 2, 3] }, { ties: "breslow" }).logLikelihood).not.toBe(tied);
  });
});
