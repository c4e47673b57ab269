/** mTPI and mTPI-2 against the published decision figures, target 0.3 and equivalence interval 0.25 to 0.35. */
import { describe, expect, test } from "vitest";
import type { IntervalDesign } from "../../../src/dose-finding/interval/interval-design.ts";
import { mtpi } from "../../../src/dose-finding/interval/mtpi.ts";
import { mtpi2 } from "../../../src/dose-finding/interval/mtpi2.ts";
import { checkFigure } from "../../check-figure.ts";

const trial = { doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 };

/** One letter for 0, 1, 2, … events: escalate, stay, de-escalate, unacceptable (closed). */
function checkRow(method: string, source: string, design: IntervalDesign, n: number, letters: string): void {
  const about = { method: `${method}: decision boundaries`, source };
  const bounds = design.bounds(n);
  checkFigure(about, `up, n ${n}`, bounds.escalate, letters.lastIndexOf("E"), 0);
  checkFigure(about, `down, n ${n}`, bounds.deescalate, letters.search(/[DU]/), 0);
  checkFigure(about, `close, n ${n}`, bounds.close ?? n + 1, letters.indexOf("U"), 0);
}

describe("published decisions", () => {
  test.each([
    [3, "ESDU"],
    [6, "EESSUUU"],
    [9, "EESSSUUUUU"],
    [12, "EEESSSDUUUUUU"],
    [30, "EEEEEEESSSSSSSUUUUUUUUUUUUUUUUU"],
  ])("mTPI, %i participants: %s", (n, letters) => {
    expect(letters.length).toBe(n + 1);
    checkRow("mTPI", "Ji et al. 2010, figure 2, as recorded in the tests of R's escalation", mtpi(trial), n, letters);
  });

  test.each([
    [3, "ESDU"],
    [6, "EESDUUU"],
    [9, "EEESDUUUUU"],
    [10, "EEESDDUUUUU"],
  ])("mTPI-2, %i participants: %s", (n, letters) => {
    expect(letters.length).toBe(n + 1);
    checkRow("mTPI-2", "Guo et al. 2017, figure 3, as recorded in the tests of R's escalation", mtpi2(trial), n, letters);
  });
});
