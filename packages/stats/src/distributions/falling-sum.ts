/** Sums of a tail from its largest term on. */

/** first × (1 + ratio(k) + ratio(k) ratio(k ± 1) + …), until nothing changes. */
export function fallingSum(first: number, from: number, ratio: (k: number) => number, step: 1 | -1): number {
  let term = 1;
  let sum = 1;
  for (let k = from; ; k += step) {
    term *= ratio(k);
    const next = sum + term;
    if (next === sum) return first * sum;
    sum = next;
  }
}
