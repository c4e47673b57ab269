/** Fractions of an event against Efron's redistribution to the right, done mass by mass in R (validation/dose-finding/late-fractional.R). */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-fractional.json" with { type: "json" };
import { fractionalEvents } from "../../../src/dose-finding/late-onset/redistribute.ts";
import { checkFigure } from "../../check-figure.ts";

const cases = reference.cases as unknown as [(number | null)[], number[], number[]][];

describe("redistribution to the right", () => {
  test("every fraction agrees with R to 1e-12", () => {
    expect(cases.length).toBe(60);
    for (const [times, pending, expected] of cases) {
      const actual = fractionalEvents(times.map((eventAt) => ({ dose: 1, eventAt })), pending);
      for (const [at, fraction] of expected.entries()) checkFigure({ method: "Fractions of an event", source: `${reference.r}: late-fractional.R` }, `${JSON.stringify(times)} ${JSON.stringify(pending)}`, actual[at] ?? Number.NaN, fraction, 1e-12);
    }
  });

  test("by hand: an event halfway among one followed to the end and one pending since a fifth of the window", () => {
    // Before the event three were there; the pending one leaves at 0.2, so that two are at risk at 0.5: S falls to 1/2.
    expect(fractionalEvents([{ dose: 1, eventAt: 0.5 }, { dose: 1, eventAt: null }], [0.2])).toEqual([0.5]);
    expect(fractionalEvents([{ dose: 1, eventAt: null }], [0.2, 0.9])).toEqual([0, 0]);
  });
});
