/** What counts as stricter than the ruleset. Expected values by hand from the small ruleset below. */
import { describe, expect, test } from "vitest";
import { describeLooserCriterion, describeLooserItem, describeLooserRelease, describeLooserTrend, findLooserBand } from "./compare-strictness.ts";
import { limitDefinitions } from "./limit-definitions.ts";
import { limitIds, type BandSeverity, type ChannelDefinition, type ChecklistItem, type ReleaseTest } from "./protocol.ts";

const source = { citation: "The site", status: "local-decision" } as const;

function channel(low: number, high: number, ...edges: readonly (readonly [to: number, severity: BandSeverity])[]): ChannelDefinition {
  const bands = edges.map(([to, severity], index) => ({ from: edges[index - 1]?.[0] ?? low, to, severity, source }));
  return { channel: "temperature", title: "T", unit: "Cel", plausible: { low, high, source }, bands, staleAfter: { value: 1, unit: "min", source }, zeroMeansLost: false, corroboratedBy: [], inBaseline: true };
}

const base = channel(30, 43, [35, "critical"], [38, "none"], [39, "warning"], [43, "critical"]);

describe("The bands of a channel", () => {
  test("are stricter when they warn earlier", () => {
    expect(findLooserBand(channel(30, 43, [35.5, "critical"], [37.5, "none"], [38.5, "warning"], [43, "critical"]), base)).toBeNull();
    expect(findLooserBand(base, base)).toBeNull();
  });

  test("are looser where a critical range shrinks, becomes a warning, or becomes implausible", () => {
    expect(findLooserBand(channel(30, 43, [34, "critical"], [38, "none"], [39, "warning"], [43, "critical"]), base)).toEqual({ at: 34, before: "critical", after: "none" });
    expect(findLooserBand(channel(30, 43, [35, "critical"], [38, "none"], [43, "warning"]), base)).toEqual({ at: 39, before: "critical", after: "warning" });
    expect(findLooserBand(channel(32, 43, [35, "critical"], [38, "none"], [39, "warning"], [43, "critical"]), base)).toEqual({ at: 30, before: "critical", after: "implausible" });
  });

  test("are looser where an implausible value becomes a quiet one", () => {
    expect(findLooserBand(channel(30, 45, [35, "critical"], [38, "none"], [39, "warning"], [43, "critical"], [45, "none"]), base)).toEqual({ at: 43, before: "implausible", after: "none" });
  });

  test("are compared in one unit: 38 Cel is 100.4 degF", () => {
    const fahrenheit = { ...channel(86, 109.4, [95, "critical"], [100.4, "none"], [102.2, "warning"], [109.4, "critical"]), unit: "[degF]" };
    expect(findLooserBand(fahrenheit, base)).toBeNull();
  });
});

describe("A checklist item", () => {
  const item: ChecklistItem = { id: "pain", text: "Pain", kind: "value", unit: "1", range: { low: 0, high: 3 }, required: true, overrideBy: ["investigator"], topic: "participant", source };
  test.each([
    [{ required: false }, "it is optional"],
    [{ kind: "confirm" as const }, "another kind of answer is asked"],
    [{ range: { low: 0, high: 5 } }, "more values are accepted"],
    [{ range: { high: 3 } }, "more values are accepted"],
    [{ overrideBy: ["investigator" as const, "nurse" as const] }, "more roles may override it"],
    [{ range: { low: 0, high: 2 }, overrideBy: [], text: "How much pain?" }, null],
  ])("with %j: %s", (change, expected) => {
    expect(describeLooserItem({ ...item, ...change }, item)).toBe(expected);
    expect(describeLooserItem({ ...item, ...change }, { ...item, required: false })).toBeNull();
  });

  test("may not accept an answer that the ruleset refuses", () => {
    const choice = (acceptable: boolean): ChecklistItem => ({ id: "bag", text: "Bag", kind: "choice", options: [{ code: "clumps", title: "Clumps", acceptable }], required: true, overrideBy: [], topic: "product", source });
    expect(describeLooserItem(choice(true), choice(false))).toMatch(/accepted/);
    expect(describeLooserItem(choice(false), choice(true))).toBeNull();
  });
});

describe("A release test", () => {
  const viability: ReleaseTest = { id: "viability", title: "Viability", kind: "number", comparator: ">=", limit: { value: 70, unit: "%" }, required: true, source };
  const endotoxin: ReleaseTest = { id: "endotoxin", title: "Endotoxin", kind: "number", comparator: "<", limit: { value: 0.5, unit: "[EU]/mL" }, required: true, source };
  test("may ask for more viable cells and less endotoxin, not the other way round", () => {
    expect(describeLooserRelease({ ...viability, limit: { value: 80, unit: "%" } }, viability)).toBeNull();
    expect(describeLooserRelease({ ...viability, limit: { value: 60, unit: "%" } }, viability)).toBe("the limit is less strict");
    expect(describeLooserRelease({ ...endotoxin, limit: { value: 0.2, unit: "[EU]/mL" } }, endotoxin)).toBeNull();
    expect(describeLooserRelease({ ...endotoxin, limit: { value: 600, unit: "[EU]/L" } }, endotoxin)).toBe("the limit is less strict");
    expect(describeLooserRelease({ ...endotoxin, comparator: "<=" }, endotoxin)).toBe("a result equal to the limit passes");
    expect(describeLooserRelease({ ...endotoxin, limit: { value: 5, unit: "[EU]/kg" } }, endotoxin)).toBe("the limit has another kind of unit");
    expect(describeLooserRelease({ ...viability, interim: "quick" }, viability)).toMatch(/before the result/);
  });
});

test("A trend that needs a larger fall, or looks at a shorter time, is looser", () => {
  const trend = { id: "fall", channel: "oxygen-saturation", direction: "fall", change: { value: 5, unit: "%", source }, within: { value: 5, unit: "min", source }, severity: "critical" } as const;
  expect(describeLooserTrend({ ...trend, change: { value: 4, unit: "%", source }, within: { value: 600, unit: "s", source } }, trend)).toBeNull();
  expect(describeLooserTrend({ ...trend, change: { value: 6, unit: "%", source } }, trend)).toBe("it needs a larger change");
  expect(describeLooserTrend({ ...trend, within: { value: 60, unit: "s", source } }, trend)).toBe("it looks at a shorter time");
  expect(describeLooserTrend({ ...trend, severity: "warning" }, trend)).toBe("its alarm is less severe");
});

test("A discharge criterion is looser when it accepts more", () => {
  const saturation = { id: "s", kind: "absolute", channel: "oxygen-saturation", low: 95, onRoomAirOnly: true, source } as const;
  expect(describeLooserCriterion({ ...saturation, low: 96 }, saturation)).toBeNull();
  expect(describeLooserCriterion({ ...saturation, low: 92 }, saturation)).toBe("it accepts more values");
  expect(describeLooserCriterion({ ...saturation, onRoomAirOnly: false }, saturation)).toBe("oxygen is allowed");
  expect(describeLooserCriterion({ id: "s", kind: "item", item: "walks", source }, saturation)).toBe("it is of another kind");
});

test("Each limit's name says which way is stricter", () => {
  for (const id of limitIds) {
    if (id.endsWith("-maximum")) expect(limitDefinitions[id].direction, id).toBe("maximum");
    if (id.endsWith("-minimum")) expect(limitDefinitions[id].direction, id).toBe("minimum");
  }
  expect(limitDefinitions["stagger-between-participants"].direction).toBe("minimum");
  expect(limitDefinitions["alarm-escalation-after"].direction).toBe("maximum");
});
