import { describe, expect, test } from "vitest";
import { intervalDesign, threeByThree } from "../../../test/fixtures/small-designs.ts";
import { boin } from "../interval/boin.ts";
import { decisionTableCsv, decisionTableMarkdown } from "./decision-table-text.ts";
import { decisionTable, nextCohortTable } from "./decision-table.ts";
import { addCohort, startTrial } from "./trial-state.ts";

const design = intervalDesign({ doses: 3, cohort: 3, cohorts: 4, low: 0.2365, high: 0.3585, target: 0.3, closeFrom: { 3: 3, 6: 4, 9: 5, 12: 7 } });

describe("decisionTable", () => {
  test("every number of events among every number of participants that can come about", () => {
    const { cells, dose, closedFrom } = decisionTable(design);
    expect({ dose, closedFrom }).toEqual({ dose: 2, closedFrom: null });
    // Dose level 2 has at most nine: the first cohort is at dose level 1.
    expect([...new Set(cells.map(({ n }) => n))]).toEqual([3, 6, 9]);
    expect(cells.length).toBe(4 + 7 + 10);
    expect(cells.slice(0, 4).map(({ movement, dose: next, closes }) => [movement, next, closes])).toEqual([
      ["escalate", 3, []],
      ["stay", 2, []],
      ["de-escalate", 1, []],
      ["de-escalate", 1, [2, 3]],
    ]);
  });

  test("where all higher dose levels are closed there is no way up", () => {
    const { cells } = decisionTable(design, { closedFrom: 3, n: [3] });
    expect(cells.map(({ movement }) => movement)).toEqual(["stay", "stay", "de-escalate", "de-escalate"]);
    expect(cells.map(({ closes }) => closes)).toEqual([[], [], [], [2]]);
  });

  test("at the lowest dose level too many events end the trial for safety", () => {
    const { cells } = decisionTable(design, { dose: 1, n: [3] });
    expect(cells.at(-1)).toMatchObject({ movement: "stop", stop: "safety", dose: null, closes: [1, 2, 3] });
  });

  test("BOIN with target 0.3: the published numbers for 3 to 12 participants", () => {
    // Liu and Yuan 2015 and the manual of BOIN, target 0.3: escalate if at most 0, 1, 2, 2; de-escalate if at least 2, 3, 4, 5;
    // eliminate if at least 3, 4, 5, 7 (recalled; computed again in validation/dose-finding/interval-boundaries.R).
    const { cells } = decisionTable(boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 10 }), { dose: 3, n: [3, 6, 9, 12] });
    const bounds = [3, 6, 9, 12].map((n) => {
      const row = cells.filter((cell) => cell.n === n);
      return [row.filter(({ movement }) => movement === "escalate").length - 1, row.findIndex(({ movement }) => movement === "de-escalate"), row.findIndex(({ closes }) => closes.length > 0)];
    });
    expect(bounds).toEqual([[0, 2, 3], [1, 3, 4], [2, 4, 5], [2, 5, 7]]);
  });

  test("as Markdown and CSV", () => {
    const table = decisionTable(design, { n: [3, 6] });
    const lines = decisionTableMarkdown(table).split("\n");
    expect(lines[0]).toBe("| events | n = 3 | n = 6 |");
    expect(lines.slice(2, 9)).toEqual(["| 0 | E | E |", "| 1 | S | E |", "| 2 | D | S |", "| 3 | U | D |", "| 4 |  | U |", "| 5 |  | U |", "| 6 |  | U |"]);
    expect(decisionTableCsv(table).split("\r\n")[1]).toBe("3,0,escalate,3,,,up,up");
  });

  test("a design that looks at all dose levels is refused, and so are dose levels that do not exist", () => {
    expect(() => decisionTable({ ...design, looksAt: "all-doses" })).toThrow(expect.objectContaining({ code: "looks-at-all-doses" }));
    expect(() => decisionTable(design, { dose: 4 })).toThrow(expect.objectContaining({ path: "dose" }));
    expect(() => decisionTable(design, { closedFrom: 0 })).toThrow(expect.objectContaining({ path: "closedFrom" }));
    expect(() => decisionTable(design, { n: [3, 0] })).toThrow(expect.objectContaining({ path: "n.1" }));
  });
});

describe("nextCohortTable", () => {
  test("what each outcome of the next cohort leads to", () => {
    const state = { ...addCohort(startTrial(3), 3, 0), dose: 2 };
    const rows = nextCohortTable(threeByThree(3), state, 3);
    expect(rows.map(({ events, cell }) => [events, cell.movement, cell.dose])).toEqual([[0, "escalate", 3], [1, "stay", 2], [2, "stop", null], [3, "stop", null]]);
    expect(rows[2]?.decision.reasons.length).toBe(1);
    expect(() => nextCohortTable(threeByThree(3), state, 0)).toThrow(expect.objectContaining({ path: "size" }));
  });
});
