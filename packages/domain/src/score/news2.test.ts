import { describe, expect, test } from "vitest";
import { at } from "../../test/example-event.ts";
import { measurement, news2Input } from "../../test/news2-input.ts";
import { assessNews2 } from "./news2.ts";
import type { News2Input } from "./news2.ts";

function scored(differing: Partial<News2Input>) {
  const result = assessNews2(news2Input(differing));
  if (!result.assessable) throw new Error(result.because.map((one) => one.code).join());
  return result.value;
}

function refusal(differing: Partial<News2Input>): string[] {
  const result = assessNews2(news2Input(differing));
  return result.assessable ? [] : result.because.map((one) => `${one.code} ${one.path}`);
}

// Each edge of the printed chart (RCP 2017), read from the chart.
const edges = {
  respiratoryRate: { unit: "/min", part: "respiratory-rate", points: [[8, 3], [9, 1], [11, 1], [12, 0], [20, 0], [21, 2], [24, 2], [25, 3]] },
  oxygenSaturation: { unit: "%", part: "oxygen-saturation", points: [[91, 3], [92, 2], [93, 2], [94, 1], [95, 1], [96, 0], [100, 0]] },
  systolicPressure: { unit: "mm[Hg]", part: "systolic-pressure", points: [[90, 3], [91, 2], [100, 2], [101, 1], [110, 1], [111, 0], [219, 0], [220, 3]] },
  pulse: { unit: "/min", part: "pulse", points: [[40, 3], [41, 1], [50, 1], [51, 0], [90, 0], [91, 1], [110, 1], [111, 2], [130, 2], [131, 3]] },
  temperature: { unit: "Cel", part: "temperature", points: [[35, 3], [35.1, 1], [36, 1], [36.1, 0], [38, 0], [38.1, 1], [39, 1], [39.1, 2]] },
} as const;

describe("NEWS2", () => {
  for (const [input, { unit, part, points }] of Object.entries(edges)) {
    test.each(points.map((pair) => [...pair]))(`${part} %f scores %i`, (value, expected) => {
      const result = scored({ [input]: measurement(value ?? 0, unit) });
      expect(result.parts[part]).toBe(expected);
      expect(result.total).toBe(expected);
    });
  }

  test.each([[83, 3], [84, 2], [85, 2], [86, 1], [87, 1], [88, 0], [92, 0], [93, 1], [94, 1], [95, 2], [96, 2], [97, 3]])("on scale 2 and oxygen a saturation of %i scores %i", (value, expected) => {
    const result = scored({ scale: 2, scalePrescriber: "Dr Example", onOxygen: { value: true, at: at(0) }, oxygenSaturation: measurement(value, "%") });
    expect(result.parts["oxygen-saturation"]).toBe(expected);
    expect(result.total).toBe(expected + 2);
  });

  test("on scale 2 and room air 97 % scores 0", () => {
    expect(scored({ scale: 2, scalePrescriber: "Dr Example", oxygenSaturation: measurement(97, "%") }).total).toBe(0);
  });

  test("one parameter at 3 is a red score and low-medium risk", () => {
    expect(scored({ consciousness: { value: "confusion", at: at(0) } })).toMatchObject({ total: 3, redScore: true, risk: "low-medium" });
  });

  test("5 and 6 are medium, 7 is high", () => {
    const sick = { onOxygen: { value: true, at: at(0) }, pulse: measurement(120, "/min") };
    expect(scored({ ...sick, temperature: measurement(38.5, "Cel") })).toMatchObject({ total: 5, risk: "medium" });
    expect(scored({ ...sick, temperature: measurement(39.5, "Cel") })).toMatchObject({ total: 6, risk: "medium" });
    expect(scored({ ...sick, respiratoryRate: measurement(25, "/min") })).toMatchObject({ total: 7, risk: "high" });
  });

  test("a temperature in Fahrenheit is scored by its value in Celsius", () => {
    // 102.5 F = 39.2 C
    expect(scored({ temperature: measurement(102.5, "[degF]") }).parts.temperature).toBe(2);
  });

  test("it is not for a child, a pregnant or a ventilated person, nor where that is unknown for age and ventilation", () => {
    expect(refusal({ age: 15 })).toEqual(["news2-under-16 participant.age"]);
    expect(refusal({ age: 16 })).toEqual([]);
    expect(refusal({ age: null })).toEqual(["news2-age-unknown participant.age"]);
    expect(refusal({ pregnant: true })).toEqual(["news2-pregnant participant.pregnancy"]);
    expect(refusal({ ventilated: true })).toEqual(["news2-ventilated oxygen.device"]);
    expect(refusal({ ventilated: null })).toEqual(["news2-ventilation-unknown oxygen.device"]);
  });

  test("scale 2 without a named prescriber is refused", () => {
    expect(refusal({ scale: 2 })).toEqual(["news2-scale-without-prescriber oxygen.scale"]);
    expect(refusal({ scale: 2, scalePrescriber: "  " })).toEqual(["news2-scale-without-prescriber oxygen.scale"]);
  });

  test("every missing input is named, all at once", () => {
    expect(refusal({ temperature: null, consciousness: null, onOxygen: null })).toEqual(["score-input-missing news2.air-or-oxygen", "score-input-missing news2.consciousness", "score-input-missing news2.temperature"]);
  });

  test("a value of exactly the allowed age counts, an older one does not", () => {
    expect(refusal({ now: at(60) })).toEqual([]);
    expect(refusal({ now: at(61), temperature: measurement(37, "Cel", 30), pulse: measurement(70, "/min", 30), consciousness: { value: "alert", at: at(30) }, respiratoryRate: measurement(16, "/min", 30), oxygenSaturation: measurement(97, "%", 30) })).toEqual(["score-input-too-old news2.systolic-pressure"]);
  });

  test("a saturation above 100 %, a pulse of zero and a pressure in % are no measurements", () => {
    expect(refusal({ oxygenSaturation: measurement(101, "%"), pulse: measurement(0, "/min"), systolicPressure: measurement(120, "%") })).toEqual([
      "score-input-implausible news2.oxygen-saturation",
      "score-input-implausible news2.systolic-pressure",
      "score-input-implausible news2.pulse",
    ]);
  });
});
