/** BF-BOIN's decisions against its description written out in R (validation/dose-finding/late-backfill-boin.R). */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-backfill-boin.json" with { type: "json" };
import { startTrial } from "../../../src/dose-finding/core/trial-state.ts";
import { exactCharacteristics, finish } from "../../../src/dose-finding/core/exact-characteristics.ts";
import { simulateTimedTrials } from "../../../src/dose-finding/late-onset/timed-characteristics.ts";
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { backfillVerdict, safeForBackfill } from "../../../src/dose-finding/late-onset/backfill-boin-rule.ts";
import { backfillBoin } from "../../../src/dose-finding/late-onset/backfill-boin.ts";
import { checkFigure } from "../../check-figure.ts";

const cases = reference.cases as unknown as [number, number[], number[], number, number, number][];

describe("BF-BOIN", () => {
  test("the next dose level, the conflict and the dose levels safe for backfilling are those of R in 300 cases", () => {
    expect(cases.length).toBe(300);
    for (const [target, n, events, wanted, conflictFrom, safe] of cases) {
      const { bounds } = boin({ doses: n.length, target, cohortSize: 3, cohorts: 20 });
      const verdict = backfillVerdict(n, events, n.length, (size) => bounds(size));
      const label = `target ${target}, n ${n.join(" ")}, events ${events.join(" ")}`;
      const about = { method: "BF-BOIN: next dose level, conflict, safe for backfilling", source: `${reference.r}: late-backfill-boin.R` };
      checkFigure(about, `next, ${label}`, verdict.wanted, wanted, 0);
      checkFigure(about, `conflict, ${label}`, verdict.conflictFrom ?? 0, conflictFrom, 0);
      checkFigure(about, `safe, ${label}`, safeForBackfill(n, events, n.length, (size) => bounds(size)), safe, 0);
    }
  });

  const design = backfillBoin({ doses: 4, target: 0.25, cohortSize: 3, cohorts: 10, mostAtDose: 6 });
  const state = { ...startTrial(4, 3), n: [3, 3, 0, 0], events: [0, 0, 0, 0], pending: [{ dose: 3, followed: 0.5 }], responses: [1, 1, 0, 0] };

  test("who arrives while the cohort is pending is treated at the highest dose level below it with a response", () => {
    expect(design.decide(state).next.kind).toBe("wait");
    expect(design.backfill?.(state)).toBe(2);
    expect(design.backfill?.({ ...state, responses: [0, 1, 0, 0] })).toBe(2);
    expect(design.backfill?.({ ...state, responses: [0, 0, 0, 0] })).toBeNull();
  });

  test("as in the paper a response below opens a dose level; in the package only one at the dose level itself", () => {
    expect(design.backfill?.({ ...state, responses: [1, 0, 0, 0] })).toBe(2);
    expect(backfillBoin({ doses: 4, target: 0.25, cohortSize: 3, cohorts: 10, edition: "bfboin-0.1.1" }).backfill?.({ ...state, responses: [1, 0, 0, 0] })).toBe(1);
  });

  test("a dose level with the agreed number is shut, pending participants counted", () => {
    const more = { ...state, n: [3, 5, 0, 0], pending: [...state.pending, { dose: 2, followed: 0.1, backfill: true }] };
    expect(design.backfill?.(more)).toBe(1);
  });

  test("pending backfill does not hold the cohorts up", () => {
    const ready = { ...state, n: [3, 3, 3, 0], pending: [{ dose: 2, followed: 0.1, backfill: true }], escalating: [3, 3, 3, 0] };
    expect(design.decide(ready).next).toEqual({ kind: "treat", dose: 4, size: 3 });
  });
});

/**
 * Zhao et al. 2024, tables 3 and 4 and supplementary table A16, as transcribed in the validation folder of the R package
 * simFastBOIN (the article itself was not at hand). Simulated there too: two printed runs of one design differ by up to
 * 1.3 percentage points.
 */
const rates = [[0.25, 0.41, 0.45, 0.49, 0.53], [0.12, 0.25, 0.42, 0.49, 0.55], [0.04, 0.12, 0.25, 0.43, 0.63], [0.02, 0.06, 0.1, 0.25, 0.4], [0.02, 0.05, 0.08, 0.11, 0.25]];
const asInPaper = { doses: 5, target: 0.25, cohortSize: 3, cohorts: 10, nEarlyStop: 9 };

const printedBy = "Zhao et al. 2024, as transcribed with R's simFastBOIN,";

