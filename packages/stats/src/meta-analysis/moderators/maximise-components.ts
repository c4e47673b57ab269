/** The components of variance at which the likelihood of a multilevel model is highest. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { MultilevelLikelihood } from "./derivative-sums.ts";
import type { Components, MultilevelModel } from "./multilevel-model.ts";

export interface MaximisedComponents {
  readonly components: Components;
  readonly logLikelihood: number;
  /** Largest standardised derivative of a component that is not held at 0. */
  readonly gradient: number;
  readonly iterations: number;
}

const mostIterations = 500;
/** Of a derivative over the root of its information. */
const flat = 1e-8;
/** Of the next step over the component. */
const still = 1e-11;
/** Or of the next step times the root of the information: for components near 0. */
const stillBeside = 1e-10;

/**
 * Newton's method with analytic derivatives, held at 0 where a component would fall below, from several starts; the highest maximum
 * counts. Where the second derivatives are not those of a hill, their expectation stands in for them. Steps that do not raise the
 * likelihood are halved.
 *
 * `held`: one component is not moved. Throws StatisticRefusal `not-converged` with the last gradient.
 */
export function maximiseComponents(model: MultilevelModel, kind: "ML" | "REML", starts: readonly Components[], held: { readonly between?: number; readonly within?: number } = {}): MaximisedComponents {
  let best: MaximisedComponents | null = null;
  for (const [between, within] of starts) {
    const made = climb(model, kind, [held.between ?? between, held.within ?? within], [held.between === undefined, held.within === undefined]);
    if (best === null || made.logLikelihood > best.logLikelihood) best = made;
  }
  if (best === null) throw new Error("There is no start.");
  return best;
}

function climb(model: MultilevelModel, kind: "ML" | "REML", start: Components, free: readonly [boolean, boolean]): MaximisedComponents {
  let at = start;
  let here = model.evaluate(at, kind);
  let gradient = Number.POSITIVE_INFINITY;
  for (let iterations = 0; iterations < mostIterations; iterations++) {
    const moves = [0, 1].filter((k) => free[k] === true && !((at[k] ?? 0) === 0 && (here.gradient[k] ?? 0) <= 0));
    gradient = Math.max(0, ...moves.map((k) => Math.abs(here.gradient[k] ?? 0) / Math.sqrt(here.information[2 * k] ?? 1)));
    const step = stepFor(here, moves);
    const small = moves.every((k) => Math.abs(step[k] ?? 0) <= still * (at[k] ?? 0) || Math.abs(step[k] ?? 0) * Math.sqrt(here.information[2 * k] ?? 1) <= stillBeside);
    if (moves.length === 0) return { components: at, logLikelihood: here.value, gradient, iterations };
    // Steps by rounding alone go on for ever: after many, ten times the derivative is small enough.
    const waits = iterations < 50 || gradient > 10 * flat;
    if ((gradient <= flat && small) || !waits) {
      // The step is known already; it squares what error is left.
      const last: Components = [Math.max(0, at[0] + step[0]), Math.max(0, at[1] + step[1])];
      const there = model.evaluate(last, kind);
      return there.value >= here.value - 1e-13 * Math.max(1, Math.abs(here.value)) ? { components: last, logLikelihood: there.value, gradient, iterations } : { components: at, logLikelihood: here.value, gradient, iterations };
    }
    const next = rise(model, kind, at, here, step);
    if (next === null || (next.at[0] === at[0] && next.at[1] === at[1])) {
      // Nothing is left to gain in these digits.
      if (gradient <= 1e-6) return { components: at, logLikelihood: here.value, gradient, iterations };
      break;
    }
    ({ at, here } = next);
  }
  throw new StatisticRefusal("not-converged", "components", `The variance components did not come to rest in ${mostIterations} steps; the last standardised gradient is ${gradient}.`, "Check estimates and variances for their unit.", { gradient });
}

/** Newton's step for the components that move. */
function stepFor({ gradient, hessian, information }: MultilevelLikelihood, moves: readonly number[]): readonly [number, number] {
  const [only] = moves;
  if (moves.length === 1 && only !== undefined) {
    const curve = -(hessian[2 * only] ?? 0) > 0 ? -(hessian[2 * only] ?? 0) : (information[2 * only] ?? 1);
    const step = (gradient[only] ?? 0) / curve;
    return only === 0 ? [step, 0] : [0, step];
  }
  if (moves.length === 0) return [0, 0];
  const [a, b, c] = hessian.map((one) => -one) as [number, number, number];
  const hill = a > 0 && c > 0 && a * c - b * b > 1e-12 * a * c;
  const [d, e, f] = hill ? [a, b, c] : information;
  const determinant = d * f - e * e;
  if (!(determinant > 1e-14 * d * f)) return [gradient[0] / d, gradient[1] / f];
  return [(f * gradient[0] - e * gradient[1]) / determinant, (d * gradient[1] - e * gradient[0]) / determinant];
}

function rise(model: MultilevelModel, kind: "ML" | "REML", from: Components, here: MultilevelLikelihood, step: readonly [number, number]): { readonly at: Components; readonly here: MultilevelLikelihood } | null {
  const rounding = 1e-13 * Math.max(1, Math.abs(here.value));
  for (let halving = 0, share = 1; halving < 60; halving++, share /= 2) {
    const at: Components = [Math.max(0, from[0] + share * step[0]), Math.max(0, from[1] + share * step[1])];
    const there = model.evaluate(at, kind);
    if (Number.isFinite(there.value) && there.value >= here.value - rounding) return { at, here: there };
  }
  return null;
}
