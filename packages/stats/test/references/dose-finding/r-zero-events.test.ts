/** Few or no events against R (validation/dose-finding/zero-events.R): binom.test, qbeta, pbeta, dbinom, pbinom, integrate. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/zero-events.json" with { type: "json" };
import { assessExcess } from "../../../src/dose-finding/zero-events/background-events.ts";
import { assuranceToSee, chanceToSee } from "../../../src/dose-finding/zero-events/chance-to-see.ts";
import { assessEventCount } from "../../../src/dose-finding/zero-events/event-count.ts";
import { smallestCohort } from "../../../src/dose-finding/zero-events/smallest-cohort.ts";
import { checkFigure } from "../../check-figure.ts";

let checked = 0;
/** Relative; absolute where the value itself is below 0.001, at a thousandth of the tolerance. */
function agrees(method: string, actual: number | undefined, expected: number, tolerance: number, what: string): void {
  checked += 1;
  const relative = Math.abs(expected) >= 1e-3;
  checkFigure({ method: `Few or no events: ${method}`, source: `${reference.made}: zero-events.R` }, what, actual ?? Number.NaN, expected, relative ? tolerance : tolerance / 1000, { relative });
}

describe(`few or no events agree with ${reference.made}`, () => {
  test("exact limits, one- and two-sided, to 1e-12", () => {
    expect(reference.limits.length).toBeGreaterThan(19);
    for (const { k, n, level, upper, twoLower, twoUpper } of reference.limits) {
      const actual = assessEventCount(k, n, { level });
      agrees("exact limits", actual.upperOneSided, upper, 1e-12, `upper ${k}/${n}`);
      agrees("exact limits", actual.twoSided.lower, twoLower, 1e-12, `two-sided lower ${k}/${n}`);
      agrees("exact limits", actual.twoSided.upper, twoUpper, 1e-12, `two-sided upper ${k}/${n}`);
    }
  });

  test("posterior mean (by R's integrate) to 1e-9, median, interval and probability above 10 % to 1e-11", () => {
    expect(reference.posterior.length).toBeGreaterThan(19);
    for (const { k, n, a, b, mean, median, lower, upper, upperOneSided, above } of reference.posterior) {
      const { posterior, rates } = assessEventCount(k, n, { prior: { a, b }, rates: [0.1] });
      const what = `${k}/${n} Beta(${a}, ${b})`;
      agrees("posterior", posterior.mean, mean, 1e-9, `mean ${what}`);
      agrees("posterior", posterior.median, median, 1e-11, `median ${what}`);
      agrees("posterior", posterior.lower, lower, 1e-11, `lower ${what}`);
      agrees("posterior", posterior.upper, upper, 1e-11, `upper ${what}`);
      agrees("posterior", posterior.upperOneSided, upperOneSided, 1e-11, `one-sided ${what}`);
      agrees("posterior", rates[0]?.posteriorAbove, above, 1e-11, `above ${what}`);
    }
  });

  test("probability to have missed a rate of 5, 10 and 20 % to 1e-12", () => {
    expect(reference.missed.length).toBeGreaterThan(19);
    for (const { k, n, rate, missed } of reference.missed) agrees("missed rates", assessEventCount(k, n, { rates: [rate] }).rates[0]?.missed, missed, 1e-12, `${k}/${n} ${rate}`);
  });

  test("excess over a background rate to 1e-11", () => {
    expect(reference.excess.length).toBeGreaterThan(19);
    for (const { k, n, background, atLeast, atMost, upper, lower, spared, missed } of reference.excess) {
      const actual = assessExcess(k, n, background, { rates: [0.1] });
      const what = `${k}/${n} over ${background}`;
      agrees("excess over a background rate", actual.atLeastThisMany, atLeast, 1e-11, `at least ${what}`);
      agrees("excess over a background rate", actual.atMostThisMany, atMost, 1e-11, `at most ${what}`);
      agrees("excess over a background rate", actual.upper, upper, 1e-11, `upper ${what}`);
      agrees("excess over a background rate", actual.lower, lower, 1e-11, `lower ${what}`);
      agrees("excess over a background rate", actual.upperAmongSpared, spared, 1e-11, `spared ${what}`);
      agrees("excess over a background rate", actual.rates[0]?.missed, missed, 1e-11, `missed ${what}`);
    }
  });

  test("power to 1e-12, assurance (by R's integrate) to 1e-9, smallest cohort exactly", () => {
    expect(reference.smallest.length).toBe(30);
    for (const { n, rate, atLeast, chance } of reference.power) agrees("power, smallest cohort", chanceToSee(n, rate, { atLeast }), chance, 1e-12, `power ${n} ${rate}`);
    for (const { n, a, b, atLeast, assurance } of reference.assurance) agrees("assurance", assuranceToSee(n, { a, b }, { atLeast }), assurance, 1e-9, `assurance ${n} Beta(${a}, ${b})`);
    for (const { rate, chance, atLeast, n } of reference.smallest) {
      agrees("power, smallest cohort", smallestCohort({ rate, chance, atLeast }).n, n, 0, `smallest ${rate} ${chance} ${atLeast}`);
    }
  });

  test("every figure of the file was checked", () => {
    expect(checked).toBe(reference.figures);
  });
});
