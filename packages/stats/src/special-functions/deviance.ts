/** How far a count lies from its mean, as Loader's saddle point expansion wants it. */

/** `k log(k / m) + m - k` for k, m > 0, without cancellation where k is close to m. */
export function deviance(k: number, m: number): number {
  const relative = (k - m) / (k + m);
  if (Math.abs(relative) >= 0.1) return k * Math.log(k / m) + m - k;
  // log(k/m) = 2 atanh(relative); the first term of the series is split off to meet m - k.
  const square = relative * relative;
  let power = 2 * k * relative;
  let sum = (k - m) * relative;
  for (let term = 1; term < 1000; term++) {
    power *= square;
    const next = sum + power / (2 * term + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
