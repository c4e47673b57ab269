/** The likelihood of categories, the first being the reference. */
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import type { LikelihoodAt } from "../../optimisation/newton-raphson.ts";

/** Coefficients stand category by category, from the second; outcomes are codes from 0. */
export function multinomialLikelihood({ values, rows, columns }: Matrix, outcome: Float64Array, weights: Float64Array, categories: number, point: Float64Array): LikelihoodAt {
  const size = columns * (categories - 1);
  const gradient = new Float64Array(size);
  const hessian = zeroMatrix(size, size);
  const chances = new Float64Array(categories);
  let value = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const weight = weights[row] as number;
    chances.fill(0);
    for (let code = 1; code < categories; code++) for (let at = 0; at < columns; at++) chances[code] = (chances[code] as number) + (values[start + at] as number) * (point[(code - 1) * columns + at] as number);
    const most = chances.reduce((high, one) => Math.max(high, one), 0);
    const mass = chances.reduce((sum, one) => sum + Math.exp(one - most), 0);
    value += weight * ((chances[outcome[row] as number] as number) - most - Math.log(mass));
    for (let code = 0; code < categories; code++) chances[code] = Math.exp((chances[code] as number) - most) / mass;
    for (let code = 1; code < categories; code++) {
      const off = weight * ((outcome[row] === code ? 1 : 0) - (chances[code] as number));
      const from = (code - 1) * columns;
      for (let at = 0; at < columns; at++) gradient[from + at] = (gradient[from + at] as number) + off * (values[start + at] as number);
      for (let other = 1; other <= code; other++) {
        const curve = weight * (chances[code] as number) * ((code === other ? 1 : 0) - (chances[other] as number));
        const to = (other - 1) * columns;
        for (let at = 0; at < columns; at++) for (let and = 0; and < columns; and++) hessian.values[(from + at) * size + to + and] = (hessian.values[(from + at) * size + to + and] as number) - curve * (values[start + at] as number) * (values[start + and] as number);
      }
    }
  }
  for (let row = 0; row < size; row++) for (let column = row + 1; column < size; column++) hessian.values[row * size + column] = hessian.values[column * size + row] as number;
  return { value, gradient, hessian };
}
