import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/evidence/proportions.json" with { type: "json" };
import { testTrend } from "../../../src/proportions/exact-tests/test-trend.ts";
import { compareRatesByDifference, compareRatesByRatio, estimateRates } from "../../../src/proportions/rates/estimate-rates.ts";
import { estimateProportions } from "../../../src/proportions/single/estimate-proportions.ts";
import type { Alternative, ProportionInterval } from "../../../src/proportions/single/proportion-options.ts";
import { testProportions } from "../../../src/proportions/single/test-proportions.ts";
import { checkFigure } from "../../check-figure.ts";

const source = `${reference.made}: R's own tests, or written out in proportions.R`;
const numbers = (values: unknown): number[] => [values].flat().map(Number);
/** -1 stands for infinity in the reference. */
const agrees = (method: string, name: string, actual: number | undefined, expected: number, tolerance: number): void => {
  if (expected === -1) expect(actual, name).toBe(Number.POSITIVE_INFINITY);
  else checkFigure({ method, source }, name, actual ?? Number.NaN, expected, tolerance * Math.max(Math.abs(expected), 1e-3));
};

describe("single proportions and rates against R", () => {
  // uniroot of mid-P and the halving of Blaker stop near 1e-12; prop.test and binom.test are closed forms and quantiles.
  test.each(reference.cases.map((one) => [`${one.events}/${one.total} at ${one.level}`, one] as const))("limits of %s", (name, { events, total, level, limits }) => {
    for (const [kind, expected] of Object.entries(limits)) {
      const interval = estimateProportions({ events: [events], total: [total] }, { interval: kind as ProportionInterval, level }).rows[0]?.interval;
      const [lower = Number.NaN, upper = Number.NaN] = numbers(expected);
      agrees(`proportion: ${kind}`, `lower, ${name}`, interval?.lower, lower, 1e-9);
      agrees(`proportion: ${kind}`, `upper, ${name}`, interval?.upper, upper, 1e-9);
    }
  });

  // The reference goes over proportions in steps of 1e-5.
  test.each(reference.shortest.map((one) => [`${one.total} at ${one.level}`, one] as const))("Blyth-Still-Casella limits of a total of %s", (name, { total, level, limits }) => {
    const events = Array.from({ length: total + 1 }, (_, k) => k);
    const { rows } = estimateProportions({ events, total: events.map(() => total) }, { interval: "blyth-still-casella", level });
    for (const k of events) {
      const about = { method: "proportion: blyth-still-casella", source };
      checkFigure(about, `lower, ${k} of ${name}`, rows[k]?.interval.lower ?? Number.NaN, limits[k]?.[0] ?? Number.NaN, 1.1e-5);
      checkFigure(about, `upper, ${k} of ${name}`, rows[k]?.interval.upper ?? Number.NaN, limits[k]?.[1] ?? Number.NaN, 1.1e-5);
    }
  });

  test("exact binomial tests", () => {
    for (const { events, total, probability, alternative, p } of reference.tests) agrees("exact binomial test", `${events}/${total} against ${probability}, ${alternative}`, testProportions({ events: [events], total: [total] }, { probability, alternative: alternative as Alternative }).rows[0]?.pValue, p, 1e-10);
  });

  test("rates", () => {
    for (const { events, time, level, limits } of reference.rates) {
      for (const [kind, expected] of Object.entries(limits)) {
        const interval = estimateRates({ events: [events], time: [time] }, { interval: kind as "exact", level }).rows[0]?.interval;
        const [lower = Number.NaN, upper = Number.NaN] = numbers(expected);
        agrees(`rate: ${kind}`, `lower, ${events}`, interval?.lower, lower, 1e-9);
        agrees(`rate: ${kind}`, `upper, ${events}`, interval?.upper, upper, 1e-9);
      }
    }
  });

  test("ratios and differences of rates", () => {
    for (const { counts, p, exact, midp, score } of reference.ratios) {
      const [x = 0, s = 0, y = 0, t = 0] = counts;
      const columns = { treatedEvents: [x], treatedTime: [s], controlEvents: [y], controlTime: [t] };
      const ratio = compareRatesByRatio(columns).rows[0];
      const half = compareRatesByRatio(columns, { interval: "mid-p" }).rows[0];
      const difference = compareRatesByDifference(columns).rows[0];
      const name = counts.join(" ");
      agrees("rate ratio: test", name, ratio?.pValue ?? undefined, p, 1e-9);
      for (const [side, at] of [["lower", 0], ["upper", 1]] as const) {
        agrees("rate ratio: exact", `${side}, ${name}`, ratio?.interval[side], exact[at] ?? Number.NaN, 1e-9);
        agrees("rate ratio: mid-P", `${side}, ${name}`, half?.interval[side], midp[at] ?? Number.NaN, 1e-9);
        agrees("rate difference: score", `${side}, ${name}`, difference?.interval[side], score[at] ?? Number.NaN, 1e-9);
      }
    }
  });

  test("trends", () => {
    for (const { events, total, score, chisq, p } of reference.trend) {
      const made = testTrend({ events, total, score });
      agrees("trend", "statistic", made.test.statistic ** 2, chisq, 1e-11);
      agrees("trend", "p", made.test.pValue, p, 1e-11);
    }
  });
});
