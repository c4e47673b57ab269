import { describe, expect, test } from "vitest";
import { estimateMultiState } from "./estimate-multi-state.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path });
const whole = { participant: ["a", "a", "b"], start: [0, 2, 0], time: [2, 5, 4], from: ["well", "ill", "well"], to: ["ill", "dead", "0"] };

describe("paths that cannot be are refused with their row", () => {
  test.each([
    [{ start: [0, 1, 0] }, {}, "out-of-range", "start.2"],
    [{ start: [0, 3, 0] }, {}, "out-of-range", "start.2"],
    [{ from: ["well", "well", "well"] }, {}, "out-of-range", "from.2"],
    [{ start: [0, 5, 0] }, {}, "start-not-before-end", "start.2"],
    [{ participant: ["a", null, "b"] }, {}, "missing-column", "participant"],
    [{}, { transitions: ["well > ill"] }, "unknown-choice", "to.2"],
    [{}, { states: ["well", "ill"] }, "unknown-choice", "to.2"],
    [{}, { landmark: 9 }, "nobody-left", "landmark"],
  ])("%j with %j: %s", (change, options, code, path) => {
    expect(() => estimateMultiState({ ...whole, ...change } as never, options)).toThrow(refused(code, path));
  });
});

test("two participants by hand: half fall ill at 2, all of those are dead at 5", () => {
  const [group] = estimateMultiState(whole, { times: [1, 2, 4] }).groups;
  const curve = (from: string, to: string) => group?.probabilities.find((one) => one.from === from && one.to === to)?.estimate;
  expect(curve("well", "ill")).toEqual([0, 0.5, 0.5]);
  expect(curve("well", "well")).toEqual([1, 0.5, 0.5]);
  expect(group?.transitions).toEqual([{ from: "ill", to: "dead", count: 1 }, { from: "well", to: "ill", count: 1 }]);
});
