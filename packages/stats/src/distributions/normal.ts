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

/** Tail over density at z = 0, 1/4, 1/2, … 8 (by mpmath, 40 digits). */
const mills = [
  1.2533141373155003, 1.0378245758537268, 0.8763644564536923, 0.7525711790634081, 0.6556795424187984, 0.5784303460476311, 0.5158156382179634, 0.4643069280394422, 0.4213692292880545,
  0.3851482907984346, 0.35426511132979366, 0.32767831469055203, 0.3045902987101033, 0.28438214674849294, 0.26656776896822376, 0.250761111443965, 0.23665238291356067, 0.2239905946538288,
  0.21257058044203178, 0.20222323663305464, 0.19280810471531576, 0.1842076773079702, 0.1763229857571027, 0.16907015040769408, 0.16237766089686745, 0.15618421503397592, 0.15043698873626907,
  0.14509024128913092, 0.14010418345305023, 0.13544405309676344, 0.13107935580449176, 0.12698323748543697, 0.1231319632579323,
] as const;

/** Tail over density for z >= 0: Taylor's series from the nearest quarter, whose coefficients follow from R' = z R - 1; beyond 8, 1/(z + 1/(z + 2/(z + 3/…))) from behind. */
function millsRatio(z: number): number {
  if (z === Number.POSITIVE_INFINITY) return 0;
  if (z <= 8) {
    const near = Math.round(z * 4);
    const from = near / 4;
    const h = z - from;
    let before = mills[near] ?? 0;
    let now = from * before - 1;
    let power = h;
    let sum = before + now * h;
    for (let n = 1; n < 40; n++) {
      const next = (from * now + before) / (n + 1);
      power *= h;
      const add = sum + next * power;
      if (add === sum) break;
      sum = add;
      before = now;
      now = next;
    }
    return sum;
  }
  let value = z;
  for (let k = Math.ceil(10 + 480 / (z * z)); k >= 1; k--) value = z + k / value;
  return 1 / value;
}

function requireNumber(z: number): void {
  if (Number.isNaN(z)) throw new RangeError("The normal distribution needs a number; got NaN.");
}
