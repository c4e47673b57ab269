/** Boundaries by person-time against Kulldorff's critical values, and against R that computes them from their definitions. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-person-time.json" with { type: "json" };
import { personTimeBoundary } from "../../../src/monitoring/person-time-boundary.ts";
import { personTimeCharacteristics } from "../../../src/monitoring/person-time-characteristics.ts";
import type { PersonTimeFamily } from "../../../src/monitoring/person-time-evidence.ts";
import { checkFigure } from "../../check-figure.ts";

// Kulldorff 2011, critical values of the Poisson maximised SPRT at error 0.05, by expected events at the end. Recalled.
const criticalValues = [
  [1, 2.853937], [1.5, 2.964971], [2, 3.046977], [2.5, 3.110419], [3, 3.162106], [4, 3.245004], [5, 3.297183], [6, 3.342729], [8, 3.413782], [10, 3.467952],
  [12, 3.511749], [15, 3.562591], [20, 3.628123], [25, 3.67632], [30, 3.715764], [40, 3.774663], [50, 3.819903], [60, 3.855755],
] as const;

const familyOf = (kind: string, [a = 0, b = 0]: readonly number[]): PersonTimeFamily =>
  kind === "wt" ? { kind: "wang-tsiatis", delta: a } : kind === "gp" ? { kind: "posterior", prior: { shape: a, time: b } } : kind === "sprt" ? { kind: "sprt", rateRatio: a } : { kind: "maximised-sprt" };

const source = `${reference.r}: monitoring-person-time.R`;
const titles: Readonly<Record<string, string>> = { wt: "Wang-Tsiatis", gp: "posterior", sprt: "SPRT", maxsprt: "maximised SPRT" };

describe("boundaries by person-time", () => {
  test.each(criticalValues)("maximised SPRT up to %d expected events: critical value %d", (maximum, value) => {
    const { cutoff } = personTimeBoundary({ nullRate: 1, maximum, family: { kind: "maximised-sprt" }, calibrate: { alpha: 0.05 } });
    checkFigure({ method: "Person-time boundaries, maximised SPRT", source: "Kulldorff et al. 2011, critical values at error 0.05 (recalled)" }, `up to ${maximum}`, cutoff.value, value, 0.5e-6);
  });
  test.each(reference.boundaries.map((row, at) => ({ at, ...row })))("$at: $kind up to $maximum at $alpha: cut-off and power as in R", ({ kind, maximum, alpha, parameters, minimumEvents, cutoff, power }) => {
    const boundary = personTimeBoundary({ nullRate: 1, maximum, family: familyOf(kind, parameters), calibrate: { alpha }, minimumEvents });
    const title = titles[kind] ?? kind;
    checkFigure({ method: "Person-time boundaries, four families", source }, `${title}, cut-off`, boundary.cutoff.value, cutoff, 1e-9, { relative: true });
    expect(boundary.attainedError).toBeCloseTo(alpha, 10);
    expect(boundary.attainedError).toBeLessThanOrEqual(alpha);
    [1.5, 2, 3].forEach((rate, at) => checkFigure({ method: "Person-time boundaries, four families", source }, `${title}, power at rate ${rate}`, personTimeCharacteristics(boundary, rate).stop, power[at] ?? Number.NaN, 1e-9));
  });
  test.each(reference.looks)("looks at $times with limits $limits at rate $rate", ({ times, limits, rate, stop }) => {
    const steps = times.map((until, at) => ({ events: limits[at] ?? 0, until }));
    const actual = personTimeCharacteristics({ steps, monitoring: "looks", maximum: times.at(-1) ?? 0 }, rate);
    checkFigure({ method: "Person-time boundaries, four families", source }, "stopping probability of looks at fixed times", actual.stop, stop, 1e-12);
  });
});
