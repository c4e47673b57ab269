/** Every pair of units of one dimension, held against the UCUM library of the U.S. National Library of Medicine. */
import ucum from "@lhncbc/ucum-lhc";
import { describe, expect, test } from "vitest";
import { convert, knownUnits, sameDimension } from "../../src/quantity/unit.ts";

const library = ucum.UcumLhcUtils.getInstance();

const pairs = knownUnits.flatMap((from) => knownUnits.filter((to) => to !== from && sameDimension(from, to)).map((to) => [from, to] as const));
/** Arbitrary units have no conversion in UCUM's semantics; ours only change their metric or time part. */
const isArbitrary = (unit: string) => unit.includes("[EU]") || unit.includes("[iU]");

describe("the table of units agrees with UCUM", () => {
  test("every code in the table is valid UCUM", () => {
    expect(knownUnits.filter((unit) => library.validateUnitString(unit).status !== "valid")).toEqual([]);
  });

  test("every pair that the library converts gives the same number to 1 part in 10^12", () => {
    const checked = pairs.filter(([from, to]) => !isArbitrary(from) && !isArbitrary(to));
    expect(checked.length).toBeGreaterThan(200);
    for (const [from, to] of checked) {
      for (const value of [1, 36.6, 120]) {
        const expected = library.convertUnitTo(from, value, to);
        expect(expected.status, `${from} to ${to}`).toBe("succeeded");
        const actual = convert({ value, unit: from }, to).value;
        expect(Math.abs(actual / (expected.toVal ?? Number.NaN) - 1), `${String(value)} ${from} to ${to}`).toBeLessThan(1e-12);
      }
    }
  });

  test("endotoxin and international units, which the library will not convert, follow their volume and time part", () => {
    // UCUM: arbitrary units do not convert, so the expected factor comes from the same pair with mass in their place.
    const withMass = (unit: string) => unit.replace(/\[(EU|iU)\]/u, "g");
    for (const [from, to] of pairs.filter(([unit]) => isArbitrary(unit))) {
      expect(library.convertUnitTo(from, 1, to).status, `${from} to ${to}`).toBe("failed");
      const expected = library.convertUnitTo(withMass(from), 1, withMass(to)).toVal ?? Number.NaN;
      expect(Math.abs(convert({ value: 1, unit: from }, to).value / expected - 1), `${from} to ${to}`).toBeLessThan(1e-12);
    }
  });
});
