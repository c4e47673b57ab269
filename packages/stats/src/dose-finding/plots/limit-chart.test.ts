import { describe, expect, test } from "vitest";
import { spendingBoundary } from "../../monitoring/alpha-spending.ts";
import { cusumChart } from "../../monitoring/cusum.ts";
import { personTimeBoundary } from "../../monitoring/person-time-boundary.ts";
import { predictiveDesign } from "../../monitoring/predictive-design.ts";
import { cusumSvg } from "./cusum-svg.ts";
import { personTimeSvg } from "./person-time-svg.ts";
import { predictiveSvg } from "./predictive-svg.ts";
import { spendingSvg } from "./spending-svg.ts";
import { twoStageSvg } from "./two-stage-svg.ts";

const rude = { title: "<b>&", id: "x" };
// By hand: d log 2 - t/100 >= 1 holds at the second event within 38.6, the third within 107.9, the fourth within 150.
const inTime = personTimeBoundary({ nullRate: 0.01, maximum: 150, family: { kind: "sprt", rateRatio: 2 }, calibrate: { cutoff: 1 } });
const chart = cusumChart({ nullProbability: 0.1, alternative: 0.4, n: 3, calibrate: { cutoff: 2.3 } });
const spending = spendingBoundary({ fractions: [0.5, 1], alpha: 0.05, spending: { kind: "obrien-fleming" } });
const pictures: Readonly<Record<string, string>> = {
  "person-time": personTimeSvg(inTime, [{ exposure: 30, events: 1 }], rude),
  cusum: cusumSvg(chart, [true, false, true], rude),
  "two stages": twoStageSvg([{ name: "optimal", design: { r1: 0, n1: 9, r: 2, n: 24 } }, { name: "minimax", design: { r1: 0, n1: 13, r: 2, n: 20 } }], { ...rude, sentence: "Simon 1989." }),
  predictive: predictiveSvg(predictiveDesign({ nullProbability: 0.2, prior: { a: 0.2, b: 0.8 }, n: 36, firstLook: 10 }, { futility: 0.001, conclude: 0.922 }), rude),
  spending: spendingSvg(spending, rude),
};

describe("a picture of limits", () => {
  test.each(Object.entries(pictures))("of %s is well formed, and no text becomes markup", (_, svg) => {
    expect(svg).toContain('<title id="x-title">&lt;b&gt;&amp;</title>');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<b>/);
    const open: string[] = [];
    for (const [, closing, name = "", self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).toEqual([]);
  });

  const described = (name: string) => /<desc[^>]*>(.*)<\/desc>/s.exec(pictures[name] ?? "")?.[1];
  test("tells its figures to who cannot see it", () => {
    expect(described("person-time")).toBe("Hold at event 2 within 38.6. Hold at event 3 within 107.9. Hold at event 4 within 150.0. Seen: 1 by 30.");
    // log(0.4/0.1) = 1.3863, log(0.9/0.6) = 0.4055: 1.39, 0.98, 2.37.
    expect(described("cusum")).toBe("Hold where the sum is 2.3 or more. After participant 1: 1.39. After participant 2: 0.98. After participant 3: 2.37.");
    expect(described("two stages")).toContain("minimax: not worth it after 20 with 2 or fewer responses.");
    // Lee and Liu 2008: 0 of 10, 10 of 36 at the end.
    expect(described("predictive")).toMatch(/^After 10: stop with 0 or fewer responses\..*At the end, after 36: not positive with 10 or fewer responses\.$/);
    // Lan and DeMets, O'Brien-Fleming type, two looks, two-sided 0.05: 2.963 and 1.969 (gsDesign 2.9626, 1.9686).
    expect(described("spending")).toMatch(/hold at z 2\.96\d\d or its negative\..* hold at z 1\.968\d or its negative\.$/);
  });

  test("of two sides has the limit above and below", () => {
    expect(pictures["spending"]).toContain("hold from here down");
    expect(spendingSvg({ ...spending, sides: "upper" }, rude)).not.toContain("hold from here down");
  });

  test("a staircase goes on until its time is over, and rises there", () => {
    // x = 72 + t/150 * 538, y of event d on a scale of 0 to 5.
    const [, course = ""] = /class="bound" d="([^"]+)"/.exec(pictures["person-time"] ?? "") ?? [];
    const corners = [...course.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const until = (d: number) => 72 + (((d * Math.log(2) - 1) * 100) / 150) * 538;
    expect(corners.map(([x]) => Math.round(x))).toEqual([72, until(2), until(2), until(3), until(3), 610].map(Math.round));
    const heights = corners.map(([, y]) => y);
    expect(heights[0]).toBe(heights[1]);
    expect((heights[1] ?? 0) - (heights[2] ?? 0)).toBeCloseTo(260 / 5, 1);
  });
});
