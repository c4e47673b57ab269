/** 3+3 with pending outcomes as estimated fractions of an event. */
import { requireWhole } from "../core/design-refusal.ts";
import type { DoseDecision } from "../core/dose-decision.ts";
import { startTrial } from "../core/trial-state.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";
import { type FractionalOptions, checkFractional, fractionalWords } from "./fractional-boin.ts";
import { recommendPassed } from "./recommend-passed.ts";
import { fractionAt } from "./redistribute.ts";
import { type LateOnsetDesign, type TimedState, followUpAt, treatedOf } from "./timed-state.ts";
import { waitFor } from "./wait-for-all-outcomes.ts";

export interface FractionalThreePlusThreeOptions extends FractionalOptions {
  /** First dose level; 1 where left out. */
  readonly start?: number;
}

/**
 * 3+3 on fractional events, the events plus the fractions of those pending: below 1 among three to five participants, or
 * below 2 among six: up; from 1 to below 2 among three to five: three more. Two known events are too much: the dose level
 * and all above are closed, and the one below is filled to six. A dose level is never closed on fractions alone: with a
 * sum of 2 or more and fewer known events the outcomes are waited for. With nobody pending it is the 3+3 that returns to a
 * lower dose level and declares the top one with six.
 *
 * The published fractional 3+3 has limits of its own, which are not at hand: these stand in for them.
 *
 * @param doses number of dose levels, 1 to 50. Throws DesignRefusal for options that no trial can have.
 *
 * Source of the fractions: Yin G, Zheng S, Xu J. J Biopharm Stat 2013;23:856-70, doi 10.1080/10543406.2013.789892.
 *
 * @example fractionalThreePlusThree(4).first.next // { kind: "treat", dose: 1, size: 3 }
 */
export function fractionalThreePlusThree(doses: number, options: FractionalThreePlusThreeOptions = {}): LateOnsetDesign {
  requireOptions(options, ["start", "pool", "mostPending"]);
  const start = startTrial(requireWhole("doses", doses, 1, 50), options.start ?? 1);
  const { pool, mostPending } = checkFractional(options);
  const code = "fractional-three-plus-three";

  const decide = (state: TimedState): DoseDecision => {
    requireState(state, doses);
    const tooMuch = state.events.findIndex((events) => events >= 2);
    const closed = tooMuch < 0 ? state.closed : state.closed.map((one, at) => one || at >= tooMuch);
    const dose = closed[state.dose - 1] === true ? closed.indexOf(true) : state.dose;
    const n = treatedOf(state)[dose - 1] ?? 0;
    const events = state.events[dose - 1] ?? 0;
    const { pending } = followUpAt(state, dose);
    const fraction = fractionAt(state, dose, pool);
    const sum = events + fraction;
    const numbers = { dose, n, events, pending, fraction };
    const seen = `${events} of ${n} with an event at dose level ${dose}, ${pending} pending that count for ${fraction.toFixed(2)}`;
    const stop = (why: "safety" | "dose-found", message: string): DoseDecision => ({ next: { kind: "stop", why }, closed, phase: "", reasons: [{ rule: `${code}-${why}`, message, numbers }] });
    const treat = (next: number, size: number, rule: string, message: string): DoseDecision => ({ next: { kind: "treat", dose: next, size }, closed, phase: "", reasons: [{ rule: `${code}-${rule}`, message, numbers }] });
    const wait = (rule: string, message: string): DoseDecision => ({ ...waitFor(state, `${code}-${rule}`, message, numbers), closed });
    if (dose === 0) return stop("safety", "Two events at the lowest dose level: the trial stops.");
    const down = dose < state.dose;
    const mayRise = dose < doses && closed[dose] !== true;
    if (n < 3) return treat(dose, 3 - n, "cohort", `${seen}: the first cohort is filled.`);
    if (down && n < 6) return treat(dose, Math.min(3, 6 - n), "return", `Dose level ${dose + 1} was too much: ${dose} is filled to six.`);
    if (pending > mostPending * n + 1e-10) return wait("suspend", `${seen}: too few outcomes are known. Nobody is treated until more are.`);
    if (sum >= 2) return wait("wait-for-events", `${seen}: the sum is 2 or more, but only known events close a dose level.`);
    if (mayRise && (n >= 6 || sum < 1)) return treat(dose + 1, 3, "escalate", `${seen}: up.`);
    if (n < 6) return treat(dose, Math.min(3, 6 - n), "expand", `${seen}: filled to six.`);
    return pending > 0 ? wait("last-outcomes", `${seen}: the last outcomes at this dose level are waited for.`) : stop("dose-found", `${seen}: passed, and no higher dose level is open.`);
  };

  return {
    name: "fractional 3+3",
    variant: `Fractional 3+3: up with a sum of events and fractions below 1 among 3, or below 2 among 6; three more from 1 to below 2; closed with two known events; returns to the dose level below until it has six; the top one is declared with six. Start at dose level ${start.dose}. These limits stand in for the published ones. ${fractionalWords(pool, mostPending)}`,
    edition: "stand-in",
    doses,
    start,
    first: { next: { kind: "treat", dose: start.dose, size: 3 }, closed: start.closed, phase: "", reasons: [{ rule: `${code}-cohort`, message: "The first cohort.", numbers: { dose: start.dose } }] },
    decide,
    recommend: (state) => recommendPassed(state, "fractional 3+3"),
    looksAt: "all-doses",
    usesPending: true,
    usesEventTimes: true,
  };
}
