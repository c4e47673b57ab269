/** No escalation right after a cohort with too many events. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { requireFraction } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";
import { treatedInAll } from "./treated-count.ts";

export interface EscalateCoherentlyOptions {
  /** Share of a cohort with the event from which on the next one is at no higher dose level; usually the target. */
  readonly rate: number;
}

/**
 * After a cohort in which the share of participants with the event is at least `rate`, the next cohort is at the same dose
 * level or below. With cohorts of one: no escalation right after an event. What counts are the outcomes at the cohort's dose
 * level that became known since it began; while none of them is known, the wish of the design passes.
 *
 * With {@link doNotSkipEscalating} inside it is the restriction of dfcrm's simulations (`crmsim(restrict = TRUE)`).
 * Throws DesignRefusal for a rate outside 0 to 1.
 * Source: Cheung YK. Biometrika 2005;92:863-73, doi 10.1093/biomet/92.4.863 (cohorts of one; recalled). R: dfcrm 0.2-2.1.
 *
 * @example escalateCoherently({ rate: 0.25 })(design)
 */
export function escalateCoherently(options: EscalateCoherentlyOptions): Behaviour {
  requireOptions(options, ["rate"]);
  const rate = requireFraction("rate", options.rate);
  return (design) =>
    wrapDesign(
      design,
      `No escalation right after a cohort with a share of ${rate} or more with the event.`,
      (inner, state, memory) => {
        const last = parseCohort(memory);
        const { next } = inner;
        if (next.kind === "stop") return null;
        if (next.kind === "wait") return memory === null ? null : { next, phase: inner.phase, memory, reason: { rule: "escalate-coherently", message: "The cohort goes on.", numbers: { dose: state.dose } } };
        const note = (dose: number): string => `${dose}/${state.n[dose - 1] ?? 0}/${state.events[dose - 1] ?? 0}`;
        if (treatedInAll(state) === 0 || last === null) return { next, memory: note(next.dose), reason: { rule: "escalate-coherently", message: "The cohort's outcomes are counted from here.", numbers: { dose: next.dose } } };
        const n = (state.n[last.dose - 1] ?? 0) - last.n;
        const events = (state.events[last.dose - 1] ?? 0) - last.events;
        const numbers = { dose: last.dose, n, events, rate };
        const held = n > 0 && events >= rate * n - 1e-9 && next.dose > last.dose;
        const dose = held ? last.dose : next.dose;
        const message = held ? `${events} of ${n} in the last cohort had the event: dose level ${next.dose} is wanted, ${dose} is given.` : `${events} of ${n} in the last cohort had the event.`;
        return { next: { ...next, dose }, memory: note(dose), reason: { rule: "escalate-coherently", message, numbers } };
      },
      { mark: "coherent" },
    );
}

interface Cohort {
  readonly dose: number;
  /** Known there before it began. */
  readonly n: number;
  readonly events: number;
}

function parseCohort(memory: string | null): Cohort | null {
  const [dose, n, events] = (memory ?? "").split("/").map(Number);
  return dose === undefined || n === undefined || events === undefined ? null : { dose, n, events };
}
