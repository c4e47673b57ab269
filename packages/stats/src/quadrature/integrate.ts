import { type KronrodRule, kronrodRules } from "./kronrod-rules.ts";

export interface IntegrateOptions {
  /** The error may be this large, or `relativeTolerance` of the integral, or 2e-14 of the integral of |f|, whichever is most; 0 where left out. */
  readonly absoluteTolerance?: number;
  /** 1e-10 where left out. */
  readonly relativeTolerance?: number;
  /** Points of the Gauss rule and of Kronrod's extension; 10-21 where left out, 7-15 for functions with sharp bends. */
  readonly rule?: keyof typeof kronrodRules;
  /** 200 where left out. */
  readonly maximumIntervals?: number;
}

export interface Integral {
  readonly converged: boolean;
  /** `null` when it converged; `rounding`: an interval can no longer be halved. */
  readonly reason: "not-finite" | "too-many-intervals" | "rounding" | null;
  /** `null` where the function is not finite at one of the points. */
  readonly value: number | null;
  /** An estimate, mostly far above the true error; `null` with the value. */
  readonly errorEstimate: number | null;
  readonly evaluations: number;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
  /** Of the absolute value: its rounding is the least error. */
  readonly absolute: number;
}

/** What rounding leaves of the integral of |f|. */
const leastError = 100 * Number.EPSILON;

/**
 * The integral of a function from `lower` to `upper`, either of which may be infinite: the interval with the largest error is halved
 * until the error is small enough. A half-infinite range is mapped to (0, 1] by x = a + (1 - t) / t, an infinite one is folded at 0.
 *
 * A narrow peak far from the ends, or from 0 in an infinite range, can be missed: give limits around it. Integrals that do not exist
 * end with a reason. Throws RangeError unless lower <= upper and both are numbers.
 * Source: QUADPACK's QAG and QAGI (Piessens et al. 1983; recalled), with its error estimate, without its extrapolation.
 * R: `integrate(f, lower, upper)`.
 *
 * @example integrate((x) => Math.exp(-x * x / 2), -Infinity, Infinity).value // 2.5066282746310002 = √(2π)
 */
export function integrate(f: (x: number) => number, lower: number, upper: number, options: IntegrateOptions = {}): Integral {
  if (!(lower <= upper)) throw new RangeError(`integrate needs limits with lower at most upper; got ${String(lower)} and ${String(upper)}.`);
  const { absoluteTolerance = 0, relativeTolerance = 1e-10, maximumIntervals = 200 } = options;
  if (lower === upper) return { converged: true, reason: null, value: 0, errorEstimate: 0, evaluations: 0 };
  const rule = kronrodRules[options.rule ?? "10-21"];
  const perPart = (2 * rule.nodes.length - 1) * (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY ? 2 : 1);
  const { mapped, from, to } = mapRange(f, lower, upper);
  const parts: Part[] = [measure(mapped, rule, from, to)];
  for (;;) {
    const value = parts.reduce((sum, part) => sum + part.value, 0);
    const error = parts.reduce((sum, part) => sum + part.error, 0);
    const evaluations = (2 * parts.length - 1) * perPart;
    if (!Number.isFinite(value) || !Number.isFinite(error)) return { converged: false, reason: "not-finite", value: null, errorEstimate: null, evaluations };
    const least = leastError * parts.reduce((sum, part) => sum + part.absolute, 0);
    if (error <= Math.max(absoluteTolerance, relativeTolerance * Math.abs(value), least)) return { converged: true, reason: null, value, errorEstimate: error, evaluations };
    const worst = parts.reduce((at, part, k) => (part.error > (parts[at]?.error ?? 0) ? k : at), 0);
    const [part] = parts.splice(worst, 1);
    if (part === undefined) throw new Error("There is no interval.");
    const middle = (part.from + part.to) / 2;
    const narrow = part.to - part.from <= 1e-13 * Math.max(Math.abs(part.from), Math.abs(part.to));
    if (narrow || parts.length + 1 >= maximumIntervals) return { converged: false, reason: narrow ? "rounding" : "too-many-intervals", value, errorEstimate: error, evaluations };
    parts.push(measure(mapped, rule, part.from, middle), measure(mapped, rule, middle, part.to));
  }
}

function mapRange(f: (x: number) => number, lower: number, upper: number): { readonly mapped: (t: number) => number; readonly from: number; readonly to: number } {
  const upward = (t: number, start: number, way: number) => f(start + (way * (1 - t)) / t) / (t * t);
  const [left, right] = [lower === Number.NEGATIVE_INFINITY, upper === Number.POSITIVE_INFINITY];
  if (left && right) return { mapped: (t) => upward(t, 0, 1) + upward(t, 0, -1), from: 0, to: 1 };
  if (right) return { mapped: (t) => upward(t, lower, 1), from: 0, to: 1 };
  if (left) return { mapped: (t) => upward(t, upper, -1), from: 0, to: 1 };
  return { mapped: f, from: lower, to: upper };
}

/** Both rules on one interval; their difference, sharpened as in QUADPACK, is the error. */
function measure(f: (x: number) => number, { nodes, weights, gaussWeights }: KronrodRule, from: number, to: number): Part {
  const middle = from / 2 + to / 2;
  const half = to / 2 - from / 2;
  const last = nodes.length - 1;
  const found: number[] = [];
  let [kronrod, gauss, absolute] = [0, 0, 0];
  for (let k = 0; k <= last; k++) {
    const offset = half * (nodes[k] ?? 0);
    const pair = k === last ? [f(middle)] : [f(middle - offset), f(middle + offset)];
    for (const value of pair) {
      kronrod += (weights[k] ?? 0) * value;
      absolute += (weights[k] ?? 0) * Math.abs(value);
      if (k % 2 === 1) gauss += (gaussWeights[(k - 1) / 2] ?? 0) * value;
      found.push(value);
    }
  }
  const spread = found.reduce((sum, value, at) => sum + (weights[at >> 1] ?? 0) * Math.abs(value - kronrod / 2), 0) * half;
  const difference = Math.abs((kronrod - gauss) * half);
  const sharpened = spread > 0 && difference > 0 ? spread * Math.min(1, ((200 * difference) / spread) ** 1.5) : difference;
  return { from, to, value: kronrod * half, error: Math.max(sharpened, (leastError / 2) * absolute * half), absolute: absolute * half };
}
