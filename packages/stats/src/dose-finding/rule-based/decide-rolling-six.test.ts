import { expect, test } from "vitest";
import { decideRollingSix } from "./decide-rolling-six.ts";

test("the sixth participant pending cannot stop the escalation when five had nothing", () => {
  expect(decideRollingSix(6, 0, 1)).toBe("escalate");
  expect(decideRollingSix(6, 1, 0)).toBe("escalate");
  expect(decideRollingSix(6, 1, 1)).toBe("hold");
});

test("counts that do not add up are refused", () => {
  expect(() => decideRollingSix(7, 0, 0)).toThrow(/^enrolled: /);
  expect(() => decideRollingSix(3, 4, 0)).toThrow(/^events: /);
  expect(() => decideRollingSix(3, 1, 3)).toThrow(/^pending: /);
});
