import { describe, expect, test } from "vitest";
import { probabilityOfExcess } from "./probability-of-excess.ts";

describe("the probability of exceeding a reference by a margin", () => {
  test("two uniform probabilities: half of (1 - margin) squared", () => {
    for (const margin of [0, 0.1, 0.3, 0.9]) expect(Math.abs(probabilityOfExcess({ a: 1, b: 1 }, margin)({ a: 1, b: 1 }) - (1 - margin) ** 2 / 2)).toBeLessThan(1e-13);
  });

  // R 4.2.2: integrate(function(y) dbeta(y, c, d) * pbeta(y + margin, a, b, lower.tail = FALSE), …) in pieces, rel.tol = 1e-12.
  test.each([
    [3.4, 12.6, 20, 80, 0.05, 0.33520932187802],
    [1, 9, 5, 45, 0, 0.41615794973327],
    [2.5, 3.5, 0.5, 0.5, 0.1, 0.36556318337664],
    [0.5, 4.5, 2, 18, 0, 0.39143016641694],
    [6, 6, 0.2, 0.8, 0.05, 0.80543879349712],
    [8, 4, 200, 800, 0.1, 0.99555666231062],
  ])("Beta(%d, %d) over Beta(%d, %d) + %d", (a, b, c, d, margin, expected) => {
    expect(Math.abs(probabilityOfExcess({ a: c, b: d }, margin)({ a, b }) - expected)).toBeLessThan(1e-11);
  });
});
