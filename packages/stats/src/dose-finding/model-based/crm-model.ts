/** The one-parameter working models of the CRM: a curve through the skeleton that one positive parameter a bends. */
import { DesignRefusal, requireFraction } from "../core/design-refusal.ts";

/** `empiric`: p = skeleton^a. `logistic`: logit p = intercept + a x, with x so that a = 1 gives the skeleton. */
export type CrmCurve = "empiric" | "logistic";

export interface CrmModel {
  readonly curve: CrmCurve;
  readonly intercept: number;
  readonly skeleton: readonly number[];
  /** log skeleton (empiric), or logit skeleton minus intercept (logistic). */
  readonly scores: Float64Array;
}

/** Throws DesignRefusal for a skeleton that does not rise inside (0, 1) at `skeleton.<index>`. */
export function buildCrmModel(skeleton: readonly number[], options: { readonly model?: CrmCurve; readonly intercept?: number } = {}): CrmModel {
  requireSkeleton(skeleton);
  const curve = options.model ?? "empiric";
  if (curve !== "empiric" && curve !== "logistic") throw new DesignRefusal("unknown-model", "model", `${String(curve)} is not a working model.`, 'Give "empiric" or "logistic".');
  if (curve === "empiric" && options.intercept !== undefined) throw new DesignRefusal("option-without-meaning", "intercept", "The empiric model has no intercept.", 'Leave it out, or choose model "logistic".');
  const intercept = curve === "logistic" ? (options.intercept ?? 3) : 0;
  if (!Number.isFinite(intercept) || Math.abs(intercept) > 50) throw new DesignRefusal("not-a-number", "intercept", `${String(intercept)} is not a number from -50 to 50.`, "Give the fixed intercept, usually 3.");
  const scores = Float64Array.from(skeleton, (p) => (curve === "empiric" ? Math.log(p) : Math.log(p / (1 - p)) - intercept));
  return { curve, intercept, skeleton: [...skeleton], scores };
}

export function requireSkeleton(skeleton: readonly number[]): void {
  if (!Array.isArray(skeleton) || skeleton.length === 0 || skeleton.length > 50) throw new DesignRefusal("no-skeleton", "skeleton", "The skeleton needs one probability per dose level.", "Give 1 to 50 rising probabilities.");
  skeleton.forEach((p, at) => {
    requireFraction(`skeleton.${at}`, p);
    const before = skeleton[at - 1];
    if (before !== undefined && p <= before) throw new DesignRefusal("skeleton-not-rising", `skeleton.${at}`, `${p} is not above ${before}, the probability of the dose level before.`, "Give probabilities that rise from dose level to dose level.");
  });
}

/** log p at a dose (index from 0). */
export function logEvent(model: CrmModel, at: number, a: number): number {
  const score = model.scores[at] ?? 0;
  return model.curve === "empiric" ? a * score : -softplus(-(model.intercept + a * score));
}

/** log(1 - p). */
export function logNone(model: CrmModel, at: number, a: number): number {
  const score = model.scores[at] ?? 0;
  return model.curve === "empiric" ? logOneMinusExp(a * score) : -softplus(model.intercept + a * score);
}

export const curveAt = (model: CrmModel, a: number): readonly number[] => model.skeleton.map((_, at) => Math.exp(logEvent(model, at, a)));

/** log(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** log(1 - e^x) for x < 0; Mächler's two forms. */
function logOneMinusExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** The most that one participant can add to the curvature of the log likelihood in log a: largest expected information over p. */
export function largestInformation(model: CrmModel): number {
  let largest = 0;
  for (let z = -12; z <= 12; z += 0.05) {
    const p = 1 / (1 + Math.exp(-z));
    const slope = model.curve === "empiric" ? (p * Math.log(p)) ** 2 / (p * (1 - p)) : p * (1 - p) * (z - model.intercept) ** 2;
    if (slope > largest) largest = slope;
  }
  return largest;
}
