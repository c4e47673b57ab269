import { describe, expect, test } from "vitest";
import { StateIndex } from "./state-index.ts";
import { StateWords } from "./state-words.ts";
import { startTrial } from "./trial-state.ts";

describe("StateWords", () => {
  test("fifty dose levels, closed from any one on, come back as they went in", () => {
    const words = new StateWords(50);
    for (let from = 0; from <= 50; from++) {
      const closed = Array.from({ length: 50 }, (_, at) => at >= from);
      words.pack(closed);
      const list = words.closed(words.low, words.high);
      expect(list).toEqual(closed);
      const { low, high } = words;
      words.pack(list);
      expect([words.low, words.high]).toEqual([low, high]);
    }
  });

  test("a phase keeps its number", () => {
    const words = new StateWords(1);
    expect(["", "a", "", "b", "a"].map((phase) => words.phaseNumber(phase))).toEqual([0, 1, 0, 2, 1]);
    expect(words.phase(2)).toBe("b");
  });
});

test("a state comes back with the days that every state of its trial has", () => {
  const start = { ...startTrial(50, 50), clock: { sinceLast: 3 } };
  const index = new StateIndex(start);
  const state = { ...start, n: start.n.with(49, 9), events: start.events.with(49, 4), closed: start.closed.with(30, true), phase: "a" };
  expect(index.stateAt(index.numberOf(state, -2))).toEqual(state);
  expect([index.doseAt(0), index.tagAt(0)]).toEqual([50, -2]);
});
