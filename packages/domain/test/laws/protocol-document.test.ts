/** Laws of protocol documents: whatever happens to a document, it is refused with a place or understood; strictness has an order. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checkShape } from "../../src/protocol/check-shape.ts";
import { findLooserBand } from "../../src/protocol/compare-strictness.ts";
import { overlayProtocol } from "../../src/protocol/overlay-protocol.ts";
import { parseProtocol, type ParsedProtocol } from "../../src/protocol/parse-protocol.ts";
import { protocolDocumentSchema, type ProtocolDocument } from "../../src/protocol/protocol-schema.ts";
import type { BandSeverity, ChannelDefinition, Protocol } from "../../src/protocol/protocol.ts";
import { readYaml } from "../../src/protocol/read-yaml.ts";
import { describeWithGround } from "../ground.ts";

const read = (name: string): string => readFileSync(new URL(`../../../../protocols/${name}.yaml`, import.meta.url), "utf8");
const study = read("sepsis-phase-1");
const base = accepted(parseProtocol(read("iv-msc-baseline")));
const parseStudy = (text: string): ParsedProtocol => parseProtocol(text, { resolve: (id, version) => (id === base.id && version === base.version ? base : null) });

function accepted(parsed: ParsedProtocol): Protocol {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults.slice(0, 3)));
  return parsed.protocol;
}

/** What is not plain about the answer: nothing, when it is refused with faults that have a place in the text, or understood. */
function findUnplain(text: string, parsed: ParsedProtocol = parseStudy(text)): readonly unknown[] {
  if (parsed.ok) return parsed.protocol.format === "stroma-protocol/1" ? [] : [parsed.protocol];
  if (parsed.faults.length === 0) return ["refused without a fault"];
  const lines = text.split("\n").length;
  return parsed.faults.filter(({ line, column, message, remedy }) => !(line >= 1 && line <= lines && column >= 1 && message !== "" && remedy !== ""));
}

type Plain = Record<string, unknown> | unknown[];

/** Every mapping and list of a value, with itself. */
function containers(value: unknown): Plain[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Plain, ...Object.values(value).flatMap(containers)];
}

interface Mutation {
  readonly at: number;
  readonly key: number;
  readonly change: "delete" | "unit" | "swap" | "null" | "text" | "number" | "rename" | "double";
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(5000),
  key: fc.nat(50),
  change: fc.constantFrom("delete", "unit", "swap", "null", "text", "number", "rename", "double"),
});

function mutate(text: string, mutations: readonly Mutation[]): string {
  const document = structuredClone(parse(text)) as Plain;
  for (const { at, key, change } of mutations) {
    const all = containers(document);
    const chosen = all[at % all.length] ?? document;
    if (change === "unit" || change === "swap") {
      const wanted = all.filter((entry) => !Array.isArray(entry) && (change === "unit" ? "unit" in entry : "from" in entry)) as Record<string, unknown>[];
      const target = wanted[at % Math.max(1, wanted.length)];
      if (target !== undefined && change === "unit") target["unit"] = ["mL", "kg", "furlong", "", "%"][key % 5];
      if (target !== undefined && change === "swap") [target["from"], target["to"]] = [target["to"], target["from"]];
      continue;
    }
    if (Array.isArray(chosen)) {
      if (change === "delete") chosen.splice(key % Math.max(1, chosen.length), 1);
      else if (change === "double") chosen.push(...chosen.slice(0, 1));
      else chosen[key % Math.max(1, chosen.length)] = change === "null" ? null : change === "number" ? -1 : "x";
      continue;
    }
    const name = Object.keys(chosen)[key % Math.max(1, Object.keys(chosen).length)];
    if (name === undefined) continue;
    if (change === "delete" || change === "rename") delete chosen[name];
    if (change === "rename") chosen[`${name}s`] = 1;
    if (change === "null") chosen[name] = null;
    if (change === "text") chosen[name] = "some text";
    if (change === "number") chosen[name] = -1;
  }
  return stringify(document, { aliasDuplicateObjects: false });
}

