/** The noncentral t distribution, for power. */
import { gammaFront } from "../special-functions/incomplete-gamma.ts";
import { expm1Minus } from "../special-functions/log1p-minus.ts";
import { log1mExp } from "../special-functions/log-sums.ts";
import type { TailOptions } from "../special-functions/tail-parts.ts";
import { logNormalTail } from "./normal.ts";
import { requireAbove, requireFinite } from "./require-number.ts";
import { logStudentTail } from "./student-t.ts";

const negligible = 45;
const scanPoints = 240;
const mostTurns = 60;

/**
 * A tail of the noncentral t distribution: `lower` P(T <= t), `upper` P(T > t).
 *
 * @param df degrees of freedom, finite and above zero.
 * @param noncentrality δ of either sign: the mean of the normal variable, whose standard deviation is 1.
 *
 * Largest relative error of the smaller tail: 2.3e-15; documented to 1e-10.
 * Throws RangeError unless t and δ are finite and df is finite and above zero.
 * Source: P(T > t) = E[P(Z > t S - δ)] with S² = χ²/df, by the trapezoidal rule over log S: all terms are positive,
 * so that small tails keep their digits. R: `pt(t, df, noncentrality)`, absolute error 1e-12 and |noncentrality| to 37.62.
 *
 * @example noncentralStudentTail(2.0, 38, 0, { tail: "upper" }) // 0.0263…: as studentTail(2, 38)
 */
export function noncentralStudentTail(t: number, df: number, noncentrality: number, options: TailOptions = {}): number {
  const { log, asked } = smaller(t, df, noncentrality, options);
  return asked ? Math.exp(log) : -Math.expm1(log);
}

/** Logarithm of {@link noncentralStudentTail}, also where the tail is too small for a double. @example logNoncentralStudentTail(0, 5, 0) // log 0.5 */
export function logNoncentralStudentTail(t: number, df: number, noncentrality: number, options: TailOptions = {}): number {
  const { log, asked } = smaller(t, df, noncentrality, options);
  return asked ? log : log1mExp(log);
}

function smaller(t: number, df: number, noncentrality: number, options: TailOptions): { readonly log: number; readonly asked: boolean } {
  requireFinite(t, "t");
  requireFinite(noncentrality, "The noncentrality");
  requireAbove(df, "The degrees of freedom");
  const tail = t < noncentrality ? "lower" : "upper";
  const asked = tail === (options.tail ?? "lower");
  if (noncentrality === 0) return { log: logStudentTail(t, df, { tail }), asked };
  if (t === 0) return { log: logNormalTail(-noncentrality, { tail }), asked };
  const shape = df / 2;
  const integrand = (w: number) => logNormalTail(t * Math.exp(w) - noncentrality, { tail }) - shape * expm1Minus(2 * w);
  return { log: Math.min(0, Math.LN2 + gammaFront(shape) + logIntegral(integrand, shape)), asked };
}

/** log ∫ e^integrand(w) dw over all w. */
function logIntegral(integrand: (w: number) => number, shape: number): number {
  // Where the density of log S itself is above e^-800; beyond, no tail that a double holds has anything.
  const start = -Math.max(Math.sqrt(800 / shape), 400 / shape) - 1;
  const end = Math.min(Math.sqrt(400 / shape), Math.log(1 + 800 / shape)) + 0.1 / Math.sqrt(shape);
  const { low, high, largest } = worthCounting(integrand, start, end);
  let step = (high - low) / 64;
  let sum = 0;
  // Logarithms of a million have no digits below 1e-10.
  const enough = Math.max(1e-13, 8 * Number.EPSILON * Math.abs(largest));
  for (let k = 0; k <= 64; k++) sum += Math.exp(integrand(low + k * step) - largest);
  for (let halving = 0; halving < 14; halving++) {
    let between = 0;
    for (let w = 0; w < (high - low) / step - 0.5; w++) between += Math.exp(integrand(low + (w + 0.5) * step) - largest);
    const before = sum * step;
    sum += between;
    step /= 2;
    if (Math.abs(sum * step - before) <= enough * before) break;
  }
  return largest + Math.log(sum * step);
}

/** The stretch with all but e^-45 of the integral: moved where the peak lies beyond its ends, narrowed where the peak is. */
function worthCounting(integrand: (w: number) => number, start: number, end: number): { readonly low: number; readonly high: number; readonly largest: number } {
  let [from, to] = [start, end];
  for (let turn = 0; ; turn++) {
    const step = (to - from) / scanPoints;
    const values = Float64Array.from({ length: scanPoints + 1 }, (_, k) => integrand(from + k * step));
    const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const enough = (value: number) => value >= largest - negligible;
    const [first, last] = [values.findIndex(enough), values.findLastIndex(enough)];
    const [low, high] = [from + (first - 1) * step, from + (last + 1) * step];
    if (turn === mostTurns) return { low, high, largest };
    if (values[scanPoints] === largest) to += to - from;
    else if (values[0] === largest) from -= to - from;
    else if (last - first > scanPoints / 8) return { low, high, largest };
    else [from, to] = [low, high];
  }
}
