/** Gauss-Legendre quadrature. */

/** Nodes in rising order and their weights. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Nodes and weights on [-1, 1] with weight function 1: exact for polynomials up to degree 2 `count` - 1.
 * Nodes to 1e-15, weights to 1e-14 relative, for 1 to 200 nodes.
 *
 * Throws RangeError unless `count` is a whole number from 1 to 200.
 * Source: Newton's method on the Legendre polynomial, NIST DLMF 3.5.v and 18.9.1. Agrees with the eigenvalues of the
 * Jacobi matrix (Golub and Welsch 1969) in R.
 *
 * @example gaussLegendre(2).nodes // -0.5773502691896257, 0.5773502691896257
 */
export function gaussLegendre(count: number): QuadratureRule {
  if (!Number.isInteger(count) || count < 1 || count > 200) throw new RangeError(`gaussLegendre needs 1 to 200 nodes; got ${String(count)}.`);
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let x = -Math.cos((Math.PI * (at + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 100; turn++) {
      const { value, derivative } = legendre(count, x);
      slope = derivative;
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    slope = legendre(count, x).derivative;
    nodes[at] = x;
    weights[at] = 2 / ((1 - x * x) * slope * slope);
  }
  if (count % 2 === 1) nodes[(count - 1) / 2] = 0;
  return { nodes, weights };
}

function legendre(degree: number, x: number): { readonly value: number; readonly derivative: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= degree; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, derivative: (degree * (x * value - before)) / (x * x - 1) };
}
