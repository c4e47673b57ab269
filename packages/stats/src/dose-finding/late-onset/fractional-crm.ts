/** The CRM with pending outcomes as estimated fractions of an event. */
import { DesignRefusal } from "../core/design-refusal.ts";
import type { DoseDecision } from "../core/dose-decision.ts";
import { totalOf } from "../core/trial-state.ts";
import { type CrmOptions, crm } from "../model-based/crm.ts";
import { requireObject } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";
import { type FractionalOptions, checkFractional, fractionalWords } from "./fractional-boin.ts";
import { fractionAt } from "./redistribute.ts";
import { type LateOnsetDesign, type TimedState, followUpAt, treatedOf } from "./timed-state.ts";
import { waitFor } from "./wait-for-all-outcomes.ts";

export interface FractionalCrmOptions extends CrmOptions, FractionalOptions {}

/**
 * The CRM on fractional events: each pending participant counts as treated, with the estimated probability of an event in
 * the rest of the window as outcome. With nobody pending it is the CRM. Waits while too large a part of the current dose
 * level is pending (`mostPending`, 0.5), and for the last outcomes.
 *
 * Throws DesignRefusal as `crm` does, and for the likelihood method, which is not offered here.
 *
 * Source: Yin G, Zheng S, Xu J. J Biopharm Stat 2013;23:856-70, doi 10.1080/10543406.2013.789892.
 *
 * @example fractionalCrm({ target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 24, cohortSize: 3, start: 1 })
 */
export function fractionalCrm(options: FractionalCrmOptions): LateOnsetDesign {
  requireObject(options, "options");
  const { pool: _pool, mostPending: _most, ...rest } = options;
  const { pool, mostPending } = checkFractional(options);
  if (options.method === "likelihood") throw new DesignRefusal("not-offered", "method", "The fractional CRM is offered with a prior only.", 'Leave the method out, or give "bayes".');
  const inner = crm(rest);
  const decide = (state: TimedState): DoseDecision => {
    requireState(state, inner.doses);
    if (state.pending.length === 0) return inner.decide(state);
    const n = treatedOf(state);
    const { pending } = followUpAt(state, state.dose);
    if (totalOf(n) >= options.maximumN) return waitFor(state, "fractional-crm-last-outcomes", "Everyone is treated; the last outcomes are waited for.");
    if (pending > mostPending * (n[state.dose - 1] ?? 0) + 1e-10) return waitFor(state, "fractional-crm-suspend", `Too few outcomes are known at dose level ${state.dose}: nobody is treated until more are.`);
    const fractions = n.map((_, at) => fractionAt(state, at + 1, pool));
    const events = state.events.map((count, at) => count + (fractions[at] ?? 0));
    const decision = inner.decide({ ...state, n, events, pending: [] });
    const numbers = Object.fromEntries(fractions.map((fraction, at) => [`fraction.${at + 1}`, fraction]));
    return { ...decision, reasons: [{ rule: "fractional-crm-fractions", message: `${state.pending.length} pending participants count for ${fractions.reduce((sum, one) => sum + one, 0).toFixed(2)} events.`, numbers }, ...decision.reasons] };
  };
  return { ...inner, name: "fractional CRM", variant: `${inner.variant.replace(/^CRM/, "Fractional CRM")} ${fractionalWords(pool, mostPending)}`, looksAt: "all-doses", usesPending: true, usesEventTimes: true, decide };
}
