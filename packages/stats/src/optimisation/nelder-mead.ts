import type { OptimisationProgress } from "./progress.ts";
import { runSteps } from "./run-steps.ts";

export interface NelderMeadOptions {
  /** First step along each parameter: this part of it, or of 1 where it is smaller; 0.1 where left out. */
  readonly step?: number;
  /** The simplex is small when no corner differs by more than this part from the best, nor its value; 1e-10 where left out. */
  readonly tolerance?: number;
  /** 500 times parameters where left out. */
  readonly maximumEvaluations?: number;
}

export interface NelderMeadResult {
  readonly converged: boolean;
  /** `null` when it converged. */
  readonly reason: "not-finite" | "too-many-evaluations" | null;
  readonly estimate: Float64Array;
  /** `null` only where not even the start has a finite value. */
  readonly value: number | null;
  readonly evaluations: number;
}

interface Corner {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * Minimises a function of a few parameters without derivatives. Where the function is not finite it counts as infinitely high.
 * A small simplex is no proof of a minimum: begin again from the estimate, or look at the gradient.
 *
 * Source: Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308 (recalled). R: `optim(method = "Nelder-Mead")`, to its tolerance.
 *
 * @example minimiseNelderMead(([x = 0, y = 0]) => (x - 1) ** 2 + (y - 2) ** 2, [0, 0]).estimate // 1, 2
 */
export function minimiseNelderMead(f: (point: Float64Array) => number, start: ArrayLike<number>, options: NelderMeadOptions = {}): NelderMeadResult {
  return runSteps(nelderMeadSteps(f, start, options));
}

/** The same, one change of the simplex at a time. */
export function* nelderMeadSteps(f: (point: Float64Array) => number, start: ArrayLike<number>, options: NelderMeadOptions = {}): Generator<OptimisationProgress, NelderMeadResult, void> {
  const { step = 0.1, tolerance = 1e-10, maximumEvaluations = 500 * Math.max(1, start.length) } = options;
  let evaluations = 0;
  const corner = (point: Float64Array): Corner => {
    evaluations++;
    const value = f(point.slice());
    return { point, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const first = corner(Float64Array.from(start));
  if (first.value === Number.POSITIVE_INFINITY) return { converged: false, reason: "not-finite", estimate: first.point, value: null, evaluations };
  let simplex = [first, ...Array.from(first.point, (value, k) => corner(first.point.with(k, value + step * Math.max(1, Math.abs(value)))))];
  for (let iteration = 0; ; iteration++) {
    simplex = simplex.toSorted((one, other) => one.value - other.value);
    const best = simplex[0] ?? first;
    yield { iteration, value: best.value, gradientNorm: null };
    if (isSmall(simplex, best, tolerance)) return { converged: true, reason: null, estimate: best.point, value: best.value, evaluations };
    if (evaluations >= maximumEvaluations) return { converged: false, reason: "too-many-evaluations", estimate: best.point, value: best.value, evaluations };
    const moved = move(simplex, corner);
    simplex = moved === null ? [best, ...simplex.slice(1).map(({ point }) => corner(between(best.point, point, 0.5)))] : [...simplex.slice(0, -1), moved];
  }
}

/** What replaces the worst corner; `null` when the simplex has to shrink. */
function move(simplex: readonly Corner[], corner: (point: Float64Array) => Corner): Corner | null {
  const [best, secondWorst, worst] = [simplex[0], simplex.at(-2), simplex.at(-1)];
  if (best === undefined || secondWorst === undefined || worst === undefined) return null;
  const others = simplex.slice(0, -1);
  const middle = worst.point.map((_, k) => others.reduce((sum, { point }) => sum + (point[k] ?? 0), 0) / others.length);
  const reflected = corner(between(middle, worst.point, -1));
  if (reflected.value < best.value) {
    const expanded = corner(between(middle, worst.point, -2));
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < secondWorst.value) return reflected;
  const contracted = corner(between(middle, reflected.value < worst.value ? reflected.point : worst.point, 0.5));
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

function between(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((value, k) => value + share * ((to[k] ?? 0) - value));
}

function isSmall(simplex: readonly Corner[], best: Corner, tolerance: number): boolean {
  return simplex.every(({ point, value }) => value - best.value <= tolerance * Math.max(1, Math.abs(best.value)) && point.every((entry, k) => Math.abs(entry - (best.point[k] ?? 0)) <= Math.sqrt(tolerance) * Math.max(1, Math.abs(entry))));
}
