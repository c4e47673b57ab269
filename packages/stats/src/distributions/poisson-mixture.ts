/** Noncentral tails as Poisson mixtures of central ones. */
import { logTailOf, type TailParts } from "../special-functions/tail-parts.ts";
import { logPoissonProbability } from "./poisson.ts";

export interface CentralTails {
  /** Tails and kernel with the first shape raised by j. */
  readonly partsAt: (j: number) => TailParts;
  /** The first shape at j = 0. */
  readonly shape: number;
  /** By how much the difference of neighbouring tails grows from j to j + 1: kernel(j + 1) / shape(j + 1) over kernel(j) / shape(j). */
  readonly growth: (j: number) => number;
}

const negligible = 45;

/**
 * log of the sum over j of Poisson(j; mean) × tail(j). All terms are positive and so are the differences of neighbouring
 * tails: upper tails are summed with j rising, lower tails with j falling.
 */
export function logMixture(central: CentralTails, mean: number, lower: boolean): number {
  const term = (j: number) => logPoissonProbability(j, mean) + logTailOf(central.partsAt(j), { tail: lower ? "lower" : "upper" });
  const middle = Math.floor(mean);
  // Lower tails fall with j and pull the largest term below the mean; upper tails rise and pull it above.
  const mode = lower ? climb(term, 0, middle) : climb(term, middle, reach(term, middle));
  const largest = term(mode);
  const enough = largest - negligible;
  const first = lower ? last(term, mode, enough) : firstFrom(term, mode, enough);
  const parts = central.partsAt(first);
  let weight = Math.exp(logPoissonProbability(first, mean) - logPoissonProbability(mode, mean));
  const shift = largest - logPoissonProbability(mode, mean);
  let tail = Math.exp(logTailOf(parts, { tail: lower ? "lower" : "upper" }) - shift);
  let difference = Math.exp(parts.logKernel - shift) / (central.shape + first);
  let sum = 0;
  for (let j = first; j >= 0; ) {
    const add = weight * tail;
    sum += add;
    if (add < 1e-18 * sum && (lower ? j < mode : j > mode)) break;
    if (lower) {
      weight *= j / mean;
      j -= 1;
      difference /= central.growth(j);
      tail += difference;
    } else {
      tail += difference;
      difference *= central.growth(j);
      j += 1;
      weight *= mean / j;
    }
  }
  return Math.min(0, largest + Math.log(sum));
}

/** Where a sequence that rises and then falls is largest. */
function climb(term: (j: number) => number, low: number, high: number): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (term(middle + 1) > term(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A place beyond the largest term. */
function reach(term: (j: number) => number, from: number): number {
  let step = 1;
  while (term(from + step) < term(from + step + 1)) step *= 2;
  return from + step + 1;
}

/** The first place before the mode whose term is worth counting. */
function firstFrom(term: (j: number) => number, mode: number, enough: number): number {
  let [low, high] = [0, mode];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (term(middle) >= enough) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last place after the mode whose term is worth counting. */
function last(term: (j: number) => number, mode: number, enough: number): number {
  let step = 1;
  while (term(mode + step) >= enough) step *= 2;
  let [low, high] = [mode, mode + step];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (term(middle) >= enough) low = middle;
    else high = middle - 1;
  }
  return low;
}
