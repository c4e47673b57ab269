/** The shipped documents, read as a site would get them. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { convert } from "../quantity/unit.ts";
import { decideLimitConfirmation, listClinicalNumbers } from "./confirm-limits.ts";
import { parseProtocol } from "./parse-protocol.ts";
import { protocolJsonSchema } from "./protocol-json-schema.ts";
import type { LimitId, Protocol } from "./protocol.ts";

const folder = new URL("../../../../protocols/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

function parse(name: string, base: Protocol | null = null): Protocol {
  const parsed = parseProtocol(read(name), { resolve: () => base });
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${name}:${fault.line}:${fault.column} ${fault.message}`).join("\n"));
  return parsed.protocol;
}

const baseline = parse("iv-msc-baseline.yaml");
const sepsis = parse("sepsis-phase-1.yaml", baseline);

describe("The shipped protocols", () => {
  test("each names its schema for editors and parses without a fault", () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml"))) {
      expect(read(name)).toMatch(/^# yaml-language-server: \$schema=\.\/protocol\.schema\.json\n/);
      expect(parse(name, baseline).format).toBe("stroma-protocol/1");
    }
  });

  test("the published JSON Schema is the one that the parser uses", () => {
    // To renew it: npx stroma protocol schema > protocols/protocol.schema.json
    expect(read("protocol.schema.json")).toBe(`${JSON.stringify(protocolJsonSchema(), null, 2)}\n`);
  });

  test("the sepsis study has the doses of He 2018: 1, 2 and 3 million cells/kg, five participants each", () => {
    expect(sepsis.dose.levels.map(({ level, quantity, participants }) => [level, quantity.value, quantity.unit, participants])).toEqual([
      [1, 1, "10*6{cells}/kg", 5],
      [2, 2, "10*6{cells}/kg", 5],
      [3, 3, "10*6{cells}/kg", 5],
    ]);
    expect(sepsis.setting).toBe("inpatient");
    expect(sepsis.consent.signers).toEqual(["participant", "legal-representative", "deferred"]);
  });

  test("a participant of 70 kg can get every dose level within the limits", () => {
    const limit = (id: LimitId, unit: string): number => {
      const found = sepsis.limits[id];
      if (found === undefined) throw new Error(`no limit ${id}`);
      return convert(found, unit).value;
    };
    // By hand, see the comment in the document: volume = dose / concentration, minutes = volume / 2 mL/min.
    const plans = [
      { cells: 70, volume: 46.7, minutes: 23.3, cellRate: 3, concentration: 1.5, dmso: 0.033 },
      { cells: 140, volume: 93.3, minutes: 46.7, cellRate: 3, concentration: 1.5, dmso: 0.067 },
      { cells: 210, volume: 140, minutes: 70, cellRate: 3, concentration: 1.5, dmso: 0.1 },
      { cells: 70, volume: 35, minutes: 17.5, cellRate: 4, concentration: 2, dmso: 0.025 },
      { cells: 210, volume: 105, minutes: 52.5, cellRate: 4, concentration: 2, dmso: 0.075 },
    ];
    for (const plan of plans) {
      expect(plan.cells).toBeLessThanOrEqual(limit("dose-cells-maximum", "10*6{cells}"));
      expect(2).toBeLessThanOrEqual(limit("infusion-rate-maximum", "mL/min"));
      expect(plan.cellRate).toBeLessThanOrEqual(limit("cell-rate-maximum", "10*6{cells}/min"));
      expect(plan.concentration).toBeLessThanOrEqual(limit("cell-concentration-maximum", "10*6{cells}/mL"));
      expect(plan.minutes).toBeGreaterThanOrEqual(limit("infusion-duration-minimum", "min"));
      expect(plan.minutes).toBeLessThanOrEqual(Math.min(limit("infusion-duration-maximum", "min"), limit("thaw-to-end-maximum", "min")));
      expect(plan.dmso).toBeLessThanOrEqual(limit("dmso-dose-maximum", "g/kg"));
      expect(0.86).toBeLessThanOrEqual(limit("endotoxin-rate-maximum", "[EU]/kg/h"));
    }
  });

  test("START stands in with both published variants, with the comparators as printed", () => {
    const sets = sepsis.infusionEvents.filter((set) => set.id !== "start-registry");
    expect(sets.map((set) => [set.id, set.standIn])).toEqual([["start-2014", true], ["start-nct04355728", true]]);
    const [paper, variant] = sets;
    const triggerOf = (set: typeof paper, id: string) => set?.rules.find((rule) => rule.id === id)?.trigger;
    expect(triggerOf(paper, "norepinephrine")).toMatchObject({ comparator: ">", increase: { value: 10, unit: "ug/min" } });
    expect(triggerOf(paper, "epinephrine")).toMatchObject({ comparator: ">", increase: { value: 0.1, unit: "ug/kg/min" } });
    expect(triggerOf(variant, "epinephrine")).toMatchObject({ comparator: ">=", increase: { value: 10, unit: "ug/min" } });
    expect(triggerOf(paper, "hypoxaemia")).toMatchObject({ combine: "and", fio2Comparator: ">=", targetSaturation: { low: 88, high: 95 } });
    expect(triggerOf(variant, "hypoxaemia")).toMatchObject({ combine: "or", fio2Comparator: ">" });
    expect(triggerOf(variant, "intubation")).toMatchObject({ from: ["high-flow"] });
    const hours = (set: typeof paper) => set?.rules.map((rule) => (rule.id === "arrest-or-death" ? rule.window.value - 24 : rule.window.value - 6));
    expect(new Set([...(hours(paper) ?? []), ...(hours(variant) ?? [])])).toEqual(new Set([0]));
  });

  test("the seven phases each ask three to nine items, every limit is set, and all five pathways are there", () => {
    for (const protocol of [baseline, sepsis]) {
      expect(protocol.checklist.map((phase) => phase.id)).toEqual(["day-before", "arrival", "product-receipt", "time-out", "infusion", "observation", "discharge"]);
      for (const phase of protocol.checklist) {
        expect(phase.items.length, phase.id).toBeGreaterThanOrEqual(3);
        expect(phase.items.length, phase.id).toBeLessThanOrEqual(9);
      }
      expect(Object.keys(protocol.limits)).toHaveLength(20);
      expect(protocol.pathways.map((pathway) => pathway.id)).toEqual(["embolism", "anaphylaxis", "contamination", "overload", "unspecific-reaction"]);
      for (const pathway of protocol.pathways) expect(pathway.steps[0]?.text).toMatch(/^Stop the infusion\. Clamp the line\. Do not flush the cell line/);
    }
  });

  test("the temperature for discharge is the printed Fahrenheit range, converted", () => {
    const criterion = baseline.observation.criteria.find((entry) => entry.id === "temperature");
    if (criterion?.kind !== "absolute") throw new Error("no absolute criterion");
    // (96.7 - 32) / 1.8 = 35.94 and (100.5 - 32) / 1.8 = 38.06
    expect(criterion.low).toBeCloseTo(35.94, 1);
    expect(criterion.high).toBeCloseTo(38.06, 1);
  });
});

describe("The confirmation of the shipped numbers", () => {
  const recalled = ["limits.dmso-dose-maximum", "limits.endotoxin-rate-maximum"];

  test("two recalled numbers are refused by name until the site declares them its own", () => {
    const refused = decideLimitConfirmation(sepsis, []);
    expect(refused.outcome).toBe("refused");
    expect(refused.reasons.map((reason) => reason.path)).toEqual(recalled);
    expect(refused.reasons.every((reason) => reason.source?.status === "recalled")).toBe(true);
    expect(decideLimitConfirmation(sepsis, recalled).outcome).toBe("allowed");
    expect(decideLimitConfirmation(baseline, recalled).outcome).toBe("allowed");
  });

  test("declaring a number that does not exist is refused", () => {
    const refused = decideLimitConfirmation(sepsis, [...recalled, "limits.dmso"]);
    expect(refused.reasons.map((reason) => [reason.code, reason.path])).toEqual([["limit-local-decision-unknown", "limits.dmso"]]);
  });

  test("every source with a number is in the list, under a path of its own", () => {
    for (const protocol of [baseline, sepsis]) {
      const numbers = listClinicalNumbers(protocol);
      expect(new Set(numbers.map((number) => number.path)).size).toBe(numbers.length);
      expect(numbers.length).toBeGreaterThanOrEqual(countNumbersWithSource(protocol));
    }
  });
});

/** Counted over the plain data, without knowing the sections: mappings that hold a source beside a value with a unit, or beside from and to. */
function countNumbersWithSource(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + countNumbersWithSource(entry), 0);
  if (typeof value !== "object" || value === null) return 0;
  const own = "source" in value && (("value" in value && "unit" in value) || ("from" in value && "to" in value) || "low" in value || "high" in value || "limit" in value || "range" in value) ? 1 : 0;
  return own + Object.values(value).reduce<number>((sum, entry) => sum + countNumbersWithSource(entry), 0);
}
