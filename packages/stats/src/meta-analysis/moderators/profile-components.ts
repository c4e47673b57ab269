/** Profile likelihood intervals of the components of variance. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { profileLimit } from "../../optimisation/profile-limit.ts";
import { type MaximisedComponents, maximiseComponents } from "./maximise-components.ts";
import type { Components, MultilevelModel } from "./multilevel-model.ts";

export interface ComponentInterval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Why a limit is not there. */
  readonly reason: string | null;
}

/**
 * Where the log-likelihood, maximised over the other component, has fallen by half a chi-square quantile from its maximum, on either
 * side; 0 where it has not fallen so far there. R: `metafor::confint(rma.mv(…))`.
 */
export function profileComponent(model: MultilevelModel, kind: "ML" | "REML", best: MaximisedComponents, which: 0 | 1, options: { readonly level: number; readonly scale: number; readonly held: { readonly between?: number; readonly within?: number } }): ComponentInterval {
  const { level, scale, held } = options;
  const estimate = best.components[which];
  const other = best.components[1 - which] as number;
  const profile = (value: number): number => {
    // What one component loses the other may gain: begin at what it was, at nothing, and at their sum.
    const starts = [other, 0, other + Math.max(0, estimate - value)].map((rest): Components => (which === 0 ? [value, rest] : [rest, value]));
    return maximiseComponents(model, kind, starts, { ...held, ...(which === 0 ? { between: value } : { within: value }) }).logLikelihood;
  };
  const drop = chiSquareQuantile(1 - level, 1, { tail: "upper" }) / 2;
  const step = Math.max(estimate, scale) / 4;
  const limit = (side: "lower" | "upper") => profileLimit(profile, { estimate, maximum: best.logLikelihood, drop, side, step, ...(side === "lower" ? { bound: 0 } : {}) });
  const low = estimate === 0 ? null : limit("lower");
  const high = limit("upper");
  const lower = low === null || (!low.reached && low.reason === "not-before-bound") ? 0 : low.reached ? low.limit : null;
  const upper = high.reached ? high.limit : null;
  return { lower, upper, level, reason: lower === null || upper === null ? "The profile likelihood does not fall as far as the limit needs, or rises above its maximum." : null };
}
