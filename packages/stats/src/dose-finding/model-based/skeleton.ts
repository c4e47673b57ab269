/** Skeletons by indifference intervals. */
import { DesignRefusal, requireFraction, requireWhole } from "../core/design-refusal.ts";
import { type CrmCurve, requireSkeleton } from "./crm-model.ts";
import { oneOf } from "./crm-options.ts";
import { requireOptions } from "../core/require-options.ts";

export interface IndifferenceOptions {
  /** Half of the width of the interval about the target within which a dose level counts as right. */
  readonly halfwidth: number;
  readonly target: number;
  /** The dose level believed to have the target probability, from 1. */
  readonly priorDose: number;
  readonly doses: number;
  readonly model?: CrmCurve;
  /** Of the logistic model; 3 unless said. Its logit must lie above target + halfwidth. */
  readonly intercept?: number;
}

/**
 * The skeleton for which the CRM, however many participants it sees, settles on a dose level with a probability between
 * target - halfwidth and target + halfwidth.
 *
 * With g the model's scale (log p, or logit p - intercept): the scores x of two neighbouring dose levels satisfy
 * `x(k + 1) / x(k) = g(target + halfwidth) / g(target - halfwidth)`, and x(priorDose) = g(target). Where two dose levels are
 * equally close to the target, the upper one has target + halfwidth and the lower one target - halfwidth.
 *
 * @returns probability by dose level, rising.
 * Throws DesignRefusal naming the field for a halfwidth that reaches 0 or 1, a dose level outside, or an intercept below
 * logit(target + halfwidth), or where so many dose levels cannot be told apart in double precision.
 *
 * Source: Lee, Cheung 2009 (doi 10.1177/1740774509105076), Cheung, Chappell 2002 (doi 10.1111/j.0006-341x.2002.00671.x).
 * R: `dfcrm::getprior(halfwidth, target, nu, nlevel, model, intcpt)`.
 *
 * @example skeletonByIndifferenceInterval({ halfwidth: 0.05, target: 0.25, priorDose: 3, doses: 5 })
 */
export function skeletonByIndifferenceInterval(options: IndifferenceOptions): readonly number[] {
  requireOptions(options, ["halfwidth", "target", "priorDose", "doses", "model", "intercept"]);
  const { halfwidth, target, priorDose, doses } = options;
  const model = options.model ?? "empiric";
  oneOf("model", model, ["empiric", "logistic"]);
  if (model === "empiric" && options.intercept !== undefined) throw new DesignRefusal("option-without-meaning", "intercept", "The empiric model has no intercept.", 'Leave it out, or choose model "logistic".');
  requireFraction("target", target);
  if (!(halfwidth > 0 && halfwidth < Math.min(target, 1 - target))) throw new DesignRefusal("outside-range", "halfwidth", `${String(halfwidth)} takes the interval about ${target} to 0 or 1.`, `Give a number above 0 and below ${Math.min(target, 1 - target)}, for example 0.05.`);
  requireWhole("doses", doses, 1, 50);
  requireWhole("priorDose", priorDose, 1, doses);
  const intercept = options.intercept ?? 3;
  const toScore = (p: number) => (model === "empiric" ? Math.log(p) : Math.log(p / (1 - p)) - intercept);
  if (model === "logistic" && !(toScore(target + halfwidth) < 0)) throw new DesignRefusal("intercept-too-low", "intercept", `${intercept} is not above the logit of ${target + halfwidth}.`, "Give a larger intercept, usually 3.");
  const ratio = toScore(target - halfwidth) / toScore(target + halfwidth);
  const scores = Array.from({ length: doses }, (_, at) => toScore(target) * ratio ** (priorDose - 1 - at));
  const skeleton = scores.map((x) => (model === "empiric" ? Math.exp(x) : 1 / (1 + Math.exp(-(intercept + x)))));
  try {
    requireSkeleton(skeleton);
  } catch (fault) {
    if (!(fault instanceof DesignRefusal)) throw fault;
    throw new DesignRefusal("skeleton-degenerate", "halfwidth", `With ${doses} dose levels and halfwidth ${halfwidth} probabilities reach 0 or 1.`, "Give a smaller halfwidth or fewer dose levels.");
  }
  return skeleton;
}
