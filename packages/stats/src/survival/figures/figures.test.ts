import { describe, expect, test } from "vitest";
import { fitCox } from "../cox/fit-cox.ts";
import { estimateKaplanMeier } from "../kaplan-meier.ts";
import { hazardRatioSvg } from "./hazard-ratio-svg.ts";
import { kaplanMeierSvg } from "./kaplan-meier-svg.ts";
import { riskTimes } from "./risk-times.ts";
import { spaghettiSvg } from "./spaghetti-svg.ts";
import { stepCorners } from "./step-path.ts";
import { stepFigureSvg } from "./step-figure-svg.ts";
import { swimmerSvg } from "./swimmer-svg.ts";

const columns = { time: [2, 4, 4, 6, 8, 3, 5, 7, 9, 10], event: [1, 1, 0, 1, 0, 1, 0, 1, 0, 1], group: ["MSC", "MSC", "MSC", "MSC", "MSC", "control <1>", "control <1>", "control <1>", "control <1>", "control <1>"] };
const wordsIn = (svg: string): string[] => Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu), ([, words = ""]) => words);
/** Corners of the path of a curve by its name. */
function pathOf(svg: string, name: string): (readonly [number, number])[] {
  const d = new RegExp(`d="([^"]*)"><title>${name}</title>`, "u").exec(svg)?.[1] ?? "";
  return Array.from(d.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/gu), ([, x, y]) => [Number(x), Number(y)] as const);
}