describe("A protocol document that was damaged", () => {
  test("is refused with a place in the text, or is understood; it never throws", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        expect(findUnplain(mutate(study, mutations))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("is refused when the ends of a band changed places or a source is gone", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.boolean(), (at, swap) => {
        const document = parse(study) as Plain;
        const targets = (containers(document) as Record<string, unknown>[]).filter((entry) => (swap ? "from" in entry && "severity" in entry : "source" in entry));
        const target = targets[at % targets.length];
        if (target === undefined) throw new Error("nothing to damage");
        if (swap) [target["from"], target["to"]] = [target["to"], target["from"]];
        else delete target["source"];
        const parsed = parseStudy(stringify(document, { aliasDuplicateObjects: false }));
        expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.code)).toContain(swap ? "protocol-range-reversed" : "protocol-source-missing");
      }),
      { numRuns: 25 },
    );
  });

  test("answers plainly to a lost, doubled or foreign piece of text anywhere", () => {
    fc.assert(
      fc.property(fc.nat(study.length), fc.nat(200), fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), fc.constantFrom("&a ", "*a", "}", "]: ", "- ", "? ", "\t", "!!js/function ", "\u0000", "<<: ")), (at, length, inserted) => {
        expect(findUnplain(study.slice(0, at) + inserted + study.slice(at + length))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("has no fault of shape only if the schema's own validator agrees", () => {
    fc.assert(
      fc.property(fc.array(mutation, { maxLength: 3 }), (mutations) => {
        const document: unknown = parse(mutate(study, mutations));
        expect(checkShape(document).length > 0 || Value.Check(protocolDocumentSchema, document)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("Strictness", () => {
  const limitsDocument = (rulesetId: string, id: string, values: readonly number[]): string =>
    [
      "format: stroma-protocol/1",
      `id: ${id}`,
      "version: 1.0.0",
      "kind: ruleset",
      "title: T",
      "summary: S",
      "language: en",
      `extends: { id: ${rulesetId}, version: 1.0.0 }`,
      "sources: { s: &s { citation: The site, status: local-decision } }",
      "limits:",
      `  infusion-rate-maximum: { value: ${values[0] ?? 1}, unit: mL/min, source: *s }`,
      `  observation-duration-minimum: { value: ${values[1] ?? 1}, unit: min, source: *s }`,
      `  thaw-to-end-maximum: { value: ${values[2] ?? 1}, unit: h, source: *s }`,
    ].join("\n");
  const values = fc.tuple(fc.integer({ min: 4, max: 7 }), fc.integer({ min: 115, max: 140 }), fc.constantFrom(2.5, 2.75, 3, 3.25));
  const steps = fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -5, max: 20 }), fc.constantFrom(-0.25, 0, 0.25, 1));

  test("is transitive: what tightens a tightened ruleset tightens the first one too", () => {
    let chains = 0;
    fc.assert(
      fc.property(values, steps, (first, step) => {
        const second = [first[0] - step[0], first[1] + step[1], first[2] - step[2]];
        const middle = parseProtocol(limitsDocument(base.id, "middle", first), { resolve: () => base });
        // By hand: 6 mL/min, 2 h = 120 min, 180 min = 3 h are the ruleset's.
        expect(middle.ok).toBe(first[0] <= 6 && first[1] >= 120 && first[2] <= 3);
        if (!middle.ok) return;
        const last = parseProtocol(limitsDocument("middle", "last", second), { resolve: () => middle.protocol });
        if (!last.ok) return;
        chains += 1;
        expect(parseProtocol(limitsDocument(base.id, "last", second), { resolve: () => base }).ok).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(chains).toBeGreaterThan(5);
  });

  const severity = fc.constantFrom<BandSeverity>("none", "warning", "critical");
  const channel: fc.Arbitrary<ChannelDefinition> = fc
    .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 2, maxLength: 5 }), fc.array(severity, { minLength: 5, maxLength: 5 }))
    .map(([edges, severities]) => {
      const sorted = edges.toSorted((a, b) => a - b);
      const source = { citation: "The site", status: "local-decision" } as const;
      const bands = sorted.slice(1).map((to, index) => ({ from: sorted[index] ?? 0, to, severity: severities[index] ?? "none", source }));
      return { channel: "temperature", title: "T", unit: "Cel", plausible: { low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0, source }, bands, staleAfter: { value: 1, unit: "min", source }, zeroMeansLost: false, corroboratedBy: [], inBaseline: true };
    });

  test("of bands has an order: not looser than itself, and transitive", () => {
    fc.assert(
      fc.property(channel, channel, channel, (a, b, c) => {
        expect(findLooserBand(a, a)).toBeNull();
        fc.pre(findLooserBand(b, a) === null && findLooserBand(c, b) === null);
        expect(findLooserBand(c, a)).toBeNull();
      }),
      { numRuns: 100, maxSkipsPerRun: 1000 },
    );
  });

  test("laying the same document over the result again changes nothing", () => {
    const document = JSON.parse(JSON.stringify(readYaml(study).value)) as Record<string, unknown>;
    const sections = Object.keys(document).filter((key) => ["limits", "consent", "eligibility", "release", "monitoring", "infusionEvents", "observation", "dose", "setting"].includes(key));
    fc.assert(
      fc.property(fc.subarray(sections), (left) => {
        const part = Object.fromEntries(Object.entries(document).filter(([key]) => !left.includes(key))) as unknown as ProtocolDocument;
        const once = overlayProtocol(base, part);
        expect(overlayProtocol(once, part)).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });
});

describeWithGround("Hostile text from public collections", "data/security/blns.json", (file) => {
  test("alone or in the place of a value, it is refused plainly", () => {
    const strings = JSON.parse(readFileSync(file, "utf8")) as readonly string[];
    const folder = dirname(file);
    const files = ["fuzzdb", "json-test-suite"].flatMap((name) => readdirSync(`${folder}/${name}`).map((entry) => readFileSync(`${folder}/${name}/${entry}`, "utf8").slice(0, 20_000)));
    for (const text of [...strings, ...files]) expect(findUnplain(text, parseProtocol(text))).toEqual([]);
    for (const text of strings) {
      const placed = `format: stroma-protocol/1\nid: a\ntitle: ${text}\n? ${text}\n: 1\n`;
      const parsed = parseProtocol(placed);
      expect(parsed.ok).toBe(false);
      expect(findUnplain(placed, parsed)).toEqual([]);
    }
  });
});
