import { describe, expect, test } from "vitest";
import { evaluateExactly, expandDesign, finish } from "../core/exact-characteristics.ts";
import { aPlusB } from "./a-plus-b.ts";

const usual = { doses: 7, a: 3, b: 3, c: 1, d: 1, e: 1 };

describe("A+B", () => {
  test("the printed example: 3.1 participants expected at the lowest of seven levels, 0.2 at the highest with de-escalation", () => {
    // Chow, Shao and Wang 2003, examples 11.6.1 and 11.6.2, as the examples of R's TrialSize quote them (one decimal).
    const truth = [0.01, 0.014, 0.025, 0.056, 0.177, 0.594, 0.963];
    expect(evaluateExactly(finish(expandDesign(aPlusB(usual))), truth).n[0]).toBeCloseTo(3.1, 1);
    expect(evaluateExactly(finish(expandDesign(aPlusB({ ...usual, deEscalation: "return" }))), truth).n[6]).toBeCloseTo(0.2, 1);
  });

  test("limits that leave nothing to decide are refused by their letter", () => {
    expect(() => aPlusB({ ...usual, a: 1 })).toThrow(/^a: /);
    expect(() => aPlusB({ ...usual, b: 0 })).toThrow(/^b: /);
    expect(() => aPlusB({ ...usual, c: 2 })).toThrow(/^c: /);
    expect(() => aPlusB({ ...usual, d: 3 })).toThrow(/^d: /);
    expect(() => aPlusB({ ...usual, e: 6 })).toThrow(/^e: /);
    expect(() => aPlusB({ ...usual, d: 2, e: 1 })).toThrow(/^e: /);
  });

  test("the variant names all five letters", () => {
    expect(aPlusB({ doses: 3, a: 5, b: 5, c: 2, d: 3, e: 4 }).variant).toContain("A+B with A 5, B 5, C 2, D 3, E 4: up after fewer than 2 of 5 or at most 4 of 10 with the event; 5 more after 2 to 3 of 5;");
  });
});
