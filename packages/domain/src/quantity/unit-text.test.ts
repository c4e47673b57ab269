import { describe, expect, test } from "vitest";
import { unitText } from "./unit-text.ts";
import { knownUnits } from "./unit.ts";

describe("units as people write them", () => {
  test.each([
    ["10*6{cells}/kg", "million cells/kg"],
    ["10*6{cells}/mL", "million cells/mL"],
    ["{cells}/min", "cells/min"],
    ["mm[Hg]", "mmHg"],
    ["cm[H2O]", "cmH2O"],
    ["Cel", "°C"],
    ["[degF]", "°F"],
    ["[EU]/kg/h", "EU/kg/h"],
    ["ug/kg/min", "µg/kg/min"],
    ["/min", "per min"],
    ["10*9/L", "10^9/L"],
    ["kg/m2", "kg/m²"],
    ["[in_i]", "in"],
    ["mL/min", "mL/min"],
    ["1", ""],
  ])("%s is written %s", (unit, text) => {
    expect(unitText(unit)).toBe(text);
  });

  test("no bracket or brace of the code is left, and no two units look the same", () => {
    const texts = knownUnits.map((unit) => unitText(unit));
    expect(texts.filter((text) => /[[\]{}*]/u.test(text))).toEqual([]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});
