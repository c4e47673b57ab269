import { expect, test } from "vitest";
import { digitsTyped, parseTyped } from "./parse-typed.ts";

test("a decimal is written with a point or a comma", () => {
  expect(["36.8", "36,8", " 0,125 ", ".5", "-2", "−2", "70."].map((text) => parseTyped(text))).toEqual([36.8, 36.8, 0.125, 0.5, -2, -2, 70]);
});
test("an empty field is not 0", () => {
  expect([parseTyped(""), parseTyped("  "), parseTyped(undefined)]).toEqual([null, null, null]);
});
test("what is no plain number is refused, not read as one", () => {
  for (const text of ["1e5", "12kg", "1.2.3", "1,2,3", "--1", "0x10", "Infinity", "NaN", ".", "-", "1 000"]) expect(parseTyped(text), text).toBe("invalid");
});
test("1,000 may be a thousand or one: it is refused", () => {
  expect([parseTyped("1,000"), parseTyped("-12,345")]).toEqual(["invalid", "invalid"]);
  expect([parseTyped("1000"), parseTyped("1.000"), parseTyped("0,001")]).toEqual([1000, 1, 0.001]);
});
test("digits behind the point are counted as typed", () => {
  expect(["70", "70.", "70,25", "0.600 "].map((text) => digitsTyped(text))).toEqual([0, 0, 2, 3]);
});
