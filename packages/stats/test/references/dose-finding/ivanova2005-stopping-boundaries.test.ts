/** Stopping boundaries for counts against published tables, and against R that computes them from their definitions. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/monitoring-boundaries.json" with { type: "json" };
import { boundaryCharacteristics } from "../../../src/monitoring/boundary-characteristics.ts";
import type { BoundaryFamily } from "../../../src/monitoring/boundary-family.ts";
import { boundaryRows, type BoundaryRow } from "../../../src/monitoring/boundary-table.ts";
import { cusumCharacteristics, cusumChart } from "../../../src/monitoring/cusum.ts";
import { everyLook, stoppingBoundary } from "../../../src/monitoring/stopping-boundary.ts";
import { checkFigure } from "../../check-figure.ts";

/** Limits by number of participants, written "3-4:3 5-6:4": each row gives its last n and its fewest events. */
function holdRows(source: string, actual: readonly BoundaryRow[], printed: string): void {
  const rows = actual.filter(({ events }) => events !== null);
  expect(rows.map(({ from, to, events }) => `${from}-${to}:${events}`).join(" ")).toBe(printed);
  for (const [at, row] of printed.split(" ").entries()) {
    const [, to, events] = /-(\d+):(\d+)$/u.exec(row) ?? [];
    checkFigure({ method: "Stopping boundaries: printed examples", source }, `last n of ${row}`, rows[at]?.to ?? Number.NaN, Number(to), 0);
    checkFigure({ method: "Stopping boundaries: printed examples", source }, `events of ${row}`, rows[at]?.events ?? Number.NaN, Number(events), 0);
  }
}

describe("the examples in the README of R's stoppingrule", () => {
  test("Pocock-type, 50 participants, 20 % acceptable, error 10 %: the table and the characteristics of release 0.1", () => {
    const boundary = stoppingBoundary({ looks: everyLook(50), nullProbability: 0.2, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } });
    const source = "README of R's stoppingrule 0.1";
    const printed = "3-4:3 5-6:4 7-9:5 10-12:6 13-16:7 17-19:8 20-23:9 24-26:10 27-30:11 31-34:12 35-38:13 39-41:14 42-45:15 46-49:16 50-50:17";
    holdRows(source, boundaryRows(boundary), printed);
    // Printed there too: expected events 9.424838 to 8.171903. They are not p times expected n, as they must be (Wald), and release 0.6 mends it.
    const oc = [[0.2, 0.09977254, 46.72419], [0.25, 0.27689051, 41.93172], [0.3, 0.53974016, 34.66321], [0.35, 0.78266569, 26.59365], [0.4, 0.92684148, 19.62976]] as const;
    for (const [p, stop, n] of oc) {
      const actual = boundaryCharacteristics(boundary, p);
      checkFigure({ method: "Stopping boundaries: printed examples", source }, `stopping probability at ${p}`, actual.stop, stop, 0.5e-8);
      checkFigure({ method: "Stopping boundaries: printed examples", source }, `expected n at ${p}`, actual.expectedN, n, 0.5e-5);
    }
  });

  test("Bayesian with Beta(0.6, 2.4), 30 participants: the table and the characteristics of release 0.6", () => {
    const boundary = stoppingBoundary({ looks: everyLook(30), nullProbability: 0.2, family: { kind: "posterior", prior: { a: 0.6, b: 2.4 } }, calibrate: { alpha: 0.1 } });
    const source = "README of R's stoppingrule 0.6";
    holdRows(source, boundaryRows(boundary), "3-4:3 5-6:4 7-10:5 11-13:6 14-17:7 18-20:8 21-24:9 25-28:10 29-30:11");
    const oc = [[0.2, 0.09957367, 5.651197], [0.25, 0.23832301, 6.536293], [0.3, 0.43615256, 6.926712], [0.35, 0.64555222, 6.819377], [0.4, 0.81491087, 6.355803]] as const;
    for (const [p, stop, events] of oc) {
      const actual = boundaryCharacteristics(boundary, p);
      checkFigure({ method: "Stopping boundaries: printed examples", source }, `stopping probability at ${p}`, actual.stop, stop, 0.5e-8);
      checkFigure({ method: "Stopping boundaries: printed examples", source }, `expected events at ${p}`, actual.expectedEvents, events, 0.5e-6);
    }
  });
});

const titles: Readonly<Record<string, string>> = { pocock: "Pocock", wt: "Wang-Tsiatis", posterior: "posterior", cc: "Chen-Chaloner", ts: "Thall-Simon", predictive: "predictive", sprt: "SPRT", maxsprt: "maximised SPRT" };

