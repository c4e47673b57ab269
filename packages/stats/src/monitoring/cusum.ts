/** Cumulative sum chart for a binary event, with its exact characteristics. */
import { DesignRefusal, requireFraction, requireWhole } from "../dose-finding/core/design-refusal.ts";

export interface CusumOptions {
  /** Probability of the event that is acceptable. */
  readonly nullProbability: number;
  /** Probability that is too high; the chart is tuned to it. */
  readonly alternative: number;
  /** Number of participants, from 1 to 500. */
  readonly n: number;
  readonly calibrate: { readonly alpha: number } | { readonly cutoff: number };
}

export interface CusumChart {
  readonly name: "CUSUM";
  readonly variant: string;
  readonly n: number;
  /** Added by an event, and taken away by a participant without it; the sum never falls below 0. */
  readonly step: { readonly event: number; readonly none: number };
  readonly limit: number;
  readonly nullProbability: number;
  readonly nominalError: number | null;
  readonly attainedError: number;
  readonly calibration: string;
}

export interface CusumCharacteristics {
  readonly probability: number;
  readonly stop: number;
  /** Probability of the signal at participant 1, 2, … n. */
  readonly stopAt: readonly number[];
  readonly expectedN: number;
  readonly method: string;
  readonly standardErrors: null;
}

/**
 * The chart S = max(0, S + w) with w = log(p1/p0) for an event and log((1-p1)/(1-p0)) without; a signal at S >= limit.
 *
 * Since its last return to 0 the sum depends only on the numbers with and without the event, so the states are finite and
 * the characteristics exact. With `alpha` the limit is the smallest sum that the chart can reach at which the probability
 * of a signal among n participants under `nullProbability` does not exceed alpha.
 *
 * Throws DesignRefusal for parameters out of range, and `no-boundary` where no limit keeps to alpha.
 * Source: Page 1954 (Biometrika 41:100-15, doi 10.1093/biomet/41.1-2.100); Steiner 2000 (Biostatistics 1:441-52, doi 10.1093/biostatistics/1.4.441).
 *
 * @example cusumChart({ nullProbability: 0.1, alternative: 0.3, n: 30, calibrate: { cutoff: 2 } }).attainedError
 */
export function cusumChart(options: CusumOptions): CusumChart {
  const p0 = requireFraction("nullProbability", options.nullProbability);
  const p1 = requireFraction("alternative", options.alternative);
  if (p1 <= p0) throw new DesignRefusal("alternative-not-above-null", "alternative", `${p1} is not above the null probability ${p0}.`, "Give the probability that would be too high.");
  const n = requireWhole("n", options.n, 1, 500);
  const step = { event: Math.log(p1 / p0), none: Math.log1p(-p1) - Math.log1p(-p0) };
  const errorAt = (limit: number) => runChart({ step, limit, n }, p0).stop;
  const given = "cutoff" in options.calibrate ? options.calibrate.cutoff : null;
  if (given !== null && !(given > 0 && Number.isFinite(given))) throw new DesignRefusal("unfit-cutoff", "calibrate.cutoff", `${String(given)} is no limit of the chart.`, "Give a number above 0, for example 2.");
  const alpha = "alpha" in options.calibrate ? requireFraction("calibrate.alpha", options.calibrate.alpha) : null;
  const limit = given ?? smallestLimit(reachable(step, n), errorAt, alpha ?? 0);
  const attainedError = errorAt(limit);
  return {
    name: "CUSUM",
    variant: `Bernoulli CUSUM of ${p1} against ${p0} over ${n} participants; a signal at ${shortestLimit(limit, (printed) => errorAt(printed) === attainedError)} or more.`,
    n,
    step,
    limit,
    nullProbability: p0,
    nominalError: alpha,
    attainedError,
    calibration: alpha === null ? "The limit was given, not calibrated." : `The smallest limit whose exact error does not exceed ${alpha}.`,
  };
}

/**
 * Exact run length of the chart when every participant has the event with this probability.
 * @example cusumCharacteristics(chart, 0.3).stop // power
 */
