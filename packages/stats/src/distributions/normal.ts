/** The standard normal distribution. */

const rootTwoPi = 2.5066282746310002;
const logRootTwoPi = 0.9189385332046728;
/** Up to here the series about zero, beyond it the continued fraction of the tail. */
const seriesTo = 2;

/** Density at z. Relative error below 1e-15, also far out. R: `dnorm(z)`. @example normalDensity(0) // 0.3989422804014327 */
export function normalDensity(z: number): number {
  requireNumber(z);
  // z² has more digits than a double: it is split so that the exponent keeps them.
  const coarse = Math.trunc(z * 16) / 16;
  if (Math.abs(z) > 39) return 0;
  return (Math.exp(-(coarse * coarse) / 2) * Math.exp(-((z - coarse) * (z + coarse)) / 2)) / rootTwoPi;
}

/**
 * A tail of the standard normal distribution: `lower` P(Z <= z), `upper` P(Z > z). Relative error below 1e-14 in both,
 * however small (0 beyond 38).
 *
 * Throws RangeError for NaN. Source: series and continued fraction of the error function, NIST DLMF 7.6.2 and 7.9.3.
 * R: `pnorm(z, lower.tail = tail == "lower")`.
 *
 * @example normalTail(1.959963984540054, { tail: "upper" }) // 0.025
 */
export function normalTail(z: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  requireNumber(z);
  const out = (options.tail ?? "lower") === "lower" ? -z : z;
  if (out > seriesTo) return normalDensity(out) * millsRatio(out);
  if (out < -seriesTo) return 1 - normalDensity(out) * millsRatio(-out);
  return 0.5 - central(out);
}

/**
 * Logarithm of a tail, also where the tail itself is too small for a double. R: `pnorm(z, log.p = TRUE)`.
 * @example logNormalTail(40, { tail: "upper" }) // -804.608442…
 */
export function logNormalTail(z: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  const tail = options.tail ?? "lower";
  const out = tail === "lower" ? -z : z;
  if (out > seriesTo) return -(out * out) / 2 - logRootTwoPi + Math.log(millsRatio(out));
  return out < 0 ? Math.log1p(-normalTail(z, { tail: tail === "lower" ? "upper" : "lower" })) : Math.log(normalTail(z, { tail }));
}

/**
 * The z with `P(Z <= z) = p`, or with `P(Z > z) = p` where `tail` is `upper`. Give the tail in which p is small.
 * Relative error below 1e-14. Infinite for p of 0 and 1.
 *
 * Throws RangeError unless p lies from 0 to 1. R: `qnorm(p, lower.tail = tail == "lower")`.
 * Start: Abramowitz and Stegun 26.2.23; then Halley's method.
 *
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number, options: { readonly tail?: "lower" | "upper" } = {}): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile needs a probability from 0 to 1; got ${String(p)}.`);
  const upper = (options.tail ?? "lower") === "upper";
  if (p === 0 || p === 1) return (p === 0) === upper ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const small = Math.min(p, 1 - p);
  const far = small > 0.25 ? solveCentral(0.5 - small) : solveTail(small);
  return p <= 0.5 === upper ? far : -far;
}

/** The z above 0 with P(0 < Z < z) = mass. */
function solveCentral(mass: number): number {
  let z = mass * rootTwoPi;
  for (let step = 0; step < 20; step++) {
    const newton = (central(z) - mass) / normalDensity(z);
    const next = z - newton / (1 + (z * newton) / 2);
    if (Math.abs(next - z) <= Number.EPSILON * z) return next;
    z = next;
  }
  return z;
}

/** The z above 0 with P(Z > z) = p. */
function solveTail(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 20; step++) {
    // On the logarithm of the tail, so that the steps stay good where the tail is tiny.
    const tail = normalTail(z, { tail: "upper" });
    const newton = (tail / normalDensity(z)) * Math.log(p / tail);
    const next = z - newton;
    if (Math.abs(next - z) <= 2 * Number.EPSILON * z) return next;
    z = next;
  }
  return z;
}

/** P(0 < Z < z), negative for z below 0: density × (z + z³/3 + z⁵/15 + …), terms of one sign. */
function central(z: number): number {
  const square = z * z;
  let term = z;
  let sum = z;
  for (let odd = 3; odd < 200; odd += 2) {
    term *= square / odd;
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return sum * normalDensity(z);
}

/** Tail over density for z >= 2: 1/(z + 1/(z + 2/(z + 3/…))), from behind. */
function millsRatio(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 0;
  let value = z;
  for (let k = Math.ceil(10 + 480 / (z * z)); k >= 1; k--) value = z + k / value;
  return 1 / value;
}

function requireNumber(z: number): void {
  if (Number.isNaN(z)) throw new RangeError("The normal distribution needs a number; got NaN.");
}
