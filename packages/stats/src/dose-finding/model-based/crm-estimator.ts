/** The curve that a CRM design decides on, from a trial's state. */
import { DesignRefusal } from "../core/design-refusal.ts";
import type { TrialState } from "../core/trial-state.ts";
import { totalOf } from "../core/trial-state.ts";
import type { TimedState } from "../late-onset/timed-state.ts";
import type { CrmData } from "./crm-data.ts";
import { CrmGrid } from "./crm-grid.ts";
import { maximiseCrm } from "./crm-likelihood.ts";
import { curveAt } from "./crm-model.ts";
import type { CrmSetting } from "./crm-options.ts";
import { type TiteScheme, adaptiveWeight } from "./tite-weights.ts";

export interface CrmEstimator {
  /** Before any data; for the likelihood method the skeleton. */
  readonly prior: () => ArrayLike<number>;
  /** Participants who are pending count with the part of the window that is over. */
  readonly curve: (state: TrialState) => ArrayLike<number>;
}

export function buildCrmEstimator(setting: CrmSetting, maximumN: number, weights: TiteScheme): CrmEstimator {
  if (setting.method === "likelihood") {
    return {
      prior: () => setting.model.skeleton,
      curve: (state) => {
        const maximum = maximiseCrm(setting.model, dataOf(state, weights));
        // Without heterogeneity: a grows without end (no event) or falls to 0 (nothing but events).
        return curveAt(setting.model, maximum.kind === "found" ? maximum.a : maximum.all === "none" ? 1e6 : 0);
      },
    };
  }
  let grid = new CrmGrid(setting.model, setting.prior, maximumN);
  const estimate = (data: CrmData) => {
    const participants = totalOf(data.n) + (data.partial?.length ?? 0);
    if (participants > grid.participants) grid = new CrmGrid(setting.model, setting.prior, 2 * participants);
    const { parameter, curve } = grid.estimate(data);
    if (setting.estimate === "curve-mean") return curve;
    return curveAt(setting.model, setting.prior.kind === "normal" ? Math.exp(parameter) : parameter);
  };
  const none = setting.model.skeleton.map(() => 0);
  return { prior: () => estimate({ n: none, events: none }), curve: (state) => estimate(dataOf(state, weights)) };
}

function dataOf(state: TrialState, scheme: TiteScheme): CrmData {
  const { n, events, pending } = state;
  if (pending.length === 0) return state;
  const times = scheme === "linear" || totalOf(events) === 0 ? [] : eventTimes(state);
  return { n, events, partial: pending.map(({ dose, followed }) => ({ dose, weight: times.length === 0 || followed >= 1 ? followed : adaptiveWeight(followed, times, 1) })) };
}

/** Of all events so far, in parts of the window, rising. */
function eventTimes(state: TrialState & Pick<TimedState, "outcomes">): readonly number[] {
  const times = (state.outcomes ?? []).flatMap(({ eventAt }) => (eventAt === null ? [] : [eventAt])).toSorted((one, other) => one - other);
  const events = totalOf(state.events);
  if (times.length !== events) throw new DesignRefusal("no-event-times", "outcomes", `The times of ${times.length} of ${events} events are given.`, 'Adaptive weights need all of them: give them, or choose weights "linear".');
  return times;
}
