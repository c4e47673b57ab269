import { describe, expect, test } from "vitest";
import { derivePredictedBodyWeight } from "./predicted-body-weight.ts";

const cm = (value: number) => ({ value, unit: "cm" });
const because = (result: ReturnType<typeof derivePredictedBodyWeight>) => (result.assessable ? [] : result.because.map((one) => one.code));
const kilograms = (result: ReturnType<typeof derivePredictedBodyWeight>) => (result.assessable ? result.value.value : null);

describe("predicted body weight", () => {
  test("at 152.4 cm the ARDSNet formula is 50 kg for men and 45.5 kg for women, and 0.91 kg more for each cm", () => {
    expect(kilograms(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(152.4)))).toBe(50);
    expect(kilograms(derivePredictedBodyWeight("ardsnet-pbw", "female", cm(152.4)))).toBe(45.5);
    // 0.91 x 25.4 = 23.114
    expect(kilograms(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(177.8)))).toBeCloseTo(73.114, 10);
    expect(kilograms(derivePredictedBodyWeight("ardsnet-pbw", "male", { value: 1.778, unit: "m" }))).toBeCloseTo(73.114, 10);
  });

  test("the unit is kilogram", () => {
    expect(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(170))).toMatchObject({ value: { unit: "kg" } });
  });

  test("unknown sex and unknown height are not assessable, and both are named", () => {
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", null, null))).toEqual(["sex-unknown", "height-unknown"]);
  });

  test("a height outside the range, or in inches written as cm, is not assessable", () => {
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(70)))).toEqual(["height-implausible"]);
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(231)))).toEqual(["height-implausible"]);
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(120)))).toEqual([]);
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", "male", { value: 70, unit: "kg" }))).toEqual(["height-unit-unfit"]);
    expect(because(derivePredictedBodyWeight("ardsnet-pbw", "male", cm(Number.NaN)))).toEqual(["height-unit-unfit"]);
  });

  test("a formula that nobody knows, or none, is not assessable", () => {
    expect(because(derivePredictedBodyWeight("broca", "male", cm(170)))).toEqual(["weight-formula-unknown"]);
    expect(because(derivePredictedBodyWeight(null, "male", cm(170)))).toEqual(["weight-formula-unknown"]);
    expect(because(derivePredictedBodyWeight("toString", "male", cm(170)))).toEqual(["weight-formula-unknown"]);
  });
});
