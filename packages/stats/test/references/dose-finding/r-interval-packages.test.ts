/** The editions BOIN-2.7.2 and Keyboard-0.1.3, and the selection, against what these R packages say. */
import { describe, expect, test } from "vitest";
import figures from "../../../../../validation/dose-finding/interval-packages.json" with { type: "json" };
import { stopAtN } from "../../../src/dose-finding/behaviours/stop-at-n.ts";
import type { DoseDesign } from "../../../src/dose-finding/core/dose-design.ts";
import { evaluateExactly, expandDesign, finish } from "../../../src/dose-finding/core/exact-characteristics.ts";
import { boinBoundaries } from "../../../src/dose-finding/interval/boin-boundaries.ts";
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import type { IntervalDesign } from "../../../src/dose-finding/interval/interval-design.ts";
import { keyboard } from "../../../src/dose-finding/interval/keyboard.ts";
import { teqr } from "../../../src/dose-finding/interval/teqr.ts";
import { selectMtd } from "../../../src/dose-finding/isotonic/select-mtd.ts";
import { checkFigure } from "../../check-figure.ts";

interface Table {
  readonly escalate: readonly number[];
  readonly deescalate: readonly (number | null)[];
  readonly close: readonly (number | null)[];
}
const strict = (one: { readonly extraSafe: boolean; readonly offset: number }) => (one.extraSafe ? { extraSafe: true, offset: one.offset } : {});

function checkTable(method: string, source: string, design: IntervalDesign, table: Table): void {
  const about = { method, source };
  for (const [at, escalate] of table.escalate.entries()) {
    const n = at + 1;
    const actual = design.bounds(n);
    checkFigure(about, `up, n ${n}`, actual.escalate, escalate, 0);
    checkFigure(about, `down, n ${n}`, actual.deescalate, table.deescalate[at] ?? n + 1, 0);
    checkFigure(about, `close, n ${n}`, actual.close ?? n + 1, table.close[at] ?? n + 1, 0);
  }
}

interface Course {
  readonly truth: readonly number[];
  readonly selection: readonly number[];
  readonly none: number;
  readonly n: readonly number[];
  readonly events: readonly number[];
}
function checkCourse(method: string, source: string, design: DoseDesign, expected: Course): void {
  const about = { method, source };
  const actual = evaluateExactly(finish(expandDesign(design)), expected.truth);
  checkFigure(about, "none", actual.none, expected.none, 1e-11);
  for (const at of expected.truth.keys()) {
    checkFigure(about, `selection ${at + 1}`, actual.selection[at] ?? Number.NaN, expected.selection[at] ?? 0, 1e-11);
    checkFigure(about, `participants ${at + 1}`, actual.n[at] ?? Number.NaN, expected.n[at] ?? 0, 1e-10);
    checkFigure(about, `events ${at + 1}`, actual.events[at] ?? Number.NaN, expected.events[at] ?? 0, 1e-10);
  }
}

describe("against BOIN 2.7.2", () => {
  test.each(figures.boinTables.map((table) => [`target ${table.target}, cutoff ${table.cutoff}, rates ${table.underdose} and ${table.overdose}`, table] as const))("boundaries: %s", (_, table) => {
    const { target, cutoff, underdose, overdose } = table;
    expect(table.escalate.length).toBe(30);
    checkTable("BOIN: decision boundaries", figures.boin, boin({ doses: 3, target, cutoff, underdose, overdose, cohortSize: 3, cohorts: 10, edition: "BOIN-2.7.2" }), table);
  });

  test("dose levels selected: untreated and closed ones, all or none with the event, ties, the bounded selection", () => {
    for (const one of figures.selections) {
      const below = one.overdose === null ? {} : { below: boinBoundaries({ target: one.target, overdose: one.overdose }).deescalate };
      const { recommendation } = selectMtd({ n: one.n, events: one.events }, { target: one.target, cutoff: one.cutoff, ...strict(one), ...below });
      checkFigure({ method: "Isotonic selection", source: figures.boin }, JSON.stringify(one), recommendation.kind === "dose" ? recommendation.dose : 0, one.dose ?? 0, 0);
    }
  });

  test("exact characteristics: start, titration, early stop, extra safety, bounded selection, rates and cutoffs of every kind", () => {
    expect(figures.boinCharacteristics.some(({ titration }) => titration) && figures.boinCharacteristics.some(({ start }) => start > 1)).toBe(true);
    for (const one of figures.boinCharacteristics) {
      const { target, cohorts, cohortSize, nEarlyStop, start, titration, underdose, overdose, cutoff, boundMTD, truth } = one;
      checkCourse("BOIN, exact", figures.boin, boin({ doses: truth.length, target, cohorts, cohortSize, nEarlyStop, start, titration, underdose, overdose, cutoff, boundMTD, ...strict(one), edition: "BOIN-2.7.2" }), one);
    }
  });
});

describe("against an older BOIN", () => {
  test("exact characteristics: so many at a dose level end the trial, whatever the decision", () => {
    expect(figures.boinUnconditionalStop.length).toBe(20);
    for (const one of figures.boinUnconditionalStop) {
      const { target, cohorts, cohortSize, nEarlyStop, start, truth } = one;
      const design = boin({ doses: truth.length, target, cohorts, cohortSize, start, ...strict(one) });
      checkCourse("BOIN with stopAtN, exact", figures.boinUnconditionalStopOf, stopAtN({ n: nEarlyStop, at: "any" })(design), one);
    }
  });
});

describe("against Keyboard 0.1.3", () => {
  test.each(figures.keyboardTables.map((table) => [`target ${table.target}, margins ${table.marginBelow} and ${table.marginAbove}, cutoff ${table.cutoff}`, table] as const))("boundaries: %s", (_, table) => {
    const { target, cutoff, marginBelow, marginAbove } = table;
    expect(table.escalate.length).toBe(24);
    checkTable("Keyboard: decision boundaries", figures.keyboard, keyboard({ doses: 3, target, cutoff, marginBelow, marginAbove, cohortSize: 3, cohorts: 10, edition: "Keyboard-0.1.3" }), table);
  });

  test("exact characteristics: an early stop at the lowest dose level recommends it, although extra safety would have stopped", () => {
    expect(figures.keyboardCharacteristics.length).toBe(45);
    for (const one of figures.keyboardCharacteristics) {
      const { target, cohorts, cohortSize, nEarlyStop, start, truth } = one;
      checkCourse("Keyboard, exact", figures.keyboard, keyboard({ doses: truth.length, target, cohorts, cohortSize, nEarlyStop, start, ...strict(one), edition: "Keyboard-0.1.3" }), one);
    }
  });
});

describe("against TEQR", () => {
  test.each(figures.teqrTables.map((table) => [`target ${table.target}, margins ${table.marginBelow} and ${table.marginAbove}, too high from ${table.tooHigh}`, table] as const))("boundaries: %s", (_, table) => {
    const { target, marginBelow, marginAbove, tooHigh } = table;
    expect(table.escalate.length).toBe(18);
    checkTable("TEQR: decision boundaries", figures.teqr, teqr({ doses: 3, target, marginBelow, marginAbove, tooHigh, cohortSize: 3, cohorts: 10 }), table);
  });
});
