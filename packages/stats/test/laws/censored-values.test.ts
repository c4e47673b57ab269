import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitLinear } from "../../src/regression/fit-linear.ts";
import { fitCensoredValues } from "../../src/small-trials/censored-values/fit-censored-values.ts";

// Hundredths: nearly all lists differ enough, so that few are thrown away.
const hundredths = (most: number) => fc.integer({ min: -most, max: most }).map((one) => one / 100);
const rows = fc.array(fc.record({ x: hundredths(300), noise: hundredths(100) }), { minLength: 8, maxLength: 25 }).filter((list) => new Set(list.map(({ x }) => x)).size > 4 && new Set(list.map(({ noise }) => noise)).size > 4);

describe("values below a limit", () => {
  test("with nothing censored it is normal regression: the same coefficients, errors with n in the place of n - k", () => {
    fc.assert(fc.property(rows, (list) => {
      const [value, x] = [list.map((one) => 2 + one.x + one.noise), list.map((one) => one.x)];
      const made = fitCensoredValues({ value, status: value.map(() => "measured"), covariates: { x } });
      const linear = fitLinear({ outcome: value, covariates: { x } });
      const factor = Math.sqrt(linear.degreesOfFreedom / list.length);
      expect(Math.abs(made.sd.estimate - linear.residualSd * factor)).toBeLessThan(1e-7 * linear.residualSd);
      for (const [at, one] of linear.coefficients.entries()) {
        expect(Math.abs((made.coefficients[at]?.estimate ?? Number.NaN) - one.estimate)).toBeLessThan(1e-7 * Math.max(1, Math.abs(one.estimate)));
        expect(Math.abs((made.coefficients[at]?.standardError ?? Number.NaN) / (one.standardError * factor) - 1)).toBeLessThan(1e-6);
      }
    }), { numRuns: 40 });
  });
});
