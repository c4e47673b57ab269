import { describe, expect, test } from "vitest";
import { logIntegralAtPeak } from "./adaptive-gauss-hermite.ts";
import { gaussHermite } from "./gauss-hermite.ts";
import { integrate } from "./integrate.ts";
import { kronrodRules } from "./kronrod-rules.ts";

describe("Gauss-Kronrod rules", () => {
  test("integrate even powers x^k over -1 to 1 as 2 / (k + 1): to degree 22 and 30, the Gauss part to 12 and 18", () => {
    for (const [name, kronrod, gauss] of [["7-15", 22, 12], ["10-21", 30, 18]] as const) {
      const { nodes, weights, gaussWeights } = kronrodRules[name];
      const total = (power: number, every: (k: number) => number) => nodes.reduce((sum, x, k) => sum + (k === nodes.length - 1 ? 1 : 2) * every(k) * x ** power, 0);
      for (let power = 0; power <= kronrod; power += 2) expect(total(power, (k) => weights[k] ?? 0)).toBeCloseTo(2 / (power + 1), 14);
      for (let power = 0; power <= gauss; power += 2) expect(total(power, (k) => (k % 2 === 1 ? (gaussWeights[(k - 1) / 2] ?? 0) : 0))).toBeCloseTo(2 / (power + 1), 14);
    }
  });
});

describe("adaptive integration", () => {
  test("∫ sin from 0 to π is 2; an odd function over both sides is 0", () => {
    expect(integrate(Math.sin, 0, Math.PI)).toMatchObject({ converged: true, value: expect.closeTo(2, 14) as number, evaluations: 21 });
    expect(integrate((x) => x ** 3, -1, 1)).toMatchObject({ converged: true, value: expect.closeTo(0, 15) as number });
    expect(integrate(Math.sin, 1, 1)).toMatchObject({ converged: true, value: 0 });
  });

  test("infinite ranges: the normal density away from 0 is 1", () => {
    const density = (x: number) => Math.exp((-(x - 3) * (x - 3)) / 2) / Math.sqrt(2 * Math.PI);
    for (const rule of ["7-15", "10-21"] as const) expect(integrate(density, -Infinity, Infinity, { rule }).value).toBeCloseTo(1, 12);
    expect((integrate(density, -Infinity, 3).value ?? 0) + (integrate(density, 3, Infinity).value ?? 0)).toBeCloseTo(1, 12);
  });

  test("the error that is told covers the true one", () => {
    const found = integrate((x) => Math.abs(x - 1 / 3), 0, 1, { relativeTolerance: 1e-6 });
    expect(Math.abs((found.value ?? 0) - 5 / 18)).toBeLessThanOrEqual(found.errorEstimate ?? 0);
    expect(found.errorEstimate).toBeLessThanOrEqual(1e-6);
  });

  test("an integral that does not exist, and a function that is no number, are told", () => {
    expect(integrate((x) => 1 / x, 0, 1).converged).toBe(false);
    expect(integrate(() => Number.NaN, 0, 1)).toMatchObject({ converged: false, reason: "not-finite", value: null, errorEstimate: null });
    expect(integrate((x) => Math.sin(1 / x), 0, 1, { maximumIntervals: 3 })).toMatchObject({ converged: false, reason: "too-many-intervals" });
    expect(() => integrate(Math.sin, 1, 0)).toThrow(RangeError);
    expect(() => integrate(Math.sin, Number.NaN, 0)).toThrow(RangeError);
  });
});

describe("Gauss-Hermite quadrature at the peak", () => {
  test("is exact for a normal density with any number of nodes: log √(8π)", () => {
    for (const count of [1, 2, 7, 100]) expect(logIntegralAtPeak((x) => -((x - 5) ** 2) / 8, gaussHermite(count), { mode: 5, curvature: 0.25 })).toBeCloseTo(Math.log(8 * Math.PI) / 2, 12);
  });

  test("log Γ(8) from ∫ exp(8x - e^x) dx, with its peak at log 8 and curvature 8", () => {
    expect(logIntegralAtPeak((x) => 8 * x - Math.exp(x), gaussHermite(30), { mode: Math.log(8), curvature: 8 })).toBeCloseTo(Math.log(5040), 9);
  });

  test("neither overflows nor vanishes far from 0", () => {
    expect(logIntegralAtPeak((x) => -(x * x) / 2 - 5000, gaussHermite(9), { mode: 0, curvature: 1 })).toBeCloseTo(Math.log(2 * Math.PI) / 2 - 5000, 9);
  });

  test("null where the integrand is no number; a curvature of 0 is refused", () => {
    expect(logIntegralAtPeak(() => Number.NaN, gaussHermite(3), { mode: 0, curvature: 1 })).toBeNull();
    expect(logIntegralAtPeak(() => -Infinity, gaussHermite(3), { mode: 0, curvature: 1 })).toBeNull();
    expect(() => logIntegralAtPeak((x) => -x, gaussHermite(3), { mode: 0, curvature: 0 })).toThrow(RangeError);
  });
});
