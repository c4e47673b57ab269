/** The continual reassessment method as a design. */
import { requireFraction, requireWhole } from "../core/design-refusal.ts";
import type { DecisionReason, DoseDecision, Recommendation } from "../core/dose-decision.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type TrialState, startTrial, totalOf } from "../core/trial-state.ts";
import { type CrmEstimator, buildCrmEstimator } from "./crm-estimator.ts";
import { type InitialCohort, initialCohort, requireInitialStage } from "./crm-initial-stage.ts";
import { type CrmModelOptions, type CrmSetting, crmModelKeys, describeCrm, oneOf, settleCrm } from "./crm-options.ts";
import { nearestDose } from "./nearest-dose.ts";
import { requireOptions } from "../core/require-options.ts";
import { requireState } from "../core/require-state.ts";
import type { TiteScheme } from "./tite-weights.ts";

export interface CrmOptions extends CrmModelOptions {
  readonly target: number;
  readonly maximumN: number;
  /** 1 unless said. The last cohort is smaller where `maximumN` asks for it. */
  readonly cohortSize?: number;
  /** First dose level; unless said the one the prior estimates closest to the target, as in the paper. */
  readonly start?: number;
  /** Of two dose levels equally close to the target; the lower one unless said. */
  readonly tie?: "lower" | "higher";
  /**
   * Cohorts that are given whatever the model says, until the first event (`bayes`), or until there is an event and a
   * participant without (`likelihood`, which needs it). After its last cohort the last dose level goes on.
   */
  readonly initialStage?: readonly InitialCohort[];
}

/**
 * The CRM: after each cohort the dose level whose estimated probability of the event is closest to the target.
 * It has no stopping rule but `maximumN`, and may skip dose levels: wrap it in behaviours for that.
 *
 * While outcomes are pending it waits; `titeCrm` does not.
 *
 * Throws DesignRefusal naming the field (`skeleton.<index>`, `target`, `cohortSize`, `initialStage.<index>.dose`, …).
 * Source: O'Quigley, Pepe, Fisher 1990 (doi 10.2307/2531628); likelihood: O'Quigley, Shen 1996 (doi 10.2307/2532905).
 *
 * @example crm({ target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4], maximumN: 24, cohortSize: 3, start: 1 })
 */
export function crm(options: CrmOptions): DoseDesign {
  return buildCrm(options, null);
}

/** The CRM with or, for `null`, without weights for those who are not fully followed. */
export function buildCrm(options: CrmOptions, weights: TiteScheme | null): DoseDesign {
  requireOptions(options, [...crmModelKeys, "target", "maximumN", "cohortSize", "start", "tie", "initialStage"]);
  const name = weights === null ? "CRM" : "TITE-CRM";
  const setting = settleCrm(options);
  const target = requireFraction("target", options.target);
  const doses = setting.model.skeleton.length;
  const maximumN = requireWhole("maximumN", options.maximumN, 1, 1000);
  const cohortSize = requireWhole("cohortSize", options.cohortSize ?? 1, 1, maximumN);
  const tie = options.tie ?? "lower";
  oneOf("tie", tie, ["lower", "higher"]);
  const stage = requireInitialStage(options.initialStage, setting, doses, options.start !== undefined);
  const estimator = buildCrmEstimator(setting, maximumN, weights ?? "linear");
  const start = stage[0]?.dose ?? options.start ?? nearestDose(estimator.prior(), target, { tie }) ?? 1;
  const state = startTrial(doses, start);
  const size = Math.min(stage[0]?.size ?? cohortSize, maximumN);
  const plan = { setting, target, maximumN, cohortSize, tie, stage, estimator, weights, names: setting.model.skeleton.map((_, at) => `probability.${at + 1}`) };
  return {
    name,
    variant: describe(name, plan, start),
    edition: setting.edition,
    doses,
    start: state,
    first: {
      next: { kind: "treat", dose: start, size },
      closed: state.closed,
      phase: "",
      reasons: [{ rule: "crm-start", message: `The first cohort is treated at dose level ${start}.`, numbers: { dose: start } }],
    },
    decide: (now) => decide(now, plan),
    recommend: (now) => recommend(now, plan),
    looksAt: "all-doses",
    ...(weights === null ? {} : { usesPending: true }),
    ...(weights === "adaptive" ? { usesEventTimes: true } : {}),
  };
}

