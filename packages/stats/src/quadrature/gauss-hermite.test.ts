import { describe, expect, test } from "vitest";
import { gaussHermite } from "./gauss-hermite.ts";

describe("Gauss-Hermite quadrature", () => {
  test("three nodes: -√3, 0, √3 with 1/6, 2/3, 1/6, from the roots of x³ - 3x", () => {
    const { nodes, weights } = gaussHermite(3);
    expect([...nodes]).toEqual([-Math.sqrt(3), 0, Math.sqrt(3)].map((x) => expect.closeTo(x, 15)));
    expect([...weights]).toEqual([1 / 6, 2 / 3, 1 / 6].map((x) => expect.closeTo(x, 15)));
  });

  test("up to 300 nodes: all different, rising, mirrored; weights above zero that add up to 1; E Z^20 = 654729075 = 19!!", () => {
    for (const count of [11, 64, 100, 101, 177, 300]) {
      const { nodes, weights } = gaussHermite(count);
      for (let at = 1; at < count; at++) expect(nodes[at]).toBeGreaterThan(nodes[at - 1] ?? 0);
      for (let at = 0; at < count; at++) expect(nodes[at] ?? 0).toBe(-(nodes[count - 1 - at] ?? 0) + 0);
      expect(weights.every((weight) => weight > 0)).toBe(true);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(weights.reduce((sum, weight, at) => sum + weight * (nodes[at] ?? 0) ** 20, 0) / 654_729_075).toBeCloseTo(1, 11);
    }
  });

  test("refuses no nodes, parts of nodes, and more than 300", () => {
    for (const count of [0, 1.5, 301]) expect(() => gaussHermite(count)).toThrow(RangeError);
  });
});
