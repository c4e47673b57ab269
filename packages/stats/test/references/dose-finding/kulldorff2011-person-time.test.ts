/** Boundaries by person-time against Kulldorff's critical values, and against R that computes them from their definitions. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-person-time.json" with { type: "json" };
import { personTimeBoundary } from "../../../src/monitoring/person-time-boundary.ts";
import { personTimeCharacteristics } from "../../../src/monitoring/person-time-characteristics.ts";
import type { PersonTimeFamily } from "../../../src/monitoring/person-time-evidence.ts";
import { checkFigure } from "../../check-figure.ts";

// Kulldorff 2011, tables 1 to 3 (Poisson maximised SPRT), read in a public transcription of these tables, not in the paper.
// Table 1: expected events at the end; critical values at errors 0.05, 0.01, 0.001.
const criticalValues = [
  [0.1, 2.044069, 4.119293, 6.579669], [0.2, 2.266893, 4.17963, 6.754862], [0.5, 2.637928, 4.48374, 7.034472], [1, 2.853937, 4.670428, 7.172614], [1.5, 2.964971, 4.778944, 7.278202], [2, 3.046977, 4.862223, 7.341453],
  [2.5, 3.110419, 4.924475, 7.397851], [3, 3.162106, 4.971792, 7.445736], [4, 3.245004, 5.040311, 7.518319], [5, 3.297183, 5.091907, 7.569312], [6, 3.342729, 5.136461, 7.608607], [8, 3.413782, 5.206326, 7.673013],
  [10, 3.467952, 5.260513, 7.724863], [12, 3.511749, 5.302914, 7.76752], [15, 3.562591, 5.351279, 7.814719], [20, 3.628123, 5.41477, 7.877573], [25, 3.67632, 5.463382, 7.924478], [30, 3.715764, 5.502563, 7.962688],
  [40, 3.774663, 5.56162, 8.022182], [50, 3.819903, 5.605972, 8.067072], [60, 3.855755, 5.642209, 8.10234],
] as const;
// Tables 2 and 3: expected events at the end, rate ratio, power, expected time under surveillance. Printed to so many decimals.
const powers = [[10, 1.5, 0.28, 8.33], [10, 2, 0.685, 5.98], [20, 2, 0.921, 8], [5, 3, 0.876, 2.18], [50, 1.2, 0.225, 43.2], [1, 10, 0.987, 0.23], [10, 1, 0.05, 9.59]] as const;
// R's Sequential, table in the source of CV.Poisson: expected events at the end, fewest events, critical value at error 0.05.
const fewest = [[10, 2, 3.23800870652229], [10, 3, 3.06424796686384], [10, 4, 2.92156132978567], [10, 6, 2.69058633468102], [10, 8, 2.4848340056375], [20, 4, 3.17637032177521], [5, 4, 2.62366847225542], [2, 3, 2.34967932492501], [1, 2, 2.36663822744395], [30, 10, 2.91122208653942]] as const;

const familyOf = (kind: string, [a = 0, b = 0]: readonly number[]): PersonTimeFamily =>
  kind === "wt" ? { kind: "wang-tsiatis", delta: a } : kind === "gp" ? { kind: "posterior", prior: { shape: a, time: b } } : kind === "sprt" ? { kind: "sprt", rateRatio: a } : { kind: "maximised-sprt" };

const source = `${reference.r}: monitoring-person-time.R`;
const titles: Readonly<Record<string, string>> = { wt: "Wang-Tsiatis", gp: "posterior", sprt: "SPRT", maxsprt: "maximised SPRT" };

describe("boundaries by person-time", () => {
  const sprt = (maximum: number, alpha: number, minimumEvents = 1) => personTimeBoundary({ nullRate: 1, maximum, family: { kind: "maximised-sprt" }, calibrate: { alpha }, minimumEvents });
  test.each(criticalValues)("maximised SPRT up to %d expected events: critical values %d, %d, %d", (maximum, ...values) => {
    const about = { method: "Person-time boundaries, maximised SPRT", source: "Kulldorff et al. 2011, table 1 (read in a transcription)" };
    for (const [at, alpha] of [0.05, 0.01, 0.001].entries()) checkFigure(about, `up to ${maximum} at ${alpha}`, sprt(maximum, alpha).cutoff.value, values[at] ?? Number.NaN, 0.5e-6);
  });
  test.each(powers)("maximised SPRT up to %d expected events, %d times the rate: power %d and expected time %d", (maximum, ratio, power, time) => {
    const about = { method: "Person-time boundaries, maximised SPRT", source: "Kulldorff et al. 2011, tables 2 and 3 (read in a transcription)" };
    const actual = personTimeCharacteristics(sprt(maximum, 0.05), ratio);
    checkFigure(about, "power", actual.stop, power, 0.0005);
    checkFigure(about, "expected time", actual.expectedExposure, time, 0.005);
  });
  test.each(fewest)("maximised SPRT up to %d expected events, not before %d events: critical value %d", (maximum, events, value) => {
    checkFigure({ method: "Person-time boundaries, maximised SPRT", source: "R: Sequential, CV.Poisson, its table of critical values" }, `up to ${maximum}, ${events} events`, sprt(maximum, 0.05, events).cutoff.value, value, 1e-10);
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
