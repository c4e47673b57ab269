import { describe, expect, test } from "vitest";
import { exampleProtocol, exampleSource } from "../../test/example-protocol.ts";
import type { LimitId, Protocol } from "../protocol/protocol.ts";
import { ownRule, reason } from "../decision/reason.ts";
import { deriveRateRange } from "./derive-rate-range.ts";

const rule = ownRule("test");
const known = (value: number) => ({ assessable: true, rule, value: { value, unit: "[EU]/mL" }, reasons: [] }) as const;
const plan = {
  volume: { value: 75, unit: "mL" },
  cellConcentration: { value: 1.2, unit: "10*6{cells}/mL" },
  actualWeight: { value: 60, unit: "kg" },
  endotoxinConcentration: known(0.2),
} as const;

function withLimit(id: LimitId, value: number, unit: string): Protocol {
  return { ...exampleProtocol, limits: { ...exampleProtocol.limits, [id]: { value, unit, source: exampleSource } } };
}

describe("the range of rates that the limits leave", () => {
  test("75 mL, at most 120 min, 4 mL/min, 5 million cells/min: 0.625 to 4 mL/min, and which limits say so", () => {
    // Fast ends: 4 (rate), 75/15 = 5 (shortest duration), 5/1.2 = 4.17 (cells), 5/60 EU/kg/min x 60 kg / 0.2 EU/mL = 25 (endotoxin).
    expect(deriveRateRange(plan, exampleProtocol)).toMatchObject({
      assessable: true,
      value: { lowest: { rate: { value: 0.625, unit: "mL/min" }, limitId: "infusion-duration-maximum" }, highest: { rate: { value: 4, unit: "mL/min" }, limitId: "infusion-rate-maximum" } },
    });
  });

  test("the strictest limit sets the end: 3 million cells/min are 2.5 mL/min; 0.4 EU/kg/h are 2 mL/min; 50 min are 1.5 mL/min", () => {
    const highest = (protocol: Protocol) => {
      const range = deriveRateRange(plan, protocol);
      return range.assessable ? [range.value.highest?.limitId, range.value.highest?.rate.value] : [];
    };
    expect(highest(withLimit("cell-rate-maximum", 3, "10*6{cells}/min"))).toEqual(["cell-rate-maximum", 2.5]);
    const [id, value] = highest(withLimit("endotoxin-rate-maximum", 0.4, "[EU]/kg/h"));
    expect(id).toBe("endotoxin-rate-maximum");
    expect(value).toBeCloseTo(2, 12);
    expect(highest(withLimit("infusion-duration-minimum", 50, "min"))).toEqual(["infusion-duration-minimum", 1.5]);
  });

  test("no rate is left when the longest duration asks for more than is allowed", () => {
    const range = deriveRateRange(plan, withLimit("infusion-duration-maximum", 15, "min"));
    expect(range).toMatchObject({ assessable: false, because: [{ code: "rate-range-empty", saw: { lowest: 5, highest: 4, unit: "mL/min" } }] });
  });

  test("an unknown endotoxin leaves the range open only where the protocol sets no limit for it", () => {
    const unknown = { ...plan, endotoxinConcentration: { assessable: false, rule, because: [reason("endotoxin-unknown", "lot.L", rule, { lot: "L" })] } as const };
    expect(deriveRateRange(unknown, exampleProtocol)).toMatchObject({ assessable: false, because: [{ code: "endotoxin-unknown" }] });
    const { "endotoxin-rate-maximum": _, ...limits } = exampleProtocol.limits;
    expect(deriveRateRange(unknown, { ...exampleProtocol, limits }).assessable).toBe(true);
  });

  test("no endotoxin at all forbids no rate; without limits both ends are open", () => {
    expect(deriveRateRange({ ...plan, endotoxinConcentration: known(0) }, exampleProtocol)).toMatchObject({ value: { highest: { limitId: "infusion-rate-maximum" } } });
    expect(deriveRateRange(plan, { ...exampleProtocol, limits: {} })).toMatchObject({ assessable: true, value: { lowest: null, highest: null } });
  });
});
