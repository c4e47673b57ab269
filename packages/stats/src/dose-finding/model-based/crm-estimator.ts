/** The curve that a CRM design decides on, from a trial's state. */
import type { TrialState } from "../core/trial-state.ts";
import { totalOf } from "../core/trial-state.ts";
import type { CrmData } from "./crm-data.ts";
import { CrmGrid } from "./crm-grid.ts";
import { maximiseCrm } from "./crm-likelihood.ts";
import { curveAt } from "./crm-model.ts";
import type { CrmSetting } from "./crm-options.ts";

export interface CrmEstimator {
  /** Before any data; for the likelihood method the skeleton. */
  readonly prior: () => ArrayLike<number>;
  /** Participants who are pending count with the part of the window that is over. */
  readonly curve: (state: TrialState) => ArrayLike<number>;
}

export function buildCrmEstimator(setting: CrmSetting, maximumN: number): CrmEstimator {
  if (setting.method === "likelihood") {
    return {
      prior: () => setting.model.skeleton,
      curve: (state) => {
        const maximum = maximiseCrm(setting.model, dataOf(state));
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
  return { prior: () => estimate({ n: none, events: none }), curve: (state) => estimate(dataOf(state)) };
}

const dataOf = (state: TrialState): CrmData =>
  state.pending.length === 0 ? state : { n: state.n, events: state.events, partial: state.pending.map((one) => ({ dose: one.dose, weight: one.followed })) };