function familyOf(kind: string, [a = 0, b = 0, c = 0, d = 0, e = 0]: readonly number[]): BoundaryFamily {
  switch (kind) {
    case "wt":
      return { kind: "wang-tsiatis", delta: a };
    case "posterior":
      return { kind: "posterior", prior: { a, b } };
    case "cc":
      return { kind: "chen-chaloner", prior: { a, b }, alternative: c, certainty: d };
    case "ts":
      return { kind: "thall-simon", prior: { a, b }, reference: { a: c, b: d }, excess: e };
    case "predictive":
      return { kind: "predictive", prior: { a, b }, conclude: c };
    case "sprt":
      return { kind: "sprt", alternative: a };
    case "maxsprt":
      return { kind: "maximised-sprt" };
    default:
      return { kind: "pocock" };
  }
}

const source = `${reference.r}: monitoring-boundaries.R`;

describe("every family against R: limits equal, error, power and expected n to 1e-10", () => {
  test("the R that computed the references is named", () => expect(reference.r).toMatch(/^R version/));
  test.each(reference.boundaries.map((row, at) => ({ at, ...row })))("$at: $kind, $nullProbability at $alpha", ({ kind, looks, nullProbability, alpha, parameters, ...expected }) => {
    const boundary = stoppingBoundary({ looks, nullProbability, family: familyOf(kind, parameters), calibrate: { alpha } });
    const title = titles[kind] ?? kind;
    const about = { method: "Stopping boundaries, eight families", source };
    expect(boundary.limits).toHaveLength(expected.limits.length);
    for (const [at, limit] of expected.limits.entries()) {
      const actual = boundary.limits[at];
      if (limit === null) expect(actual).toBeNull();
      else checkFigure({ method: "Stopping boundaries, eight families", source }, `${title}, limit at look ${at + 1}`, actual ?? Number.NaN, limit, 0);
    }
    checkFigure(about, `${title}, error`, boundary.attainedError, expected.error, 1e-10);
    expected.truths.forEach((truth, at) => {
      const actual = boundaryCharacteristics(boundary, truth);
      checkFigure(about, `${title}, stopping probability at ${truth}`, actual.stop, expected.stop[at] ?? Number.NaN, 1e-10);
      checkFigure(about, `${title}, expected n at ${truth}`, actual.expectedN, expected.expectedN[at] ?? Number.NaN, 1e-10);
    });
  });
  test.each(reference.cusum)("CUSUM of $n participants at $probability: every history weighed", ({ n, nullProbability, alternative, limit, probability, value }) => {
    const chart = cusumChart({ nullProbability, alternative, n, calibrate: { cutoff: limit } });
    const actual = cusumCharacteristics(chart, probability);
    const about = { method: "CUSUM chart", source };
    checkFigure(about, "stopping probability", actual.stop, value[0] ?? Number.NaN, 1e-10);
    checkFigure(about, "expected n", actual.expectedN, value[1] ?? Number.NaN, 1e-10);
  });
});

describe("a cut-off that was calibrated", () => {
  // Counts take steps: the printed number leads to the same limits when somebody types it in again.
  const families: readonly BoundaryFamily[] = [
    { kind: "pocock" }, { kind: "obrien-fleming" }, { kind: "wang-tsiatis", delta: 0.25 }, { kind: "posterior", prior: { a: 0.5, b: 0.5 } }, { kind: "posterior", prior: { a: 1, b: 1 } },
    { kind: "chen-chaloner", prior: { a: 1, b: 1 }, alternative: 0.4, certainty: 0.05 }, { kind: "sprt", alternative: 0.4 }, { kind: "maximised-sprt" },
  ];
  test.each(families)("$kind: given back, or read from the protocol text, it makes the same limits", (family) => {
    for (const [p0, alpha, looks] of [[0.2, 0.05, everyLook(40)], [0.2, 0.01, everyLook(20)], [0.15, 0.025, [5, 10, 15, 20]], [0.3, 0.1, everyLook(30, 3)]] as const) {
      const options = { looks, nullProbability: p0, family };
      const { limits, cutoff, variant } = stoppingBoundary({ ...options, calibrate: { alpha } });
      expect(stoppingBoundary({ ...options, calibrate: { cutoff: cutoff.value } }).limits).toEqual(limits);
      const printed = Number(/: (-?[\d.e-]+)\. \d+ looks/u.exec(variant)?.[1]);
      expect(stoppingBoundary({ ...options, calibrate: { cutoff: printed } }).limits).toEqual(limits);
    }
  });
});

