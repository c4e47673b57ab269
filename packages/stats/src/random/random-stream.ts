/** One seed, as many independent streams of random numbers as are needed. */
import { mix64, splitmix64 } from "./splitmix64.ts";
import { Xoshiro128 } from "./xoshiro128.ts";

/**
 * The stream with this number of a seed. Equal arguments give equal numbers, on every machine; the work may so be shared
 * out in any way without changing a result.
 *
 * The 128 bits that start a stream are hashed from seed and number (SplitMix64), so that 2^20 streams of 2^40 numbers
 * of one seed overlap with a probability below 2^-46.
 *
 * @param seed whole number from 0 to 2^53 - 1.
 * @param stream whole number from 0 to 2^53 - 1.
 * Throws RangeError for others.
 *
 * @example randomStream(1, 0).nextDouble() // always the same
 */
export function randomStream(seed: number, stream = 0): Xoshiro128 {
  for (const [name, value] of [["seed", seed], ["stream", stream]] as const) {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`The ${name} must be a whole number from 0 to 2^53 - 1; got ${String(value)}.`);
  }
  const start = mix64(mix64(BigInt(seed)) ^ mix64(~BigInt(stream) & 0xffff_ffff_ffff_ffffn));
  const [a = 1n, b = 1n] = splitmix64(start, 2);
  return new Xoshiro128([Number(a >> 32n) | 0, Number(a & 0xffff_ffffn) | 0, Number(b >> 32n) | 0, Number(b & 0xffff_ffffn) | 0]);
}
