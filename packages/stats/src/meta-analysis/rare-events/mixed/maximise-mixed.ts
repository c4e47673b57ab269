/** Maximum of the likelihood of a mixed model: BFGS on exact gradients, then Newton's steps. */
import { decomposeCholesky } from "../../../linear-algebra/cholesky.ts";
import { type Matrix, zeroMatrix } from "../../../linear-algebra/matrix.ts";
import { solveCholesky } from "../../../linear-algebra/solve-cholesky.ts";
import { minimiseBfgs } from "../../../optimisation/bfgs.ts";
import { largestEntry } from "../../../optimisation/progress.ts";
import type { MixedLikelihood } from "./mixed-likelihood.ts";

export interface MixedMaximum {
  /** Every parameter, held ones included. */
  readonly point: Float64Array;
  readonly value: number;
  /** Places of the parameters that were free. */
  readonly free: readonly number[];
  /** Of the free ones. */
  readonly gradientNorm: number;
  readonly converged: boolean;
  /** Inverse of minus the second derivatives of the free ones; `null` where they are not those of a maximum. */
  readonly covariance: Matrix | null;
}

/** Maximises over the parameters named in `free`, the others held where `start` has them. `spread`: rough standard errors. */
export function maximiseMixed(likelihood: MixedLikelihood, start: ArrayLike<number>, free: readonly number[], spread: ArrayLike<number>, options: { readonly curvature?: boolean } = {}): MixedMaximum {
  const point = Float64Array.from(start);
  if (free.length === 0) return { point, value: likelihood.value(point), free, gradientNorm: 0, converged: true, covariance: null };
  const scale = free.map((place) => spread[place] ?? 1);
  const place = (moved: ArrayLike<number>): Float64Array => {
    const made = point.slice();
    for (const [at, j] of free.entries()) made[j] = (point[j] ?? 0) + (moved[at] ?? 0) * (scale[at] ?? 1);
    return made;
  };
  const slopes = (moved: ArrayLike<number>): Float64Array => {
    const whole = likelihood.gradient(place(moved));
    return Float64Array.from(free, (j, at) => (whole[j] ?? 0) * (scale[at] ?? 1));
  };
  const found = minimiseBfgs((moved) => -likelihood.value(place(moved)), new Float64Array(free.length), { gradient: (moved) => slopes(moved).map((one) => -one), gradientTolerance: options.curvature === false ? 1e-9 : 1e-10, maximumIterations: 200 });
  let moved = found.estimate;
  let covariance: Matrix | null = null;
  let converged = found.converged || found.reason === "no-descent";
  for (let turn = 0; turn < 4 && options.curvature !== false; turn++) {
    const bend = bends(slopes, moved);
    const decomposition = bend === null ? null : decomposeCholesky(bend);
    if (decomposition === null || !decomposition.positiveDefinite) {
      covariance = null;
      break;
    }
    covariance = zeroMatrix(free.length, free.length);
    for (let column = 0; column < free.length; column++) {
      const unit = solveCholesky(decomposition, Float64Array.from(free, (_, at) => (at === column ? 1 : 0)));
      for (let row = 0; row < free.length; row++) covariance.values[row * free.length + column] = (unit[row] ?? 0) * (scale[row] ?? 1) * (scale[column] ?? 1);
    }
    // Steps with the same curvature until they end; the curvature anew where they led away from where it was taken.
    const from = moved;
    for (let chord = 0; chord < 5; chord++) {
      const step = solveCholesky(decomposition, slopes(moved));
      const next = moved.map((one, at) => one + (step[at] ?? 0));
      if (!(likelihood.value(place(next)) >= likelihood.value(place(moved)) - 1e-10)) break;
      moved = next;
      if (largestEntry(step) < 1e-10) break;
    }
    if (largestEntry(moved.map((one, at) => one - (from[at] ?? 0))) < 1e-7) {
      converged = true;
      break;
    }
  }
  const gradientNorm = largestEntry(slopes(moved).map((one, at) => one / (scale[at] ?? 1)));
  const value = likelihood.value(place(moved));
  return { point: place(moved), value, free, gradientNorm, converged: converged && largestEntry(slopes(moved)) <= 1e-5 * Math.max(1, Math.abs(value)), covariance };
}

/** Minus the second derivatives, by Richardson's extrapolation of differences of exact gradients. */
function bends(slopes: (moved: ArrayLike<number>) => Float64Array, at: Float64Array): Matrix | null {
  const size = at.length;
  const made = zeroMatrix(size, size);
  for (let column = 0; column < size; column++) {
    const rows = [0.1, 0.05, 0.025].map((step) => {
      const up = slopes(at.with(column, (at[column] ?? 0) + step));
      const down = slopes(at.with(column, (at[column] ?? 0) - step));
      return up.map((one, row) => (one - (down[row] ?? 0)) / (2 * step));
    });
    for (let row = 0; row < size; row++) {
      const [coarse = 0, middle = 0, fine = 0] = rows.map((one) => one[row] ?? 0);
      const [first, second] = [(4 * middle - coarse) / 3, (4 * fine - middle) / 3];
      made.values[row * size + column] = -(16 * second - first) / 15;
    }
  }
  for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) made.values[row * size + column] = made.values[column * size + row] = ((made.values[row * size + column] ?? 0) + (made.values[column * size + row] ?? 0)) / 2;
  return made.values.every(Number.isFinite) ? made : null;
}
