/** A published example of a BOIN trial, cohort by cohort. */
import { expect, test } from "vitest";
import { addCohort } from "../../../src/dose-finding/core/trial-state.ts";
import { followDecision } from "../../../src/dose-finding/core/dose-design.ts";
import { boin } from "../../../src/dose-finding/interval/boin.ts";
import { checkFigure } from "../../check-figure.ts";

test.each(["paper", "BOIN-2.7.2"] as const)("ten cohorts of three at target 0.3 go where the published trial went: %s", (edition) => {
  const about = { method: "BOIN: course of a trial", source: "the published example of BOIN, as recorded in the tests of R's escalation" };
  const design = boin({ doses: 5, target: 0.3, cohortSize: 3, cohorts: 11, edition });
  // Events by cohort, and the dose level that follows.
  const course = [[0, 2], [0, 3], [2, 2], [1, 3], [0, 3], [0, 4], [3, 3], [1, 3], [1, 3], [1, 3]] as const;
  let state = design.start;
  for (const [at, [events, follows]] of course.entries()) {
    state = addCohort(state, 3, events);
    const decision = design.decide(state);
    checkFigure(about, `after cohort ${at + 1}`, decision.next.kind === "treat" ? decision.next.dose : 0, follows, 0);
    state = followDecision(state, decision);
  }
  expect(state).toMatchObject({ n: [3, 6, 18, 3, 0], events: [0, 1, 5, 3, 0], closed: [false, false, false, true, true] });
  const recommended = design.recommend(state);
  checkFigure(about, "recommended", recommended.kind === "dose" ? recommended.dose : 0, 3, 0);
});
