import { describe, expect, test } from "vitest";
import { compareQuantities, convert, dimensionOf, isKnownUnit, quantity, sameDimension } from "./unit.ts";

describe("units of the infusion day", () => {
  test("5 mL/min is 300 mL/h, exactly", () => {
    expect(convert({ value: 5, unit: "mL/min" }, "mL/h")).toEqual({ value: 300, unit: "mL/h" });
  });

  test("a temperature is converted with its offset: 98.6 degF is 37 Cel, 37 Cel is 98.6 degF", () => {
    expect(convert({ value: 98.6, unit: "[degF]" }, "Cel").value).toBeCloseTo(37, 12);
    expect(convert({ value: 37, unit: "Cel" }, "[degF]").value).toBeCloseTo(98.6, 12);
    expect(convert({ value: 310.15, unit: "K" }, "Cel").value).toBeCloseTo(37, 12);
  });

  test("2 million cells per kg is 2,000,000 cells per kg, and never a plain number per kg", () => {
    expect(convert({ value: 2, unit: "10*6{cells}/kg" }, "{cells}/kg").value).toBe(2_000_000);
    expect(dimensionOf("10*6{cells}")).toBe("cells");
    expect(() => convert({ value: 1, unit: "{cells}" }, "1")).toThrow(RangeError);
    expect(() => convert({ value: 1, unit: "{cells}/min" }, "/min")).toThrow(RangeError);
  });

  test("grams are no millilitres, and grams per kg of body mass are no plain number", () => {
    expect(() => convert({ value: 1, unit: "g" }, "mL")).toThrow("Cannot convert g (mass) to mL (volume).");
    expect(sameDimension("g/kg", "1")).toBe(false);
  });

  test("a unit outside the table is refused by name, also when only the case is wrong", () => {
    expect(isKnownUnit("ml")).toBe(false);
    expect(dimensionOf("bpm")).toBeNull();
    expect(sameDimension("bpm", "bpm")).toBe(false);
    expect(() => convert({ value: 1, unit: "mL" }, "ml")).toThrow('Unknown unit "ml".');
  });

  test("a number that is not finite is no quantity", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => quantity(value, "kg")).toThrow(RangeError);
      expect(() => convert({ value, unit: "kg" }, "g")).toThrow(RangeError);
      expect(() => compareQuantities({ value, unit: "kg" }, { value: 1, unit: "kg" })).toThrow(RangeError);
    }
    expect(() => convert({ value: 1e308, unit: "kg" }, "ng")).toThrow(RangeError);
    expect(quantity(0, "kg")).toEqual({ value: 0, unit: "kg" });
  });

  test("comparing looks through units and through the rounding of arithmetic", () => {
    expect(compareQuantities({ value: 300, unit: "mL/h" }, { value: 5, unit: "mL/min" })).toBe(0);
    expect(compareQuantities({ value: 0.1 + 0.2, unit: "L" }, { value: 300, unit: "mL" })).toBe(0);
    expect(compareQuantities({ value: 5.001, unit: "mL/min" }, { value: 300, unit: "mL/h" })).toBeGreaterThan(0);
    expect(compareQuantities({ value: 900, unit: "g" }, { value: 1, unit: "kg" })).toBeLessThan(0);
  });
});
