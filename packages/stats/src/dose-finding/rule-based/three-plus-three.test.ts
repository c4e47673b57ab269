import { describe, expect, test } from "vitest";
import { decisionTableMarkdown } from "../core/decision-table-text.ts";
import { decisionTable } from "../core/decision-table.ts";
import { DesignRefusal } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import type { TrialState } from "../core/trial-state.ts";
import { threePlusThree } from "./three-plus-three.ts";

const stateOf = (design: DoseDesign, dose: number, n: readonly number[], events: readonly number[], closedFrom = 99): TrialState => ({ ...design.start, dose, n, events, closed: n.map((_, at) => at >= closedFrom - 1) });
const refusalOf = (make: () => unknown): DesignRefusal => {
  try {
    make();
  } catch (fault) {
    if (fault instanceof DesignRefusal) return fault;
  }
  throw new Error("Nothing was refused.");
};

describe("3+3 on its way up", () => {
  const design = threePlusThree({ doses: 3 });
  test("0 of 3: up; 1 of 3: three more; 2 of 3: the level below is declared", () => {
    expect(design.decide(stateOf(design, 2, [3, 3, 0], [0, 0, 0])).next).toEqual({ kind: "treat", dose: 3, size: 3 });
    expect(design.decide(stateOf(design, 2, [3, 3, 0], [0, 1, 0])).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    const stop = design.decide(stateOf(design, 2, [3, 3, 0], [0, 2, 0]));
    expect(stop.next).toEqual({ kind: "stop", why: "dose-found" });
    expect(stop.closed).toEqual([false, true, true]);
    expect(stop.reasons[0]).toEqual({ rule: "three-plus-three-declare-below", message: "2 of 3 at dose level 2 had the event: too much. Dose level 1 is declared (0 of 3 at dose level 1 had the event).", numbers: { dose: 2, n: 3, events: 2 } });
  });

  test("2 of 3 at the lowest level is a safety stop without a dose", () => {
    const state = stateOf(design, 1, [3, 0, 0], [2, 0, 0]);
    const stop = design.decide(state);
    expect(stop.next).toEqual({ kind: "stop", why: "safety" });
    expect(design.recommend({ ...state, closed: stop.closed })).toEqual({ kind: "none", why: "The lowest dose level was too much.", rule: "3+3 rule: the highest dose level that passed below one that was too much" });
  });
});

describe("the variants of 3+3", () => {
  test("with de-escalation, three more are treated below a level that was too much, down to the one with at most 1 of 6", () => {
    const design = threePlusThree({ doses: 3, deEscalation: "return" });
    const down = design.decide(stateOf(design, 3, [3, 3, 3], [0, 0, 2]));
    expect(down.next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(design.decide(stateOf(design, 2, [3, 6, 3], [0, 2, 2], 3)).next).toEqual({ kind: "treat", dose: 1, size: 3 });
    const end = stateOf(design, 2, [3, 6, 3], [0, 1, 2], 3);
    expect(design.decide(end).next).toEqual({ kind: "stop", why: "dose-found" });
    expect(design.recommend(end)).toMatchObject({ kind: "dose", dose: 2 });
  });

  test("with de-escalation and a level below that has six already, nobody more is treated", () => {
    const design = threePlusThree({ doses: 3, deEscalation: "return" });
    expect(design.decide(stateOf(design, 3, [3, 6, 3], [0, 1, 3])).next).toEqual({ kind: "stop", why: "dose-found" });
  });

  test("expansion without de-escalation is done once: 2 of 6 leave the next lower level as it stands", () => {
    const design = threePlusThree({ doses: 3, expansion: "declared-level" });
    expect(design.decide(stateOf(design, 3, [3, 3, 3], [0, 0, 2])).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    const state = stateOf(design, 2, [3, 6, 3], [0, 2, 2], 3);
    const end = design.decide(state);
    expect(end.next).toEqual({ kind: "stop", why: "dose-found" });
    expect(design.recommend({ ...state, closed: end.closed })).toMatchObject({ kind: "dose", dose: 1 });
  });

  test("0 of 3 at the top: declared, expanded to six, or the maximum tolerated dose is not reached", () => {
    const end = (topDose: "declared" | "expanded" | "not-reached") => {
      const design = threePlusThree({ doses: 2, topDose });
      const state = stateOf(design, 2, [3, 3], [0, 0]);
      return [design.decide(state).next, design.recommend(state)];
    };
    expect(end("declared")).toEqual([{ kind: "stop", why: "dose-found" }, { kind: "dose", dose: 2, rule: "3+3 rule: the top dose level, which was not too much" }]);
    expect(end("expanded")[0]).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(end("not-reached")).toEqual([{ kind: "stop", why: "no-dose-left" }, { kind: "not-reached", maximumAdministeredDose: 2, rule: "3+3 rule: no dose level was too much" }]);
  });

  test("a first cohort above the lowest level: without de-escalation an untried level is never declared", () => {
    const design = threePlusThree({ doses: 3, start: 2 });
    const state = stateOf(design, 2, [0, 3, 0], [0, 3, 0]);
    const stop = design.decide(state);
    expect(stop.next).toEqual({ kind: "stop", why: "safety" });
    expect(design.recommend({ ...state, closed: stop.closed }).kind).toBe("none");
    const returns = threePlusThree({ doses: 3, start: 2, deEscalation: "return" });
    expect(returns.decide(state).next).toEqual({ kind: "treat", dose: 1, size: 3 });
  });

  test("a trial that ends early has not reached its dose, and the highest level given is named", () => {
    const design = threePlusThree({ doses: 4 });
    expect(design.recommend(stateOf(design, 2, [3, 3, 0, 0], [0, 1, 0, 0]))).toEqual({ kind: "not-reached", maximumAdministeredDose: 2, rule: "3+3 rule: the trial ended before a dose level was too much" });
  });

  test("the decision table counts the first cohort at the lower level: too much leads down to it, not to a safety stop", () => {
    const rows = (options: Parameters<typeof threePlusThree>[0]) => decisionTable(threePlusThree(options)).cells.map(({ n, events, dose, stop }) => `${events}/${n} ${stop ?? dose ?? ""}`);
    const up = ["0/3 3", "1/3 2"];
    expect(rows({ doses: 3 })).toEqual([...up, "2/3 dose-found", "3/3 dose-found", "0/6 3", "1/6 3", ...[2, 3, 4, 5, 6].map((events) => `${events}/6 dose-found`)]);
    expect(rows({ doses: 3, deEscalation: "return" })).toEqual([...up, "2/3 1", "3/3 1", "0/6 3", "1/6 3", ...[2, 3, 4, 5, 6].map((events) => `${events}/6 1`)]);
    expect(decisionTable(threePlusThree({ doses: 3 }), { dose: 1 }).cells[2]).toMatchObject({ n: 3, events: 2, stop: "safety" });
    expect(decisionTableMarkdown(decisionTable(threePlusThree({ doses: 3 })))).toContain("Counted below, without the event: 3 at dose level 1.");
  });

  test("every variant has its own sentence", () => {
    const sentences = new Set<string>();
    for (const deEscalation of ["none", "return"] as const) {
      for (const topDose of ["declared", "expanded", "not-reached"] as const) {
        for (const expansion of ["none", "declared-level"] as const) {
          for (const start of [1, 2]) if (expansion === "none" || topDose !== "declared") sentences.add(threePlusThree({ doses: 3, deEscalation, expansion, topDose, start }).variant);
        }
      }
    }
    expect(sentences.size).toBe(20);
    expect(threePlusThree({ doses: 3 }).variant).toBe(
      "3+3. Up after 0 of 3 or at most 1 of 6 with the event; three more after 1 of 3; too much from 2 events on. A dose level below one that was too much is not given again (no de-escalation); it is declared as it stands. A top dose level passed by its first cohort is declared with 3.",
    );
  });

  test("what cannot be is refused with field and remedy", () => {
    expect(refusalOf(() => threePlusThree({ doses: 0 })).path).toBe("doses");
    expect(refusalOf(() => threePlusThree({ doses: 3, start: 4 })).path).toBe("start");
    expect(refusalOf(() => threePlusThree({ doses: 3, topDose: "six" as never }))).toMatchObject({ code: "unknown-option", path: "topDose", remedy: "Give one of: declared, expanded, not-reached." });
    expect(refusalOf(() => threePlusThree({ doses: 3, expansion: "declared-level", topDose: "declared" })).code).toBe("options-contradict");
    expect(refusalOf(() => threePlusThree({ doses: 3, cohort: 3 } as never)).path).toBe("cohort");
  });
});
