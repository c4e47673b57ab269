import { describe, expect, test } from "vitest";
import { exampleProtocol, exampleSource } from "../../test/example-protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { decideWeight } from "./decide-weight.ts";

const kg = (value: number): Quantity => ({ value, unit: "kg" });
const unmet = (weight: Quantity | null, previous: Quantity | null = kg(60), confirmed: Quantity | null = null, protocol = exampleProtocol) =>
  decideWeight(protocol, weight, previous, confirmed).reasons.map((one) => one.code);

// The example protocol: plausible 30 to 250 kg, tolerance 10 %.
describe("may this weight be used", () => {
  test("a plausible weight near the last one may", () => {
    expect(unmet(kg(61))).toEqual([]);
    expect(unmet({ value: 61_000, unit: "g" })).toEqual([]);
  });

  test("a missing weight, and one that is no mass, refuse", () => {
    expect(unmet(null)).toEqual(["weight-missing"]);
    expect(unmet({ value: 61, unit: "cm" })).toEqual(["weight-unit-unfit"]);
    expect(unmet(kg(Number.NaN))).toEqual(["weight-unit-unfit"]);
  });

  test("the ends of the plausible range are plausible, beyond them not, and no confirmation heals that", () => {
    expect(unmet(kg(30), kg(30))).toEqual([]);
    expect(unmet(kg(250), kg(250))).toEqual([]);
    expect(unmet(kg(29.9), kg(29.9), kg(29.9))).toEqual(["weight-implausible"]);
    expect(unmet(kg(250.1), kg(250.1), kg(250.1))).toEqual(["weight-implausible"]);
    expect(unmet(kg(0))).toEqual(["weight-implausible"]);
  });

  test("a change of exactly 10 % passes, more asks for a confirmation of exactly this weight", () => {
    expect(unmet(kg(66))).toEqual([]);
    expect(unmet(kg(54))).toEqual([]);
    expect(unmet(kg(66.1))).toEqual(["weight-change-unconfirmed"]);
    expect(unmet(kg(53.9))).toEqual(["weight-change-unconfirmed"]);
    expect(unmet(kg(66.1), kg(60), kg(66.1))).toEqual([]);
    expect(unmet(kg(66.1), kg(60), kg(67))).toEqual(["weight-change-unconfirmed"]);
  });

  test("without an earlier weight a person confirms too", () => {
    expect(unmet(kg(61), null)).toEqual(["weight-change-unknown"]);
    expect(unmet(kg(61), null, kg(61))).toEqual([]);
    expect(unmet(kg(61), kg(0))).toEqual(["weight-change-unknown"]);
  });

  test("a tolerance in kilograms works as well; without one a person confirms; without a range nothing is plausible", () => {
    const limits = { ...exampleProtocol.limits, "weight-change-tolerance": { value: 5, unit: "kg", source: exampleSource } };
    expect(unmet(kg(65), kg(60), null, { ...exampleProtocol, limits })).toEqual([]);
    expect(unmet(kg(65.5), kg(60), null, { ...exampleProtocol, limits })).toEqual(["weight-change-unconfirmed"]);
    const { "weight-change-tolerance": _, ...without } = exampleProtocol.limits;
    expect(unmet(kg(61), kg(60), null, { ...exampleProtocol, limits: without })).toEqual(["weight-change-unknown"]);
    expect(unmet(kg(61), kg(60), null, { ...exampleProtocol, limits: {} })).toEqual(["weight-range-not-set", "weight-range-not-set"]);
  });
});
