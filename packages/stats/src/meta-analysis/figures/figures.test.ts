import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { baujatSvg } from "./baujat-svg.ts";
import { cumulativeSvg } from "./cumulative-svg.ts";
import { effectAxis, logTicks, ratioWords } from "./effect-axis.ts";
import { linearTicks } from "../../figures/linear-ticks.ts";
import type { ForestFigure } from "./forest-figure.ts";
import { forestSvg } from "./forest-svg.ts";
import { funnelSvg } from "./funnel-svg.ts";
import { labbeSvg, treatedRisk } from "./labbe-svg.ts";

const rude = { title: '<script>alert("1")</script> & Söhne', id: "a b", method: "By a method, in <one> sentence." };
const forest: ForestFigure = {
  ...rude,
  axis: "log",
  measure: "Odds ratio",
  columns: ["MSC", "Control"],
  weightColumns: ["Common", "Random"],
  riskDomains: ["randomisation", "reporting"],
  limits: { lower: 0.1, upper: 10 },
  groups: [
    { name: "double blind", studies: [{ name: "First 2021", cells: ["1/10", "3/10"], estimate: 1, lower: 0.01, upper: 100, weights: [40, 50], riskOfBias: ["low", "critical"] }, { name: "Nobody 2019", cells: ["0/9", "0/8"], estimate: null, reason: "no event in either arm", weights: [null, null] }], pooled: [{ name: "Within", estimate: 1, lower: 0.5, upper: 2 }], note: "Q 1.2" },
    { name: "open", studies: [{ name: "Second 2022", cells: ["2/10", "2/10"], estimate: 0.5, lower: 0.2, upper: 1.25, weights: [60, 50], riskOfBias: ["no-information", null] }] },
  ],
  pooled: [{ name: "Common effect", estimate: 0.7, lower: 0.5, upper: 0.98 }, { name: "Random effects", estimate: 0.72, lower: 0.4, upper: 1.3, prediction: { lower: 0.05, upper: 9 } }],
};
const funnel = { ...rude, axis: "log", measure: "Odds ratio", names: ["a<b", "c"], estimates: [-0.5, 2], standardErrors: [0.2, 0.8], pooled: -0.3, contours: "significance" } as const;
const labbe = { ...rude, names: ["a", "b"], treatedEvents: [3, 0], treatedTotal: [10, 20], controlEvents: [6, 0], controlTotal: [10, 20], pooled: { measure: "odds-ratio", estimate: 0.5 } } as const;
const baujat = { ...rude, names: ["a", "b"], contributions: [0.4, 3], influences: [0.1, 0.8] };
const pictures: readonly (readonly [string, string])[] = [
  ["forest", forestSvg(forest)],
  ["forest of one study on a linear axis", forestSvg({ ...rude, axis: "linear", measure: "Risk difference", groups: [{ name: null, studies: [{ name: "one", estimate: -0.1, lower: -0.2, upper: 0 }] }] })],
  ["forest in which nothing can be estimated", forestSvg({ ...rude, axis: "log", measure: "Odds ratio", groups: [{ name: null, studies: [{ name: "one", estimate: null }] }] })],
  ["cumulative", cumulativeSvg({ ...rude, axis: "log", measure: "Odds ratio", steps: [{ name: "a", studies: 1, estimate: null }, { name: "b", studies: 2, estimate: 0.5, lower: 0, upper: Infinity }] })],
  ["funnel", funnelSvg(funnel)],
  ["L'Abbé", labbeSvg(labbe)],
  ["Baujat", baujatSvg(baujat)],
];

describe("Every picture of evidence", () => {
  test.each(pictures)("%s is well formed, says what it shows, prints its method, and lets no text become markup", (_, svg) => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 [\d.]+ [\d.]+"/);
    expect(svg).not.toContain("<script");
    expect(svg).toContain('<title id="a-b-title">&lt;script&gt;');
    expect(/<desc id="a-b-description">(.{20,})<\/desc>/s.test(svg)).toBe(true);
    expect(svg).toContain(">By a method, in &lt;one&gt; sentence.</text>");
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
    const open: string[] = [];
    for (const [, closing, name = "", self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).toEqual([]);
  });
});

