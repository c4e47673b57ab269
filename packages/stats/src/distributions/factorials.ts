/** Factorials and binomial coefficients, each the double nearest to the whole number. */

/** The largest whole number whose factorial a double can hold. */
export const largestFactorial = 170;

const factorials = new Float64Array(largestFactorial + 1);
{
  let exact = 1n;
  factorials[0] = 1;
  for (let n = 1; n <= largestFactorial; n++) {
    exact *= BigInt(n);
    factorials[n] = Number(exact);
  }
}

/** n! for a whole number from 0 to 170; NaN never: throws RangeError outside. */
export function factorial(n: number): number {
  const value = factorials[n];
  if (value === undefined) throw new RangeError(`The factorial needs a whole number from 0 to ${largestFactorial}; got ${String(n)}.`);
  return value;
}

/**
 * "n choose k" for whole numbers 0 <= k <= n <= 170; relative error below 5e-16.
 * @example chooseSmall(10, 3) // 120
 */
export function chooseSmall(n: number, k: number): number {
  const value = factorial(n) / factorial(k) / factorial(n - k);
  return value < 4e15 ? Math.round(value) : value;
}
