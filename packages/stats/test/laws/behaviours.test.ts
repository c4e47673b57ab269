/** Laws of behaviours, over random stacks on several designs and on designs that decide at random. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeWhenTooManyEvents } from "../../src/dose-finding/behaviours/close-when-too-many-events.ts";
import { demandN } from "../../src/dose-finding/behaviours/demand-n.ts";
import { doNotSkipDeEscalating, doNotSkipEscalating } from "../../src/dose-finding/behaviours/do-not-skip.ts";
import { followPending } from "../../src/dose-finding/behaviours/follow-pending.ts";
import { lockDoses } from "../../src/dose-finding/behaviours/lock-doses.ts";
import { maximumN } from "../../src/dose-finding/behaviours/maximum-n.ts";
import { sentinel } from "../../src/dose-finding/behaviours/sentinel.ts";
import { stagger } from "../../src/dose-finding/behaviours/stagger.ts";
import { startDose } from "../../src/dose-finding/behaviours/start-dose.ts";
import { stopAtN } from "../../src/dose-finding/behaviours/stop-at-n.ts";
import { stopWhenPrecise } from "../../src/dose-finding/behaviours/stop-when-precise.ts";
import { stopWhenTooManyEvents } from "../../src/dose-finding/behaviours/stop-when-too-many-events.ts";
import { titrate } from "../../src/dose-finding/behaviours/titrate.ts";
import { type Behaviour, wrapDesign } from "../../src/dose-finding/core/behaviour.ts";
import type { DoseDecision, NextStep, StopKind } from "../../src/dose-finding/core/dose-decision.ts";
import { type DoseDesign, endIn, followDecision } from "../../src/dose-finding/core/dose-design.ts";
import { StateGraph } from "../../src/dose-finding/core/state-graph.ts";
import { type TrialState, addCohort, keyOf, startTrial } from "../../src/dose-finding/core/trial-state.ts";
import { boin } from "../../src/dose-finding/interval/boin.ts";
import { crm } from "../../src/dose-finding/model-based/crm.ts";
import { threePlusThree } from "../../src/dose-finding/rule-based/three-plus-three.ts";

const doses = 4;

/** A number below `below` that depends on the words alone. */
function chance(words: string, below: number): number {
  let hash = 2_166_136_261;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 8) % below;
}

const stops: readonly StopKind[] = ["dose-found", "maximum-n", "n-at-dose", "precise", "no-dose-left"];
function anyStep(words: string, safety: number): NextStep {
  const kind = chance(`${words} kind`, 100);
  if (kind < safety) return { kind: "stop", why: "safety" };
  if (kind < 30) return { kind: "stop", why: stops[chance(`${words} why`, stops.length)] ?? "precise" };
  if (kind < 35) return { kind: "wait", days: null };
  return { kind: "treat", dose: 1 + chance(`${words} dose`, doses), size: 1 + chance(`${words} size`, 4) };
}

/** Pure but without any sense: it forgets closed levels, jumps, stops, waits and recommends at random. */
function erratic(seed: number): DoseDesign {
  const start = startTrial(doses, 1 + chance(`${seed} start`, doses));
  const decide = (state: TrialState): DoseDecision => {
    const words = `${seed} ${state.n.join()} ${state.events.join()} ${state.dose} ${state.phase}`;
    return { next: anyStep(words, 12), closed: state.closed.map((_, at) => chance(`${words} close ${at}`, 12) === 0), phase: `p${chance(`${words} phase`, 3)}`, reasons: [{ rule: "erratic", message: words, numbers: {} }] };
  };
  return {
    name: "erratic", variant: "Erratic.", edition: "paper", doses, start, decide, looksAt: "all-doses",
    first: { next: { kind: "treat", dose: start.dose, size: 3 }, closed: start.closed, phase: "", reasons: [{ rule: "erratic", message: "first", numbers: {} }] },
    recommend: (state) => ({ kind: "dose", dose: 1 + chance(`${seed} ${keyOf(state)}`, doses), rule: "erratic" }),
  };
}

/** A behaviour without any sense, as somebody might write one. */
const erraticBehaviour = (seed: number): Behaviour => (design) =>
  wrapDesign(design, "Erratic behaviour.", (inner, state, memory) => {
    const words = `${seed} ${keyOf(state)} ${inner.next.kind} ${memory ?? ""}`;
    if (chance(`${words} silent`, 2) === 0) return null;
    return { next: anyStep(words, 0), memory: `m${chance(`${words} memory`, 3)}`, close: state.closed.map((_, at) => chance(`${words} close ${at}`, 15) === 0), reason: { rule: "erratic-behaviour", message: words, numbers: {} } };
  }, { mark: "erratic" });

