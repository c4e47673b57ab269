/**
 * The worked example of the paper that introduced the CRM: O'Quigley, Pepe and Fisher 1990, Biometrics 46:33-48, table 1 (page
 * 40), doi 10.2307/2531628. Doses and outcomes are those of that table as the demo of the R package CRM 1.2.4 quotes it; the
 * paper itself was not at hand. (A second quotation, in crmReporter, differs for participant 24: level 1 for 2.)
 */
import { expect, test } from "vitest";
import { followDecision } from "../../../src/dose-finding/core/dose-design.ts";
import { addCohort } from "../../../src/dose-finding/core/trial-state.ts";
import { crm } from "../../../src/dose-finding/model-based/crm.ts";
import { checkFigure } from "../../check-figure.ts";

const given = [3, 4, 4, 3, 3, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1];
const hadEvent = [0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1];
const options = { target: 0.2, skeleton: [0.05, 0.1, 0.2, 0.3, 0.5, 0.7], prior: { kind: "gamma", shape: 1, rate: 1 }, maximumN: 25 } as const;

/** The dose levels that the design gives when the outcomes come as in the table, and what it recommends after them. */
function replay(estimate: "plug-in" | "curve-mean"): number[] {
  const design = crm({ ...options, estimate });
  let state = followDecision(design.start, design.first);
  const doses = [state.dose];
  for (const [at, event] of hadEvent.entries()) {
    // The table's dose level, so that one deviation is not carried on.
    state = addCohort({ ...state, dose: given[at] ?? 1 }, 1, event);
    const decision = design.decide(state);
    const end = design.recommend(state);
    if (decision.next.kind === "treat") doses.push(decision.next.dose);
    else if (end.kind === "dose") doses.push(end.dose);
  }
  return doses;
}

test("with the exponential prior and the plug-in estimate all 25 dose levels and the recommended one are those of the paper", () => {
  const doses = replay("plug-in");
  expect(doses).toHaveLength(26);
  [...given, 1].forEach((dose, at) => checkFigure({ method: "CRM: the example of 1990", source: "O'Quigley, Pepe, Fisher 1990, table 1, quoted by the R package CRM 1.2.4" }, `participant ${at + 1}`, doses[at] ?? 0, dose, 0));
});

test("the posterior mean of the curve, which the paper defines first, is another estimate: it gives a lower dose level nine times, the first one included", () => {
  const lower = replay("curve-mean").filter((dose, at) => dose < ([...given, 1][at] ?? 0));
  expect(lower).toHaveLength(9);
});
