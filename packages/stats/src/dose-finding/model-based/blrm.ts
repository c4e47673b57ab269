/** Bayesian logistic regression with escalation under overdose control, as a design. */
import { requireFraction, requireWhole } from "../core/design-refusal.ts";
import type { DoseDecision, NextStep, Recommendation } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, startTrial, totalOf } from "../core/trial-state.ts";
import { type BlrmModelOptions, type BlrmSetting, blrmModelKeys, describeBlrm, settleBlrm } from "./blrm-options.ts";
import { BlrmPosterior } from "./blrm-posterior.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";

export interface BlrmOptions extends BlrmModelOptions {
  readonly maximumN: number;
  /** 3 unless said. */
  readonly cohortSize?: number;
  /** First dose level; 1 unless said. */
  readonly start?: number;
  /** A dose level is given only while its probability of overdosing is below this; 0.25 unless said. */
  readonly overdoseLimit?: number;
}

/**
 * After each cohort: of the dose levels whose posterior probability of overdosing is below the limit, the one with the
 * largest probability of the target interval; the lower one of two equal ones. When no dose level passes the trial stops
 * for safety. It may skip dose levels: wrap it in behaviours for that. While outcomes are pending it waits.
 *
 * Throws DesignRefusal naming the field.
 * Source: Neuenschwander, Branson, Gsponer 2008 (doi 10.1002/sim.3230); overdose control: Babb, Rogatko, Zacks 1998
 * (doi 10.1002/(SICI)1097-0258(19980530)17:10<1103::AID-SIM793>3.0.CO;2-9).
 *
 * @example blrm({ doses: [1, 2, 4], reference: 4, prior: { mean: [-0.8, 0], sd: [2, 1], correlation: 0 }, maximumN: 18 })
 */
export function blrm(options: BlrmOptions): DoseDesign {
  requireOptions(options, [...blrmModelKeys, "maximumN", "cohortSize", "start", "overdoseLimit"]);
  const setting = settleBlrm(options);
  const maximumN = requireWhole("maximumN", options.maximumN, 1, 1000);
  const cohortSize = requireWhole("cohortSize", options.cohortSize ?? 3, 1, maximumN);
  const overdoseLimit = requireFraction("overdoseLimit", options.overdoseLimit ?? 0.25);
  const start = startTrial(setting.doses.length, options.start ?? 1);
  const plan = { setting, maximumN, cohortSize, overdoseLimit };
  const choice = rememberLast(plan);
  return {
    name: "BLRM",
    variant: `BLRM: ${describeBlrm(setting)}; cohorts of ${cohortSize}, at most ${maximumN} participants; start at dose level ${start.dose}; largest probability of the target interval among dose levels with probability of overdosing below ${overdoseLimit}, the lower one of two equal ones; dose levels may be skipped; stop for safety when none is left.`,
    edition: "paper",
    doses: setting.doses.length,
    start,
    first: { next: { kind: "treat", dose: start.dose, size: cohortSize }, closed: start.closed, phase: "", reasons: [{ rule: "blrm-start", message: `The first cohort is treated at dose level ${start.dose}.`, numbers: { dose: start.dose } }] },
    decide: (state) => decide(state, plan, choice),
    recommend: (state) => recommend(state, plan, choice),
    looksAt: "all-doses",
  };
}

interface Plan {
  readonly setting: BlrmSetting;
  readonly maximumN: number;
  readonly cohortSize: number;
  readonly overdoseLimit: number;
}

function decide(state: TrialState, plan: Plan, choiceIn: ChoiceIn): DoseDecision {
  const { closed, phase } = state;
  requireState(state, plan.setting.doses.length);
  const end = (next: NextStep, rule: string, message: string, numbers: Record<string, number>): DoseDecision => ({ next, closed, phase, reasons: [{ rule, message, numbers }] });
  if (state.pending.length > 0) return end({ kind: "wait", days: null }, "blrm-pending", `${state.pending.length} participants are not fully followed; the design waits for their outcomes.`, { pending: state.pending.length });
  const n = totalOf(state.n);
  const choice = choiceIn(state);
  if (choice === null) return end({ kind: "stop", why: "safety" }, "ewoc-stop", `No open dose level has a probability of overdosing below ${plan.overdoseLimit}.`, { overdoseLimit: plan.overdoseLimit, n });
  if (n >= plan.maximumN) return end({ kind: "stop", why: "maximum-n" }, "stop-maximum-n", `The largest number of participants, ${plan.maximumN}, is reached.`, { n, maximumN: plan.maximumN });
  const { dose, target, over } = choice;
  const message = `Dose level ${dose} is most probably in the target interval (${target.toFixed(3)}) of those with a probability of overdosing below ${plan.overdoseLimit} (here ${over.toFixed(3)}).`;
  return { next: { kind: "treat", dose, size: Math.min(plan.cohortSize, plan.maximumN - n) }, closed, phase, reasons: [{ rule: "ewoc-best", message, numbers: { dose, target, over, overdoseLimit: plan.overdoseLimit } }] };
}

function recommend(state: TrialState, plan: Plan, choiceIn: ChoiceIn): Recommendation {
  const rule = `largest probability of the target interval with a probability of overdosing below ${plan.overdoseLimit}`;
  if (totalOf(state.n) === 0) return { kind: "none", why: "Nobody has been treated and followed.", rule };
  const choice = choiceIn(state);
  return choice === null ? { kind: "none", why: "No open dose level passes the overdose control.", rule } : { kind: "dose", dose: choice.dose, rule };
}

type ChoiceIn = (state: TrialState) => Choice | null;

interface Choice {
  readonly dose: number;
  readonly target: number;
  readonly over: number;
}

function choose(state: TrialState, plan: Plan): Choice | null {
  const posterior = new BlrmPosterior(state, plan.setting);
  let best: Choice | null = null;
  for (let dose = 1; dose <= plan.setting.doses.length; dose++) {
    const { target, over } = posterior.intervals(dose - 1);
    // Higher dose levels are overdosed with no smaller probability.
    if (over >= plan.overdoseLimit) break;
    if (state.closed[dose - 1] === true) continue;
    if (best === null || target > best.target + 1e-12) best = { dose, target, over };
  }
  return best;
}

/** The end of a trial asks twice about the same counts: once to stop, once to recommend. */
function rememberLast(plan: Plan): (state: TrialState) => Choice | null {
  let last: { readonly state: TrialState; readonly choice: Choice | null } | null = null;
  return (state) => {
    const known = last !== null && last.state.n === state.n && last.state.events === state.events && last.state.closed === state.closed;
    if (last === null || !known) last = { state, choice: choose(state, plan) };
    return last.choice;
  };
}
