import { describe, expect, test } from "vitest";
import { matrixOf } from "../../linear-algebra/matrix.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import { maximiseNewton } from "../../optimisation/newton-raphson.ts";
import { randomStream } from "../../random/random-stream.ts";
import { drawCategories } from "./draw-categories.ts";
import { multinomialLikelihood } from "./multinomial-likelihood.ts";

const stream = randomStream(12);
const uniform = (): number => Math.max(stream.nextDouble(), Number.MIN_VALUE);
const draws = { uniform, normal: () => normalQuantile(uniform()) };
const ones = (rows: number) => matrixOf(Array.from({ length: rows }, () => [1]));

describe("draws of categories", () => {
  test("without predictors the likelihood is largest at the logarithms of the shares, with the variance of log odds", () => {
    // 10, 6 and 4 of 20: log(6/10), log(4/10); variances 1/10 + 1/6 and 1/10 + 1/4.
    const outcome = Float64Array.from({ length: 20 }, (_, at) => (at < 10 ? 0 : at < 16 ? 1 : 2));
    const { estimate, hessian } = maximiseNewton((point) => multinomialLikelihood(ones(20), outcome, new Float64Array(20).fill(1), 3, point), [0, 0], { gradientTolerance: 1e-12 });
    expect(estimate[0]).toBeCloseTo(Math.log(0.6), 10);
    expect(estimate[1]).toBeCloseTo(Math.log(0.4), 10);
    const [a = 0, b = 0, , c = 0] = hessian.values;
    expect(-c / (a * c - b * b)).toBeCloseTo(1 / 10 + 1 / 6, 9);
    expect(-a / (a * c - b * b)).toBeCloseTo(1 / 10 + 1 / 4, 9);
  });

  test("each category is drawn with its mean chance over the normal law of the coefficients", () => {
    const times = 3000;
    const seen = Array.from({ length: 20 }, (_, at) => at);
    const values = Float64Array.from([...seen.map((at) => (at < 10 ? 0 : at < 16 ? 1 : 2)), 0]);
    const counts = [0, 0, 0];
    for (let at = 0; at < times; at++) {
      drawCategories({ name: "x", values, seen, gaps: [20], categories: 3, as: "categories", shift: 0 }, values, [ones(20), ones(1)], draws);
      counts[values[20] as number] = (counts[values[20] as number] ?? 0) + 1;
    }
    // The same mean over a grid of two correlated normals: variances 4/15 and 7/20, covariance 1/10.
    const [sd, slope] = [Math.sqrt(4 / 15), 0.1 / (4 / 15)];
    const rest = Math.sqrt(7 / 20 - 0.1 * slope);
    const goal = [0, 0, 0];
    for (let z = -6; z <= 6; z += 0.05) {
      for (let w = -6; w <= 6; w += 0.05) {
        const [one, two] = [Math.exp(Math.log(0.6) + sd * z), Math.exp(Math.log(0.4) + slope * sd * z + rest * w)];
        const mass = ((0.05 ** 2 * Math.exp(-(z * z + w * w) / 2)) / (2 * Math.PI)) / (1 + one + two);
        for (const [code, odds] of [1, one, two].entries()) goal[code] = (goal[code] ?? 0) + mass * odds;
      }
    }
    for (const [code, chance] of goal.entries()) expect(Math.abs((counts[code] ?? 0) / times - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / times));
  });

  test("separation leaves a draw, nearly always the category that is foretold", () => {
    const seen = Array.from({ length: 24 }, (_, at) => at);
    const x = matrixOf(seen.map((at) => [1, at]));
    const values = Float64Array.from([...seen.map((at) => Math.floor(at / 8)), 0]);
    let right = 0;
    for (let at = 0; at < 400; at++) {
      drawCategories({ name: "x", values, seen, gaps: [24], categories: 3, as: "categories", shift: 0 }, values, [x, matrixOf([[1, 23]])], draws);
      right += values[24] === 2 ? 1 : 0;
    }
    expect(right).toBeGreaterThan(360);
  });

  test("where one category alone was seen it is drawn", () => {
    const values = Float64Array.of(1, 1, 0);
    drawCategories({ name: "x", values, seen: [0, 1], gaps: [2], categories: 2, as: "categories", shift: -50 }, values, [ones(2), ones(1)], draws);
    expect(values[2]).toBe(1);
  });
});
