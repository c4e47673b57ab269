import { describe, expect, test } from "vitest";
import { sumLine } from "./sum-line.ts";

/** Term by term, the small ones first, with what rounding loses carried along. */
function termByTerm(p: number, omega: number, count: number): readonly [number, number, number] {
  const sums = [0, 0, 0];
  const lost = [0, 0, 0];
  for (let j = 0; j < count; j++) {
    const value = p + j * omega;
    for (const [at, term] of [Math.log(value), 1 / value, j / value].entries()) {
      const more = term - (lost[at] ?? 0);
      const sum = (sums[at] ?? 0) + more;
      lost[at] = sum - (sums[at] ?? 0) - more;
      sums[at] = sum;
    }
  }
  return [sums[0] ?? 0, sums[1] ?? 0, sums[2] ?? 0];
}

describe("sums over a straight line", () => {
  test.each([129, 1000, 50_000].flatMap((count) => [0, 1e-300, 1e-12, 1e-6, 0.01, 1, 300, 1e12].flatMap((omega) => [1e-9, 0.02, 0.5, 1].map((p) => [count, omega, p] as const))))("%d terms with a slope of %d from %d agree with the sum term by term", (count, omega, p) => {
    const expected = termByTerm(p, omega, count);
    const { logs, inverses, shares } = sumLine(p, omega, count);
    // Logarithms of both signs may cancel: against the sum of their sizes.
    const size = Math.max(Math.abs(expected[0]), count * 0.1);
    expect(Math.abs(logs - expected[0]) / size).toBeLessThan(4e-14);
    expect(Math.abs(inverses / expected[1] - 1)).toBeLessThan(4e-14);
    expect(Math.abs(shares / expected[2] - 1)).toBeLessThan(4e-14);
  });

  test("a thousand million factors 1, 2, 3, … are the factorial of Stirling's series", () => {
    // n log n - n + log(2 pi n)/2 + 1/(12 n), n = 1e9
    const n = 1e9;
    expect(sumLine(1, 1, n).logs / (n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n))).toBeCloseTo(1, 14);
    // Σ 1/j = log n + γ + 1/(2 n)
    expect(sumLine(1, 1, n).inverses).toBeCloseTo(Math.log(n) + 0.5772156649015329 + 1 / (2 * n), 13);
  });
});