const designs = fc.oneof(
  fc.integer({ min: 0, max: 1e6 }).map(erratic),
  fc.constantFrom<() => DoseDesign>(
    () => threePlusThree({ doses }),
    () => threePlusThree({ doses, deEscalation: "return", expansion: "declared-level" }),
    () => boin({ doses, target: 0.3, cohortSize: 3, cohorts: 8 }),
    () => crm({ target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 60, cohortSize: 3, start: 1 }),
  ).map((make) => make()),
);

const behaviours: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom<Behaviour>(doNotSkipEscalating(), doNotSkipEscalating({ from: "highest" }), doNotSkipDeEscalating(), titrate(), titrate({ upTo: 4 })),
  fc.record({ rate: fc.constantFrom(0.2, 0.3, 0.5), confidence: fc.constantFrom(0.7, 0.9, 0.95) }).chain((limits) =>
    fc.constantFrom<Behaviour>(stopWhenTooManyEvents(limits), stopWhenTooManyEvents({ ...limits, at: "current" }), closeWhenTooManyEvents(limits)),
  ),
  fc.integer({ min: 2, max: 12 }).chain((n) => fc.constantFrom<Behaviour>(stopAtN({ n }), stopAtN({ n, at: "any" }), demandN({ n }), demandN({ n, cohort: 2 }), maximumN({ n: 3 * n }))),
  fc.constantFrom<Behaviour>(stopWhenPrecise({ measure: "interval-width", atMost: 0.6 }), stopWhenPrecise({ measure: "cv", atMost: 0.5 })),
  fc.constantFrom<Behaviour>(stagger({ betweenParticipants: 7, betweenCohorts: 14 }), sentinel({ days: 2 }), sentinel({ days: 3, participants: 2, afterEvent: "complete-cohort" }), followPending(), followPending({ followed: 0.5, share: 0.5, window: 28 })),
  fc.integer({ min: 0, max: 1e6 }).map(erraticBehaviour),
  fc.constantFrom<Behaviour>(
    (design) => startDose({ dose: 2 })(design),
    // Locked only where the first cohort fits.
    (design) => (design.first.next.kind === "treat" && design.first.next.dose <= 3 ? lockDoses({ highest: 3 })(design) : design),
  ),
);

interface Heard {
  decision: DoseDecision | null;
  variant: string;
}

/** Lets through what a design says, and keeps its first answer: a behaviour may ask again, about who is pending. */
function overhear(design: DoseDesign, heard: Heard): DoseDesign {
  heard.variant = design.variant;
  return { ...design, decide: (state) => {
      const decision = design.decide(state);
      heard.decision ??= decision;
      return decision;
    } };
}

/** titrate() refuses a first decision that treats nobody, which an erratic behaviour may have made. */
function applyAll(design: DoseDesign, stack: readonly Behaviour[]): { readonly layers: Heard[]; readonly top: DoseDesign } | null {
  const layers: Heard[] = [];
  let top = design;
  for (const behaviour of [...stack, maximumN({ n: 40 })]) {
    const heard: Heard = { decision: null, variant: "" };
    layers.push(heard);
    try {
      top = behaviour(overhear(top, heard));
    } catch {
      return null;
    }
  }
  return { layers, top };
}

const isSafetyStop = ({ next }: DoseDecision): boolean => next.kind === "stop" && next.why === "safety";

function checkDecision(decision: DoseDecision, before: TrialState, layers: readonly Heard[]): void {
  for (const [at, { decision: inner }] of layers.entries()) {
    if (inner === null) throw new Error("A behaviour did not ask the design below it.");
    const outer = layers[at + 1]?.decision ?? decision;
    if (isSafetyStop(inner)) expect(decision.next).toEqual(inner.next);
    if (inner.next.kind === "wait") expect(outer.next.kind).not.toBe("treat");
    expect(outer.reasons.slice(0, inner.reasons.length)).toEqual(inner.reasons);
    for (const [index, closed] of inner.closed.entries()) if (closed) expect(decision.closed[index]).toBe(true);
  }
  for (const layer of layers) layer.decision = null;
  for (const [index, closed] of before.closed.entries()) if (closed) expect(decision.closed[index]).toBe(true);
  const { next } = decision;
  if (next.kind !== "treat") return;
  expect(decision.closed[next.dose - 1]).toBe(false);
  expect(next.dose).toBeGreaterThanOrEqual(1);
  expect(next.dose).toBeLessThanOrEqual(doses);
  expect(next.size).toBeGreaterThanOrEqual(1);
}