describe("the operating characteristics that the paper prints", () => {
  // Correct selection in %, mean n at the right dose level, mean total n.
  const table4 = [[77, 8.7, 15.1], [55.6, 8.4, 20.7], [56.7, 8, 23.9], [53.3, 7.7, 25.7], [63.9, 7.3, 24.9]];
  const tableA16 = [[78.6, 9.1, 14.6], [55.2, 8.4, 20.8], [54.5, 7.6, 24.6], [53.2, 7.5, 26.5], [59.5, 6.4, 26.1]];

  test.each([[true, table4], [false, tableA16]] as const)("BOIN without backfill, one of three stays: %s; exact, to 1.5 points and 0.3 participants", (stayOnOneOfThree, rows) => {
    for (const [at, truth] of rates.entries()) {
      const exact = finish(exactCharacteristics(backfillBoin({ ...asInPaper, stayOnOneOfThree }), truth));
      const [correct, here, all] = rows[at] ?? [];
      // The exact total is above the printed one in all ten rows, by 0.01 to 0.28: more than chance, cause not known. Two
      // other readings of the early stop (also on the way down; whenever the next dose level has nine) are 0.5 to 2.9 off.
      const source = `${printedBy} tables 4 and A16 (simulated)`;
      checkFigure({ method: "BF-BOIN without backfill, exact: correct selection, %", source }, `scenario ${at + 1}`, 100 * (exact.selection[at] ?? Number.NaN), correct ?? Number.NaN, 1.5);
      checkFigure({ method: "BF-BOIN without backfill, exact: expected n", source }, `right dose level, scenario ${at + 1}`, exact.n[at] ?? Number.NaN, here ?? Number.NaN, 0.3);
      checkFigure({ method: "BF-BOIN without backfill, exact: expected n", source }, `all, scenario ${at + 1}`, exact.totalN.mean, all ?? Number.NaN, 0.3);
    }
  });

  test("the boundaries of table 1, target 0.25, for 3 to 30 participants", () => {
    const escalate = [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5];
    const deescalate = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9];
    const close = [3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12];
    const { bounds } = boin({ ...asInPaper, cohorts: 20 });
    // One of three with the event stays in the paper's table, goes down in plain BOIN.
    expect(bounds(3).deescalate).toBe(1);
    const about = { method: "BF-BOIN: decision boundaries", source: `${printedBy} table 1` };
    for (const [at, most] of escalate.entries()) {
      const actual = bounds(at + 3);
      checkFigure(about, `up at ${at + 3}`, actual.escalate, most, 0);
      if (at > 0) checkFigure(about, `down at ${at + 3}`, actual.deescalate, deescalate[at] ?? Number.NaN, 0);
      checkFigure(about, `closed at ${at + 3}`, actual.close ?? Number.NaN, close[at] ?? Number.NaN, 0);
    }
  });

  // Index of the rates, response rates; correct selection in %, mean n below, at, above the right dose level, total, months.
  const printed = [
    { truth: 1, response: [0.2, 0.3, 0.4, 0.5, 0.6], rows: [57.8, 10.4, 10.3, 4.8, 25.5, 12.1] },
    { truth: 2, response: [0.1, 0.2, 0.3, 0.45, 0.58], rows: [57.6, 16.9, 9.8, 4.2, 30.9, 14.3] },
    { truth: 3, response: [0.1, 0.2, 0.3, 0.35, 0.35], rows: [57, 23.5, 9.7, 3.6, 36.7, 15.6] },
    { truth: 4, response: [0.05, 0.1, 0.15, 0.2, 0.3], rows: [62.8, 27.2, 7.2, 0, 34.4, 15.5] },
  ];

  test.each(printed)("BF-BOIN at rates $truth: selection to 4 points, n to 0.5 and duration to 0.4 months", { timeout: 60_000 }, ({ truth, response, rows }) => {
    const scenario = { truth: rates[truth] ?? [], window: 1, accrual: { kind: "uniform", days: 1 / 3 }, onset: { kind: "weibull", lateShare: 0.5 }, whileWaiting: "turn-away", response: { truth: response, days: 1 } } as const;
    const found = finish(simulateTimedTrials(backfillBoin({ ...asInPaper, stayOnOneOfThree: true }), scenario, { seed: 2024, trials: 2000, targetDose: truth + 1 }));
    const sum = (from: number, to: number) => found.n.slice(from, to).reduce((all, n) => all + n, 0);
    const actual = [100 * (found.selection[truth] ?? 0), sum(0, truth), sum(truth, truth + 1), sum(truth + 1, 5), found.totalN.mean, found.duration.mean];
    // Standard errors of 2000 trials: about 1.1 points of selection, 0.2 participants in all.
    const source = `${printedBy} table 3 (simulated)`;
    for (const [at, expected] of rows.entries()) {
      const what = at === 0 ? "correct selection, %" : "expected n, months";
      checkFigure({ method: `BF-BOIN, simulated: ${what}`, source }, `${at}: ${actual.join(" ")}`, actual[at] ?? Number.NaN, expected, [4, 0.5, 0.5, 0.5, 0.5, 0.4][at] ?? 0);
    }
  });
});
