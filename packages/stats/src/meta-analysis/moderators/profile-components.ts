/** Profile likelihood intervals of the components of variance. */
import { chiSquareQuantile } from "../../distributions/chi-square.ts";
import { type MaximisedComponents, maximiseComponents } from "./maximise-components.ts";
import type { Components, MultilevelModel } from "./multilevel-model.ts";

export interface ComponentInterval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Why a limit is not there. */
  readonly reason: string | null;
}
interface ProfileOptions {
  readonly level: number;
  /** A first step where the estimate is 0. */
  readonly scale: number;
  readonly held: { readonly between?: number; readonly within?: number };
}

const mostSteps = 200;
const reasonWords = "The profile likelihood does not fall as far as the limit needs, or rises above its maximum.";

/**
 * Where the log-likelihood, maximised over the other component, has fallen by half a chi-square quantile from its maximum, on either
 * side; 0 where it has not fallen so far there. Newton's method inside a bracket: the slope of the profile is the derivative of the
 * likelihood itself at the maximum over the other component. R: `metafor::confint(rma.mv(…))`.
 */
export function profileComponent(model: MultilevelModel, kind: "ML" | "REML", best: MaximisedComponents, which: 0 | 1, { level, scale, held }: ProfileOptions): ComponentInterval {
  const estimate = best.components[which];
  const drop = chiSquareQuantile(1 - level, 1, { tail: "upper" }) / 2;
  let other = best.components[1 - which] as number;
  const at = (value: number, starts: readonly number[]): { readonly above: number; readonly slope: number } => {
    const places = starts.map((rest): Components => (which === 0 ? [value, rest] : [rest, value]));
    const made = maximiseComponents(model, kind, places, { ...held, ...(which === 0 ? { between: value } : { within: value }) });
    other = made.components[1 - which] as number;
    return { above: made.logLikelihood - best.logLikelihood + drop, slope: model.evaluate(made.components, kind).gradient[which] };
  };
  // What one component loses the other may gain: at the ends begin at what it was, at nothing, and at their sum.
  const everywhere = (value: number) => at(value, [other, 0, (best.components[1 - which] as number) + Math.max(0, estimate - value)]);
  const between = (inside: number, outside: number): number | null => {
    let [above, below] = [inside, outside];
    let value = (inside + outside) / 2;
    for (let step = 0; step < mostSteps; step++) {
      const { above: left, slope } = at(value, [other]);
      if (left > 0) above = value;
      else below = value;
      const newton = value - left / slope;
      const next = newton > Math.min(above, below) && newton < Math.max(above, below) ? newton : (above + below) / 2;
      if (Math.abs(next - value) <= 1e-13 * value || Math.abs(above - below) <= 1e-14 * value) return Math.abs(everywhere(next).above) > 1e-6 * Math.max(1, drop) ? null : next;
      value = next;
    }
    return null;
  };
  const lower = estimate === 0 || everywhere(0).above >= 0 ? 0 : between(estimate, 0);
  other = best.components[1 - which] as number;
  let reach = Math.max(estimate, scale);
  let steps = 0;
  while (steps < mostSteps && everywhere(estimate + reach).above > 0) {
    reach *= 2;
    steps += 1;
  }
  const upper = steps === mostSteps ? null : between(estimate, estimate + reach);
  return { lower, upper, level, reason: lower === null || upper === null ? reasonWords : null };
}
