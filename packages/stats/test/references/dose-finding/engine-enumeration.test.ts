/** The engine of dose finding against every course followed by itself in R (validation/dose-finding/engine.R), nothing merged. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/engine.json" with { type: "json" };
import { evaluateExactly, expandDesign, finish } from "../../../src/dose-finding/core/exact-characteristics.ts";
import { endField } from "../../../src/dose-finding/core/end-table.ts";
import { FlatGraph } from "../../../src/dose-finding/core/flat-graph.ts";
import { listPaths, pathTree } from "../../../src/dose-finding/core/path-tree.ts";
import type { DoseDesign } from "../../../src/dose-finding/core/dose-design.ts";
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { checkFigure } from "../../check-figure.ts";
import { intervalDesign, threeByThree } from "../../fixtures/small-designs.ts";

const source = `${reference.madeWith}: engine.R`;

type Row = (typeof reference.trials)[number];

function designOf(row: Row): DoseDesign {
  if (row.name === "three-by-three") return threeByThree(row.doses);
  const { doses, cohort = 0, cohorts = 0, target = 0, low = 0, high = 0, closeFrom = [] } = row;
  return intervalDesign({ doses, cohort, cohorts, low, high, target, closeFrom: Object.fromEntries(closeFrom.flatMap((from, at) => (from >= 0 ? [[at + 1, from]] : []))) });
}

/** Distinct counts of participants and events at the end, dose levels and closed ones aside. */
function distinctEnds(design: DoseDesign): number {
  const { ends } = finish(expandDesign(design)).flat;
  const counts = new Set<string>();
  for (let row = 0; row < ends.count; row++) counts.add(ends.rows.subarray(row * ends.width + endField.n, (row + 1) * ends.width).join(","));
  return counts.size;
}

describe("exact characteristics against R, which follows every course", () => {
  const rows = reference.trials.map((row) => [`${row.name}, ${row.doses} dose levels, truth ${row.truth.join(" ")}`, row] as const);

  test.each(rows)("%s: every distribution to 1e-12", (_, row) => {
    const design = designOf(row);
    const exact = evaluateExactly(finish(expandDesign(design)), row.truth);
    const about = { method: "Engine: exact characteristics, dose paths, ends", source };
    const close = (what: string, actual: readonly number[], expected: readonly number[], tolerance = 1e-12) => {
      for (const [at, value] of expected.entries()) checkFigure(about, `${what} ${at}`, actual[at] ?? 0, value, tolerance);
      for (const value of actual.slice(expected.length)) expect(value).toBeLessThan(1e-12);
    };
    close("selection", exact.selection, row.selection);
    close("not reached", exact.notReached, row.notReached);
    close("none and safety stop", [exact.none, exact.safetyStop], [row.none, row.safetyStop]);
    // Counts grow to 30: 1e-12 of them is beyond what a sum of doubles keeps.
    close("expected n", exact.n, row.n, 1e-11);
    close("expected events", exact.events, row.events, 1e-11);
    close("total n", exact.totalN.probabilities, row.totalN);
    close("total events", exact.totalEvents.probabilities, row.totalEvents);
  });

  test("the number of dose paths is that of R's recursion", () => {
    for (const row of reference.trials) {
      if (row.paths > 20_000) continue;
      checkFigure({ method: "Engine: exact characteristics, dose paths, ends", source }, `dose paths, ${row.name}`, listPaths(pathTree(designOf(row), { depth: 50, truth: row.truth })).length, row.paths, 0);
    }
  });

  test("at least 300 figures are compared", () => {
    const figures = reference.trials.reduce((sum, row) => sum + 3 + row.selection.length + row.notReached.length + row.n.length + row.events.length + row.totalN.length + row.totalEvents.length, 0);
    expect(figures).toBeGreaterThan(300);
  });
});

describe("how many different ends BOIN has", () => {
  // Counted with R before this engine was written, and again in engine.R: 6,564 for 5 dose levels and 10 cohorts of 3.
  test.each(reference.distinctEnds.map((row) => [row.doses, row.cohorts, row.cohort, row.ends] as const))("%i dose levels, %i cohorts of %i: %i", (doses, cohorts, cohortSize, ends) => {
    const found = distinctEnds(boin({ doses, target: 0.3, cohortSize, cohorts }));
    expect(found).toBe(ends);
    checkFigure({ method: "Engine: exact characteristics, dose paths, ends", source }, `different ends of BOIN, ${doses} dose levels, ${cohorts} cohorts of ${cohortSize}`, found, ends, 0);
  });

  test("5 dose levels and 10 cohorts of 3: 6,564; 3 dose levels and 6 cohorts of 5: 984", () => {
    expect(reference.distinctEnds.map(({ ends }) => ends)).toEqual(expect.arrayContaining([6564, 984]));
  });

  test("a state is decided once, however many courses lead to it", () => {
    const design = boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 });
    let decisions = 0;
    const flat = new FlatGraph({ ...design, decide: (state) => (decisions++, design.decide(state)) });
    finish(expandDesign(flat));
    expect(decisions).toBeLessThan(16_000);
  });
});
