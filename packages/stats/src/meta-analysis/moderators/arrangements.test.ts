import { expect, test } from "vitest";
import { randomStream } from "../../random/random-stream.ts";
import { countArrangements, firstArrangement, nextArrangement, shuffle } from "./arrangements.ts";

test("arrangements are counted without loss", () => {
  // 5! / (2! 2! 1!), 13! / (7! 4! 2!), 18!.
  expect(countArrangements([2, 2, 1])).toBe(30);
  expect(countArrangements([7, 4, 2])).toBe(25_740);
  expect(countArrangements(Array.from({ length: 18 }, () => 1))).toBe(6_402_373_705_728_000);
  expect(countArrangements(Array.from({ length: 200 }, () => 1))).toBe(Infinity);
});

test("each arrangement comes once, and the first follows the last", () => {
  const arrangement = firstArrangement([2, 2, 1]);
  const seen = new Set<string>();
  for (let at = 0; at < 30; at++, nextArrangement(arrangement)) seen.add(arrangement.join(""));
  expect(seen.size).toBe(30);
  expect(arrangement.join("")).toBe("00112");
});

test("a random order keeps what is there, and every place is as likely", () => {
  const random = randomStream(1);
  const first = new Float64Array(4);
  for (let at = 0; at < 4000; at++) {
    const arrangement = Int32Array.of(0, 1, 2, 3);
    shuffle(arrangement, random);
    expect(arrangement.toSorted().join("")).toBe("0123");
    first[arrangement[0] ?? 0] = (first[arrangement[0] ?? 0] ?? 0) + 1;
  }
  // 1,000 each with a standard deviation of 27.
  for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(140);
});
