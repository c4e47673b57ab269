/** Behaviour that wraps any design. The one way to do it keeps the law: no wrapper undoes a safety stop, or opens a closed dose. */
import type { DecisionReason, DoseDecision, NextStep } from "./dose-decision.ts";
import type { DoseDesign } from "./dose-design.ts";
import type { TrialState } from "./trial-state.ts";

export type Behaviour = (design: DoseDesign) => DoseDesign;

export interface Adjustment {
  readonly next: NextStep;
  readonly reason: DecisionReason;
  /** Dose levels to close beside those that are closed. */
  readonly close?: readonly boolean[];
  readonly phase?: string;
}

/**
 * Wraps a design.
 * @param words what the behaviour adds to the variant's sentence.
 * @param adjust gets the inner decision and says what is to happen instead; `null` leaves it as it is.
 *
 * A safety stop is passed on without asking. Where the adjusted step would treat at a closed dose level, the highest open
 * one below is taken; where there is none, the trial stops.
 */
export function wrapDesign(design: DoseDesign, words: string, adjust: (inner: DoseDecision, state: TrialState) => Adjustment | null): DoseDesign {
  const wrap = (inner: DoseDecision, state: TrialState): DoseDecision => {
    if (inner.next.kind === "stop" && inner.next.why === "safety") return inner;
    const adjusted = adjust(inner, state);
    if (adjusted === null) return inner;
    const closed = inner.closed.map((one, at) => one || adjusted.close?.[at] === true);
    const reasons = [...inner.reasons, adjusted.reason];
    const decision = { next: adjusted.next, closed, phase: adjusted.phase ?? inner.phase, reasons };
    return adjusted.next.kind === "treat" ? keepOpen(decision, adjusted.next.dose, adjusted.next.size) : decision;
  };
  return {
    ...design,
    variant: `${design.variant} ${words}`,
    first: wrap(design.first, design.start),
    decide: (state) => wrap(design.decide(state), state),
  };
}

/** A dose level that is closed is not given, whoever asks for it. */
function keepOpen(decision: DoseDecision, wanted: number, size: number): DoseDecision {
  let dose = wanted;
  while (dose >= 1 && decision.closed[dose - 1] === true) dose -= 1;
  if (dose === wanted) return decision;
  const reason = { rule: "closed-dose", message: dose === 0 ? "Every dose level up to the wanted one is closed." : `Dose level ${wanted} is closed; ${dose} is the highest open one below it.`, numbers: { wanted, dose } };
  const next: NextStep = dose === 0 ? { kind: "stop", why: "no-dose-left" } : { kind: "treat", dose, size };
  return { ...decision, next, reasons: [...decision.reasons, reason] };
}
