import { expect, test } from "vitest";
import { listChanges } from "./list-changes.ts";

test("only the fields that differ are shown, before and after", () => {
  expect(listChanges({ state: "released", code: "B1" }, { state: "thawed", code: "B1", at: 3 })).toEqual([
    { name: "at", from: null, to: "3" },
    { name: "state", from: "released", to: "thawed" },
  ]);
});
test("a new record shows every field, and unknown is not an empty text", () => {
  expect(listChanges(null, { weight: null, code: "B1" })).toEqual([
    { name: "code", from: null, to: "B1" },
    { name: "weight", from: null, to: "null" },
  ]);
});
