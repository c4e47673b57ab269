import { expect, test } from "vitest";
import { mayCall } from "./session.tsx";

test("a nurse may start an infusion and may not release a lot", () => {
  expect(mayCall("startInfusion", true, ["nurse"], false)).toBe(true);
  expect(mayCall("releaseLot", true, ["nurse"], false)).toBe(false);
});
test("the stop is open on an enrolled tablet while nobody is signed in", () => {
  expect(mayCall("stopInfusion", false, [], true)).toBe(true);
  expect(mayCall("stopInfusion", false, [], false)).toBe(false);
  expect(mayCall("startInfusion", false, [], true)).toBe(false);
});
