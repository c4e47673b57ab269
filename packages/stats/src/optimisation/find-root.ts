/** Brent's method for a root between two points of different sign. */

export interface FoundRoot {
  readonly found: true;
  readonly root: number;
  /** The function there: 0, or what rounding leaves. */
  readonly value: number;
  readonly evaluations: number;
}

/** Why there is no root: `at` is where the function was last asked. */
export interface NoRoot {
  readonly found: false;
  readonly reason: "no-sign-change" | "not-a-number" | "too-many-evaluations";
  readonly at: number;
  readonly evaluations: number;
}

export interface FindRootOptions {
  /** How far the root may be off, besides the 2^-52 of its size that rounding takes; 0 where left out. */
  readonly tolerance?: number;
  /** 1,000 where left out; bisection alone never needs more than about 1,100 for 53 bits of any number. */
  readonly maximumEvaluations?: number;
}

/**
 * A root of a continuous function between `lower` and `upper`, at which it has different signs or is 0; to machine precision.
 * The function may be infinite, of either sign, but not NaN.
 *
 * No sign change, a NaN, or too many evaluations is a value with its reason. Throws RangeError unless lower < upper, both finite.
 * Source: Brent 1973, Algorithms for Minimization without Derivatives, chapter 4 (recalled). R: `uniroot(f, c(lower, upper), tol = 1e-15)`.
 *
 * @example findRoot((x) => x * x - 2, 0, 2) // found, root 1.4142135623730951
 */
export function findRoot(f: (x: number) => number, lower: number, upper: number, options: FindRootOptions = {}): FoundRoot | NoRoot {
  if (!(lower < upper && Number.isFinite(lower) && Number.isFinite(upper))) throw new RangeError(`findRoot needs finite ends with lower below upper; got ${String(lower)} and ${String(upper)}.`);
  const { tolerance = 0, maximumEvaluations = 1000 } = options;
  // best: the closest so far; far: the other side of the root; before: the last best.
  let [far, best] = [lower, upper];
  let [farValue, bestValue] = [f(far), f(best)];
  if (Number.isNaN(farValue)) return { found: false, reason: "not-a-number", at: far, evaluations: 2 };
  if (Number.isNaN(bestValue)) return { found: false, reason: "not-a-number", at: best, evaluations: 2 };
  if (farValue === 0) return { found: true, root: far, value: 0, evaluations: 2 };
  if (bestValue !== 0 && farValue > 0 === bestValue > 0) return { found: false, reason: "no-sign-change", at: best, evaluations: 2 };
  let [before, beforeValue] = [far, farValue];
  let step = best - far;
  let lastStep = step;
  for (let evaluations = 2; ; evaluations++) {
    if (bestValue > 0 === farValue > 0) {
      [far, farValue] = [before, beforeValue];
      step = lastStep = best - before;
    }
    if (Math.abs(farValue) < Math.abs(bestValue)) {
      [before, beforeValue] = [best, bestValue];
      [best, bestValue, far, farValue] = [far, farValue, best, bestValue];
    }
    const least = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2;
    const half = (far - best) / 2;
    if (bestValue === 0 || Math.abs(half) <= least) return { found: true, root: best, value: bestValue, evaluations };
    if (evaluations >= maximumEvaluations) return { found: false, reason: "too-many-evaluations", at: best, evaluations };
    const tried = interpolate(best, bestValue, before, beforeValue, far, farValue);
    // Interpolation counts only if it stays inside and shrinks fast enough; otherwise the interval is halved.
    const inside = tried * Math.sign(half) > 0 && Math.abs(tried) < 1.5 * Math.abs(half) - Math.abs(least) / 2;
    if (inside && Math.abs(lastStep) >= least && Math.abs(tried) < Math.abs(lastStep) / 2) [lastStep, step] = [step, tried];
    else step = lastStep = half;
    [before, beforeValue] = [best, bestValue];
    best += Math.abs(step) > least ? step : Math.sign(half) * Math.max(least, Number.MIN_VALUE);
    bestValue = f(best);
    if (Number.isNaN(bestValue)) return { found: false, reason: "not-a-number", at: best, evaluations: evaluations + 1 };
  }
}

/** Step from the best point by inverse quadratic interpolation, or by the secant where there are two points only; 0 if there is none. */
function interpolate(best: number, bestValue: number, before: number, beforeValue: number, far: number, farValue: number): number {
  const share = bestValue / beforeValue;
  if (!(Math.abs(share) < 1) || !Number.isFinite(beforeValue) || !Number.isFinite(farValue)) return 0;
  if (before === far) return ((far - best) * share) / (share - 1);
  const q = beforeValue / farValue;
  const r = bestValue / farValue;
  const numerator = share * ((far - best) * q * (q - r) - (best - before) * (r - 1));
  const step = numerator / ((q - 1) * (r - 1) * (share - 1));
  return Number.isFinite(step) ? -step : 0;
}
