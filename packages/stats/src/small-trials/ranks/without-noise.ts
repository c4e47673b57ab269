/** Differences of decimals, rid of what the subtraction rounded. */

/**
 * Sizes that lie within 8 units of the last digit of the largest number that was subtracted become one, in chains, the least of them;
 * those as near to zero become zero. Signs stay. @example withoutNoise([0.3 - 0.2, 1 - 1.1], [[0.3, 1], [0.2, 1.1]]) // sizes alike
 */
export function withoutNoise(differences: Float64Array, from: readonly ArrayLike<number>[]): Float64Array {
  let largest = 0;
  for (const values of from) for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at] as number));
  const near = 8 * Number.EPSILON * largest;
  const order = Array.from(differences.keys()).toSorted((one, other) => Math.abs(differences[one] as number) - Math.abs(differences[other] as number));
  const made = new Float64Array(differences.length);
  let [head, last] = [0, 0];
  for (const at of order) {
    const size = Math.abs(differences[at] as number);
    if (size - last > near) head = size;
    last = size;
    made[at] = (differences[at] as number) < 0 && head > 0 ? -head : head;
  }
  return made;
}
