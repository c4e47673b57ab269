/** Products of doubles with the part that rounding drops. */

const splitter = 134_217_729;

/**
 * What rounding took from a b: `a b` exactly is `a * b + productError(a, b)` while |a|, |b| < 1e150.
 * Source: Dekker 1971, "A floating-point technique for extending the available precision", doi 10.1007/BF01397083 (recalled).
 */
export function productError(a: number, b: number): number {
  const product = a * b;
  const bigA = a * splitter;
  const highA = bigA - (bigA - a);
  const lowA = a - highA;
  const bigB = b * splitter;
  const highB = bigB - (bigB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}