test("a CUSUM limit that was calibrated makes the same chart when it is read from the protocol text", () => {
  for (const [nullProbability, alternative, n, alpha] of [[0.1, 0.3, 30, 0.05], [0.2, 0.35, 45, 0.1], [0.05, 0.15, 60, 0.025], [0.15, 0.4, 25, 0.2]] as const) {
    const chart = cusumChart({ nullProbability, alternative, n, calibrate: { alpha } });
    const printed = Number(/at ([\d.]+) or more/u.exec(chart.variant)?.[1]);
    expect(cusumChart({ nullProbability, alternative, n, calibrate: { cutoff: printed } }).attainedError).toBe(chart.attainedError);
  }
});

describe("where R's stoppingrule and clinfun stop their search early", () => {
  const about = { method: "Stopping boundaries: other packages", source: "R: stoppingrule (functions of release 0.5), clinfun 1.1.5" };
  test("Wang-Tsiatis with delta 0.4, acceptable 1 %, error 2.5 %, looks at 1 to 10: its bracket ends at 2.807 and the error at 9.6 %; the widest rule within 2.5 % wants two from the third on", () => {
    const boundary = stoppingBoundary({ looks: everyLook(10), nullProbability: 0.01, family: { kind: "wang-tsiatis", delta: 0.4 }, calibrate: { alpha: 0.025 } });
    // Cut-off 2.80703376834381 = qnorm(1 - 0.025/10): one event at the third look and all later ones; 1 - 0.99^10.
    checkFigure(about, "error at the end of the bracket", boundaryCharacteristics({ looks: everyLook(10), limits: [null, 2, 1, 1, 1, 1, 1, 1, 1, 1] }, 0.01).stop, 1 - 0.99 ** 10, 1e-12);
    expect(boundary.attainedError).toBeLessThanOrEqual(0.025);
    expect(boundary.limits.slice(2)).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
  });
  test("SPRT of 25 against 20 %, 30 participants, error 5 %: its bracket begins at 1.92 (error 0.2 %); ours uses the error allowed", () => {
    const { limits, attainedError } = stoppingBoundary({ looks: everyLook(30), nullProbability: 0.2, family: { kind: "sprt", alternative: 0.25 }, calibrate: { alpha: 0.05 } });
    expect([limits[8], limits[29]]).toEqual([6, 11]);
    expect(attainedError).toBeGreaterThan(0.04);
    expect(attainedError).toBeLessThanOrEqual(0.05);
  });
  test("Chen-Chaloner with a prior that speaks against the null alone: no rule stops before an event", () => {
    const { limits, attainedError } = stoppingBoundary({ looks: everyLook(50), nullProbability: 0.05, family: { kind: "chen-chaloner", prior: { a: 0.5, b: 0.5 }, alternative: 0.15, certainty: 0.05 }, calibrate: { alpha: 0.1 } });
    expect(Math.min(...limits.map((limit) => limit ?? 99))).toBeGreaterThanOrEqual(1);
    expect(attainedError).toBeLessThanOrEqual(0.1);
  });
  test("clinfun's toxbdry(0.2, 0.4, 10 to 40 by 5, error 0.1): its upper boundary by its own cut-off", () => {
    // R: clinfun 1.1.5, toxbdry(0.2, 0.4, seq(10, 40, 5), cP0 = 0.1)$hi.bdry + 1, and pcross.hi at 0.2 and 0.4.
    const boundary = stoppingBoundary({ looks: [10, 15, 20, 25, 30, 35, 40], nullProbability: 0.2, family: { kind: "pocock" }, calibrate: { cutoff: 0.059338822443471675 } });
    for (const [at, limit] of [5, 7, 8, 9, 11, 12, 13].entries()) checkFigure(about, `toxbdry, limit at look ${at + 1}`, boundary.limits[at] ?? Number.NaN, limit, 0);
    for (const [p, stop, early, n] of [[0.2, 0.094145468363912, 0.0840753675045416, 38.2048948919126], [0.4, 0.903088585191621, 0.8550193412469335, 20.6370081583839]] as const) {
      const actual = boundaryCharacteristics(boundary, p);
      checkFigure(about, `toxbdry, crossing at ${p}`, actual.stop, stop, 1e-13);
      checkFigure(about, `toxbdry, early stop at ${p}`, actual.early, early, 1e-13);
      checkFigure(about, `toxbdry, expected n at ${p}`, actual.expectedN, n, 1e-11);
    }
  });
});
