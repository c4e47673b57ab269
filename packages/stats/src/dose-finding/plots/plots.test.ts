import { describe, expect, test } from "vitest";
import { stoppingBoundary } from "../../monitoring/stopping-boundary.ts";
import { conductTrial } from "../conduct/conduct-trial.ts";
import { parseCompactOutcomes } from "../conduct/compact-notation.ts";
import { decisionTable } from "../core/decision-table.ts";
import { exactCharacteristics, finish } from "../core/exact-characteristics.ts";
import { pathTree } from "../core/path-tree.ts";
import { simulateTrials } from "../core/simulate.ts";
import { boin } from "../interval/boin.ts";
import { boundarySvg } from "./boundary-svg.ts";
import { characteristicsSvg } from "./characteristics-svg.ts";
import { decisionTableSvg } from "./decision-table-svg.ts";
import { dosePathSvg } from "./dose-path-svg.ts";
import { darkPalette, lightPalette, strokes, tones } from "../../figures/palette.ts";
import { posteriorSvg } from "./posterior-svg.ts";
import { escapeXml } from "../../figures/svg-document.ts";
import { trialTimelineSvg } from "./trial-timeline-svg.ts";

const design = boin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 4 });
const truth = [0.1, 0.3, 0.5];
const rude = { title: '<script>alert("1")</script> & Söhne', id: "a b" };
const participants = parseCompactOutcomes("1NNN 2NTP.5E", { doses: 3 });
const exact = finish(exactCharacteristics(design, truth));
const pictures: readonly (readonly [string, string])[] = [
  ["decision table", decisionTableSvg(decisionTable(design), rude)],
  ["dose paths", dosePathSvg(pathTree(design, { depth: 2, truth }), rude)],
  ["characteristics", characteristicsSvg([{ name: "a < b", characteristics: exact }], rude)],
  ["boundary", boundarySvg(stoppingBoundary({ looks: [5, 10], nullProbability: 0.1, family: { kind: "pocock" }, calibrate: { alpha: 0.1 } }), [{ n: 5, events: 1 }], rude)],
  ["posterior", posteriorSvg([{ dose: 1, mean: 0.2, lower: 0.01, upper: 0.6, n: 3, events: 0 }], { ...rude, method: "Beta(1, 1)" })],
  ["timeline", trialTimelineSvg(conductTrial(design, participants), participants, rude)],
];

describe("Every picture", () => {
  test.each(pictures)("%s is well formed, says what it shows, and lets no text become markup", (_, svg) => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 [\d.]+ [\d.]+"/);
    expect(svg).not.toContain("<script");
    expect(svg).toContain('<title id="a-b-title">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Söhne</title>');
    expect(/<desc id="a-b-description">(.{20,})<\/desc>/s.test(svg)).toBe(true);
    expect(svg).toContain("prefers-color-scheme:dark");
    expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
    // Tags open and close in pairs.
    const open: string[] = [];
    for (const [, closing, name = "", self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (closing === "/") expect(open.pop()).toBe(name);
      else if (self !== "/") open.push(name);
    }
    expect(open).toEqual([]);
  });

  test("has a letter, a sign or a pattern beside each colour", () => {
    const [, table = ""] = pictures[0] ?? [];
    for (const letter of ["E", "S", "D", "U"]) expect(table).toMatch(new RegExp(`class="strong">${letter}</text>`));
    expect(table).toContain("#a-b-up");
  });
});

test("what is simulated says so in the picture, and its whiskers are explained", () => {
  const simulated = finish(simulateTrials(design, truth, { seed: 1, trials: 1000 }));
  expect(characteristicsSvg([{ name: "s", characteristics: simulated }], { title: "t" })).toMatch(/Monte Carlo: 1000 trials, seed 1\.[^]*standard errors|standard errors[^]*Monte Carlo: 1000 trials, seed 1\./);
  expect(characteristicsSvg([{ name: "s", characteristics: exact }], { title: "t" })).not.toContain("Monte Carlo");
});

describe("What is not known, and what is not zero", () => {
  test("a dose level that nobody was given is unknown: no point, no interval, no per cent", () => {
    const nobody = { dose: 1, mean: null, lower: 0.025, upper: 0.975, n: 0, events: 0 };
    const svg = posteriorSvg([nobody], { title: "t", method: "m", target: 0.25 });
    expect(svg).toContain(">unknown</text>");
    expect(svg).toContain("Dose level 1: nobody was followed, unknown.");
    expect(svg).not.toMatch(/<circle class|class="data"|97\.5|2\.5 %/);
    expect(posteriorSvg([{ ...nobody, mean: 0.5 }], { title: "t", method: "m" })).toContain("interval 2.5 % to 97.5 %");
  });

  test("a path that is possible is not drawn with 0.00 %, nor a recommendation with 0.0", () => {
    // Three of three events at a true rate of 1 %: 0.000001.
    const paths = dosePathSvg(pathTree(design, { depth: 1, truth: [0.01, 0.02, 0.03] }), { title: "t" });
    expect(paths).toContain("&lt;0.01 %");
    expect(paths).not.toContain(" 0.00 %");
    const none = finish(exactCharacteristics(design, [0.01, 0.02, 0.03]));
    expect(none.none).toBeGreaterThan(0);
    expect(characteristicsSvg([{ name: "safe", characteristics: none }], { title: "t" })).toContain(">&lt;0.1</text>");
  });
});

test("a tree with too many paths is refused, not drawn small", () => {
  expect(() => dosePathSvg(pathTree(boin({ doses: 3, target: 0.3, cohortSize: 3, cohorts: 8 }), { depth: 6 }), { title: "t" })).toThrow(/Follow fewer cohorts/);
});

describe("Contrast, after WCAG 2.2, 1.4.3 and 1.4.11", () => {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  test.each([["light", lightPalette], ["dark", darkPalette]] as const)("words and lines can be read in %s", (_, palette) => {
    for (const tone of tones) expect(contrast(palette.ink, palette.fills[tone])).toBeGreaterThanOrEqual(4.5);
    for (const stroke of strokes) expect(contrast(palette.strokes[stroke], palette.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.ink, palette.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.soft, palette.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.line, palette.page)).toBeGreaterThanOrEqual(3);
  });
});

test("control characters, which no XML may hold, are taken out of texts", () => {
  expect(escapeXml("a\u0000b\u0008c'd\uD800")).toBe("a b c&#39;d ");
});
