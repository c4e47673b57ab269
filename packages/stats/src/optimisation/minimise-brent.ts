/** Brent's method for a minimum of a function of one number. */

export interface LineMinimum {
  readonly converged: boolean;
  /** `null` when it converged. */
  readonly reason: "not-a-number" | "too-many-evaluations" | null;
  readonly x: number;
  /** The function there; `null` where it is not a number. */
  readonly value: number | null;
  readonly evaluations: number;
}

export interface MinimiseBrentOptions {
  /** How far x may be off, besides 1.5e-8 of its size, below which values of the function no longer differ; 1e-8 where left out. */
  readonly tolerance?: number;
  readonly maximumEvaluations?: number;
}

const golden = (3 - Math.sqrt(5)) / 2;
const rootOfEpsilon = Math.sqrt(Number.EPSILON);

/**
 * A minimum between `lower` and `upper`: the minimum where there is one only, otherwise a local one. The ends themselves are never
 * asked. The function may be +Infinity. Throws RangeError unless lower < upper, both finite.
 *
 * Source: Brent 1973, Algorithms for Minimization without Derivatives, chapter 5 (recalled). R: `optimize(f, c(lower, upper), tol = 1e-8)`.
 *
 * @example minimiseBrent((x) => (x - 2) ** 2, 0, 5).x // 2
 */
export function minimiseBrent(f: (x: number) => number, lower: number, upper: number, options: MinimiseBrentOptions = {}): LineMinimum {
  if (!(lower < upper && Number.isFinite(lower) && Number.isFinite(upper))) throw new RangeError(`minimiseBrent needs finite ends with lower below upper; got ${String(lower)} and ${String(upper)}.`);
  const { tolerance = 1e-8, maximumEvaluations = 500 } = options;
  let [low, high] = [lower, upper];
  let best = low + golden * (high - low);
  let [second, third] = [best, best];
  let bestValue = f(best);
  let [secondValue, thirdValue] = [bestValue, bestValue];
  let step = 0;
  let lastStep = 0;
  for (let evaluations = 1; ; evaluations++) {
    if (Number.isNaN(bestValue)) return { converged: false, reason: "not-a-number", x: best, value: null, evaluations };
    const middle = (low + high) / 2;
    const least = rootOfEpsilon * Math.abs(best) + tolerance / 3;
    if (Math.abs(best - middle) <= 2 * least - (high - low) / 2) return { converged: true, reason: null, x: best, value: bestValue, evaluations };
    if (evaluations >= maximumEvaluations) return { converged: false, reason: "too-many-evaluations", x: best, value: bestValue, evaluations };
    const fitted = parabola(best, bestValue, second, secondValue, third, thirdValue);
    const useful = Math.abs(lastStep) > least && Math.abs(fitted) < Math.abs(lastStep) / 2 && best + fitted > low && best + fitted < high;
    if (useful) {
      lastStep = step;
      step = best + fitted - low < 2 * least || high - best - fitted < 2 * least ? Math.sign(middle - best) * least : fitted;
    } else {
      lastStep = (best < middle ? high : low) - best;
      step = golden * lastStep;
    }
    const tried = best + (Math.abs(step) >= least ? step : (step > 0 ? 1 : -1) * least);
    const value = f(tried);
    if (Number.isNaN(value)) return { converged: false, reason: "not-a-number", x: best, value: bestValue, evaluations: evaluations + 1 };
    if (value <= bestValue) {
      if (tried < best) high = best;
      else low = best;
      [third, thirdValue, second, secondValue, best, bestValue] = [second, secondValue, best, bestValue, tried, value];
    } else {
      if (tried < best) low = tried;
      else high = tried;
      if (value <= secondValue || second === best) [third, thirdValue, second, secondValue] = [second, secondValue, tried, value];
      else if (value <= thirdValue || third === best || third === second) [third, thirdValue] = [tried, value];
    }
  }
}

/** Step from the best point to the lowest point of the parabola through three points; NaN where there is none, which fails every comparison. */
function parabola(best: number, bestValue: number, second: number, secondValue: number, third: number, thirdValue: number): number {
  const r = (best - second) * (bestValue - thirdValue);
  const q = (best - third) * (bestValue - secondValue);
  return ((best - second) * r - (best - third) * q) / (2 * (q - r));
}
