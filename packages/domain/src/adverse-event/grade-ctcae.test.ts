import { describe, expect, test } from "vitest";
import { gradeCtcae } from "./grade-ctcae.ts";

const hour = 3_600_000;

// Row "Fever" of the paraphrased table: 38.0-39.0 | >39.0-40.0 | >40.0 for <=24 h | >40.0 for >24 h.
describe("CTCAE fever, at each boundary of the table", () => {
  test.each([
    [37.9, 0, null],
    [38, 0, 1],
    [39, 0, 1],
    [39.1, 0, 2],
    [40, 0, 2],
    [40.1, 0, 3],
    [40.1, 24 * hour, 3],
    [40.1, 24 * hour + 1, 4],
    [40, 30 * hour, 2],
  ])("%f °C for %i ms is grade %s", (value, lasted, grade) => {
    expect(gradeCtcae("Fever", value, lasted)?.grade ?? null).toBe(grade);
  });
});

// Row "Hypoxia": grade 3 at rest below 88 %; grades 1, 2 and 4 are not the machine's.
describe("CTCAE hypoxia at rest", () => {
  test.each([
    [87.9, 3],
    [88, null],
    [60, 3],
  ])("SpO2 %f %% is grade %s", (value, grade) => {
    expect(gradeCtcae("Hypoxia", value, 0)?.grade ?? null).toBe(grade);
  });
});

test("a value that is not a number has no grade", () => {
  expect(gradeCtcae("Fever", Number.NaN, 0)).toBeNull();
});