test("a long title is broken before it leaves the picture: bold letters of 17 px are up to 10.4 px wide", () => {
  const svg = funnelSvg({ ...funnel, title: "Mesenchymal stromal cells given by vein: deaths within 28 to 30 days, randomised and not randomised studies together" });
  const lines = [...svg.matchAll(/class="head">([^<]*)</gu)].map(([, words = ""]) => words.length);
  expect(lines.length).toBe(2);
  // 16 px are left free on both sides of 720.
  for (const length of lines) expect(16 + length * 10.4).toBeLessThanOrEqual(720 - 16);
});

/** Middle of the square of a study: rect is placed by its corner. */
const squares = (svg: string): number[] => [...svg.matchAll(/<rect class="dot"[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"/g)].map(([, x, width]) => Number(x) + Number(width) / 2);

describe("A forest plot", () => {
  const svg = forestSvg(forest);

  test("keeps the row of a study without an estimate, and says why there is none", () => {
    expect(svg).toContain(">Nobody 2019</text>");
    expect(svg).toContain(">0/9</text>");
    expect(svg).toContain(">not estimable</text>");
    expect(svg).toContain(">no event in either arm</text>");
  });

  test("has one scale: half as much is as far to the left of 1 as 2 is to its right", () => {
    const at = (estimate: number) => squares(forestSvg({ ...forest, groups: [{ name: null, studies: [{ name: "a", estimate, lower: estimate, upper: estimate }] }] }))[0] ?? 0;
    expect(at(1) - at(0.5)).toBeCloseTo(at(2) - at(1), 1);
    // From 0.1 to 10 the plot is 320 wide: a factor of ten is 160.
    expect(at(1) - at(0.1)).toBeCloseTo(160, 1);
  });

  test("cuts intervals at the end of the axis, with an arrow on each side that is cut", () => {
    const arrows = (lower: number, upper: number) => [...forestSvg({ ...forest, pooled: [], groups: [{ name: null, studies: [{ name: "a", estimate: 1, lower, upper }] }] }).matchAll(/<path class="dot"/g)].length;
    expect([arrows(0.01, 100), arrows(0, Infinity), arrows(0.01, 2), arrows(0.5, 2)]).toEqual([2, 2, 1, 0]);
  });

  test("prints counts, weights, groups with their own diamonds, pooled effects and the prediction interval", () => {
    for (const words of ["1/10", "40.0 %", "double blind", "Within", "Q 1.2", "Common effect", "Random effects", "Prediction interval", "0.70 (0.50 to 0.98)", "(0.050 to 9.00)"]) expect(svg).toContain(`>${words}</text>`);
    expect([...svg.matchAll(/<path class="tone-first"/g)].length).toBe(2);
    expect([...svg.matchAll(/<path class="tone-second"/g)].length).toBe(1);
  });

  test("tells risk of bias by signs, for as many domains as there are, and explains those used", () => {
    for (const sign of ["+", "!", "?"]) expect(svg).toContain(`class="strong">${sign}</text>`);
    for (const words of ["A randomisation", "B reporting", "low", "critical", "no information"]) expect(svg).toContain(`>${words}</text>`);
    expect(svg).not.toContain(">serious</text>");
  });

  test("has the line of reference where it is asked for, or none", () => {
    const { groups: [first] } = forest;
    const bare = { ...rude, axis: "log", measure: "Odds ratio", limits: { lower: 0.1, upper: 10 }, groups: first === undefined ? [] : [{ name: null, studies: first.studies }] } as const;
    const upright = (reference: number | null) => [...forestSvg({ ...bare, reference }).matchAll(/<line x1="([\d.]+)" y1="[\d.]+" x2="\1" y2="[\d.]+" class="edge"/g)].length;
    expect(upright(1) - upright(null)).toBe(1);
    expect(forestSvg({ ...bare, reference: 2 })).not.toBe(forestSvg({ ...bare, reference: 1 }));
  });
});

describe("The axis", () => {
  test.each([
    [0.1, 10, [0.1, 0.2, 0.5, 1, 2, 5, 10]],
    [0.001, 1000, [0.001, 0.01, 0.1, 1, 10, 100, 1000]],
    [1e-9, 1e9, [1e-9, 1e-6, 0.001, 1, 1000, 1e6, 1e9]],
    [0.5, 2, [0.5, 0.6, 0.8, 1, 1.2, 1.5, 2]],
  ])("from %d to %d has round ticks", (lower, upper, ticks) => {
    expect(logTicks(lower, upper, 7)).toEqual(ticks);
  });

  test("of differences has round ticks", () => {
    expect(linearTicks(-0.1, 0.22, 7)).toEqual([-0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2]);
  });

  test("shows every estimate, and has two to eight ticks, all of them on it and ascending", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 20 }), fc.constantFrom("log", "linear"), (values, kind) => {
        const points = kind === "log" ? values.map((value) => Math.exp(value)) : values;
        const axis = effectAxis({ kind, points, ends: points.flatMap((point) => [point / 1e4, point * 1e4]) });
        for (const point of points) expect(axis.place(point) >= 0 && axis.place(point) <= 1).toBe(true);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(8);
        for (const [at, tick] of axis.ticks.entries()) {
          expect(axis.place(tick)).toBeGreaterThan(-1e-6);
          expect(axis.place(tick)).toBeLessThan(1 + 1e-6);
          if (at > 0) expect(tick).toBeGreaterThan(axis.ticks[at - 1] ?? Infinity);
        }
      }),
    );
  });

  test("numbers are never shown as nothing", () => {
    expect([0.00004, 0.003, 0.067, 0.668, 12.34, 123.4, 1e7, Infinity].map(ratioWords)).toEqual(["4e-5", "0.0030", "0.067", "0.67", "12.3", "123", "1e7", "∞"]);
  });
});

