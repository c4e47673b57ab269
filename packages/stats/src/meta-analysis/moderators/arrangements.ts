/** Arrangements of things of which some are alike. */
import type { Xoshiro128 } from "../../random/xoshiro128.ts";

/** How many there are: n! over the factorials of how many are alike; exact below 2^53, and Infinity where it is far beyond. */
export function countArrangements(counts: readonly number[]): number {
  let made = 1;
  let placed = 0;
  for (const count of counts) {
    // Times a binomial coefficient, whose partial products are whole.
    for (let at = 1; at <= count; at++) {
      placed += 1;
      made = multiplyExactly(made, placed, at);
    }
  }
  return made;
}

/** a · b / c, which is whole; without loss while it is below 2^53. */
function multiplyExactly(a: number, b: number, c: number): number {
  if (a * b <= Number.MAX_SAFE_INTEGER) return (a * b) / c;
  return a > 1e15 ? Number.POSITIVE_INFINITY : Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** The first in order: the kinds 0, 1, 2, … each as often as it is there. */
export const firstArrangement = (counts: readonly number[]): Int32Array => Int32Array.from(counts.flatMap((count, kind) => Array.from({ length: count }, () => kind)));

/** Turns an arrangement into the next one in order, in place; the last into the first. */
export function nextArrangement(arrangement: Int32Array): void {
  let at = arrangement.length - 2;
  while (at >= 0 && (arrangement[at] as number) >= (arrangement[at + 1] as number)) at -= 1;
  if (at >= 0) {
    let other = arrangement.length - 1;
    while ((arrangement[other] as number) <= (arrangement[at] as number)) other -= 1;
    swap(arrangement, at, other);
  }
  arrangement.subarray(at + 1).reverse();
}

/** Puts them in a random order, each with the same chance (Fisher and Yates). */
export function shuffle(arrangement: Int32Array, random: Xoshiro128): void {
  for (let at = arrangement.length - 1; at > 0; at--) swap(arrangement, at, Math.floor(random.nextDouble() * (at + 1)));
}

function swap(values: Int32Array, one: number, other: number): void {
  const kept = values[one] as number;
  values[one] = values[other] as number;
  values[other] = kept;
}
