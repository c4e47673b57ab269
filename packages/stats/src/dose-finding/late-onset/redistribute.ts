/** The part of an event that a pending participant counts for: redistribution to the right. */
import type { KnownOutcome, TimedState } from "./timed-state.ts";

/**
 * For each pending participant, the estimated probability of an event in the rest of the window, given none so far:
 * 1 - S(end)/S(followed), with S the Kaplan-Meier estimate of the time to the event in parts of the window. A participant
 * who is followed to the end without event is censored there; pending ones are censored where they stand. An event at
 * the same moment as a censoring comes first.
 *
 * 0 for everyone while no event is known; 1 where S has come to 0 by the end and not yet at the moment of follow-up, and
 * where no curve reaches on from there.
 *
 * Source: Yin G, Zheng S, Xu J. J Biopharm Stat 2013;23:856-70, after Efron B, Proc 5th Berkeley Symp 1967;4:831-53.
 *
 * @example fractionalEvents([{ dose: 1, eventAt: 0.5 }, { dose: 1, eventAt: null }], [0.2]) // [0.5]: S falls to 1/2 at 0.5
 */
export function fractionalEvents(known: readonly KnownOutcome[], followed: readonly number[]): number[] {
  const times = known.map(({ eventAt }) => ({ time: eventAt ?? 1, event: eventAt !== null }));
  const ends = [...times, ...followed.map((time) => ({ time, event: false }))].toSorted((one, other) => one.time - other.time || Number(other.event) - Number(one.event));
  const steps: { readonly time: number; readonly survival: number }[] = [];
  let survival = 1;
  for (const [index, end] of ends.entries()) {
    if (!end.event) continue;
    survival *= 1 - 1 / (ends.length - index);
    steps.push({ time: end.time, survival });
  }
  const last = survival;
  return followed.map((time) => {
    const now = steps.findLast((step) => step.time <= time)?.survival ?? 1;
    return now > 0 ? 1 - last / now : 1;
  });
}

/** The pending participants' parts of an event at a dose level; the curve uses everyone in the trial, or that dose level alone. */
export function fractionAt(state: TimedState, dose: number, pool: "all-doses" | "same-dose"): number {
  const here = <T extends { readonly dose: number }>(all: readonly T[]) => (pool === "all-doses" ? all : all.filter((one) => one.dose === dose));
  const pending = here(state.pending);
  const parts = fractionalEvents(here(state.outcomes ?? []), pending.map((one) => one.followed));
  return pending.reduce((sum, one, index) => (one.dose === dose ? sum + (parts[index] ?? 0) : sum), 0);
}
