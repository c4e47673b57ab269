/** Mean and variance, in two passes, safe for huge and tiny numbers. */

export interface Moments {
  readonly size: number;
  readonly mean: number;
  /** With n - 1; 0 for one number. */
  readonly sd: number;
}

/** Numbers are brought near 1 by a power of two, which costs no digit, before they are squared. @example momentsOf([1, 3]) // mean 2, sd √2 */
export function momentsOf(values: ArrayLike<number>): Moments {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at] as number));
  const unit = largest > 1e-300 ? 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest)))) : 1;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (values[at] as number) / unit;
  const rough = sum / values.length;
  let [left, squares] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const off = (values[at] as number) / unit - rough;
    left += off;
    squares += off * off;
  }
  const shift = left / values.length;
  return { size: values.length, mean: (rough + shift) * unit, sd: values.length < 2 ? 0 : Math.sqrt(Math.max(0, squares - values.length * shift * shift) / (values.length - 1)) * unit };
}
