/** Profile likelihood limits of one variance component. */
import { chiSquareQuantile } from "../distributions/chi-square.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { findRoot } from "../optimisation/find-root.ts";
import { runSteps } from "../optimisation/run-steps.ts";
import type { CovarianceAt, CovarianceModel } from "./covariance-model.ts";
import { maximiseRepeated } from "./maximise-repeated.ts";
import { likelihoodAt, type RepeatedModel } from "./repeated-likelihood.ts";

/**
 * Where the deviance, minimised over the other parameters, has risen by the quantile of chi-square: by root finding outwards from
 * the estimate. `null` where it does not rise so far before the edge of what is possible.
 */
export function profileComponent(model: RepeatedModel, natural: Float64Array, least: number, which: number, { level, variance, bounded }: { readonly level: number; readonly variance: number; readonly bounded: boolean }): { readonly lower: number | null; readonly upper: number | null } {
  const rise = chiSquareQuantile(level, 1);
  const estimate = natural[which] ?? 0;
  const error = variance > 0 ? Math.sqrt(variance) : Math.abs(estimate);
  const excess = (): ((value: number) => number | null) => {
    let from: Float64Array = Float64Array.from(natural.filter((_, at) => at !== which));
    return (value) => {
      const held = { ...model, covariance: holding(model.covariance, which, value) };
      try {
        const found = runSteps(maximiseRepeated(held, likelihoodAt(held, from) === null ? Float64Array.from(natural.filter((_, at) => at !== which)) : from));
        from = found.parameters;
        return found.point.deviance - least - rise;
      } catch (refusal) {
        if (refusal instanceof StatisticRefusal) return null;
        throw refusal;
      }
    };
  };
  const limit = (direction: 1 | -1): number | null => {
    const at = excess();
    let inside = estimate;
    for (let step = 0; step < 40; step++) {
      let outside = inside + direction * error * 0.75 * 1.25 ** step;
      const edge = bounded && outside <= 0;
      if (edge) outside = estimate * 1e-9;
      const value = at(outside);
      if (value === null) return null;
      if (value > 0) {
        const root = findRoot((x) => at(x) ?? Number.NaN, Math.min(inside, outside), Math.max(inside, outside), { tolerance: 1e-12 * Math.max(Math.abs(inside), Math.abs(outside)) });
        return root.found ? root.root : null;
      }
      if (edge) return null;
      inside = outside;
    }
    return null;
  };
  return { lower: limit(-1), upper: limit(1) };
}

/** The model with one parameter held. */
function holding(model: CovarianceModel, which: number, value: number): CovarianceModel {
  const without = (at: CovarianceAt): CovarianceAt => ({
    value: at.value,
    first: at.first.filter((_, k) => k !== which),
    second: at.second.filter(({ one, other }) => one !== which && other !== which).map(({ one, other, value: matrix }) => ({ one: one > which ? one - 1 : one, other: other > which ? other - 1 : other, value: matrix })),
  });
  return {
    parameters: model.parameters - 1,
    at: (parameters) => {
      const whole = new Float64Array(parameters.length + 1);
      for (let at = 0; at < whole.length; at++) whole[at] = at === which ? value : (parameters[at < which ? at : at - 1] ?? 0);
      const of = model.at(whole);
      return of === null ? null : (pattern) => without(of(pattern));
    },
  };
}
