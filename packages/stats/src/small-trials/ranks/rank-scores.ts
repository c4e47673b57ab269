/** Ranks with ties as their mean, and the numbers of tied values. */

export interface RankScores {
  /** Twice the midrank: whole numbers, so that sums are exact. */
  readonly doubled: Int32Array;
  /** Sum of t³ - t over runs of t tied values. */
  readonly ties: number;
}

/** @example rankScores([7, 3, 7]).doubled // 5, 2, 5 */
export function rankScores(values: ArrayLike<number>): RankScores {
  const order = Array.from({ length: values.length }, (_, at) => at).toSorted((one, other) => (values[one] as number) - (values[other] as number));
  const doubled = new Int32Array(values.length);
  let ties = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let at = from; at < to; at++) doubled[order[at] as number] = from + to + 1;
    ties += (to - from) ** 3 - (to - from);
  }
  return { doubled, ties };
}
