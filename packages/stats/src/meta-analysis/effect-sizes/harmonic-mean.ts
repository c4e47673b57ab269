/** The harmonic mean: the reciprocal of the mean reciprocal. Numbers above zero. @example harmonicMean([2, 6]) // 3 */
export function harmonicMean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += 1 / (values[at] ?? 0);
  return values.length / sum;
}
