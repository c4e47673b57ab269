import { describe, expect, test } from "vitest";
import { acceleratedTitration } from "./accelerated-titration.ts";

describe("accelerated titration", () => {
  const single = acceleratedTitration({ doses: 5, design: "2" });
  const double = acceleratedTitration({ doses: 5, design: "3" });

  test("a single participant without the event: one level up, or two in design 3", () => {
    const after = { ...single.start, n: [1, 0, 0, 0, 0] };
    expect(single.decide(after)).toMatchObject({ next: { kind: "treat", dose: 2, size: 1 }, phase: "titration" });
    expect(double.decide(after)).toMatchObject({ next: { kind: "treat", dose: 3, size: 1 }, phase: "titration" });
  });

  test("the first event: that level is filled to three, and 3+3 goes on one level at a time", () => {
    const state = { ...double.start, dose: 3, n: [1, 0, 1, 0, 0], events: [0, 0, 1, 0, 0] };
    const filled = double.decide(state);
    expect(filled).toMatchObject({ next: { kind: "treat", dose: 3, size: 2 }, phase: "" });
    const three = { ...state, n: [1, 0, 3, 0, 0], phase: "" };
    expect(double.decide(three).next).toEqual({ kind: "treat", dose: 3, size: 3 });
    expect(double.decide({ ...three, n: [1, 0, 6, 0, 0] }).next).toEqual({ kind: "treat", dose: 4, size: 3 });
  });

  test("a level that was leapt over or passed by one participant is completed before it is declared", () => {
    const state = { ...double.start, dose: 3, n: [1, 0, 3, 0, 0], events: [0, 0, 2, 0, 0], phase: "" };
    const down = double.decide(state);
    expect(down.next).toEqual({ kind: "treat", dose: 2, size: 3 });
    expect(single.decide({ ...state, n: [1, 1, 3, 0, 0] }).next).toEqual({ kind: "treat", dose: 2, size: 2 });
    expect(double.recommend({ ...state, closed: down.closed })).toMatchObject({ kind: "none" });
  });

  test("at the top the level is filled to three", () => {
    const state = { ...single.start, dose: 5, n: [1, 1, 1, 1, 1] };
    expect(single.decide(state)).toMatchObject({ next: { kind: "treat", dose: 5, size: 2 }, phase: "" });
  });

  test("the variant says which events count and which parts of the paper are missing", () => {
    expect(single.variant).toContain("in its version for dose-limiting events alone: the second moderate event of the paper does not end the titration here");
    expect(acceleratedTitration({ doses: 5, design: "4" }).variant).toContain("events of every course count");
    expect(() => acceleratedTitration({ doses: 5, design: "1" as never })).toThrow(/^design: /);
  });
});
