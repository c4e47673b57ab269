import { describe, expect, test } from "vitest";
import { randomStream } from "./random-stream.ts";
import { splitmix64 } from "./splitmix64.ts";
import { Xoshiro128 } from "./xoshiro128.ts";

describe("random numbers", () => {
  test("SplitMix64 gives the published words of seed 1234567", () => {
    // Rosetta Code, "Pseudo-random numbers/Splitmix64", from Vigna's reference code.
    expect(splitmix64(1234567n, 5)).toEqual([6457827717110365317n, 3203168211198807973n, 9817491932198370423n, 4593380528125082431n, 16408922859458223821n]);
    // Reference code with seed 0.
    expect(splitmix64(0n, 2)).toEqual([0xe220a8397b1dcdafn, 0x6e789e6aa1b965f4n]);
  });

  test("xoshiro128** gives the published words of the reference code", () => {
    // rotl(2 * 5, 7) * 9 = 1280 * 9 = 11520; the following words: reference code with state 1, 2, 3, 4.
    const simple = new Xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 4 }, () => simple.nextWord() >>> 0)).toEqual([11520, 0, 5927040, 70819200]);
    // Published test data of an implementation for the 6502 processor, made with the C reference code.
    const other = new Xoshiro128([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
    expect(Array.from({ length: 4 }, () => other.nextWord() >>> 0)).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
  });

  test("numbers lie in [0, 1), and their mean and variance are those of the uniform distribution", () => {
    const stream = randomStream(11);
    const count = 200_000;
    let sum = 0;
    let squares = 0;
    for (let index = 0; index < count; index++) {
      const value = stream.nextDouble();
      if (!(value >= 0 && value < 1)) throw new Error(String(value));
      sum += value;
      squares += (value - 0.5) ** 2;
    }
    // Standard error of the mean: sqrt(1/12/n) = 6.5e-4; of the variance: sqrt(1/180/n) = 1.7e-4. Five of them.
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(squares / count - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / count));
  });

  test("streams are repeatable, differ by seed and by number, and do not go together", () => {
    const draw = (seed: number, stream: number) => {
      const one = randomStream(seed, stream);
      return Array.from({ length: 2_000 }, () => one.nextDouble());
    };
    expect(draw(7, 3)).toEqual(draw(7, 3));
    for (const [seed, stream] of [[7, 4], [8, 3], [3, 7]] as const) {
      const first = draw(7, 3);
      const second = draw(seed, stream);
      const correlation = (12 / 2_000) * first.reduce((sum, value, at) => sum + (value - 0.5) * ((second[at] ?? 0) - 0.5), 0);
      // Standard error 1/sqrt(2000).
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(2_000));
    }
  });

  test("many numbers at once are the same ones", () => {
    const one = randomStream(5, 9);
    const many = randomStream(5, 9);
    const block = new Float64Array(100);
    for (let round = 0; round < 3; round++) {
      many.fillDoubles(block);
      expect([...block]).toEqual(Array.from({ length: 100 }, () => one.nextDouble()));
    }
  });

  test("what is no seed is refused", () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => randomStream(seed)).toThrow(RangeError);
    expect(() => randomStream(1, -1)).toThrow(RangeError);
    expect(() => new Xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
  });
});