export function cusumCharacteristics(chart: Pick<CusumChart, "step" | "limit" | "n">, probability: number): CusumCharacteristics {
  if (!(probability >= 0 && probability <= 1)) throw new DesignRefusal("not-a-probability", "probability", `${String(probability)} does not lie from 0 to 1.`, "Give the true probability of the event, for example 0.2.");
  return runChart(chart, probability);
}

/** The sum after each participant: to draw the chart with data. @param events true for each participant with the event. */
export function cusumPath(chart: Pick<CusumChart, "step">, events: readonly boolean[]): number[] {
  let state: Run = { events: 0, none: 0 };
  return events.map((event) => sumOf((state = after(state, event, chart.step)), chart.step));
}

/** Participants with and without the event since the sum was last 0. */
interface Run {
  readonly events: number;
  readonly none: number;
}

/** A sum this close to 0 is 0: it differs by rounding alone. */
const rounding = 1e-12;
const sumOf = (run: Run, step: CusumChart["step"]): number => run.events * step.event + run.none * step.none;
function after(run: Run, event: boolean, step: CusumChart["step"]): Run {
  const next = event ? { events: run.events + 1, none: run.none } : { events: run.events, none: run.none + 1 };
  return sumOf(next, step) <= rounding ? { events: 0, none: 0 } : next;
}

function runChart({ step, limit, n }: Pick<CusumChart, "step" | "limit" | "n">, p: number): CusumCharacteristics {
  let alive = new Map<number, { run: Run; mass: number }>([[0, { run: { events: 0, none: 0 }, mass: 1 }]]);
  const stopAt: number[] = [];
  for (let at = 0; at < n; at++) {
    const next = new Map<number, { run: Run; mass: number }>();
    let stopped = 0;
    for (const { run, mass } of alive.values()) {
      for (const event of [true, false]) {
        const share = mass * (event ? p : 1 - p);
        const there = after(run, event, step);
        if (sumOf(there, step) >= limit - rounding) stopped += share;
        else {
          const key = there.events * 1000 + there.none;
          const known = next.get(key);
          if (known === undefined) next.set(key, { run: there, mass: share });
          else known.mass += share;
        }
      }
    }
    stopAt.push(stopped);
    alive = next;
  }
  const stop = stopAt.reduce((sum, mass) => sum + mass, 0);
  const expectedN = stopAt.reduce((sum, mass, at) => sum + mass * (at + 1), 0) + n * (1 - stop);
  return { probability: p, stop: Math.min(1, stop), stopAt, expectedN, method: "Exact, by recursion over participants.", standardErrors: null };
}

/** The limit in the fewest digits (6 or more) that make the same chart: sums take steps. */
function shortestLimit(limit: number, isSame: (printed: number) => boolean): string {
  for (let digits = 6; digits < 17; digits++) if (isSame(Number(limit.toPrecision(digits)))) return limit.toPrecision(digits);
  return String(limit);
}

/** Every sum above 0 that n participants can reach, rising. */
function reachable(step: CusumChart["step"], n: number): number[] {
  const sums: number[] = [];
  for (let events = 1; events <= n; events++) for (let none = 0; events + none <= n; none++) if (sumOf({ events, none }, step) > rounding) sums.push(sumOf({ events, none }, step));
  sums.sort((x, y) => x - y);
  return sums.filter((sum, at) => at === 0 || sum - (sums[at - 1] ?? 0) > 1e-11);
}

function smallestLimit(limits: readonly number[], errorAt: (limit: number) => number, alpha: number): number {
  const highest = limits.at(-1) ?? 0;
  const strictest = errorAt(highest);
  if (strictest > alpha) throw new DesignRefusal("no-boundary", "calibrate.alpha", `No limit keeps the error at or below ${alpha}; the smallest above 0 is ${strictest.toPrecision(3)}.`, "Allow a larger error, or take more participants.");
  let low = -1;
  let high = limits.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (errorAt(limits[middle] ?? highest) <= alpha) high = middle;
    else low = middle;
  }
  return limits[high] ?? highest;
}
