import { describe, expect, test } from "vitest";
import { gaussLegendre } from "./gauss-legendre.ts";

describe("Gauss-Legendre quadrature", () => {
  test("three nodes: -√0.6, 0, √0.6 with 5/9, 8/9, 5/9", () => {
    const { nodes, weights } = gaussLegendre(3);
    expect([...nodes]).toEqual([-Math.sqrt(0.6), 0, Math.sqrt(0.6)].map((x) => expect.closeTo(x, 15)));
    expect([...weights]).toEqual([5 / 9, 8 / 9, 5 / 9].map((x) => expect.closeTo(x, 15)));
  });

  test("one node is the middle, with weight 2", () => {
    expect([...gaussLegendre(1).nodes, ...gaussLegendre(1).weights]).toEqual([0, 2]);
  });

  test("refuses no nodes, parts of nodes, and more than 200", () => {
    for (const count of [0, 2.5, 201]) expect(() => gaussLegendre(count)).toThrow(RangeError);
  });
});