describe("Plots of points", () => {
  test("a funnel's sides are where 95 % of studies would fall: 1.96 standard errors from the pooled effect", () => {
    // Linear, wide enough that the sides end at the floor: the box is 608 wide.
    const svg = funnelSvg({ ...rude, axis: "linear", measure: "Difference", names: ["a", "b"], estimates: [-3, 3], standardErrors: [1, 1], pooled: 0 });
    const ends = [...svg.matchAll(/<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="([\d.]+)" class="bound"/g)].map(([, from, to]) => Math.abs(Number(to) - Number(from)));
    const [one = 0, other = 0] = [...svg.matchAll(/<circle class="dot" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    const unit = Math.abs(other - one) / 6;
    expect(ends.length).toBe(2);
    for (const end of ends) expect(end / unit).toBeCloseTo(1.959964 * 1.05, 2);
  });

  test("a funnel has a key to its shades, and refuses what has no standard error", () => {
    for (const words of ["p above 0.10", "p from 0.05 to 0.10", "p from 0.01 to 0.05"]) expect(funnelSvg(funnel)).toContain(`>${words}</text>`);
    expect(() => funnelSvg({ ...funnel, standardErrors: [0, 1] })).toThrow(expect.objectContaining({ code: "not-a-number", path: "estimates.1" }));
    expect(() => funnelSvg({ ...funnel, names: ["a"] })).toThrow(expect.objectContaining({ code: "lengths-differ" }));
    expect(() => funnelSvg({ ...funnel, names: [], estimates: [], standardErrors: [] })).toThrow(expect.objectContaining({ code: "empty" }));
  });

  test("the line of a pooled effect: odds ratio 2 makes 2/3 of 1/2, risk ratio 2 makes 1 of 1/2, a difference of 0.1 makes 0.6", () => {
    expect(treatedRisk("odds-ratio", 2, 0.5)).toBeCloseTo(2 / 3, 14);
    expect(treatedRisk("risk-ratio", 2, 0.5)).toBe(1);
    expect(treatedRisk("risk-difference", 0.1, 0.5)).toBe(0.6);
  });

  test("a study without events stands in a L'Abbé plot, and more events than participants are refused", () => {
    expect(labbeSvg(labbe)).toContain("b: 0/20 against 0/20");
    expect(() => labbeSvg({ ...labbe, treatedEvents: [11, 0] })).toThrow(expect.objectContaining({ code: "events-above-n", path: "treatedEvents.1" }));
  });

  test("what is no square is refused in a Baujat plot", () => {
    expect(() => baujatSvg({ ...baujat, influences: [0.1, -1] })).toThrow(expect.objectContaining({ code: "negative", path: "contributions.2" }));
  });
});
