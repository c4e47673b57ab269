import { searchLine } from "./line-search.ts";
import { largestEntry, type OptimisationProgress, relativeGradient } from "./progress.ts";

export interface QuasiNewtonOptions {
  /** The gradient; central differences where left out, at two evaluations per parameter. */
  readonly gradient?: (point: Float64Array) => ArrayLike<number>;
  /** For max |g_i| max(|x_i|, 1) / max(|f|, 1); where left out 1e-8, or 1e-6 with central differences. */
  readonly gradientTolerance?: number;
  /** 1,000 where left out. */
  readonly maximumIterations?: number;
}

export interface QuasiNewtonResult {
  readonly converged: boolean;
  /** `null` when it converged; `no-descent`: no step along the gradient lowers the function enough. */
  readonly reason: "not-finite" | "no-descent" | "too-many-iterations" | null;
  readonly estimate: Float64Array;
  /** `null` only where the start has no finite value. */
  readonly value: number | null;
  /** The last gradient; `null` only where the start has no finite one. */
  readonly gradient: Float64Array | null;
  readonly gradientNorm: number | null;
  readonly iterations: number;
  readonly evaluations: number;
}

/** What is remembered of the curvature: how to turn a gradient into a direction, and how to learn from a step. */
export interface CurvatureMemory<State> {
  readonly begin: (size: number) => State;
  readonly direction: (state: State, gradient: Float64Array) => Float64Array;
  readonly learn: (state: State, step: Float64Array, change: Float64Array) => State;
}

/** Iterations that BFGS and its form with little memory have in common. */
export function* quasiNewtonSteps<State>(f: (point: Float64Array) => number, start: ArrayLike<number>, memory: CurvatureMemory<State>, options: QuasiNewtonOptions): Generator<OptimisationProgress, QuasiNewtonResult, void> {
  const { gradientTolerance = options.gradient === undefined ? 1e-6 : 1e-8, maximumIterations = 1000 } = options;
  let evaluations = 0;
  const ask = (at: Float64Array) => {
    evaluations++;
    const found = f(at.slice());
    return Number.isFinite(found) ? found : Number.POSITIVE_INFINITY;
  };
  const slopes = (at: Float64Array) => (options.gradient === undefined ? centralDifferences(ask, at) : Float64Array.from(options.gradient(at.slice())));
  let point = Float64Array.from(start);
  let value = ask(point);
  let gradient = value === Number.POSITIVE_INFINITY ? Float64Array.of(Number.NaN) : slopes(point);
  if (!gradient.every(Number.isFinite)) return { converged: false, reason: "not-finite", estimate: point, value: Number.isFinite(value) ? value : null, gradient: null, gradientNorm: null, iterations: 0, evaluations };
  let state = memory.begin(point.length);
  let fresh = true;
  for (let iteration = 0; ; iteration++) {
    const end = (reason: QuasiNewtonResult["reason"]): QuasiNewtonResult => ({ converged: reason === null, reason, estimate: point, value, gradient, gradientNorm: largestEntry(gradient), iterations: iteration, evaluations });
    yield { iteration, value, gradientNorm: largestEntry(gradient) };
    if (relativeGradient(gradient, point, value) <= gradientTolerance) return end(null);
    if (iteration >= maximumIterations) return end("too-many-iterations");
    let direction = memory.direction(state, gradient);
    if (!(dot(direction, gradient) < 0)) {
      [state, fresh] = [memory.begin(point.length), true];
      direction = gradient.map((slope) => -slope);
    }
    const next = advance(ask, slopes, { point, value, gradient }, direction, fresh ? Math.min(1, 1 / largestEntry(gradient)) : 1);
    if (next === null && fresh) return end("no-descent");
    if (next === null) {
      [state, fresh] = [memory.begin(point.length), true];
      continue;
    }
    state = memory.learn(state, minus(next.point, point), minus(next.gradient, gradient));
    fresh = false;
    ({ point, value, gradient } = next);
  }
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly gradient: Float64Array<ArrayBuffer>;
}

function advance(ask: (at: Float64Array) => number, slopes: (at: Float64Array) => Float64Array<ArrayBuffer>, from: Place, direction: Float64Array, firstStep: number): Place | null {
  const along = (at: number) => from.point.map((value, k) => value + at * (direction[k] ?? 0));
  // Gradients are kept: the one of the step that is taken was asked during the search.
  const asked = new Map<number, Float64Array<ArrayBuffer>>();
  const slope = (at: number) => {
    const gradient = slopes(along(at));
    asked.set(at, gradient);
    return dot(gradient, direction);
  };
  const found = searchLine({ value: (at) => ask(along(at)), slope }, { at: 0, value: from.value, slope: dot(from.gradient, direction) }, firstStep);
  const gradient = found === null ? undefined : asked.get(found.at);
  return found === null || gradient === undefined || !gradient.every(Number.isFinite) ? null : { point: along(found.at), value: found.value, gradient };
}

function centralDifferences(ask: (at: Float64Array) => number, point: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(point, (value, k) => {
    const step = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(value));
    return (ask(point.with(k, value + step)) - ask(point.with(k, value - step))) / (value + step - (value - step));
  });
}

/** Σ a b. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - (b[at] ?? 0));
}
