/** The time-to-event CRM: nobody waits for complete follow-up. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { type CrmOptions, buildCrm } from "./crm.ts";
import { requireWeight } from "./crm-data.ts";
import { requireSkeleton } from "./crm-model.ts";
import { crmModelKeys, oneOf } from "./crm-options.ts";
import { type CrmFit, type FitCrmOptions, fitCrm } from "./fit-crm.ts";
import { nearestDose } from "./nearest-dose.ts";
import { requireObject, requireOptions } from "../core/require-options.ts";
import { type FollowedParticipant, type TiteScheme, titeWeights } from "./tite-weights.ts";

export interface TiteCrmOptions extends CrmOptions {
  /** As in {@link titeWeights}; `linear` unless said. `adaptive` needs the times of the events (`outcomes` of a TimedState). */
  readonly weights?: TiteScheme;
}

/**
 * The TITE-CRM as a design for event-driven simulation and conduct: a pending participant counts with the part of the
 * window that is over (linear weights), or by when in the window the events came (adaptive weights).
 * It waits only when all participants are enrolled. Without pending participants it decides as `crm`.
 *
 * Throws DesignRefusal as `crm` does; when it decides, for a state that no trial can be in, and with adaptive weights for one
 * that does not say when its events came. Source: Cheung, Chappell 2000 (doi 10.1111/j.0006-341x.2000.01177.x).
 * @example titeCrm({ target: 0.2, skeleton: [0.05, 0.1, 0.2, 0.35], maximumN: 24, start: 1 })
 */
export function titeCrm(options: TiteCrmOptions): DoseDesign {
  requireObject(options, "options");
  const { weights = "linear", ...rest } = options;
  oneOf("weights", weights, ["linear", "adaptive"]);
  return buildCrm(rest, weights);
}

export interface TiteParticipant extends FollowedParticipant {
  /** From 1. */
  readonly dose: number;
  /** Instead of the scheme's; of no meaning with an event, which always counts as 1. */
  readonly weight?: number;
}

export interface FitTiteCrmOptions extends FitCrmOptions {
  readonly target: number;
  readonly window: number;
  /** `linear` unless said. */
  readonly weights?: TiteScheme;
}

export interface TiteCrmFit extends CrmFit {
  readonly weights: readonly number[];
  /** Dose level whose estimate is closest to the target; the lower one of two. */
  readonly nextDose: number;
}

/**
 * Fits the TITE-CRM to participants in any order. The likelihood of a participant without event is 1 - weight p.
 * When nothing is known yet (all weights 0, no event) the answer is the prior.
 *
 * Throws DesignRefusal naming the field (`participants.<index>.dose`, `window`, …).
 * R: `dfcrm::titecrm` with the edition "dfcrm-0.2-2.1".
 *
 * @example fitTiteCrm([{ dose: 2, event: false, followed: 90 }], { target: 0.2, window: 180, skeleton: [0.1, 0.2, 0.35] })
 */
export function fitTiteCrm(participants: readonly TiteParticipant[], options: FitTiteCrmOptions): TiteCrmFit {
  requireOptions(options, [...crmModelKeys, "level", "target", "window", "weights"]);
  const { target: _target, window: _window, weights: _weights, ...model } = options;
  const target = requireFraction("target", options.target);
  requireSkeleton(options.skeleton);
  const scheme = titeWeights(participants, { window: options.window, ...(options.weights && { weights: options.weights }) });
  const doses = options.skeleton.length;
  const weights = participants.map((one, at) => {
    requireOptions(one, ["dose", "event", "followed", "weight"], `participants.${at}`);
    requireWhole(`participants.${at}.dose`, one.dose, 1, doses);
    if (one.weight === undefined) return scheme[at] ?? 0;
    requireWeight(`participants.${at}.weight`, one.weight);
    if (one.event && one.weight !== 1) throw new DesignRefusal("weight-of-event", `participants.${at}.weight`, "A participant with an event counts fully.", "Leave the weight out, or give 1.");
    return one.weight;
  });
  const n = options.skeleton.map(() => 0);
  const events = options.skeleton.map(() => 0);
  const partial: { dose: number; weight: number }[] = [];
  participants.forEach((one, at) => {
    const weight = weights[at] ?? 0;
    if (weight === 1) n[one.dose - 1] = (n[one.dose - 1] ?? 0) + 1;
    else partial.push({ dose: one.dose, weight });
    if (one.event) events[one.dose - 1] = (events[one.dose - 1] ?? 0) + 1;
  });
  const fit = fitCrm({ n, events, partial }, model);
  const words = participants.some((one) => one.weight !== undefined) ? "given weights" : `${options.weights ?? "linear"} weights`;
  return { ...fit, weights, nextDose: nearestDose(fit.curve, target) ?? 1, method: `TITE-${fit.method} Window ${options.window}, ${words}.` };
}
