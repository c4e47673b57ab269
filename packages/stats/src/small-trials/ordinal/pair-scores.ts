/** Who wins a pair: outcomes in the order of their importance. */

export interface RankedOutcome {
  readonly values: Float64Array;
  /** For times: whether the event was seen. */
  readonly events: Float64Array | null;
  readonly smallerWins: boolean;
  readonly margin: number;
}

/**
 * 1 where row `one` wins over row `other`, -1 where it loses, 0 where no outcome decides. Times: the row wins whose event came later, or
 * was not seen by the other's event; what happened after either was censored says nothing (Finkelstein and Schoenfeld; Pocock). An event
 * and a censoring at one time: the censored row wins, as it was at risk then.
 */
export function pairScore(outcomes: readonly RankedOutcome[], one: number, other: number): number {
  for (const outcome of outcomes) {
    const score = outcomeScore(outcome, one, other);
    if (score !== 0) return score;
  }
  return 0;
}

function outcomeScore({ values, events, smallerWins, margin }: RankedOutcome, one: number, other: number): number {
  const [a, b] = [values[one] as number, values[other] as number];
  if (events === null) return Math.abs(a - b) > margin ? (a > b === smallerWins ? -1 : 1) : 0;
  const [seenOne, seenOther] = [events[one] === 1, events[other] === 1];
  const later = (first: number, second: number, seenFirst: boolean): boolean => first - second > margin || (margin === 0 && first === second && !seenFirst);
  const sign = smallerWins ? -1 : 1;
  if (seenOther && later(a, b, seenOne)) return sign;
  if (seenOne && later(b, a, seenOther)) return -sign;
  return 0;
}

export interface StratumWins {
  readonly n: number;
  readonly m: number;
  /** Parts of pairs. */
  readonly wins: number;
  readonly losses: number;
  /** Variances of both and their covariance. */
  readonly winVariance: number;
  readonly lossVariance: number;
  readonly covariance: number;
  /** Variance of wins less losses, from the rows of each group: (of the group, of the reference). */
  readonly parts: readonly [number, number];
  /** Finkelstein and Schoenfeld: sum of the group's scores against all rows, and its variance if groups were dealt anew. */
  readonly scoreSum: number;
  readonly scoreVariance: number;
}

/** One stratum; variances as of U-statistics, from each row's own part of wins and losses, with n - 1 (DeLong). 0 for a group of one row: it is `null` then. */
export function winsOfStratum(outcomes: readonly RankedOutcome[], group: Int32Array, reference: Int32Array): StratumWins {
  const [n, m] = [group.length, reference.length];
  const own = [new Float64Array(n), new Float64Array(n)] as const;
  const theirs = [new Float64Array(m), new Float64Array(m)] as const;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const score = pairScore(outcomes, group[i] as number, reference[j] as number);
      if (score === 0) continue;
      const at = score > 0 ? 0 : 1;
      own[at][i] = (own[at][i] as number) + 1 / m;
      theirs[at][j] = (theirs[at][j] as number) + 1 / n;
    }
  }
  const mean = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = (a: Float64Array, b: Float64Array): number => {
    const [meanA, meanB] = [mean(a), mean(b)];
    return a.length < 2 ? 0 : a.reduce((sum, one, at) => sum + (one - meanA) * ((b[at] as number) - meanB), 0) / (a.length - 1) / a.length;
  };
  const difference = ([wins, losses]: readonly [Float64Array, Float64Array]): Float64Array => wins.map((one, at) => one - (losses[at] as number));
  const [a, b] = [difference(own), difference(theirs)];
  return { n, m, wins: mean(own[0]), losses: mean(own[1]), winVariance: spread(own[0], own[0]) + spread(theirs[0], theirs[0]), lossVariance: spread(own[1], own[1]) + spread(theirs[1], theirs[1]), covariance: spread(own[0], own[1]) + spread(theirs[0], theirs[1]), parts: [spread(a, a), spread(b, b)], ...scoresOf(outcomes, group, reference) };
}

function scoresOf(outcomes: readonly RankedOutcome[], group: Int32Array, reference: Int32Array): { readonly scoreSum: number; readonly scoreVariance: number } {
  const all = [...group, ...reference];
  const scores = new Int32Array(all.length);
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      const score = pairScore(outcomes, all[i] as number, all[j] as number);
      scores[i] = (scores[i] as number) + score;
      scores[j] = (scores[j] as number) - score;
    }
  }
  const squares = scores.reduce((sum, one) => sum + one * one, 0);
  return { scoreSum: scores.subarray(0, group.length).reduce((sum, one) => sum + one, 0), scoreVariance: all.length < 2 ? 0 : (group.length * reference.length * squares) / (all.length * (all.length - 1)) };
}