interface Plan {
  readonly setting: CrmSetting;
  readonly target: number;
  readonly maximumN: number;
  readonly cohortSize: number;
  readonly tie: "lower" | "higher";
  readonly stage: readonly InitialCohort[];
  readonly estimator: CrmEstimator;
  /** `null`: all outcomes are awaited. */
  readonly weights: TiteScheme | null;
  /** `probability.1`, …: made once, as decisions are many. */
  readonly names: readonly string[];
}

function decide(state: TrialState, plan: Plan): DoseDecision {
  const { closed, phase } = state;
  requireState(state, plan.setting.model.skeleton.length, "fractional");
  const enrolled = totalOf(state.n) + state.pending.length;
  if (state.pending.length > 0 && (plan.weights === null || enrolled >= plan.maximumN)) {
    const message = `${state.pending.length} participants are not fully followed; the CRM waits for their outcomes.`;
    return { next: { kind: "wait", days: null }, closed, phase, reasons: [{ rule: "crm-pending", message, numbers: { pending: state.pending.length } }] };
  }
  if (enrolled >= plan.maximumN) {
    const message = `The largest number of participants, ${plan.maximumN}, is reached.`;
    return { next: { kind: "stop", why: "maximum-n" }, closed, phase, reasons: [{ rule: "stop-maximum-n", message, numbers: { n: enrolled, maximumN: plan.maximumN } }] };
  }
  if (closed.every(Boolean)) return { next: { kind: "stop", why: "no-dose-left" }, closed, phase, reasons: [{ rule: "closed-dose", message: "Every dose level is closed.", numbers: {} }] };
  const initial = initialCohort(state, plan.stage, plan.setting.method);
  const left = plan.maximumN - enrolled;
  if (initial !== null) {
    const size = Math.min(initial.size ?? plan.cohortSize, left);
    return { next: { kind: "treat", dose: initial.dose, size }, closed, phase, reasons: [initial.reason] };
  }
  const curve = plan.estimator.curve(state);
  const dose = nearestDose(curve, plan.target, { closed, tie: plan.tie }) ?? state.dose;
  return { next: { kind: "treat", dose, size: Math.min(plan.cohortSize, left) }, closed, phase, reasons: [reasonFor(dose, curve, plan)] };
}

function reasonFor(dose: number, curve: ArrayLike<number>, plan: Plan): DecisionReason {
  const estimate = curve[dose - 1] ?? 0;
  const message = `Dose level ${dose} has the estimated probability ${estimate.toFixed(3)}, closest to the target ${plan.target}.`;
  const numbers: Record<string, number> = { dose, target: plan.target };
  for (let at = 0; at < curve.length; at++) numbers[plan.names[at] ?? ""] = curve[at] ?? 0;
  return { rule: "crm-closest-to-target", message, numbers };
}

function recommend(state: TrialState, plan: Plan): Recommendation {
  const rule = `dose level whose ${plan.setting.method === "likelihood" ? "maximum likelihood" : plan.setting.estimate === "curve-mean" ? "posterior mean" : "plug-in"} estimate is closest to the target ${plan.target}`;
  const enrolled = totalOf(state.n);
  if (enrolled === 0) return { kind: "none", why: "Nobody has been treated and followed.", rule };
  if (plan.setting.method === "likelihood") {
    const events = totalOf(state.events);
    if (events === 0) return { kind: "not-reached", maximumAdministeredDose: state.n.findLastIndex((n) => n > 0) + 1, rule: "no event: the likelihood has no maximum" };
    if (events === enrolled && state.pending.every((one) => one.followed === 0)) return { kind: "none", why: "Every participant had an event; the likelihood has no maximum.", rule };
  }
  const dose = nearestDose(plan.estimator.curve(state), plan.target, { closed: state.closed, tie: plan.tie });
  return dose === null ? { kind: "none", why: "Every dose level is closed.", rule } : { kind: "dose", dose, rule };
}

function describe(name: string, plan: Plan, start: number): string {
  const { stage, setting, target, cohortSize, maximumN, tie } = plan;
  const until = setting.method === "likelihood" ? "there is an event and a participant without" : "the first event";
  const opening = stage.length > 0 ? `initial stage ${stage.map((one) => `${one.size} at dose level ${one.dose}`).join(", ")} until ${until}` : `start at dose level ${start}`;
  const pending = plan.weights === null ? "" : plan.weights === "linear" ? " Participants without event count with the part of the window that is over (linear weights)." : " Participants without event count by when in the window the events came (adaptive weights).";
  return `${name}: ${describeCrm(setting)}; target ${target}; cohorts of ${cohortSize}, at most ${maximumN} participants; ${opening}; of two equally close dose levels the ${tie} one; dose levels may be skipped.${pending}`;
}