function checkRecommendation(design: DoseDesign, end: TrialState): void {
  const found = design.recommend(end);
  if (found.kind === "none") return;
  const dose = found.kind === "dose" ? found.dose : found.maximumAdministeredDose;
  expect(end.closed[dose - 1]).toBe(false);
}

/** Walks one trial; answers how many decisions were checked. */
function walk(top: DoseDesign, layers: readonly Heard[], eventsDrawn: readonly number[]): number {
  let decision = top.first;
  let state = top.start;
  let checked = 0;
  for (const draw of eventsDrawn) {
    if (decision.next.kind !== "treat") break;
    state = addCohort(followDecision(state, decision), decision.next.size, Math.round(draw * decision.next.size));
    for (const layer of layers) layer.decision = null;
    decision = top.decide(state);
    checkDecision(decision, state, layers);
    checked += 1;
  }
  checkRecommendation(top, endIn(state, decision));
  return checked;
}

describe("laws of behaviours", () => {
  test("no behaviour undoes a safety stop below it, opens a closed dose level, treats while the design waits, or disorders the reasons", () => {
    let checked = 0;
    fc.assert(
      fc.property(designs, fc.array(behaviours, { minLength: 1, maxLength: 6 }), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 20 }), (design, stack, draws) => {
        const wrapped = applyAll(design, stack);
        if (wrapped === null) return;
        expect(wrapped.top.variant.startsWith(design.variant)).toBe(true);
        checked += walk(wrapped.top, wrapped.layers, draws);
      }),
      { numRuns: 2000, seed: 20_261_122 },
    );
    expect(checked).toBeGreaterThan(3000);
  });

  test("the same holds while outcomes are pending and days run", () => {
    const pending = fc.array(fc.record({ dose: fc.integer({ min: 1, max: doses }), followed: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 3 });
    const days = fc.option(fc.integer({ min: 0, max: 40 }));
    let checked = 0;
    fc.assert(
      fc.property(designs, fc.array(behaviours, { minLength: 1, maxLength: 5 }), pending, days, fc.array(fc.integer({ min: 0, max: 6 }), { minLength: doses, maxLength: doses }), fc.integer({ min: 1, max: doses }), (design, stack, open, sinceLast, n, dose) => {
        const wrapped = applyAll(design, stack);
        if (wrapped === null) return;
        const first = wrapped.top.first.next.kind === "treat" ? followDecision(wrapped.top.start, wrapped.top.first) : wrapped.top.start;
        const state: TrialState = { ...first, n, events: n.map((one) => Math.floor(one / 2)), dose, pending: open, clock: { sinceLast } };
        checkDecision(wrapped.top.decide(state), state, wrapped.layers);
        checked += 1;
      }),
      { numRuns: 1000, seed: 7 },
    );
    expect(checked).toBeGreaterThan(800);
  });

  test("wrapped 3+3 and BOIN stay exact: the state graph ends, and a decision depends on the state alone", () => {
    const sensible = fc.subarray([doNotSkipEscalating(), closeWhenTooManyEvents({ rate: 0.3, confidence: 0.9 }), stopAtN({ n: 9 }), sentinel({ days: 2 }), titrate(), demandN({ n: 6 }), stopWhenTooManyEvents({ rate: 0.3, confidence: 0.9 })], { minLength: 1 });
    const real = fc.constantFrom<() => DoseDesign>(() => threePlusThree({ doses }), () => boin({ doses, target: 0.25, cohortSize: 3, cohorts: 5 }));
    fc.assert(
      fc.property(real, sensible, (make, stack) => {
        const wrapped = applyAll(make(), stack);
        const design = wrapped?.top;
        if (design === undefined) throw new Error("The behaviours do not fit.");
        const graph = new StateGraph(design, 500_000);
        for (let at = 0; at < graph.nodes.length; at++) {
          const node = graph.node(at);
          if (node.kind === "treat") for (let events = 0; events <= node.size; events++) graph.next(node, events);
          else checkRecommendation(design, node.state);
        }
        expect(graph.nodes.length).toBeGreaterThan(5);
      }),
      { numRuns: 12, seed: 3 },
    );
  });
});
