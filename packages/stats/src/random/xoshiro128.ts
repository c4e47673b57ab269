/** xoshiro128**: a small, fast generator of 32-bit words with period 2^128 - 1. */

/**
 * Source: Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4):36,
 * doi 10.1145/3460772. Not for secrets.
 *
 * Throws RangeError for four zeros: the generator would stay there.
 */
export class Xoshiro128 {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;

  /** @param state four words of 32 bits, not all zero. */
  constructor(state: readonly [number, number, number, number]) {
    this.s0 = state[0] | 0;
    this.s1 = state[1] | 0;
    this.s2 = state[2] | 0;
    this.s3 = state[3] | 0;
    if ((this.s0 | this.s1 | this.s2 | this.s3) === 0) throw new RangeError("Four zeros are no state of this generator.");
  }

  /** Where the generator stands: starts another one that gives the same numbers. */
  get state(): readonly [number, number, number, number] {
    return [this.s0, this.s1, this.s2, this.s3];
  }

  /** The next word, as a signed 32-bit integer. */
  nextWord(): number {
    const s1 = this.s1;
    const scaled = Math.imul(s1, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9);
    const s2 = this.s2 ^ this.s0;
    const s3 = this.s3 ^ s1;
    this.s1 = s1 ^ s2;
    this.s0 ^= s3;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  }

  /** A uniform number in [0, 1): 53 random bits. */
  nextDouble(): number {
    const high = this.nextWord() >>> 5;
    return (high * 0x400_0000 + (this.nextWord() >>> 6)) / 0x20_0000_0000_0000;
  }

  /** Fills an array with what so many calls of `nextDouble` would give; faster, as the state stays in registers. */
  fillDoubles(out: Float64Array): void {
    let { s0, s1, s2, s3 } = this;
    for (let at = 0; at < out.length; at++) {
      let scaled = Math.imul(s1, 5);
      const high = Math.imul((scaled << 7) | (scaled >>> 25), 9);
      let shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      scaled = Math.imul(s1, 5);
      const low = Math.imul((scaled << 7) | (scaled >>> 25), 9);
      shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      out[at] = ((high >>> 5) * 0x400_0000 + (low >>> 6)) / 0x20_0000_0000_0000;
    }
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }
}
