/** SplitMix64: turns one number into well mixed words that start other generators. */

const mask = 0xffff_ffff_ffff_ffffn;
const step = 0x9e37_79b9_7f4a_7c15n;

/** The finalizer: every bit of the word depends on every bit of `word`. */
export function mix64(word: bigint): bigint {
  let z = word & mask;
  z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & mask;
  return z ^ (z >> 31n);
}

/**
 * `count` words of 64 bits from a seed.
 * Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", doi 10.1145/2660193.2660195;
 * constants of Vigna's reference code.
 *
 * @example splitmix64(1234567n, 1) // [6457827717110365317n]
 */
export function splitmix64(seed: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => mix64(seed + step * BigInt(index + 1)));
}
