/** TITE-BOIN against its description written out in R (validation/dose-finding/late-tite-boin.R) and against the paper. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-tite-boin.json" with { type: "json" };
import { startTrial } from "../../../src/dose-finding/core/trial-state.ts";
import { followUpBounds, judgeTiteBoin } from "../../../src/dose-finding/late-onset/tite-boin-rule.ts";
import { titeBoinTable } from "../../../src/dose-finding/late-onset/tite-boin-table.ts";
import { checkTiteBoin, titeBoin } from "../../../src/dose-finding/late-onset/tite-boin.ts";
import { checkFigure } from "../../check-figure.ts";

type How = "imputation" | "effective";
const decisions = reference.decisions as unknown as [number, How, number, number, number, number[], string][];
const bounds = reference.bounds as unknown as [number, How, number, number, number, number | null, number | null][];
const letters = { escalate: "u", stay: "s", "de-escalate": "d", wait: "w" } as const;

/** Up, stay, down, wait, closed. */
const codes = ["u", "s", "d", "w", "x"];
const source = `${reference.r}: late-tite-boin.R`;

describe("TITE-BOIN", () => {
  test("every decision of R for n 1 to 12, seven targets, both ways to count pending participants: 16,000 and more", () => {
    let seen = 0;
    for (const [target, pendingAs, n, events, pending, grid, expected] of decisions) {
      const design = titeBoin({ doses: 3, target, cohortSize: 3, cohorts: 20, pendingAs });
      for (const [at, followed] of grid.entries()) {
        const each = pending === 0 ? 1 : followed / pending;
        const known = { ...startTrial(3, 2), n: [0, n - pending, 0], events: [0, events, 0] };
        const state = { ...known, pending: Array.from({ length: pending }, () => ({ dose: 2, followed: each })) };
        const { next, closed } = design.decide(state);
        const letter = closed[1] === true ? "x" : next.kind === "wait" ? "w" : next.kind === "treat" ? (next.dose > 2 ? "u" : next.dose < 2 ? "d" : "s") : "?";
        const what = `target ${target}, ${pendingAs}, n ${n}, events ${events}, pending ${pending}, followed ${followed}`;
        expect(codes, what).toContain(letter);
        checkFigure({ method: "TITE-BOIN: decisions and follow-up that moves them", source }, what, codes.indexOf(letter), codes.indexOf(expected[at] ?? ""), 0);
        if (letter !== "x") {
          const judged = judgeTiteBoin(checkTiteBoin({ target, pendingAs }).rule, { n, events, pending, followed, least: each });
          expect(letters[judged.move]).toBe(expected[at]);
        }
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(16_000);
  });

  test("the follow-up from which on it goes up or down agrees with root finding in R to 1e-9", () => {
    expect(bounds.length).toBe(362);
    const about = { method: "TITE-BOIN: decisions and follow-up that moves them", source };
    for (const [target, pendingAs, n, events, pending, from, upTo] of bounds) {
      const actual = followUpBounds(checkTiteBoin({ target, pendingAs }).rule, { n, events, pending });
      if (from !== null) checkFigure(about, `up: ${target} ${n} ${events} ${pending}`, actual.escalateFrom ?? Number.NaN, from, 1e-9);
      if (upTo !== null) checkFigure(about, `down: ${target} ${n} ${events} ${pending}`, actual.deescalateUpTo ?? Number.NaN, upTo, 1e-9);
    }
  });

  test("table 1 of the paper, target 0.2: nine treated, one event, four pending go up from a follow-up of 2.15 (quoted in simFastBOIN's manual)", () => {
    const row = titeBoinTable({ target: 0.2 }, 9).find((one) => one.n === 9 && one.events === 1 && one.pending === 4);
    checkFigure({ method: "TITE-BOIN: decisions and follow-up that moves them", source: "Yuan, Lin and Lee 2018, table 1, as simFastBOIN's manual quotes it" }, "nine, one event, four pending", row?.escalateFrom ?? Number.NaN, 2.15, 0.005);
    expect(row?.always).toBeNull();
  });

  test("table 1 of the paper lets three events among 15, the target exactly, go down for too little follow-up (quoted in simFastBOIN's manual)", () => {
    const rows = titeBoinTable({ target: 0.2 }, 15).filter((one) => one.n === 15 && one.events === 3);
    expect(rows.some((one) => one.always === null && one.deescalateUpTo !== null)).toBe(true);
    expect(rows.every((one) => one.escalateFrom === null)).toBe(true);
  });

  test("as TITEgBOIN 0.4.0: suspended although it must go down; at the lowest dose level the pending outcomes are waited for", () => {
    const pending = [1, 2].map(() => ({ dose: 1, followed: 0.5 }));
    const state = { ...startTrial(3), n: [1, 0, 0], events: [1, 0, 0], pending };
    const options = { doses: 3, target: 0.2, cohortSize: 3, cohorts: 10 };
    // One of three with the event is 0.333, above lambda d = 0.238: certain.
    expect(titeBoin(options).decide(state).next).toEqual({ kind: "treat", dose: 1, size: 3 });
    expect(titeBoin({ ...options, edition: "TITEgBOIN-0.4.0" }).decide(state).next.kind).toBe("wait");
    const one = { ...startTrial(3), n: [2, 0, 0], events: [1, 0, 0], pending: pending.slice(1) };
    expect(titeBoin({ ...options, edition: "TITEgBOIN-0.4.0" }).decide(one).next.kind).toBe("wait");
  });

  test("the example of TITEgBOIN's manual: four treated at dose level 5, one event, two pending for a whole window in all: 1/3 stays", () => {
    // n = (3,3,4,4,4,0), pending (0,0,0,1,2,0), events (0,0,1,1,1,0), follow-up (0,0,0,14,28,0) of 28 days; rate 1/(2 + 1) lies between 0.236 and 0.358.
    const pending = [{ dose: 4, followed: 0.5 }, { dose: 5, followed: 0.5 }, { dose: 5, followed: 0.5 }];
    const state = { ...startTrial(6, 5), n: [3, 3, 4, 3, 2, 0], events: [0, 0, 1, 1, 1, 0], pending };
    const { next, reasons } = titeBoin({ doses: 6, target: 0.3, cohortSize: 3, cohorts: 12, edition: "TITEgBOIN-0.4.0" }).decide(state);
    const about = { method: "TITE-BOIN: example", source: "example in the manual of R's TITEgBOIN" };
    expect(next).toMatchObject({ kind: "treat", size: 3 });
    checkFigure(about, "next dose level", next.kind === "treat" ? next.dose : Number.NaN, 5, 0);
    checkFigure(about, "rate", reasons.at(-1)?.numbers["rate"] ?? Number.NaN, 1 / 3, 0.5e-12);
  });

  test("late events at the lowest dose level stop the trial for safety, though others are pending above", () => {
    const state = { ...startTrial(3, 2), n: [3, 1, 0], events: [3, 0, 0], pending: [{ dose: 2, followed: 0.5 }, { dose: 2, followed: 0.5 }] };
    const { next, closed } = titeBoin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 10 }).decide(state);
    expect(next).toEqual({ kind: "stop", why: "safety" });
    expect(closed).toEqual([true, true, true]);
  });
});
