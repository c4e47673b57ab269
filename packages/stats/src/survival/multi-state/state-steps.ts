/** The product of transition matrices over time, forth and back, and variances along it. */
import type { StateCounts } from "./state-counts.ts";

export type MultiStateVariance = "greenwood" | "aalen";

/** I + dA at one time, into `into`. */
export function stepMatrix({ size, atRisk, moves }: StateCounts, at: number, into: Float64Array): Float64Array {
  for (let from = 0; from < size; from++) {
    const n = atRisk[at * size + from] as number;
    let left = 0;
    for (let to = 0; to < size; to++) {
      const count = moves[(at * size + from) * size + to] as number;
      left += count;
      into[from * size + to] = n > 0 ? count / n : 0;
    }
    // 1 less the others, from counts, so that 0 is 0.
    into[from * size + from] = n > 0 ? (n - left) / n : 1;
  }
  return into;
}

/** Covariance of the increments of one state's row at a time, Greenwood's or Aalen's, its own place among them; false where nobody moves. */
export function rowCovariance({ size, atRisk, moves, leaving }: StateCounts, at: number, from: number, variance: MultiStateVariance, into: Float64Array): boolean {
  const n = atRisk[at * size + from] as number;
  const base = (at * size + from) * size;
  if ((leaving[at * size + from] as number) === 0) return false;
  into.fill(0);
  for (let one = 0; one < size; one++) {
    const d = moves[base + one] as number;
    if (d === 0) continue;
    for (let other = 0; other < size; other++) {
      const e = moves[base + other] as number;
      if (e === 0) continue;
      into[one * size + other] = variance === "aalen" ? (one === other ? d / (n * n) : 0) : one === other ? (d * (n - d)) / n ** 3 : -(d * e) / n ** 3;
    }
  }
  // What leaves for one state is lost here.
  let own = 0;
  for (let one = 0; one < size; one++) {
    if (one === from) continue;
    let sum = 0;
    for (let other = 0; other < size; other++) if (other !== from) sum += into[one * size + other] as number;
    into[one * size + from] = -sum;
    into[from * size + one] = -sum;
    own += sum;
  }
  into[from * size + from] = own;
  return true;
}

export interface ForwardSteps {
  /** At place (step * rows + row) * size + state; step 0 is the landmark, step i is after time i - 1. */
  readonly probabilities: Float64Array;
  /** Variances, in the same places; `null` where none were asked for. */
  readonly variances: Float64Array | null;
}

/** Rows of initial distributions carried forth: each row one distribution over states, taken as known. */
export function forwardSteps(counts: StateCounts, rows: Float64Array, variance: MultiStateVariance | null): ForwardSteps {
  const { size, times } = counts;
  const starts = rows.length / size;
  const probabilities = new Float64Array((times.length + 1) * rows.length);
  probabilities.set(rows);
  const variances = variance === null ? null : new Float64Array(probabilities.length);
  const step = new Float64Array(size * size);
  const [covariances, half, own] = [new Float64Array(starts * size * size), new Float64Array(size * size), new Float64Array(size * size)];
  for (let at = 0; at < times.length; at++) {
    stepMatrix(counts, at, step);
    const [from, to] = [at * rows.length, (at + 1) * rows.length];
    for (let row = 0; row < starts; row++) {
      for (let state = 0; state < size; state++) {
        let sum = 0;
        for (let inner = 0; inner < size; inner++) sum += (probabilities[from + row * size + inner] as number) * (step[inner * size + state] as number);
        probabilities[to + row * size + state] = sum;
      }
    }
    if (variance === null || variances === null) continue;
    for (let row = 0; row < starts; row++) carry(covariances.subarray(row * size * size, (row + 1) * size * size), step, half, size);
    for (let state = 0; state < size; state++) {
      if (!rowCovariance(counts, at, state, variance, own)) continue;
      for (let row = 0; row < starts; row++) {
        // Aalen's form reads the probability after the step, as mstate does.
        const share = (probabilities[(variance === "aalen" ? to : from) + row * size + state] as number) ** 2;
        for (let place = 0; place < own.length; place++) covariances[row * own.length + place] = (covariances[row * own.length + place] as number) + share * (own[place] as number);
      }
    }
    for (let row = 0; row < starts; row++) for (let state = 0; state < size; state++) variances[to + row * size + state] = covariances[row * size * size + state * (size + 1)] as number;
  }
  return { probabilities, variances };
}

/** C becomes M' C M. */
function carry(c: Float64Array, m: Float64Array, half: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let inner = 0; inner < size; inner++) sum += (c[row * size + inner] as number) * (m[inner * size + column] as number);
      half[row * size + column] = sum;
    }
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let inner = 0; inner < size; inner++) sum += (m[inner * size + row] as number) * (half[inner * size + column] as number);
      c[row * size + column] = sum;
    }
  }
}

/**
 * What being in each state just after each time is worth later, a matrix for each time (place (time * size + state) * size + column):
 * P(u, t) for `"probability"`, or the time in each state from u to t for `"stay"`. Only times up to t are filled.
 */
export function backwardValues(counts: StateCounts, until: number, kind: "probability" | "stay"): { readonly values: Float64Array; readonly end: number } {
  const { size, times } = counts;
  let end = times.length;
  while (end > 0 && (times[end - 1] as number) > until) end -= 1;
  const values = new Float64Array(end * size * size);
  const now = new Float64Array(size * size);
  const step = new Float64Array(size * size);
  const next = new Float64Array(size * size);
  if (kind === "probability") for (let state = 0; state < size; state++) now[state * (size + 1)] = 1;
  let later = until;
  for (let at = end - 1; at >= 0; at--) {
    const span = later - (times[at] as number);
    if (kind === "stay") for (let state = 0; state < size; state++) now[state * (size + 1)] = (now[state * (size + 1)] as number) + span;
    values.set(now, at * size * size);
    later = times[at] as number;
    stepMatrix(counts, at, step);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        let sum = 0;
        for (let inner = 0; inner < size; inner++) sum += (step[row * size + inner] as number) * (now[inner * size + column] as number);
        next[row * size + column] = sum;
      }
    }
    now.set(next);
  }
  return { values, end };
}
