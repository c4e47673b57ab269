/** Order statistics of differences between two groups, and of means of pairs, without writing all pairs down. */

type Count = (limit: number) => number;

/**
 * The k-th smallest, from 1, of many numbers of which `countTo` tells how many are at most a limit: bisection until no number lies
 * between, so that what is found is one of them, to the last bit.
 */
function selectByCount(countTo: Count, k: number, lowest: number, highest: number): number {
  if (countTo(lowest) >= k) return lowest;
  let [below, found] = [lowest, highest];
  for (;;) {
    const middle = below / 2 + found / 2;
    if (!(middle > below && middle < found)) return found;
    if (countTo(middle) >= k) found = middle;
    else below = middle;
  }
}

/** The k-th smallest x - y. Both lists rise. @example kthDifference([1, 4], [0, 2], 2) // 1 */
export function kthDifference(x: Float64Array, y: Float64Array, k: number): number {
  const countTo: Count = (limit) => {
    let [count, at] = [0, 0];
    // The larger y, the more x have x - y within the limit.
    for (let other = 0; other < y.length; other++) {
      while (at < x.length && (x[at] as number) - (y[other] as number) <= limit) at += 1;
      count += at;
    }
    return count;
  };
  return selectByCount(countTo, k, (x[0] as number) - (y[y.length - 1] as number), (x[x.length - 1] as number) - (y[0] as number));
}

/** The k-th smallest (x_i + x_j) / 2 with i <= j: Walsh's averages. The list rises. @example kthAverage([1, 3], 2) // 2 */
export function kthAverage(x: Float64Array, k: number): number {
  const countTo: Count = (limit) => {
    let [count, to] = [0, x.length];
    for (let at = 0; at < x.length; at++) {
      while (to > 0 && (x[at] as number) / 2 + (x[to - 1] as number) / 2 > limit) to -= 1;
      if (to <= at) break;
      count += to - at;
    }
    return count;
  };
  return selectByCount(countTo, k, x[0] as number, x[x.length - 1] as number);
}

/** The median of `count` numbers by their order. */
export const medianBy = (select: (k: number) => number, count: number): number => (count % 2 === 1 ? select((count + 1) / 2) : select(count / 2) / 2 + select(count / 2 + 1) / 2);
