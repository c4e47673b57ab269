/** From the scale of the analysis back to ratios, proportions, rates and differences. */
import { type Measure, measureFacts } from "./measures.ts";

/**
 * The value that a number on the scale of the analysis stands for. Proportions end at 0 and 1, rates at 0: where a limit on the
 * scale lies beyond what the scale can hold, the end is given.
 *
 * `size` is needed for the Freeman-Tukey measures: the harmonic mean of the studies' sizes. `null` where it is missing, and for
 * measures without another scale.
 * Source: Miller 1978, The American Statistician 32:138, doi 10.1080/00031305.1978.10479283 (recalled).
 *
 * @example backTransform("odds-ratio", Math.log(2)) // 2
 */
export function backTransform(measure: Measure, value: number, options: { readonly size?: number | null } = {}): number | null {
  const size = options.size ?? null;
  const special = ways[measure];
  if (special !== undefined) return special(value, size);
  return measureFacts(measure).natural === "ratio" ? Math.exp(value) : value;
}

/** Measures that are neither ratios nor differences. */
const ways: Partial<Readonly<Record<Measure, (value: number, size: number | null) => number | null>>> = {
  "generic": () => null,
  "arcsine-difference": () => null,
  "proportion-logit": (value) => (value < 0 ? Math.exp(value) / (1 + Math.exp(value)) : 1 / (1 + Math.exp(-value))),
  "proportion-arcsine": (value) => Math.sin(within(value, 0, Math.PI / 2)) ** 2,
  "proportion-raw": (value) => within(value, 0, 1),
  "proportion-freeman-tukey": (value, size) => (size === null ? null : proportionOf(value, size)),
  "rate-raw": (value) => Math.max(0, value),
  "rate-log": (value) => Math.exp(value),
  "rate-square-root": (value) => Math.max(0, value) ** 2,
  "rate-freeman-tukey": (value, size) => (size === null ? null : rateOf(value, size)),
};

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Miller's inverse of the double arcsine for n participants. */
function proportionOf(value: number, n: number): number {
  if (value <= Math.asin(Math.sqrt(1 / (n + 1))) / 2) return 0;
  if (value >= (Math.asin(Math.sqrt(n / (n + 1))) + Math.PI / 2) / 2) return 1;
  const sine = Math.sin(2 * value);
  const inner = sine + (sine - 1 / sine) / n;
  return within((1 - Math.sign(Math.cos(2 * value)) * Math.sqrt(Math.max(0, 1 - inner * inner))) / 2, 0, 1);
}

/** The inverse of (√(x/t) + √((x + 1)/t)) / 2 for a time t, as a rate x/t. */
function rateOf(value: number, time: number): number {
  // Their product with the difference of the roots is 1/t: √(x/t) = value - 1 / (4 t value).
  const root = value > 0 ? value - 1 / (4 * time * value) : 0;
  return Math.max(0, root) ** 2;
}
