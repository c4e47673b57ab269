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

/** Wins and losses of each row. */
interface Tally {
  readonly wins: Float64Array;
  readonly losses: Float64Array;
}

/** One stratum; variances as of U-statistics, from each row's own part of wins and losses, with n - 1 (DeLong). 0 for a group of one row: it is `null` then. */
export function* winsOfStratum(outcomes: readonly RankedOutcome[], group: Int32Array, reference: Int32Array): Generator<{ readonly done: number }, StratumWins> {
  const [n, m] = [group.length, reference.length];
  const all = Int32Array.from([...group, ...reference]);
  const [first] = outcomes;
  const alone = first !== undefined && outcomes.length === 1;
  const [ours, others, everybody] = alone ? [countSorted(first, group, reference), countSorted(first, reference, group), countSorted(first, all, all)] : yield* countPairs(outcomes, group, reference);
  const own = [ours.wins.map((one) => one / m), ours.losses.map((one) => one / m)] as const;
  const theirs = [others.losses.map((one) => one / n), others.wins.map((one) => one / n)] as const;
  const mean = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = (a: Float64Array, b: Float64Array): number => {
    const [meanA, meanB] = [mean(a), mean(b)];
    return a.length < 2 ? 0 : a.reduce((sum, one, at) => sum + (one - meanA) * ((b[at] as number) - meanB), 0) / (a.length - 1) / a.length;
  };
  const difference = ([wins, losses]: readonly [Float64Array, Float64Array]): Float64Array => wins.map((one, at) => one - (losses[at] as number));
  const [a, b] = [difference(own), difference(theirs)];
  return { n, m, wins: mean(own[0]), losses: mean(own[1]), winVariance: spread(own[0], own[0]) + spread(theirs[0], theirs[0]), lossVariance: spread(own[1], own[1]) + spread(theirs[1], theirs[1]), covariance: spread(own[0], own[1]) + spread(theirs[0], theirs[1]), parts: [spread(a, a), spread(b, b)], ...scoresOf(everybody, n) };
}

/** Of one outcome alone: each row's wins and losses by search in sorted lists, in n log n. */
function countSorted({ values, events, smallerWins, margin }: RankedOutcome, rows: Int32Array, against: Int32Array): Tally {
  const seen = events === null ? against : against.filter((row) => events[row] === 1);
  const sortedSeen = Float64Array.from(seen, (row) => values[row] as number).toSorted();
  const sortedAll = events === null ? sortedSeen : Float64Array.from(against, (row) => values[row] as number).toSorted();
  const sortedCensored = events === null ? sortedSeen : Float64Array.from(against.filter((row) => events[row] !== 1), (row) => values[row] as number).toSorted();
  const [larger, smaller] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (const [at, row] of rows.entries()) {
    const value = values[row] as number;
    const had = events === null || events[row] === 1;
    // Later than an event that was seen; at the same time only where this row was censored.
    larger[at] = countWhile(sortedSeen, (one) => value - one > margin || (margin === 0 && !had && value === one));
    if (!had) continue;
    smaller[at] = sortedAll.length - countWhile(sortedAll, (one) => !(one - value > margin));
    if (events !== null && margin === 0) smaller[at] = (smaller[at] as number) + countWhile(sortedCensored, (one) => one <= value) - countWhile(sortedCensored, (one) => one < value);
  }
  return smallerWins ? { wins: smaller, losses: larger } : { wins: larger, losses: smaller };
}

/** How many of a rising list hold, where those that hold come first. */
function countWhile(sorted: Float64Array, holds: (one: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of several outcomes every pair is looked at: in n m for the groups, and all rows against all for the scores. */
function* countPairs(outcomes: readonly RankedOutcome[], group: Int32Array, reference: Int32Array): Generator<{ readonly done: number }, readonly [Tally, Tally, Tally]> {
  const [n, all] = [group.length, [...group, ...reference]];
  const tally = (size: number): Tally => ({ wins: new Float64Array(size), losses: new Float64Array(size) });
  const made = [tally(n), tally(reference.length), tally(all.length)] as const;
  const add = ({ wins, losses }: Tally, place: number, score: number): void => {
    const list = score > 0 ? wins : losses;
    list[place] = (list[place] as number) + 1;
  };
  let pairs = 0;
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      const score = pairScore(outcomes, all[i] as number, all[j] as number);
      if (score === 0) continue;
      add(made[2], i, score);
      add(made[2], j, -score);
      if (i < n || j >= n) continue;
      add(made[0], j, -score);
      add(made[1], i - n, score);
    }
    pairs += i;
    if (pairs > 1_000_000) {
      pairs = 0;
      yield { done: (i / all.length) ** 2 };
    }
  }
  return made;
}

function scoresOf({ wins, losses }: Tally, n: number): { readonly scoreSum: number; readonly scoreVariance: number } {
  const scores = wins.map((one, at) => one - (losses[at] as number));
  const m = scores.length - n;
  const squares = scores.reduce((sum, one) => sum + one * one, 0);
  return { scoreSum: scores.subarray(0, n).reduce((sum, one) => sum + one, 0), scoreVariance: scores.length < 2 ? 0 : (n * m * squares) / (scores.length * (scores.length - 1)) };
}
