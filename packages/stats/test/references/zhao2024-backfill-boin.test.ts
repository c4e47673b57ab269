/** BF-BOIN's decisions against its description written out in R (validation/dose-finding/late-backfill-boin.R). */
import { describe, expect, test } from "vitest";
import reference from "../../../../validation/dose-finding/late-backfill-boin.json" with { type: "json" };
import { startTrial } from "../../src/dose-finding/core/trial-state.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { backfillVerdict, safeForBackfill } from "../../src/dose-finding/late-onset/backfill-boin-rule.ts";
import { backfillBoin } from "../../src/dose-finding/late-onset/backfill-boin.ts";

const cases = reference.cases as unknown as [number, number[], number[], number, number, number][];

describe("BF-BOIN", () => {
  test("the next dose level, the conflict and the dose levels safe for backfilling are those of R in 300 cases", () => {
    expect(cases.length).toBe(300);
    for (const [target, n, events, wanted, conflictFrom, safe] of cases) {
      const { bounds } = boin({ doses: n.length, target, cohortSize: 3, cohorts: 20 });
      const verdict = backfillVerdict(n, events, n.length, (size) => bounds(size));
      const label = `target ${target}, n ${n.join(" ")}, events ${events.join(" ")}`;
      expect(verdict.wanted, label).toBe(wanted);
      expect(verdict.conflictFrom ?? 0, label).toBe(conflictFrom);
      expect(safeForBackfill(n, events, n.length, (size) => bounds(size)), label).toBe(safe);
    }
  });

  const design = backfillBoin({ doses: 4, target: 0.25, cohortSize: 3, cohorts: 10, mostAtDose: 6 });
  const state = { ...startTrial(4, 3), n: [3, 3, 0, 0], events: [0, 0, 0, 0], pending: [{ dose: 3, followed: 0.5 }], responses: [1, 1, 0, 0] };

  test("who arrives while the cohort is pending is treated at the highest dose level below it with a response", () => {
    expect(design.decide(state).next.kind).toBe("wait");
    expect(design.backfill?.(state)).toBe(2);
    expect(design.backfill?.({ ...state, responses: [1, 0, 0, 0] })).toBe(1);
    expect(design.backfill?.({ ...state, responses: [0, 0, 0, 0] })).toBeNull();
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
