import { describe, expect, test } from "vitest";
import { imputeByChains } from "./impute-by-chains.ts";

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const variance = (values: readonly number[]): number => values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1);
const drawn = (sets: readonly Readonly<Record<string, Float64Array>>[], name: string, row: number): number[] => sets.map((set) => set[name]?.[row] ?? Number.NaN);

describe("multiple imputation by chained equations", () => {
  // Predictive law of a normal regression: Student's t with n - 2 degrees of freedom about the line.
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12];
  const y = [1.2, 1.9, 3.4, 3.9, 5.3, 5.6, 7.4, 7.8, 9.1, 10.4, null];
  const draws = 2500;

  test("normal draws have the mean and the variance of the predictive law", () => {
    const { sets } = imputeByChains({ y, x }, { seed: 7, imputations: draws, rounds: 1 });
    const made = drawn(sets, "y", 10);
    // By hand: x̄ = 5.5, Sxx = 82.5, ȳ = 5.6; Sxy = Σ (x - 5.5) y = 84.6, slope 84.6 / 82.5.
    const [sxx, meanY] = [82.5, 5.6];
    const known = y.slice(0, 10) as number[];
    const slope = known.reduce((sum, one, at) => sum + ((x[at] ?? 0) - 5.5) * one, 0) / sxx;
    const left = known.reduce((sum, one, at) => sum + (one - meanY - slope * ((x[at] ?? 0) - 5.5)) ** 2, 0);
    const [goal, spread] = [meanY + slope * 6.5, (left / 8) * (1 + 1 / 10 + 6.5 ** 2 / sxx) * (8 / 6)];
    // Four standard errors of a mean, and of a variance whose kurtosis is that of t with 8 degrees of freedom (4.5).
    expect(Math.abs(mean(made) - goal)).toBeLessThan(4 * Math.sqrt(spread / draws));
    expect(Math.abs(variance(made) / spread - 1)).toBeLessThan(4 * Math.sqrt(3.5 / draws));
  });
  test("a delta moves every drawn value by so much, and the same seed gives the same draws", () => {
    const [one, other] = [0, -2].map((delta) => drawn(imputeByChains({ y, x }, { seed: 3, imputations: 5, rounds: 1, delta: { y: delta } }).sets, "y", 10));
    for (const [at, value] of (one ?? []).entries()) expect(other?.[at]).toBeCloseTo(value - 2, 12);
  });
  test("matching draws values that were seen, near the line", () => {
    const made = drawn(imputeByChains({ y, x }, { seed: 5, imputations: 200, as: { y: "matching" }, donors: 3 }).sets, "y", 10);
    for (const value of made) expect([7.8, 9.1, 10.4]).toContain(value);
    expect(new Set(made).size).toBe(3);
  });
  test("a binary column is drawn with the mean chance over the law of its log odds", () => {
    const event = [...Array.from({ length: 30 }, (_, at) => (at < 9 ? 1 : 0)), null];
    const made = drawn(imputeByChains({ event }, { seed: 11, imputations: draws, rounds: 1 }).sets, "event", 30);
    // The mean of e^b / (1 + e^b) with b normal about log(9 / 21), variance 1/9 + 1/21: a sum over a fine grid.
    const [middle, sd] = [Math.log(9 / 21), Math.sqrt(1 / 9 + 1 / 21)];
    let chance = 0;
    for (let z = -8; z <= 8; z += 0.001) chance += ((0.001 * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI)) / (1 + Math.exp(-(middle + sd * z)));
    expect(Math.abs(mean(made) - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / draws));
  });
  test("gaps anywhere are filled, values seen stay", () => {
    const given = { a: [1, null, 3, 4.5, 5, 6.2, 7, 8.1], b: [2, 4.1, null, 8, 9.7, 12, 14.4, 16], c: [0, 1, 0, null, 1, 1, 0, 1] };
    const { sets, gaps } = imputeByChains(given, { seed: 2, imputations: 3, as: { c: "matching" } });
    expect(gaps).toEqual({ a: 1, b: 1, c: 1 });
    for (const set of sets) {
      for (const [name, column] of Object.entries(given)) {
        for (const [row, value] of column.entries()) {
          expect(Number.isFinite(set[name]?.[row])).toBe(true);
          if (value !== null) expect(set[name]?.[row]).toBe(value);
        }
      }
    }
  });
  test("what cannot be imputed is refused", () => {
    expect(() => imputeByChains({}, { seed: 1 })).toThrow(expect.objectContaining({ code: "empty" }));
    expect(() => imputeByChains({ y: [null, null] }, { seed: 1 })).toThrow(expect.objectContaining({ code: "missing-column", path: "y" }));
    expect(() => imputeByChains({ y: [2, null], x: [1, 2] }, { seed: 1 })).toThrow(expect.objectContaining({ code: "too-few" }));
    expect(() => imputeByChains({ y: [1, null] }, { seed: 1, delta: { z: 1 } })).toThrow(expect.objectContaining({ code: "unknown-column" }));
  });
});
