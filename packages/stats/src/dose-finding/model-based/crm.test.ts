import { describe, expect, test } from "vitest";
import { DesignRefusal } from "../core/design-refusal.ts";
import { StateGraph } from "../core/state-graph.ts";
import { type TrialState, addCohort } from "../core/trial-state.ts";
import { type CrmOptions, crm } from "./crm.ts";
import { fitCrm } from "./fit-crm.ts";
import { titeCrm } from "./tite-crm.ts";

const skeleton = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7];
const usual = { target: 0.2, skeleton, maximumN: 12 } as const;
const at = (start: TrialState, dose: number, n: readonly number[], events: readonly number[], pending: TrialState["pending"] = []): TrialState => ({ ...start, dose, n, events, pending });

describe("the CRM as a design", () => {
  test("starts where the prior is closest to the target, unless told otherwise", () => {
    // Plug-in before any data: log a = 0 gives the skeleton itself, closest to 0.2 at dose level 3.
    expect(crm({ ...usual, estimate: "plug-in" }).start.dose).toBe(3);
    expect(crm({ ...usual, start: 1 }).start.dose).toBe(1);
  });

  test("the last cohort is smaller where the largest number asks for it, then the trial stops", () => {
    const design = crm({ ...usual, maximumN: 5, cohortSize: 3, start: 1 });
    const second = design.decide(at(design.start, 1, [3, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]));
    expect(second.next).toMatchObject({ kind: "treat", size: 2 });
    expect(design.decide(at(design.start, 2, [3, 2, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])).next).toEqual({ kind: "stop", why: "maximum-n" });
  });

  test("a closed dose level is neither given nor recommended", () => {
    const design = crm({ ...usual, start: 1 });
    const state = { ...at(design.start, 3, [1, 1, 6, 0, 0, 0], [0, 0, 1, 0, 0, 0]), closed: [false, false, true, true, true, true] };
    expect(design.decide(state).next).toMatchObject({ kind: "treat", dose: 2 });
    expect(design.recommend(state)).toMatchObject({ kind: "dose", dose: 2 });
    const all = { ...state, closed: skeleton.map(() => true) };
    expect(design.decide(all).next).toEqual({ kind: "stop", why: "no-dose-left" });
    expect(design.recommend(all).kind).toBe("none");
  });

  test("waits while outcomes are pending; the TITE-CRM does not", () => {
    const n = [3, 0, 0, 0, 0, 0];
    const pending = [{ dose: 1, followed: 0.5 }];
    const plain = crm({ ...usual, start: 1 });
    expect(plain.decide(at(plain.start, 1, n, [0, 0, 0, 0, 0, 0], pending)).next).toEqual({ kind: "wait", days: null });
    const tite = titeCrm({ ...usual, start: 1 });
    expect(tite.decide(at(tite.start, 1, n, [0, 0, 0, 0, 0, 0], pending)).next.kind).toBe("treat");
  });

  test("the TITE-CRM counts the pending with their part of the window, and waits when all are enrolled", () => {
    const design = titeCrm({ ...usual, start: 1, edition: "dfcrm-0.2-2.1" });
    const n = [1, 1, 1, 0, 0, 0];
    const events = [0, 0, 1, 0, 0, 0];
    const partial = [{ dose: 2, weight: 0.25 }];
    const decision = design.decide(at(design.start, 3, n, events, [{ dose: 2, followed: 0.25 }]));
    const fit = fitCrm({ n, events, partial }, { skeleton, edition: "dfcrm-0.2-2.1" });
    expect(decision.reasons[0]?.numbers["probability.2"]).toBeCloseTo(fit.curve[1] ?? 0, 12);
    expect(design.decide(at(design.start, 1, [11, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [{ dose: 2, followed: 0.5 }])).next.kind).toBe("wait");
  });

  test("the variant names estimate, prior, tie and start; nobody treated means nothing recommended", () => {
    const design = crm({ ...usual, start: 2, tie: "higher" });
    expect(design.variant).toContain("curve at the posterior mean of log a");
    expect(design.variant).toContain("variance 1.34");
    expect(design.variant).toContain("the higher one");
    expect(design.variant).toContain("start at dose level 2");
    expect(design.recommend(design.start).kind).toBe("none");
  });

  test("seven cohorts of three fit into a state graph", () => {
    const graph = new StateGraph(crm({ ...usual, maximumN: 21, cohortSize: 3, start: 1 }));
    for (let index = 0; index < graph.nodes.length; index++) {
      const node = graph.node(index);
      if (node.kind === "treat") for (let events = 0; events <= node.size; events++) graph.next(node, events);
    }
    expect(graph.nodes.filter((node) => node.kind === "end").every((node) => node.state.n.reduce((sum, n) => sum + n, 0) === 21)).toBe(true);
  });
});

describe("the likelihood CRM", () => {
  const design = crm({ target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], method: "likelihood", maximumN: 20, initialStage: [{ dose: 1, size: 3 }, { dose: 2, size: 3 }, { dose: 3, size: 3 }] });

  test("follows its initial stage without events, stays at its last dose level, and calls the MTD not reached", () => {
    let state = design.start;
    const given: number[] = [];
    for (let decision = design.first; decision.next.kind === "treat"; decision = design.decide(state)) {
      given.push(...Array.from({ length: decision.next.size }, () => (decision.next.kind === "treat" ? decision.next.dose : 0)));
      state = addCohort({ ...state, dose: decision.next.dose }, decision.next.size, 0);
    }
    expect(given.join("")).toBe("11122233333333333333");
    expect(design.recommend(state)).toMatchObject({ kind: "not-reached", maximumAdministeredDose: 3 });
  });

  test("hands over to the model with the first event that has company", () => {
    const decision = design.decide(at(design.start, 2, [3, 3, 0, 0], [0, 1, 0, 0]));
    expect(decision.reasons[0]?.rule).toBe("crm-closest-to-target");
  });

  test("nothing but events: the lowest dose level, and no recommendation", () => {
    const state = at(design.start, 1, [3, 0, 0, 0], [3, 0, 0, 0]);
    expect(design.decide(state)).toMatchObject({ next: { kind: "treat", dose: 1 }, reasons: [{ rule: "crm-only-events" }] });
    expect(design.recommend(state).kind).toBe("none");
  });

  test("a fit without heterogeneity is refused", () => {
    expect(() => fitCrm({ n: [3, 0], events: [0, 0] }, { skeleton: [0.1, 0.3], method: "likelihood" })).toThrow(expect.objectContaining({ code: "no-heterogeneity" }));
  });

  test("a logistic curve cannot rise above its intercept: the maximum is at its edge, and has no interval", () => {
    // expit(3) = 0.9526 is the largest probability of the model; 29 of 30 events is more.
    const fit = fitCrm({ n: [30, 0], events: [29, 0] }, { skeleton: [0.1, 0.3], model: "logistic", method: "likelihood" });
    expect(fit.parameter).toBe(0);
    expect(fit.logParameter).toBe(null);
    expect(fit.curve[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 14);
    expect(fit.doses[0]?.upper).toBe(null);
  });
});

describe("the CRM refuses", () => {
  const cases: readonly (readonly [string, Partial<CrmOptions> & Record<string, unknown>])[] = [
    ["target", { target: 1 }],
    ["skeleton.2", { skeleton: [0.1, 0.2, 0.2, 0.4] }],
    ["skeleton.1", { skeleton: [0.1, 1.2] }],
    ["skeleton", { skeleton: [] }],
    ["cohortSize", { cohortSize: 0 }],
    ["maximumN", { maximumN: 0.5 }],
    ["start", { start: 7 }],
    ["intercept", { intercept: 3 }],
    ["prior.variance", { prior: { kind: "normal", variance: 0 } }],
    ["prior.shape", { prior: { kind: "normal", variance: 1, shape: 2 } as never }],
    ["prior.rate", { prior: { kind: "gamma", shape: 1, rate: Number.NaN } }],
    ["prior", { prior: { kind: "gamma", shape: 1, rate: 1 }, edition: "dfcrm-0.2-2.1" }],
    ["estimate", { estimate: "curve-mean", edition: "dfcrm-0.2-2.1" }],
    ["estimate", { estimate: "median" as never }],
    ["initialStage", { method: "likelihood" }],
    ["initialStage.1.dose", { initialStage: [{ dose: 1, size: 3 }, { dose: 9, size: 3 }] }],
    ["start", { initialStage: [{ dose: 1, size: 3 }], start: 2 }],
    ["tie", { tie: "both" as never }],
  ];
  test.each(cases)("%s, by name and with a remedy", (path, options) => {
    let refusal: unknown = null;
    try {
      crm({ ...usual, ...options });
    } catch (fault) {
      refusal = fault;
    }
    expect(refusal).toBeInstanceOf(DesignRefusal);
    expect((refusal as DesignRefusal).path).toBe(path);
    expect((refusal as DesignRefusal).remedy.length).toBeGreaterThan(10);
  });

  test("data: more events than participants, and counts that are too short", () => {
    expect(() => fitCrm({ n: [1, 0], events: [2, 0] }, { skeleton: [0.1, 0.3] })).toThrow(expect.objectContaining({ path: "events.0" }));
    expect(() => fitCrm({ n: [1], events: [0] }, { skeleton: [0.1, 0.3] })).toThrow(expect.objectContaining({ path: "n" }));
    expect(() => fitCrm({ n: [1, 0], events: [0, 0], partial: [{ dose: 1, weight: 1.5 }] }, { skeleton: [0.1, 0.3] })).toThrow(expect.objectContaining({ path: "partial.0.weight" }));
  });
});
