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
  /** More nodes where they change an integral at these parameters; whether there are more now. */
  readonly refine?: (parameters: ArrayLike<number>) => boolean;
  /** By how much the log-likelihood differs with more nodes than there are. */
  readonly shift?: (parameters: ArrayLike<number>) => number;
  /** Fewest and most nodes of a study in a dimension. */
  readonly nodes?: () => readonly [number, number];
}

/** `nodes`: a number in each dimension, or `null` for as many in each study as `refine` finds that it needs. */
export function mixedLikelihood(model: MixedModel, nodes: number | null): MixedLikelihood {
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
      // An arm without events, or with nothing else, has its best parameter at infinity; beyond here its likelihood is 1 to rounding.
      if (Math.abs(at + step) > 45 && Math.abs(at + step) > Math.abs(at)) return at;
      [before, slopeBefore] = [at, slope];
      at += step;
      if (Math.abs(step) <= 1e-12 * Math.max(1, Math.abs(at))) return at;
    }
    return at;
  };

  /** A study's own parameter is the best one for the nodes that it has. */
  const ownAt = (study: number, parameters: ArrayLike<number>): number => (model.own === null ? 0 : (owns[study] = bestOwn(study, parameters, owns[study] ?? 0)));
  const refine = (parameters: ArrayLike<number>): boolean => {
    let more = false;
    for (let study = 0; study < model.studies; study++) more = integral.refine(study, parameters, ownAt(study, parameters)) || more;
    if (more) last = null;
    return more;
  };
  const shift = (parameters: ArrayLike<number>): number => {
    let sum = 0;
    for (let study = 0; study < model.studies; study++) {
      const own = ownAt(study, parameters);
      sum += integral.finer(study, parameters, own) - integral.logLikelihood(study, parameters, own, one);
    }
    return Math.abs(sum);
  };
  return { size, coefficients, value: (parameters) => ask(parameters).value, gradient: (parameters) => ask(parameters).gradient, passes: () => passes, refine, shift, nodes: integral.range };
}

function same(a: Float64Array, b: ArrayLike<number>): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function startOf(model: MixedModel, study: number): number {
  if (model.own !== null && new Set(model.own).size > 1) return 0;
  let [sum, arms] = [0, 0];
  for (let arm = 0; arm < model.arms; arm++) {
    const best = model.terms[study * model.arms + arm]?.best ?? 0;
    if (!Number.isFinite(best)) continue;
    sum += best - (model.offsets[study * model.arms + arm] ?? 0);
    arms += 1;
  }
  return arms === 0 ? 0 : sum / arms;
}
