/** Single participants until the first event. */
import { type Adjust, type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { totalOf } from "../core/trial-state.ts";
import { treatedAt, treatedInAll } from "./treated-count.ts";

/**
 * From the start dose up, one participant at each dose level, one level at a time, until the first event or until `upTo`
 * (the highest level where left out). There the cohort is filled to the size of the design's first cohort, and from then on
 * the design decides. Each outcome is awaited. When the design closes the level, or stops, it has its way at once.
 *
 * Throws DesignRefusal (when it wraps) for `upTo` below the start dose or above the highest, and for a design that starts
 * by treating nobody.
 *
 * @example titrate()(design).first.next // { kind: "treat", dose: 1, size: 1 }
 */
export function titrate(options: { readonly upTo?: number } = {}): Behaviour {
  requireOptions(options, ["upTo"]);
  return (design) => {
    const first = design.first.next;
    if (first.kind !== "treat") throw new DesignRefusal("no-first-cohort", "design", "The design treats nobody at its start.", "Wrap a design whose first decision is to treat.");
    const upTo = requireWhole("upTo", options.upTo ?? design.doses, first.dose, design.doses);
    const adjust: Adjust = (inner, state, memory) => {
      const { dose } = state;
      const n = treatedAt(state, dose);
      const events = totalOf(state.events);
      const say = (message: string) => ({ rule: "titrate", message, numbers: { dose, n, events } });
      if (treatedInAll(state) === 0 && inner.next.kind === "treat") return { next: { ...inner.next, size: 1 }, memory: "on", reason: say("Single participants until the first event.") };
      if (memory === null || inner.next.kind === "stop" || inner.closed[dose - 1] === true) return null;
      const on = { memory, phase: state.phase };
      if (inner.next.kind === "wait" || state.pending.length > 0) return { ...on, next: inner.next.kind === "wait" ? inner.next : { kind: "wait", days: null }, reason: say("The outcome of the single participant is awaited.") };
      if (events === 0 && dose < upTo && inner.closed[dose] !== true) return { ...on, next: { kind: "treat", dose: dose + 1, size: 1 }, reason: say(`No event yet: one participant at dose level ${dose + 1}.`) };
      if (n >= first.size) return null;
      const why = events > 0 ? "The first event ends the titration" : `Dose level ${dose} ends the titration`;
      return { next: { kind: "treat", dose, size: first.size - n }, phase: state.phase, reason: say(`${why}: the cohort is filled to ${first.size}, then the design decides.`) };
    };
    return wrapDesign(design, `Single participants at each dose level until the first event${upTo < design.doses ? ` or dose level ${upTo}` : ""}; then cohorts of ${first.size}.`, adjust, { mark: "titrate" });
  };
}
