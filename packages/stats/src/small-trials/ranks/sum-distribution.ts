/** Exact distributions of sums of scores, by adding one score after another (the shift algorithm). */

/** Counts by sum, as parts of one: `probabilities[s]` is that of the sum `lowest + s`. */
export interface SumDistribution {
  readonly lowest: number;
  readonly probabilities: Float64Array;
}

/** How many additions `sampleSumDistribution` makes at most. */
export function sampleSumWork(scores: ArrayLike<number>, size: number): number {
  return Math.min(size, scores.length - size) * scores.length * span(scores);
}
function span(scores: ArrayLike<number>): number {
  let [least, sum] = [Number.POSITIVE_INFINITY, 0];
  for (let at = 0; at < scores.length; at++) {
    least = Math.min(least, scores[at] as number);
    sum += scores[at] as number;
  }
  return sum - scores.length * least;
}

/**
 * The sum of `size` of the scores, drawn without putting back: all choices alike likely. Scores are whole numbers; tied scores
 * are as good as others, so that the distribution is the exact conditional one.
 *
 * Each score is added in turn: p(k, s) += p(k - 1, s - score), with the odds of the draw, so that nothing overflows.
 * Source: Streitberg and Röhmel 1986 (recalled). Time `sampleSumWork`; memory size times the span of sums.
 *
 * @example sampleSumDistribution([1, 2, 3], 2).probabilities // of 2 + 1: 1/3, 1/3, 1/3
 */
export function sampleSumDistribution(scores: ArrayLike<number>, size: number): SumDistribution {
  const total = scores.length;
  const wanted = Math.min(size, total - size);
  const least = Array.from(scores).reduce((small, one) => Math.min(small, one), Number.POSITIVE_INFINITY);
  // Above the least score, tallest first sums stay short for long.
  const from = Int32Array.from(scores, (score) => score - least).toSorted();
  const largest = from.subarray(total - wanted).reduce((sum, one) => sum + one, 0);
  const rows = Array.from({ length: wanted + 1 }, () => new Float64Array(largest + 1));
  (rows[0] as Float64Array)[0] = 1;
  const reached = new Float64Array(wanted + 1);
  for (let at = 0; at < total; at++) {
    const score = from[at] as number;
    // p(k): with at + 1 scores seen, the share of samples of k of them. C(a, k) = C(a - 1, k) + C(a - 1, k - 1): parts (a - k)/a and k/a.
    for (let k = Math.min(wanted, at + 1); k >= 1; k--) {
      const [here, before] = [rows[k] as Float64Array, rows[k - 1] as Float64Array];
      const [stay, join] = [(at + 1 - k) / (at + 1), k / (at + 1)];
      const end = Math.min(largest, Math.max(reached[k] as number, (reached[k - 1] as number) + score));
      for (let sum = end; sum >= 0; sum--) here[sum] = stay * (here[sum] as number) + (sum >= score ? join * (before[sum - score] as number) : 0);
      reached[k] = end;
    }
  }
  const found = rows[wanted] as Float64Array;
  if (wanted === size) return { lowest: wanted * least, probabilities: found };
  // The sum of the others was found: all less it.
  const all = from.reduce((sum, one) => sum + one, 0) + total * least;
  return { lowest: all - largest - wanted * least, probabilities: found.toReversed() };
}

/** The sum of the scores that have the sign +, each with probability a half. @example signSumDistribution([1, 2]).probabilities // of 0 to 3, a quarter each */
export function signSumDistribution(scores: ArrayLike<number>): SumDistribution {
  let sum = 0;
  for (let at = 0; at < scores.length; at++) sum += scores[at] as number;
  const probabilities = new Float64Array(sum + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number;
    reached += score;
    for (let here = reached; here >= 0; here--) probabilities[here] = 0.5 * ((probabilities[here] as number) + (here >= score ? (probabilities[here - score] as number) : 0));
  }
  return { lowest: 0, probabilities };
}

/** P(S <= sum) and P(S >= sum), each added up from its own end. */
export function tailsOf({ lowest, probabilities }: SumDistribution, sum: number): { readonly lower: number; readonly upper: number } {
  const at = sum - lowest;
  let [lower, upper] = [0, 0];
  for (let place = 0; place <= at && place < probabilities.length; place++) lower += probabilities[place] as number;
  for (let place = probabilities.length - 1; place >= at && place >= 0; place--) upper += probabilities[place] as number;
  return { lower: Math.min(1, lower), upper: Math.min(1, upper) };
}

/** P(|S - mean| >= |sum - mean|): `doubledMean` is twice the mean, whole, so that nothing is rounded. */
export function tailByDistance({ lowest, probabilities }: SumDistribution, sum: number, doubledMean: number): number {
  const far = Math.abs(2 * sum - doubledMean);
  let [below, above] = [0, 0];
  for (let place = 0; place < probabilities.length && doubledMean - 2 * (lowest + place) >= far; place++) below += probabilities[place] as number;
  for (let place = probabilities.length - 1; place >= 0 && 2 * (lowest + place) - doubledMean >= far; place--) above += probabilities[place] as number;
  return far === 0 ? 1 : Math.min(1, below + above);
}
