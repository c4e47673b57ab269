import { expect, test } from "vitest";
import { nearestWord } from "./nearest-word.ts";

test("A mistyped word finds its neighbour, an unrelated one does not", () => {
  const known = ["summary", "setting", "version", "limits"];
  // One letter missing; two swapped; one wrong; nothing near.
  expect(nearestWord("sumary", known)).toBe("summary");
  expect(nearestWord("verison", known)).toBe("version");
  expect(nearestWord("Limitz", known)).toBe("limits");
  expect(nearestWord("pathways", known)).toBeNull();
  expect(nearestWord("", known)).toBeNull();
});
