import { describe, expect, test } from "vitest";
import { orderByTime } from "./order-by-time.ts";

/** Numbers that look random, the same each time. */
function numbers(size: number, turn: (part: number) => number): Float64Array {
  let state = 9;
  return Float64Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return turn(state / 4294967296);
  });
}

describe("rows by their times", () => {
  test("many rows are in the order of a stable sort, whether times lie evenly, together, or are alike", () => {
    const turns: ((part: number) => number)[] = [(part) => part, (part) => Math.ceil(part * 50), (part) => (part < 0.001 ? 1e9 : part), () => 0, (part) => 1e-300 * part, (part) => -Math.log(part + 1e-12)];
    for (const turn of turns) {
      const values = numbers(25_000, turn);
      const rows = Uint32Array.from(values, (_, at) => at);
      // What is expected comes from the engine's own sort.
      expect(orderByTime(rows, values)).toEqual(Uint32Array.from(values, (_, at) => at).toSorted((one, other) => (values[one] as number) - (values[other] as number) || one - other));
    }
  });
});
