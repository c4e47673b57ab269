import { describe, expect, test } from "vitest";
import { effectSides } from "./effect-sides.ts";
import { forestSvg } from "./forest-svg.ts";

describe("sides of a forest plot", () => {
  test("a ratio below 1 means fewer events of the treated: it favours them where fewer are better, and the controls where more are", () => {
    expect(effectSides("odds-ratio", { better: "fewer" })).toEqual(["favours treated", "favours control"]);
    expect(effectSides("risk-difference", { better: "more", arms: ["MSC", "placebo"] })).toEqual(["favours placebo", "favours MSC"]);
  });

  test("where nobody says what is better, the words tell only where there is less", () => {
    expect(effectSides("rate-ratio")).toEqual(["fewer with treated", "more with treated"]);
    expect(effectSides("mean-difference", { arms: ["MSC", "placebo"] })).toEqual(["lower with MSC", "higher with MSC"]);
  });

  test("one arm has no sides, nor have estimates of an unknown kind", () => {
    expect(effectSides("proportion-logit", { better: "fewer" })).toBeNull();
    expect(effectSides("rate-log", { better: "fewer" })).toBeNull();
    expect(effectSides("generic", { better: "fewer" })).toBeNull();
  });

  test("the words stand on their own side of no effect", () => {
    const forest = (sides: readonly [string, string]): string => forestSvg({ title: "t", method: "m", axis: "log", measure: "Odds ratio", sides, groups: [{ name: null, studies: [{ name: "a", estimate: 0.5, lower: 0.1, upper: 2.5 }] }] });
    const at = (svg: string, words: string): number => Number(new RegExp(`x="([\\d.]+)"[^>]*>${words}`, "u").exec(svg)?.[1]);
    const short = forest(effectSides("odds-ratio", { better: "fewer" }) ?? ["", ""]);
    expect(short).toMatch(/text-anchor="end"[^>]*>← favours treated</u);
    expect(at(short, "← favours treated")).toBeLessThan(at(short, "favours control →"));
    // Long names stand below each other, each from its own end.
    const arms = ["mesenchymal stromal cells by vein", "the best supportive care that there was"] as const;
    const long = forest(effectSides("odds-ratio", { better: "fewer", arms }) ?? ["", ""]);
    expect(at(long, "← favours mesen")).toBeLessThan(at(long, "favours the best"));
    expect(long).toMatch(/text-anchor="end"[^>]*>favours the best/u);
  });
});