describe("survival curves", () => {
  const svg = kaplanMeierSvg(estimateKaplanMeier(columns, { times: riskTimes(10, 2) }), { title: "Survival & more", timeLabel: "Months", events: true });

  test("numbers at risk and events so far stand below the marks of the axis, at the same places", () => {
    // MSC: 5 at 0 and 2, 4 at 4 (after the event at 2), 2 at 6 (two left at 4), 1 at 8, none at 10. Control: 5, 5, 4, 3, 2, 1.
    const words = wordsIn(svg);
    const from = words.indexOf("At risk");
    expect(words.slice(from, from + 15)).toEqual(["At risk", "MSC", "5", "5", "4", "2", "1", "0", "control &lt;1&gt;", "5", "5", "4", "3", "2", "1"]);
    const events = words.indexOf("Events so far");
    expect(words.slice(events, events + 15)).toEqual(["Events so far", "MSC", "0", "1", "2", "3", "3", "3", "control &lt;1&gt;", "0", "0", "1", "1", "2", "3"]);
    const placed = Array.from(svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" text-anchor="middle"[^>]*>(\d+)<\/text>/gu), ([, x = ""]) => x);
    expect(new Set(placed).size).toBe(6);
  });

  test("the curve falls by a fifth of the axis at the first of five events, and stands where it should at the end", () => {
    const corners = pathOf(svg, "MSC");
    const [start, first, fallen] = [corners[0], corners[1], corners[2]];
    const all = pathOf(svg, "control &lt;1&gt;");
    const height = 340;
    expect((fallen?.[1] ?? 0) - (start?.[1] ?? 0)).toBeCloseTo(height / 5, 1);
    expect(first?.[1]).toBe(start?.[1]);
    // 0.8, then 3/4 of it at 4, then half of that at 6; censored at 8.
    expect(((corners.at(-1)?.[1] ?? 0) - (start?.[1] ?? 0)) / height).toBeCloseTo(1 - 0.8 * 0.75 * 0.5, 3);
    // The axis ends at 10, where the control's curve ends at 0.
    expect(((all.at(-1)?.[1] ?? 0) - (all[0]?.[1] ?? 0)) / height).toBeCloseTo(1, 3);
    expect(((first?.[0] ?? 0) - (start?.[0] ?? 0)) / ((all.at(-1)?.[0] ?? 1) - (all[0]?.[0] ?? 0))).toBeCloseTo(0.2, 3);
  });

  test("screen readers are told values and numbers at risk, and text is safe", () => {
    expect(svg).toContain("Survival &amp; more");
    expect(svg).toContain("MSC: 100 % at 0, 80 % at 2, 60 % at 4, 30 % at 6, 30 % at 8");
    expect(svg).toContain("At risk, control &lt;1&gt;: 5, 5, 4, 3, 2, 1");
    expect(svg).not.toMatch(/NaN|undefined|control <1>/u);
  });

  test("an estimate without times is refused, as its numbers at risk are not known", () => {
    expect(() => kaplanMeierSvg(estimateKaplanMeier(columns), { title: "t", timeLabel: "Months" })).toThrow(expect.objectContaining({ code: "missing-column", path: "times" }));
  });
});

describe("step curves", () => {
  test("a hundred thousand steps are drawn as those that can be seen, and end where they end", () => {
    const n = 100_000;
    const times = Float64Array.from({ length: n }, (_, at) => (at + 1) / n);
    const values = Float64Array.from({ length: n }, (_, at) => 1 - (at + 1) / n);
    const corners = stepCorners({ start: 1, times, values, until: 1 }, (time) => 600 * time, (value) => 300 * (1 - value));
    expect(corners.length).toBeLessThan(10_000);
    expect(corners.at(-1)).toEqual([600, 300]);
    for (const [x, y] of corners) expect(Math.abs(y - x / 2)).toBeLessThan(0.6);
  });

  test("an axis of amounts holds the highest limit", () => {
    const svg = stepFigureSvg({ title: "t", method: "m.", timeLabel: "Days", valueLabel: "Mean number", axis: "amount", curves: [{ name: "all", times: [1, 2], values: [0.5, 1.5], start: 0, until: 3, band: { lower: [0.1, 0.7], upper: [1, 4], from: 0, end: 2 } }], riskTimes: [0, 1, 2], riskTables: [] });
    expect(wordsIn(svg)).toContain("4");
    expect(svg).toContain("all: 0 at 0, 0.5 at 1, 1.5 at 2");
  });

  test.each([
    [{ curves: [] }, "empty"],
    [{ riskTables: [{ head: "At risk", rows: [{ name: "all", counts: [1] }] }] }, "lengths-differ"],
  ])("%j is refused as %s", (other, code) => {
    const figure = { title: "t", method: "m.", timeLabel: "Days", valueLabel: "v", axis: "proportion" as const, curves: [{ name: "all", times: [1], values: [0], start: 1, until: 1 }], riskTimes: [0, 1], riskTables: [], ...other };
    expect(() => stepFigureSvg(figure)).toThrow(expect.objectContaining({ code }));
  });
});

test("hazard ratios: a covariate of categories shows its reference at 1, and numbers are those of the fit", () => {
  const cox = fitCox({ time: columns.time, event: columns.event, covariates: { age: [61, 45, 58, 52, 49, 66, 41, 50, 47, 60], arm: columns.group } });
  const svg = hazardRatioSvg(cox, { title: "Hazard", names: { arm: "Arm" } });
  const words = wordsIn(svg);
  expect(words).toContain("Covariate");
  expect(words.slice(words.indexOf("Arm"), words.indexOf("Arm") + 4)).toEqual(["Arm", "MSC", "reference", "1.00"]);
  const age = cox.coefficients.find(({ term }) => term === "age");
  expect(words.join(" ")).toContain(`${age?.ratio.estimate.toFixed(2)} (${age?.ratio.lower.toFixed(2)} to`);
});

describe("swimmer plots", () => {
  const figure = { title: "Follow-up", method: "Each bar is a participant.", timeLabel: "Days" };

  test("the longest follow-up stands above, the ongoing have an arrow, and all is told in words", () => {
    const svg = swimmerSvg({ ...figure, rows: [{ name: "S-001", until: 10, events: [{ time: 3, kind: "fever" }] }, { name: "S-002", until: 40, ongoing: true, stretches: [{ from: 0, until: 12, state: "ventilated" }] }] });
    const words = wordsIn(svg);
    expect(words.indexOf("S-002")).toBeLessThan(words.indexOf("S-001"));
    expect(svg).toContain("S-002: to 40, still followed; ventilated 0 to 12. S-001: to 10; fever at 3");
    expect(words).toContain("An arrow: still followed.");
  });

  test.each([
    [[], "empty", "rows"],
    [[{ name: "a", until: -1 }], "negative", "rows.1"],
    [[{ name: "a", until: 5, events: [{ time: 6, kind: "fever" }] }], "out-of-range", "rows.1"],
    [[{ name: "a", until: 5, stretches: [{ from: 4, until: 3, state: "x" }] }], "start-not-before-end", "rows.1"],
    [[{ name: "a", until: 5, events: Array.from({ length: 9 }, (_, at) => ({ time: 1, kind: `kind ${at}` })) }], "out-of-range", "rows"],
  ])("%j is refused as %s", (rows, code, path) => {
    expect(() => swimmerSvg({ ...figure, rows })).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("spaghetti plots", () => {
  const figure = { title: "SOFA", method: "Means.", timeLabel: "Day", valueLabel: "SOFA" };

  test("a course is broken where a value is not known, and panels share one scale", () => {
    const svg = spaghettiSvg({ ...figure, groups: [{ name: "MSC", courses: [{ participant: "S-001", points: [{ time: 7, value: 4 }, { time: 0, value: 9 }, { time: 3, value: null }, { time: 14, value: 2 }] }], means: [{ time: 0, mean: 9, lower: 8, upper: 10 }] }, { name: "Control", courses: [], means: [] }] });
    const d = /d="([^"]*)"><title>S-001/u.exec(svg)?.[1] ?? "";
    expect(d.match(/M/gu)).toHaveLength(2);
    expect(d.match(/L/gu)).toHaveLength(1);
    expect(svg).toContain("MSC, 1 participants: means 9 (8 to 10) at 0");
    expect(svg).toContain("Control, 0 participants: means none");
  });

  test("without any known value there is nothing to draw", () => {
    expect(() => spaghettiSvg({ ...figure, groups: [{ name: "MSC", courses: [{ participant: "a", points: [{ time: 0, value: null }] }], means: [] }] })).toThrow(expect.objectContaining({ code: "empty" }));
    expect(() => spaghettiSvg({ ...figure, groups: [{ name: "MSC", courses: [{ participant: "a", points: [{ time: 0, value: Infinity }] }], means: [] }] })).toThrow(expect.objectContaining({ code: "not-a-number" }));
  });
});

test.each([[10, undefined, [0, 2, 4, 6, 8, 10]], [40, 12, [0, 12, 24, 36]]])("times for %j every %j are %j", (longest, every, expected) => {
  expect(riskTimes(longest, every)).toEqual(expected);
});
test.each([[0, undefined], [10, 0], [10, 0.1], [Number.NaN, undefined]])("no table is made of %j every %j", (longest, every) => {
  expect(() => riskTimes(longest, every)).toThrow(expect.objectContaining({ code: "out-of-range" }));
});
