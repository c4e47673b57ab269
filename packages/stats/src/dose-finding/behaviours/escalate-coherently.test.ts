import { describe, expect, test } from "vitest";
import paths from "../../../../../validation/dose-finding/crm-dfcrm-restricted.json" with { type: "json" };
import { DesignRefusal } from "../core/design-refusal.ts";
import { followDecision } from "../core/dose-design.ts";
import { addCohort } from "../core/trial-state.ts";
import { boin } from "../interval/boin.ts";
import { crm } from "../model-based/crm.ts";
import { doNotSkipEscalating } from "./do-not-skip.ts";
import { escalateCoherently } from "./escalate-coherently.ts";

describe("no escalation right after a cohort with too many events", () => {
  test("with no skipping inside it is the restriction of dfcrm: every dose level of 60 trials that its crm() led", () => {
    for (const { skeleton, target, m, x0, doses, dlts } of paths) {
      const plain = crm({ skeleton, target, maximumN: 8 * m, cohortSize: m, start: x0, edition: "dfcrm-0.2-2.1" });
      const design = escalateCoherently({ rate: target })(doNotSkipEscalating()(plain));
      let state = followDecision(design.start, design.first);
      const given = [state.dose];
      for (let cohort = 0; cohort < 7; cohort++) {
        const events = dlts.slice(cohort * m, (cohort + 1) * m).reduce((sum, one) => sum + one, 0);
        state = addCohort(state, m, events);
        state = followDecision(state, design.decide(state));
        given.push(state.dose);
      }
      expect(given).toEqual(doses);
    }
  });

  test("BOIN with 1 of 6 goes up unless that one was in the last cohort of three", () => {
    const design = escalateCoherently({ rate: 0.3 })(boin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 6 }));
    // 1 of 3: stay; then 0 of 3, 1 of 6 in all is below lambda e = 0.236: up.
    let state = addCohort(followDecision(design.start, design.first), 3, 1);
    state = addCohort(followDecision(state, design.decide(state)), 3, 0);
    expect(design.decide(state).next).toEqual({ kind: "treat", dose: 2, size: 3 });
    // 3 more events nowhere else: 0 of 9, then 1 of 3: 1 of 12 would go up and is held.
    const held = addCohort(followDecision({ ...design.start, n: [9, 0, 0] }, { ...design.first, phase: "coherent{1/9/0}" }), 3, 1);
    expect(design.decide(held).next).toEqual({ kind: "treat", dose: 1, size: 3 });
  });

  test("a rate that is none and an option that is not known are refused", () => {
    expect(() => escalateCoherently({ rate: 1 })).toThrow(DesignRefusal);
    expect(() => escalateCoherently({ rate: 0.3, share: 1 } as never)).toThrow(DesignRefusal);
  });
});
