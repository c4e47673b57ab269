/** Gauss-Hermite quadrature, in the form that integrates against the standard normal density. */
import type { QuadratureRule } from "./gauss-legendre.ts";

/**
 * Nodes and weights with `Σ weight f(node) = E f(Z)` for Z standard normal: exact for polynomials up to degree
 * 2 `count` - 1. Nodes to 1e-14, weights to 1e-13 relative, for 1 to 300 nodes. Weights sum to one.
 *
 * Throws RangeError unless `count` is a whole number from 1 to 300, beyond which weights fall towards the smallest numbers there are.
 * Source: Newton's method on the normalised Hermite polynomial, NIST DLMF 3.5.v and 18.9.1; roots below the last ones are
 * found by taking the known ones out. Agrees with the eigenvalues of the Jacobi matrix (Golub and Welsch 1969) in R.
 *
 * @example gaussHermite(3).nodes // -1.7320508075688772, 0, 1.7320508075688772; weights 1/6, 2/3, 1/6
 */
export function gaussHermite(count: number): QuadratureRule {
  if (!Number.isInteger(count) || count < 1 || count > 300) throw new RangeError(`gaussHermite needs 1 to 300 nodes; got ${String(count)}.`);
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  const found: number[] = [];
  let x = 2 * Math.sqrt(count + 0.5) + 1;
  for (let at = 0; at < Math.ceil(count / 2); at++) {
    x = nextRoot(count, x, found);
    if (count % 2 === 1 && at === (count - 1) / 2) x = 0;
    found.push(x);
    const { before } = hermite(count, x);
    const weight = 1 / (count * before * before);
    nodes[count - 1 - at] = x;
    nodes[at] = -x;
    weights[at] = weights[count - 1 - at] = weight;
  }
  if (count % 2 === 1) nodes[(count - 1) / 2] = 0;
  return { nodes, weights };
}

/** From above all remaining roots Newton's method falls onto the largest of them; the known ones are divided out. */
function nextRoot(count: number, from: number, found: readonly number[]): number {
  let x = from;
  for (let turn = 0; turn < 500; turn++) {
    const { value, before } = hermite(count, x);
    const ratio = value / (Math.sqrt(count) * before);
    const taken = found.reduce((sum, root) => sum + 1 / (x - root), 0);
    const step = turn === 0 && found.length > 0 ? 1e-3 : ratio / (1 - ratio * taken);
    x -= step;
    if (Math.abs(step) < 1e-14 * Math.max(1, Math.abs(x))) break;
  }
  // Two more steps on the polynomial itself.
  for (let turn = 0; turn < 2; turn++) {
    const { value, before } = hermite(count, x);
    x -= value / (Math.sqrt(count) * before);
  }
  return x;
}

/** Orthonormal Hermite polynomials of the degree and of one less; the derivative of the first is √degree times the second. */
function hermite(degree: number, x: number): { readonly value: number; readonly before: number } {
  let before = 0;
  let value = 1;
  for (let k = 1; k <= degree; k++) [before, value] = [value, (x * value - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
  return { value, before };
}
