/** The log-likelihood of all studies and its gradient; parameters of single studies are maximised out. */
import { studyIntegral } from "./integrate-study.ts";
import { type MixedModel, coefficientCount, scaleCount } from "./mixed-model.ts";

export interface MixedLikelihood {
  /** Coefficients, then scales of random effects. */
  readonly size: number;
  readonly coefficients: number;
  readonly value: (parameters: ArrayLike<number>) => number;
  readonly gradient: (parameters: ArrayLike<number>) => Float64Array;
  /** How often all studies were gone through. */
  readonly passes: () => number;
}

export function mixedLikelihood(model: MixedModel, nodes: number): MixedLikelihood {
  const integral = studyIntegral(model, nodes);
  const coefficients = coefficientCount(model);
  const size = coefficients + scaleCount(model);
  const owns = Float64Array.from({ length: model.studies }, (_, study) => startOf(model, study));
  const one = new Float64Array(size + 1);
  let passes = 0;
  let last: { readonly at: Float64Array; readonly value: number; readonly gradient: Float64Array } | null = null;

  const ask = (parameters: ArrayLike<number>) => {
    if (last !== null && same(last.at, parameters)) return last;
    passes += 1;
    const gradient = new Float64Array(size);
    let value = 0;
    let lost = 0;
    for (let study = 0; study < model.studies; study++) {
      if (model.own !== null) owns[study] = bestOwn(study, parameters, owns[study] ?? 0);
      const part = integral.logLikelihood(study, parameters, owns[study] ?? 0, one);
      // Compensated, so that the order of studies does not show.
      const next = value + (part - lost);
      lost = next - value - (part - lost);
      value = next;
      for (let j = 0; j < size; j++) gradient[j] = (gradient[j] ?? 0) + (one[j] ?? 0);
    }
    last = { at: Float64Array.from(parameters), value, gradient };
    return last;
  };

  /** The study's own parameter for given common ones: Newton's steps with an approximate bend at first, secants after that. */
  const bestOwn = (study: number, parameters: ArrayLike<number>, start: number): number => {
    let at = Number.isFinite(start) ? start : 0;
    let [before, slopeBefore] = [Number.NaN, Number.NaN];
    let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 60; turn++) {
      integral.logLikelihood(study, parameters, at, one);
      const slope = one[size] ?? 0;
      if (slope === 0) return at;
      if (slope > 0) low = Math.max(low, at);
      else high = Math.min(high, at);
      const secant = (slopeBefore - slope) / (at - before);
      const bend = Number.isFinite(secant) && secant > integral.bend / 4 && secant < integral.bend * 4 ? secant : integral.bend;
      let step = Math.max(-3, Math.min(3, slope / bend));
      if (!(at + step > low && at + step < high)) {
        if (!Number.isFinite(low) || !Number.isFinite(high) || high - low < 1e-13 * Math.max(1, Math.abs(at))) return at;
        step = (low + high) / 2 - at;
      }
      [before, slopeBefore] = [at, slope];
      at += step;
      if (Math.abs(step) <= 1e-12 * Math.max(1, Math.abs(at))) return at;
    }
    return at;
  };

  return { size, coefficients, value: (parameters) => ask(parameters).value, gradient: (parameters) => ask(parameters).gradient, passes: () => passes };
}

function same(a: Float64Array, b: ArrayLike<number>): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function startOf(model: MixedModel, study: number): number {
  let [sum, arms] = [0, 0];
  for (let arm = 0; arm < model.arms; arm++) {
    const best = model.terms[study * model.arms + arm]?.best ?? 0;
    if (!Number.isFinite(best)) continue;
    sum += best - (model.offsets[study * model.arms + arm] ?? 0);
    arms += 1;
  }
  return arms === 0 ? 0 : sum / arms;
}
