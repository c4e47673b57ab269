import { expect, test } from "vitest";
import { ladder, ruleOf } from "./node-rules.ts";

test("every rule holds the first moments of a normal variable, and the finest ones an edge", () => {
  for (const count of ladder) {
    const { nodes, weights } = ruleOf(count);
    const mean = (of: (z: number) => number): number => nodes.reduce((sum, z, at) => sum + (weights[at] ?? 0) * of(z), 0);
    expect(nodes).toHaveLength(count);
    // E 1 = 1, E z = 0, E z² = 1, E z⁴ = 3 of a standard normal z.
    for (const [power, moment] of [[0, 1], [1, 0], [2, 1], [4, 3]] as const) expect(mean((z) => z ** power)).toBeCloseTo(moment, 11);
    // An edge, for which 401 nodes leave 4e-8 and twice as many the square of it. In R 4.2.2 by pieces:
    // integrate(function(z) plogis(8 * z + 4) * dnorm(z), rel.tol = 1e-13) over -12 to -1, to 0, to 12.
    if (count > 401) expect(mean((z) => 1 / (1 + Math.exp(-8 * z - 4)))).toBeCloseTo(0.6871467648407045, 12);
  }
});
