import { describe, expect, test } from "vitest";
import { predictCoxCurves } from "./predict-cox-curves.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const rows = { time: [1, 2, 3, 4], event: [1, 1, 1, 0], covariates: { x: [1, 0, 1, 0] } };

describe("curves of Cox regression", () => {
  test("four rows by hand", () => {
    // The hazard ratio is h = (1 + √17) / 2 (see fit-cox.test.ts). For x = 0 the hazard steps by 1/(2h + 2), 1/(h + 2), 1/(h + 1).
    const h = (1 + Math.sqrt(17)) / 2;
    const [none, one] = predictCoxCurves(rows, { profiles: ["x=0", "x=1"] }).curves;
    const steps = [1 / (2 * h + 2), 1 / (2 * h + 2) + 1 / (h + 2), 1 / (2 * h + 2) + 1 / (h + 2) + 1 / (h + 1)];
    for (const [at, sum] of steps.entries()) {
      expect(none?.cumulativeHazard[at]).toBeCloseTo(sum, 12);
      expect(one?.survival[at]).toBeCloseTo(Math.exp(-h * sum), 12);
    }
    expect([...(none?.atRisk ?? [])]).toEqual([4, 3, 2]);
  });

  test("the product of Kalbfleisch and Prentice without ties has the factor (1 - r / S)^(1 / r)", () => {
    const h = (1 + Math.sqrt(17)) / 2;
    const [none] = predictCoxCurves(rows, { profiles: ["x=0"], survival: "product" }).curves;
    expect(none?.survival[0]).toBeCloseTo((1 - h / (2 * h + 2)) ** (1 / h), 12);
    expect(none?.survival[1]).toBeCloseTo((1 - h / (2 * h + 2)) ** (1 / h) * (1 - 1 / (h + 2)), 12);
  });

  test("a profile as far as can be overflows nothing", () => {
    for (const interval of ["log", "log-log", "plain"] as const) {
      for (const profile of ["x=1e6", "x=-1e6", "x=-400", "x=400"]) {
        const curve = predictCoxCurves(rows, { profiles: [profile], interval, times: [0, 2, 4, 9] }).curves[0];
        for (const list of [curve?.survival, curve?.lower, curve?.upper]) expect(list?.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(curve?.standardError.every((value) => value >= 0 && value < Infinity)).toBe(true);
      }
    }
  });

  test("the curve is not known after the last time, and is 1 before the first event", () => {
    const curve = predictCoxCurves(rows, { profiles: ["x=0"], times: [0.5, 4, 4.1] }).curves[0];
    expect(curve?.atTimes.map(({ survival, atRisk }) => [survival === null ? null : survival < 1, atRisk])).toEqual([[false, 4], [true, 1], [null, 0]]);
    expect(curve?.atTimes[2]?.reason).toContain("after 4");
  });

  test("profiles that do not fit are refused", () => {
    expect(() => predictCoxCurves(rows, { profiles: ["y=1"] })).toThrow(refused("unknown-choice", "profiles.1"));
    expect(() => predictCoxCurves(rows, { profiles: ["x=0", ""] })).toThrow(refused("unknown-choice", "profiles.2"));
    expect(() => predictCoxCurves(rows, { profiles: ["x=old"] })).toThrow(refused("not-a-number", "profiles.1"));
    expect(() => predictCoxCurves(rows, { profiles: ["stratum=a"] })).toThrow(refused("missing-column", "profiles.1"));
    expect(() => predictCoxCurves({ ...rows, time: [1, 2, 3, 4], covariates: { arm: ["b", "a", "b", "a"] } }, { profiles: ["arm=c"] })).toThrow(refused("unknown-choice", "profiles.1"));
  });
});
