import type { QuadratureRule } from "./gauss-legendre.ts";

export interface IntegrandPeak {
  /** Where the integrand is highest. */
  readonly mode: number;
  /** Minus the second derivative of its logarithm there; above 0. */
  readonly curvature: number;
}

/**
 * log ∫ exp(g(x)) dx by Gauss-Hermite quadrature placed at the peak of g: exact for a normal density times a polynomial, and
 * Laplace's approximation with one node. For the random effect of one cluster in a mixed model: g is its log-likelihood plus the
 * log density of the effect.
 *
 * `rule` is from `gaussHermite`. Safe against overflow and underflow. `null` where g is not a number, or +Infinity, at a node, or
 * -Infinity at all of them. Throws RangeError unless mode and curvature are finite, the curvature above 0.
 * Source: Liu and Pierce 1994, doi:10.1093/biomet/81.3.624; Pinheiro and Bates 1995, doi:10.1080/10618600.1995.10474663 (both recalled).
 *
 * @example logIntegralAtPeak((x) => -x * x / 8, gaussHermite(1), { mode: 0, curvature: 0.25 }) // log √(8π) = 1.612085713764618
 */
export function logIntegralAtPeak(g: (x: number) => number, rule: QuadratureRule, { mode, curvature }: IntegrandPeak): number | null {
  if (!(Number.isFinite(mode) && curvature > 0 && Number.isFinite(curvature))) throw new RangeError(`logIntegralAtPeak needs a finite mode and a curvature above 0; got ${String(mode)} and ${String(curvature)}.`);
  const scale = 1 / Math.sqrt(curvature);
  let highest = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let at = 0; at < rule.nodes.length; at++) {
    const node = rule.nodes[at] ?? 0;
    const height = g(mode + scale * node) + (node * node) / 2 + Math.log(rule.weights[at] ?? 0);
    if (Number.isNaN(height) || height === Number.POSITIVE_INFINITY) return null;
    if (height > highest) {
      sum = sum * Math.exp(highest - height) + 1;
      highest = height;
    } else if (height !== Number.NEGATIVE_INFINITY) sum += Math.exp(height - highest);
  }
  return highest === Number.NEGATIVE_INFINITY ? null : highest + Math.log(sum) + Math.log(scale) + Math.log(2 * Math.PI) / 2;
}
