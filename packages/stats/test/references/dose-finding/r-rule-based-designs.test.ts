/** Rule-based designs against trials run in R for every possible outcome, closed forms, and published decision tables. */
import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/rule-based.json" with { type: "json" };
import type { DoseDesign } from "../../../src/dose-finding/core/dose-design.ts";
import { evaluateExactly, expandDesign, finish } from "../../../src/dose-finding/core/exact-characteristics.ts";
import { aPlusB } from "../../../src/dose-finding/rule-based/a-plus-b.ts";
import { acceleratedTitration } from "../../../src/dose-finding/rule-based/accelerated-titration.ts";
import { decideRollingSix } from "../../../src/dose-finding/rule-based/decide-rolling-six.ts";
import { fixedCohorts } from "../../../src/dose-finding/rule-based/fixed-cohorts.ts";
import { iThreePlusThreeBounds } from "../../../src/dose-finding/rule-based/i-three-plus-three-bounds.ts";
import { iThreePlusThree } from "../../../src/dose-finding/rule-based/i-three-plus-three.ts";
import { rollingSix } from "../../../src/dose-finding/rule-based/rolling-six.ts";
import { threePlusThreePlusThree } from "../../../src/dose-finding/rule-based/three-plus-three-plus-three.ts";
import { threePlusThree } from "../../../src/dose-finding/rule-based/three-plus-three.ts";
import { checkFigure } from "../../check-figure.ts";

/** The options come from JSON; the factories check them again. */
const factories: Readonly<Record<string, (options: never) => DoseDesign>> = { threePlusThree, aPlusB, threePlusThreePlusThree, acceleratedTitration, rollingSix, fixedCohorts, iThreePlusThree };
const build = (name: string, options: object): DoseDesign => {
  const factory = factories[name];
  if (factory === undefined) throw new Error(`No design ${name}.`);
  return factory(options as never);
};
const titles: Readonly<Record<string, string>> = { threePlusThree: "3+3", aPlusB: "A+B", threePlusThreePlusThree: "3+3+3", acceleratedTitration: "Accelerated titration", rollingSix: "Rolling six", fixedCohorts: "Fixed cohorts", iThreePlusThree: "i3+3" };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe.each(Object.keys(titles))("%s", (name) => {
  const cases = reference.cases.filter((one) => one.design === name);
  const source = name === "fixedCohorts" ? `${reference.madeWith}: rule-based.R, products of binomial tails` : `${reference.madeWith}: rule-based.R, every outcome run through the rule`;

  test.each(cases)("selection, participants and events agree to 1e-12: $options", ({ options, results }) => {
    expect(results.length).toBeGreaterThanOrEqual(3);
    const expanded = finish(expandDesign(build(name, options)));
    for (const { truth, selection, none, notReached, n, events } of results) {
      const exact = evaluateExactly(expanded, truth);
      const hold = (what: string, actual: number, expected: number) => checkFigure({ method: `${titles[name] ?? name}, exact`, source }, `${what} ${JSON.stringify(options)} ${truth.join(" ")}`, actual, expected, 1e-12);
      hold("none", exact.none, none);
      hold("not reached", sum(exact.notReached), notReached);
      for (const at of truth.keys()) {
        hold(`selection ${at + 1}`, exact.selection[at] ?? Number.NaN, selection[at] ?? Number.NaN);
        hold(`n ${at + 1}`, exact.n[at] ?? Number.NaN, n[at] ?? Number.NaN);
        hold(`events ${at + 1}`, exact.events[at] ?? Number.NaN, events[at] ?? Number.NaN);
      }
    }
  });
});

test("five and seven dose levels: the selection is that of Lin and Shih's closed forms", () => {
  const about = { method: "A+B, exact", source: `${reference.madeWith}: rule-based.R, closed forms of Lin and Shih 2001` };
  expect(reference.closedSelections.length).toBe(10);
  for (const { options, truth, selection } of reference.closedSelections) {
    const exact = evaluateExactly(finish(expandDesign(aPlusB(options as Parameters<typeof aPlusB>[0]))), truth);
    for (const [at, expected] of selection.entries()) checkFigure(about, `selection ${at + 1} ${JSON.stringify(options)}`, exact.selection[at] ?? Number.NaN, expected, 1e-12);
  }
});

