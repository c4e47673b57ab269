import { expect, test } from "vitest";
import { rowsByValue } from "./rows-by-value.ts";

test.each([7, 5000])("%d rows rise, and equal values keep their order, zeros of both signs among them", (size) => {
  const values = Float64Array.from({ length: size }, (_, row) => [-2.5, 0, -0, 3e-300, 1e300, -1e-9, 7][(row * 5) % 7] ?? 0);
  const expected = Array.from(values.keys()).toSorted((one, other) => (values[one] ?? 0) - (values[other] ?? 0) || one - other);
  expect([...rowsByValue(values, [...values.keys()])]).toEqual(expected);
});
