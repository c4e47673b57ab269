import { expect, test } from "vitest";
import { sortByMagnitude } from "./sort-by-magnitude.ts";

/** A plain generator of numbers that look random. */
function drawn(size: number, of: (u: number) => number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return of(((state >>> 0) + 0.5) / 4_294_967_296);
  });
}
const flagged = (values: Float64Array): Float64Array => values.map((value, at) => (at % 3 === 0 ? -value : value));
const byMagnitude = (values: Float64Array): number[] => [...values].map(Math.abs).toSorted((one, other) => one - other);

const lists: Readonly<Record<string, Float64Array>> = {
  "exponential times": drawn(5000, (u) => -1000 * Math.log(u)),
  "whole days": drawn(5000, (u) => Math.floor(u * 900)),
  "times that differ in their last bits only": drawn(3000, (u) => 1 + Math.floor(u * 4000) * Number.EPSILON),
  "times close together beside one that is huge": drawn(6000, (u) => 1000 + u * 1e-6).map((value, at) => (at === 17 ? 1e300 : value)),
  "times over all exponents": drawn(4000, (u) => 10 ** (600 * u - 300)),
  "smallest numbers and zero": drawn(3000, (u) => Math.floor(u * 3000) * Number.MIN_VALUE),
  "one time for all": new Float64Array(500).fill(7),
  "a few": drawn(12, (u) => u),
  "none": new Float64Array(0),
};
for (const [name, values] of Object.entries(lists)) {
  test(`${name} are put in order, each with its sign`, () => {
    const given = flagged(values);
    const { sorted } = sortByMagnitude(given.slice(), new Float64Array(given.length));
    expect([...sorted].map(Math.abs)).toEqual(byMagnitude(values));
    // Nothing is lost or changed: the same numbers with their signs, zeros with a minus among them.
    const words = (list: Float64Array): string[] => [...list].map((value) => `${Object.is(value, -0) ? "-" : ""}${value}`).toSorted((one, other) => (one < other ? -1 : 1));
    expect(words(sorted)).toEqual(words(given));
  });
}

test("more than two million numbers take a third digit", () => {
  const values = drawn(2_100_000, (u) => -Math.log(u));
  const { sorted } = sortByMagnitude(flagged(values), new Float64Array(values.length));
  let falls = 0;
  for (let at = 1; at < sorted.length; at++) if (Math.abs(sorted[at] as number) < Math.abs(sorted[at - 1] as number)) falls += 1;
  expect(falls).toBe(0);
});
