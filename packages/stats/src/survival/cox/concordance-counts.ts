/** Pairs that a score puts in the right order, by a tree of sums: n log n. */
import { placeOf } from "../sort-numbers.ts";

export interface ConcordanceRows {
  readonly time: Float64Array;
  readonly event: Float64Array;
  readonly start: Float64Array | null;
  readonly weight: Float64Array | null;
  /** Higher: the event is expected earlier. */
  readonly score: Float64Array;
}
export type PairWeight = "n" | "I" | "S" | "S/G" | "n/G2";

export interface ConcordanceCounts {
  readonly concordant: number;
  readonly discordant: number;
  /** Equal scores. */
  readonly tiedScore: number;
  /** Both had the event at one time, with unequal and with equal scores. */
  readonly tiedTime: number;
  readonly tiedBoth: number;
}

/**
 * Adds the pairs of one stratum (`rows`: its places). An event is paired with each row at risk then that had not the event then:
 * those censored at its time outlived it. `influence` gets, for each row, its concordant, discordant and tied pairs, whichever of
 * the two it is, weighted by the other row and the time.
 */
export function countPairs(data: ConcordanceRows, rows: Uint32Array, pairWeight: PairWeight, upTo: number, influence: Float64Array): ConcordanceCounts {
  const { time, event, start, score } = data;
  const share = (row: number): number => data.weight?.[row] ?? 1;
  const distinct = Float64Array.from(new Set(Float64Array.from(rows, (row) => score[row] as number).toSorted()));
  const rank = Uint32Array.from(rows, (row) => placeOf(distinct, score[row] as number));
  // Places within `rows`: by time, events before censoring, and by start.
  const places = Uint32Array.from(rows, (_, at) => at);
  const [timeOf, eventOf] = [(at: number): number => time[rows[at] as number] as number, (at: number): number => event[rows[at] as number] as number];
  const startOf = (at: number): number => start?.[rows[at] as number] as number;
  const byTime = places.toSorted((one, other) => timeOf(one) - timeOf(other) || eventOf(other) - eventOf(one));
  const byStart = start === null ? null : places.toSorted((one, other) => startOf(one) - startOf(other));
  const timeWeights = weightsOfTimes(data, rows, byTime, pairWeight, upTo);
  let [concordant, discordant, tiedScore, tiedTime, tiedBoth] = [0, 0, 0, 0, 0];
  const note = (at: number, factor: number, lower: number, equal: number, higher: number): void => {
    const cell = 3 * (rows[at] as number);
    influence[cell] = (influence[cell] as number) + factor * lower;
    influence[cell + 1] = (influence[cell + 1] as number) + factor * higher;
    influence[cell + 2] = (influence[cell + 2] as number) + factor * equal;
  };
  // From the last time to the first: the tree holds those at risk that outlive the time.
  const later = new SumTree(distinct.length);
  let entry = rows.length - 1;
  for (let end = byTime.length; end > 0; ) {
    const now = timeOf(byTime[end - 1] as number);
    let from = end;
    while (from > 0 && timeOf(byTime[from - 1] as number) === now) from -= 1;
    for (; byStart !== null && entry >= 0 && startOf(byStart[entry] as number) >= now; entry--) later.add(rank[byStart[entry] as number] as number, -share(rows[byStart[entry] as number] as number));
    let split = from;
    while (split < end && eventOf(byTime[split] as number) === 1) split += 1;
    for (let k = split; k < end; k++) later.add(rank[byTime[k] as number] as number, share(rows[byTime[k] as number] as number));
    const factor = timeWeights.get(now) ?? 0;
    for (let k = from; k < split; k++) {
      const at = byTime[k] as number;
      const own = share(rows[at] as number);
      const below = later.below(rank[at] as number);
      const equal = later.below((rank[at] as number) + 1) - below;
      const above = later.total - below - equal;
      note(at, factor, below, equal, above);
      concordant += factor * own * below;
      discordant += factor * own * above;
      tiedScore += factor * own * equal;
    }
    // Pairs of two events at this time: all of them, and those of equal scores.
    const both = new Map<number, readonly [number, number]>();
    let [sum, squares] = [0, 0];
    for (let k = from; k < split; k++) {
      const at = byTime[k] as number;
      const own = share(rows[at] as number);
      sum += own;
      squares += own * own;
      const [alike, alikeSquares] = both.get(rank[at] as number) ?? [0, 0];
      both.set(rank[at] as number, [alike + own, alikeSquares + own * own]);
      later.add(rank[at] as number, own);
    }
    const alike = [...both.values()].reduce((total, [one, square]) => total + (one * one - square) / 2, 0);
    tiedBoth += factor * alike;
    tiedTime += factor * ((sum * sum - squares) / 2 - alike);
    end = from;
  }
  // From the first to the last: the tree holds events that came before.
  const earlier = new SumTree(distinct.length);
  const asOther = (at: number, sign: number): void => {
    const below = earlier.below(rank[at] as number);
    const equal = earlier.below((rank[at] as number) + 1) - below;
    note(at, sign, earlier.total - below - equal, equal, below);
  };
  let next = 0;
  for (let from = 0; from < byTime.length; ) {
    const now = timeOf(byTime[from] as number);
    let end = from;
    // Whoever entered before this time has no part in the events before the entry.
    for (; byStart !== null && next < byStart.length && startOf(byStart[next] as number) < now; next++) asOther(byStart[next] as number, -1);
    for (; end < byTime.length && timeOf(byTime[end] as number) === now && eventOf(byTime[end] as number) === 1; end++) asOther(byTime[end] as number, 1);
    for (let k = from; k < end; k++) earlier.add(rank[byTime[k] as number] as number, share(rows[byTime[k] as number] as number) * (timeWeights.get(now) ?? 0));
    for (; end < byTime.length && timeOf(byTime[end] as number) === now; end++) asOther(byTime[end] as number, 1);
    from = end;
  }
  return { concordant, discordant, tiedScore, tiedTime, tiedBoth };
}

