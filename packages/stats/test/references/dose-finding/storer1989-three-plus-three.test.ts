/** The default 3+3 against the rules that R's escalation states for Storer 1989: every course of a trial with four dose levels. */
import { expect, test } from "vitest";
import { type TrialState, addCohort } from "../../../src/dose-finding/core/trial-state.ts";
import { followDecision } from "../../../src/dose-finding/core/dose-design.ts";
import { threePlusThree } from "../../../src/dose-finding/rule-based/three-plus-three.ts";

const doses = 4;

/** `three_plus_three` of escalation: the next dose level, or the end with its recommendation (0: none). */
function stated(n: number, events: number, dose: number): { readonly next: number } | { readonly recommended: number } {
  if (n === 3 && events === 1) return { next: dose };
  if (events === 0 || (n === 6 && events === 1)) return dose === doses ? { recommended: doses } : { next: dose + 1 };
  return { recommended: dose - 1 };
}

test("every decision and every recommendation, at 91 ends", () => {
  const design = threePlusThree({ doses });
  let ends = 0;
  const follow = (before: TrialState): void => {
    for (let events = 0; events <= 3; events++) {
      const state = addCohort(before, 3, events);
      const expected = stated(state.n[state.dose - 1] ?? 0, state.events[state.dose - 1] ?? 0, state.dose);
      const decision = design.decide(state);
      if ("next" in expected) {
        expect(decision.next).toEqual({ kind: "treat", dose: expected.next, size: 3 });
        follow(followDecision(state, decision));
        continue;
      }
      expect(decision.next.kind).toBe("stop");
      const recommendation = design.recommend({ ...state, closed: decision.closed });
      expect(recommendation.kind === "dose" ? recommendation.dose : 0).toBe(expected.recommended);
      ends += 1;
    }
  };
  follow(design.start);
  expect(ends).toBe(91);
});
