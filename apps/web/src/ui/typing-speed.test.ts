import { expect, test } from "vitest";
import { methodOfTyping } from "./typing-speed.ts";

const every = (gap: number, keys: number) => Array.from({ length: keys }, (_, key) => key * gap);

test("a scanner types every character without a pause", () => {
  expect(methodOfTyping(8, every(12, 8))).toBe("scanner");
});
test("one pause, a slow hand, a pasted code and a very short one count as typed by hand", () => {
  expect(methodOfTyping(8, [...every(12, 7), 300])).toBe("hand");
  expect(methodOfTyping(8, every(140, 8))).toBe("hand");
  expect(methodOfTyping(8, [])).toBe("hand");
  expect(methodOfTyping(3, every(5, 3))).toBe("hand");
});
