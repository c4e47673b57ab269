import { describe, expect, test } from "vitest";
import { fitLogistic } from "./fit-logistic.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });

describe("a logistic regression", () => {
  test("of one covariate of two categories is the table's odds ratio, with Woolf's standard error", () => {
    // 3 of 10 against 6 of 9: odds (3/7) / (6/3) = 3/14; variance 1/3 + 1/7 + 1/6 + 1/3.
    const event = [...Array(3).fill(1), ...Array(7).fill(0), ...Array(6).fill(1), ...Array(3).fill(0)] as number[];
    const [intercept, site] = fitLogistic({ event, covariates: { site: event.map((_, row) => (row < 10 ? "b" : "a")) } }).coefficients;
    expect(site).toMatchObject({ term: "site: b", covariate: "site", category: "b" });
    expect(site?.ratio.estimate).toBeCloseTo(3 / 14, 12);
    expect(site?.standardError).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 7 + 1 / 6 + 1 / 3), 12);
    expect(intercept?.ratio.estimate).toBeCloseTo(2, 12);
  });

  test("leaves out rows with something missing, and counts them", () => {
    const made = fitLogistic({ event: [0, 1, 0, 1, 1, 0, null], covariates: { x: [1, 2, 3, 4, 2, 3, 3] } }, { probabilities: true });
    expect(made).toMatchObject({ rows: 6, events: 3, missing: { rows: 1, byColumn: { event: 1 } } });
    // The score of the intercept is zero: probabilities add up to the events.
    expect(made.probabilities?.reduce((sum, one) => sum + one, 0)).toBeCloseTo(3, 10);
  });

  test("of a covariate far from 0 is the same as near it", () => {
    const [event, x] = [[0, 1, 0, 1, 1, 0], [1, 2, 3, 4, 2, 3]];
    const [near, far] = [x, x.map((one) => one + 1e7)].map((given) => fitLogistic({ event, covariates: { x: given } }).coefficients[1]);
    expect(far?.estimate).toBeCloseTo(near?.estimate ?? 0, 8);
    expect(far?.standardError).toBeCloseTo(near?.standardError ?? 0, 8);
  });

  const x = [1, 2, 3, 4, 2, 3];
  test.each([
    ["no rows", { event: [], covariates: { x: [] } }, "empty", "event"],
    ["no events", { event: [0, 0, 0, 0, 0, 0], covariates: { x } }, "no-events", "event"],
    ["only events", { event: [1, 1, 1, 1, 1, 1], covariates: { x } }, "only-events", "event"],
    ["a covariate that foretells", { event: [0, 0, 1, 1, 0, 1], covariates: { x } }, "separation", "covariates.x"],
    ["one that foretells downwards", { event: [1, 1, 0, 0, 1, 0], covariates: { x } }, "separation", "covariates.x"],
    ["a category without events", { event: [0, 1, 0, 1, 0, 0], covariates: { site: ["a", "a", "b", "b", "c", "c"] } }, "separation", "covariates.site: c"],
    ["a reference category without events", { event: [0, 0, 0, 1, 1, 0], covariates: { site: ["a", "a", "b", "b", "c", "c"] } }, "separation", "covariates.site"],
    ["two covariates that foretell together", { event: [0, 1, 0, 1, 0, 1, 0, 1], covariates: { x: [1, 2, 2, 3, 3, 4, 4, 5], z: [1, 1, 2, 2, 3, 3, 4, 4] } }, "separation", "covariates.x, z"],
    ["a covariate twice", { event: [0, 1, 0, 1, 1, 0], covariates: { x, twice: x.map((one) => 2 * one + 1) } }, "singular", "covariates.twice"],
    ["a constant", { event: [0, 1, 0, 1, 1, 0], covariates: { x, one: [3, 3, 3, 3, 3, 3] } }, "singular", "covariates.one"],
    ["one category", { event: [0, 1, 0, 1, 1, 0], covariates: { site: ["a", "a", "a", "a", "a", "a"] } }, "singular", "covariates.site"],
    ["fewer rows than coefficients", { event: [0, 1], covariates: { x: [1, 2], z: [0, 1] } }, "too-few", "event"],
  ])("%s is refused", (_, columns, code, path) => {
    expect(() => fitLogistic(columns)).toThrow(refused(code, path));
  });

  test("clusters without their variance, and the variance without clusters, are refused", () => {
    const columns = { event: [0, 1, 0, 1, 1, 0], covariates: { x } };
    expect(() => fitLogistic({ ...columns, cluster: x })).toThrow(refused("options-conflict", "variance"));
    expect(() => fitLogistic(columns, { variance: "cluster" })).toThrow(refused("missing-column", "cluster"));
    expect(() => fitLogistic({ ...columns, cluster: [1, 1, 1, 1, 1, 1] }, { variance: "cluster" })).toThrow(refused("too-few", "cluster"));
    expect(() => fitLogistic(columns, { maximumIterations: 1 })).toThrow(refused("not-converged", "event"));
  });
});