describe("i3+3", () => {
  test("every cell of the decision table, n from 1 to 15, is that of the published rule in whole numbers", () => {
    const about = { method: "i3+3, decision table", source: `${reference.madeWith}: rule-based.R, the rule in whole numbers, pbeta` };
    const codes = "ESD";
    expect(reference.tables.length).toBe(10);
    for (const { target, lower, upper, rows } of reference.tables) {
      for (const [at, row] of rows.entries()) {
        const { escalate, deescalate } = iThreePlusThreeBounds(at + 1, { lower, upper });
        for (const [events, expected] of row.split("").entries()) {
          const actual = events <= escalate ? "E" : events >= deescalate ? "D" : "S";
          checkFigure(about, `target ${target}, ${events} of ${at + 1}`, codes.indexOf(actual), codes.indexOf(expected), 0);
        }
      }
    }
  });

  test("dose levels close where R's pbeta says so, and the target's own interval is 0.05 on either side", () => {
    const about = { method: "i3+3, decision table", source: `${reference.madeWith}: rule-based.R, the rule in whole numbers, pbeta` };
    for (const { target, lower, upper, rows, excluded } of reference.tables) {
      const size = { doses: 3, target, cohortSize: 1, maximumN: 15 };
      const design = iThreePlusThree(Math.abs(upper - lower - 0.1) < 1e-9 && target > 0.05 ? size : { ...size, interval: { lower, upper } });
      for (const [at, row] of excluded.entries()) {
        const { escalate, close } = design.bounds(at + 1);
        expect(escalate).toBe(rows[at]?.lastIndexOf("E"));
        for (const [events, expected] of row.split("").entries()) checkFigure(about, `target ${target}, ${events} of ${at + 1}`, close !== null && events >= close ? 1 : 0, expected === "U" ? 1 : 0, 0);
      }
    }
  });
});

describe("Rolling six", () => {
  // Frankel et al. 2020, table 2, column "Rolling 6": enrolled, evaluated, events; * stands for every possible count.
  const published: readonly (readonly [enrolled: readonly number[], evaluated: readonly number[], events: number, step: ReturnType<typeof decideRollingSix>])[] = [
    [[0, 1, 2, 3, 4, 5], [0], 0, "enroll"],
    [[6], [0], 0, "hold"],
    [[1, 2, 3, 4, 5], [1], 0, "enroll"],
    [[6], [1], 0, "hold"],
    [[2, 3, 4, 5], [2], 0, "enroll"],
    [[6], [2], 0, "hold"],
    [[3], [3], 0, "escalate"],
    [[4, 5], [3], 0, "enroll"],
    [[6], [3], 0, "hold"],
    [[4], [4], 0, "escalate"],
    [[5], [4], 0, "enroll"],
    [[6], [4], 0, "hold"],
    [[5], [5], 0, "escalate"],
    [[6], [5], 0, "escalate"],
    [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1, "enroll"],
    [[6], [1, 2, 3], 1, "hold"],
    [[6], [4], 1, "hold"],
    [[6], [5], 1, "hold"],
    [[6], [6], 1, "escalate"],
    [[2, 3, 4, 5, 6], [2, 3, 4, 5, 6], 2, "de-escalate"],
    [[3, 4, 5, 6], [3, 4, 5, 6], 3, "de-escalate"],
  ];
  test("every row of the published table", () => {
    const steps = ["enroll", "hold", "escalate", "de-escalate"] as const;
    expect(published.length).toBe(21);
    const about = { method: "Rolling six, decision table", source: "Frankel et al. 2020, table 2, column rolling 6" };
    for (const [enrolled, evaluated, events, step] of published) {
      for (const all of enrolled) {
        for (const known of evaluated.filter((count) => count <= all)) checkFigure(about, `${all} enrolled, ${known} evaluated, ${events} events`, steps.indexOf(decideRollingSix(all, events, all - known)), steps.indexOf(step), 0);
      }
    }
  });

  test("with nobody pending the table says what the design with complete cohorts does", () => {
    for (const size of [3, 4, 5, 6]) {
      const design = rollingSix({ doses: 3, enrolledAtOnce: size });
      for (let events = 0; events <= size; events++) {
        const { next } = design.decide({ ...design.start, n: [6, size, 0], events: [1, events, 0], dose: 2 });
        const step = decideRollingSix(size, events, 0);
        expect(next, `${events} of ${size}`).toEqual({ escalate: { kind: "treat", dose: 3, size }, enroll: { kind: "treat", dose: 2, size: 6 - size }, "de-escalate": { kind: "stop", why: "dose-found" }, hold: null }[step]);
      }
    }
  });
});