/** Weight of the pairs at each time of events; S and G are Kaplan-Meier curves of events and of censoring just before it. */
function weightsOfTimes({ time, event, start, weight }: ConcordanceRows, rows: Uint32Array, byTime: Uint32Array, kind: PairWeight, upTo: number): ReadonlyMap<number, number> {
  const made = new Map<number, number>();
  const share = (at: number): number => weight?.[rows[at] as number] ?? 1;
  const timeOf = (at: number): number => time[rows[at] as number] as number;
  const total = byTime.reduce((sum, at) => sum + share(at), 0);
  const events = rows.reduce((count, row) => count + (event[row] as number), 0);
  // A single event has nothing to be weighed against.
  const of = events < 2 ? "n" : kind;
  const starts = start === null ? null : Float64Array.from(rows, (row) => start[row] as number).toSorted();
  const entered = start === null ? null : byTime.toSorted((one, other) => (start[rows[one] as number] as number) - (start[rows[other] as number] as number));
  let [left, inside, entry, survival, uncensored] = [0, start === null ? total : 0, 0, 1, 1];
  for (let from = 0; from < byTime.length; ) {
    const now = timeOf(byTime[from] as number);
    for (; entered !== null && starts !== null && entry < starts.length && (starts[entry] as number) < now; entry++) inside += share(entered[entry] as number);
    const atRisk = inside - left;
    let [had, censored, end] = [0, 0, from];
    for (; end < byTime.length && timeOf(byTime[end] as number) === now; end++) {
      if (event[rows[byTime[end] as number] as number] === 1) had += share(byTime[end] as number);
      else censored += share(byTime[end] as number);
    }
    if (had > 0) {
      const factor = { "n": 1, "I": 1 / atRisk, "S": (total * survival) / atRisk, "S/G": (total * survival) / (uncensored * atRisk), "n/G2": 1 / uncensored ** 2 }[of];
      made.set(now, now > upTo ? 0 : factor);
      survival *= 1 - had / atRisk;
    }
    if (censored > 0) uncensored *= 1 - censored / (atRisk - had);
    left += had + censored;
    from = end;
  }
  return made;
}

/** Sums of weights by rank: adding one and the sum below a rank take log n. */
class SumTree {
  readonly #sums: Float64Array;
  total = 0;

  constructor(size: number) {
    this.#sums = new Float64Array(size + 1);
  }

  add(rank: number, weight: number): void {
    this.total += weight;
    for (let at = rank + 1; at < this.#sums.length; at += at & -at) this.#sums[at] = (this.#sums[at] as number) + weight;
  }

  /** The sum of those with a rank below. */
  below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at] as number;
    return sum;
  }
}
