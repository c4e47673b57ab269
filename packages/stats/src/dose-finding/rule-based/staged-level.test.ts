import { expect, test } from "vitest";
import { type LevelVerdict, type Stage, judgeLevel } from "./staged-level.ts";
import { threePlusThreeStages } from "./three-plus-three.ts";

const code = (verdict: LevelVerdict): string => (verdict.kind === "pass" ? "up" : verdict.kind === "too-much" ? "X" : `+${verdict.size}`);
const row = (stages: readonly Stage[], n: number): string => Array.from({ length: n + 1 }, (_, events) => code(judgeLevel(stages, n, events))).join(" ");

test("3+3 says what the book says after three and after six", () => {
  expect(row(threePlusThreeStages, 3)).toBe("up +3 X X");
  expect(row(threePlusThreeStages, 6)).toBe("up up X X X X X");
});

test("a cohort with a participant too few is filled, unless it has failed already", () => {
  expect(row(threePlusThreeStages, 0)).toBe("+3");
  expect(row(threePlusThreeStages, 2)).toBe("+1 +1 X");
  expect(row(threePlusThreeStages, 5)).toBe("up +1 X X X X");
});

test("beyond six the limit of six holds on", () => {
  expect(row(threePlusThreeStages, 7)).toBe("up up X X X X X X");
});

test("between two looks the next one decides: with E above D two of four do not end it", () => {
  // A 3, B 3, C 1, D 1, E 2: two of four may be one of three and one more, which is allowed.
  const stages: readonly Stage[] = [{ size: 3, passUpTo: 0, tooMuchFrom: 2 }, { size: 3, passUpTo: 2, tooMuchFrom: 3 }];
  expect(row(stages, 4)).toBe("up +2 +2 X X");
});
