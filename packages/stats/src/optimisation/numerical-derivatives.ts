import { type Matrix, zeroMatrix } from "../linear-algebra/matrix.ts";

export interface RichardsonOptions {
  /** First step as part of the parameter, and as it is for a parameter below 1.8e-5; 1e-4 where left out. */
  readonly step?: number;
  /** Halvings of the step, each of which takes away two more orders of the error; 4 where left out. */
  readonly rounds?: number;
}

/**
 * The gradient by Richardson's extrapolation of central differences: for checks of analytic derivatives, to about 1e-10 relative.
 * 2 × rounds evaluations per parameter. `null` where the function is not finite at one of them.
 *
 * Source: Richardson 1911, doi:10.1098/rsta.1911.0009 (recalled). R: `numDeriv::grad`, whose steps these are.
 *
 * @example numericalGradient(([x = 0]) => x ** 3, [2]) // 12
 */
export function numericalGradient(f: (point: Float64Array) => number, point: ArrayLike<number>, options: RichardsonOptions = {}): Float64Array | null {
  const at = Float64Array.from(point);
  const made = at.map((value, k) => extrapolate(firstStep(value, options), options, (step) => (ask(f, at, k, step) - ask(f, at, k, -step)) / (2 * step)));
  return made.every(Number.isFinite) ? made : null;
}

/**
 * The matrix of second derivatives by Richardson's extrapolation, to about 1e-7 relative. `null` where the function is not
 * finite at one of its points. R: `numDeriv::hessian`.
 *
 * @example numericalHessian(([x = 0, y = 0]) => x * x * y, [1, 2]) // rows 4, 2 and 2, 0
 */
export function numericalHessian(f: (point: Float64Array) => number, point: ArrayLike<number>, options: RichardsonOptions = {}): Matrix | null {
  const wide = { step: 1e-2, ...options };
  const at = Float64Array.from(point);
  const middle = f(at.slice());
  const size = at.length;
  const made = zeroMatrix(size, size);
  const steps = at.map((value) => firstStep(value, wide));
  for (let row = 0; row < size; row++) {
    const one = steps[row] ?? 0;
    made.values[row * size + row] = extrapolate(one, wide, (step) => (ask(f, at, row, step) - 2 * middle + ask(f, at, row, -step)) / step ** 2);
    for (let column = 0; column < row; column++) {
      const ratio = (steps[column] ?? 0) / one;
      const mixed = extrapolate(one, wide, (step) => {
        const other = step * ratio;
        const corners = ask(f, at, row, step, column, other) - ask(f, at, row, step, column, -other) - ask(f, at, row, -step, column, other) + ask(f, at, row, -step, column, -other);
        return corners / (4 * step * other);
      });
      made.values[row * size + column] = made.values[column * size + row] = mixed;
    }
  }
  return made.values.every(Number.isFinite) ? made : null;
}

function firstStep(value: number, { step = 1e-4 }: RichardsonOptions): number {
  return Math.abs(value) < 1.8e-5 ? step : Math.abs(value) * step;
}

/** Halves the step each round; errors in even powers of it cancel in turn. */
function extrapolate(first: number, { rounds = 4 }: RichardsonOptions, difference: (step: number) => number): number {
  const row = Array.from({ length: rounds }, (_, round) => difference(first / 2 ** round));
  for (let order = 1; order < rounds; order++) for (let at = 0; at < rounds - order; at++) row[at] = ((row[at + 1] ?? 0) * 4 ** order - (row[at] ?? 0)) / (4 ** order - 1);
  return row[0] ?? 0;
}

function ask(f: (point: Float64Array) => number, at: Float64Array, first: number, step: number, second = -1, other = 0): number {
  const moved = at.slice();
  moved[first] = (moved[first] ?? 0) + step;
  if (second >= 0) moved[second] = (moved[second] ?? 0) + other;
  return f(moved);
}
