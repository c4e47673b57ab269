import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StatisticRefusal } from "../../src/form/statistic-refusal.ts";
import { fitParametric, type ParametricRegression } from "../../src/survival/parametric/fit-parametric.ts";
import { deriveParametricResiduals } from "../../src/survival/parametric/parametric-residuals.ts";
import { predictParametric } from "../../src/survival/parametric/predict-parametric.ts";

interface Row {
  readonly time: number;
  readonly event: number;
  readonly x: number;
}
const row: fc.Arbitrary<Row> = fc.record({ time: fc.integer({ min: 1, max: 400 }).map((one) => one / 7), event: fc.constantFrom(0, 1, 1), x: fc.integer({ min: -5, max: 5 }) });
const rows = fc.array(row, { maxLength: 25 }).map((some): Row[] => [...some, { time: 3, event: 1, x: 1 }, { time: 8, event: 1, x: -2 }, { time: 2, event: 1, x: -1 }, { time: 20, event: 1, x: 2 }, { time: 11, event: 1, x: 0 }, { time: 30, event: 0, x: 1 }]);
const distribution = fc.constantFrom("weibull", "exponential", "log-normal", "log-logistic");
const columnsOf = (some: readonly Row[]) => ({ time: some.map(({ time }) => time), event: some.map(({ event }) => event), covariates: { x: some.map(({ x }) => x) } });
const told = ({ coefficients, scales }: ParametricRegression): number[] => [...coefficients.flatMap(({ estimate, standardError }) => [estimate, standardError]), ...scales.flatMap(({ estimate, standardError }) => [estimate, standardError])];
function agrees(one: readonly number[], other: readonly number[], near = 1e-7): void {
  expect(one.length).toBe(other.length);
  for (const [at, value] of one.entries()) expect(Math.abs(value - (other[at] ?? Number.NaN)), String(at)).toBeLessThanOrEqual(near * Math.max(1, Math.abs(value)));
}

describe("laws of parametric survival regression", () => {
  test("a unit of time moves the intercept alone", () => {
    fc.assert(
      fc.property(rows, distribution, fc.constantFrom(1e-8, 0.01, 365.25, 1e9), (some, kind, unit) => {
        const [one, other] = [1, unit].map((factor) => fitParametric(columnsOf(some.map((each) => ({ ...each, time: each.time * factor }))), { distribution: kind }));
        if (one === undefined || other === undefined) throw new Error("No fit.");
        const [first = 0, ...rest] = told(one);
        const [moved = 0, ...same] = told(other);
        agrees([moved - Math.log(unit)], [first], 1e-7);
        agrees(same, rest);
      }),
      { numRuns: 60 },
    );
  });

  test("the order of rows changes nothing but rounding, and a row twice is a row of weight 2", () => {
    fc.assert(
      fc.property(rows, distribution, (some, kind) => {
        const one = fitParametric(columnsOf(some), { distribution: kind });
        agrees(told(fitParametric(columnsOf(some.toReversed()), { distribution: kind })), told(one));
        const [first] = some;
        const doubled = fitParametric(columnsOf([...some, ...(first === undefined ? [] : [first])]), { distribution: kind });
        agrees(told(fitParametric({ ...columnsOf(some), weight: some.map((_, at) => (at === 0 ? 2 : 1)) }, { distribution: kind })), told(doubled));
      }),
      { numRuns: 60 },
    );
  });

  test("the exponential distribution has a rate of events by time, as counted by hand", () => {
    fc.assert(
      fc.property(rows, (some) => {
        const { time, event } = columnsOf(some);
        const made = fitParametric({ time, event }, { distribution: "exponential" });
        const events = event.reduce((sum, one) => sum + one, 0);
        // λ = d / T, and the standard error of its logarithm 1 / √d.
        agrees([made.baselineHazard?.rate ?? Number.NaN, made.coefficients[0]?.standardError ?? Number.NaN], [events / time.reduce((sum, one) => sum + one, 0), 1 / Math.sqrt(events)], 1e-9);
      }),
    );
  });

  test("Weibull and exponential Cox-Snell residuals add up to the events, and survival at a quantile is what is left", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("weibull", "exponential"), (some, kind) => {
        const columns = columnsOf(some);
        const { coxSnell } = deriveParametricResiduals(columns, { distribution: kind as "weibull" });
        agrees([coxSnell.reduce((sum, one) => sum + one, 0)], [columns.event.reduce((sum, one) => sum + one, 0)], 1e-7);
        const [first] = predictParametric(columns, { distribution: kind as "weibull", quantiles: [0.3] }).predictions;
        const time = first?.quantiles[0]?.estimate ?? Number.NaN;
        agrees([predictParametric(columns, { distribution: kind as "weibull", times: [time] }).predictions[0]?.survival[0]?.estimate ?? Number.NaN], [0.7], 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test("a category without events, times without spread and nobody with the event are refused by name", () => {
    const codeOf = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        if (error instanceof StatisticRefusal) return error.code;
        throw error;
      }
      return "none";
    };
    for (const kind of ["weibull", "log-normal", "log-logistic"] as const) {
      expect(codeOf(() => fitParametric({ time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 0, 0, 0], covariates: { g: ["a", "a", "a", "b", "b", "b"] } }, { distribution: kind }))).toBe("separation");
      expect(codeOf(() => fitParametric({ time: [3, 3, 3], event: [1, 1, 1] }, { distribution: kind }))).toBe("not-identified");
      expect(codeOf(() => fitParametric({ time: [3, 3], event: [0, 0] }, { distribution: kind }))).toBe("no-events");
      expect(codeOf(() => fitParametric({ time: [0, 3], event: [1, 1] }, { distribution: kind }))).toBe("out-of-range");
    }
  });
});
