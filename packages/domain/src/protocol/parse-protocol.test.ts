import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseProtocol } from "./parse-protocol.ts";
import { protocolReasons } from "./protocol-reasons.ts";
import type { Protocol } from "./protocol.ts";

const shipped = (name: string): string => readFileSync(new URL(`../../../../protocols/${name}.yaml`, import.meta.url), "utf8");

function baseline(): Protocol {
  const parsed = parseProtocol(shipped("iv-msc-baseline"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults.slice(0, 5)));
  return parsed.protocol;
}

const base = baseline();
const resolve = (id: string, version: string): Protocol | null => {
  if (id === base.id && version === base.version) return base;
  return id === "a-study" ? { ...base, id: "a-study", kind: "study" } : null;
};

/** `«code»` stands directly before the character at which the fault with this code is expected. */
function readMarked(marked: string): { readonly text: string; readonly expected: readonly string[] } {
  const expected: string[] = [];
  const lines = marked.split("\n").map((line, index) => {
    let clean = line;
    for (let match = /«([a-z-]+)»/.exec(clean); match !== null; match = /«([a-z-]+)»/.exec(clean)) {
      expected.push(`${index + 1}:${match.index + 1} protocol-${match[1] ?? ""}`);
      clean = clean.replace(match[0], "");
    }
    return clean;
  });
  return { text: lines.join("\n"), expected: expected.toSorted() };
}

function faultsOf(text: string): readonly string[] {
  const parsed = parseProtocol(text, { resolve });
  return parsed.ok ? [] : parsed.faults.map((fault) => `${fault.line}:${fault.column} ${fault.code}`).toSorted();
}

const head = `format: stroma-protocol/1
id: own-ruleset
version: 1.0.0
kind: ruleset
title: Bad
summary: Bad
language: en
extends: { id: iv-msc-baseline, version: 1.0.0 }
`;

const everyFault = `format: stroma-protocol/1
id: «text-form»Bad Study
version: «version-not-semver»1.0
kind: «value-not-allowed»stdy
title: «wrong-type»[a, b]
«unknown-key»sumary: A document with every kind of fault
summary: Bad
language: en
extends: { id: iv-msc-baseline, version: 1.0.0 }
sources:
  good: &good { citation: The site, status: local-decision }
setting: inpatient
dose:
  basis: actual
  levels:
    - { level: 1, label: two, quantity: { value: 2, unit: "10*6{cells}/kg", source: *good }, participants: 3 }
    - «dose-levels-order»{ level: 2, label: one, quantity: { value: 1, unit: "10*6{cells}/kg", source: *good }, participants: 3 }
limits:
  «source-missing»infusion-rate-maximum: { value: 3, unit: mL/min }
  cell-rate-maximum: { value: 1, unit: «unit-dimension»mL, source: *good }
  dose-cells-maximum: { value: 100, unit: «unit-unknown»"10*6cells", source: *good }
  infusion-duration-minimum: { value: 20, unit: min, source: { citation: Somewhere, status: «status-unknown»certain } }
  infusion-duration-maximum: { value: 80, unit: min, source: { citation: «number-attributed»"JSRM recommendations 2025", status: verified } }
  thaw-to-end-maximum: { value: «limit-loosened»4, unit: h, source: *good }
  observation-duration-minimum: { value: «limit-loosened»60, unit: min, source: *good }
  dmso-dose-maximum: { value: «number-range»-1, unit: g/kg, source: *good }
  weight-plausible-maximum: { value: 300, unit: kg, source: *good, loosens: «text-form»" " }
  weight-change-tolerance: { value: 20, unit: "%", source: *good, loosens: Fluids change the weight from day to day }
eligibility:
  - { id: adult, kind: inclusion, text: Adult, source: *good }
  - { id: «duplicate-id»adult, kind: inclusion, text: Adult again, source: *good }
release:
  - «release-loosened»{ id: viability, title: Viability, kind: number, comparator: ">=", limit: { value: 60, unit: "%" }, required: true, source: *good }
  - «missing-key»{ id: potency, title: Potency, kind: number, comparator: ">=", required: false, source: *good }
items:
  - «item-loosened»{ id: physician-present, text: Physician, kind: confirm, required: false, topic: staff, source: *good }
  - { id: «item-not-asked»forgotten, text: Forgotten, kind: confirm, required: true, topic: general, source: *good }
  - { id: asked-twice, text: Twice, kind: value, unit: mL, range: «range-reversed»{ low: 5, high: 1 }, required: true, topic: general, source: *good }
checklist:
  - id: infusion
    title: Infusion
    «phase-loosened»items: [start-watched, access-site-during, «item-undefined»acess-site, asked-twice, «item-asked-twice»asked-twice]
monitoring:
  channels:
    - channel: heart-rate
      title: Heart rate
      unit: /min
      plausible: { low: 20, high: 250, source: *good }
      bands:
        - { from: 20, to: 45, severity: critical, source: *good }
        - «bands-overlap»{ from: 40, to: 110, severity: none, source: *good }
        - «bands-hole»{ from: 120, to: 250, severity: critical, source: *good }
      staleAfter: { value: 1, unit: min, source: *good }
      zeroMeansLost: true
      inBaseline: true
      loosens: To speak of the bands alone
    - channel: oxygen-saturation
      title: Saturation
      unit: "%"
      plausible: { low: 40, high: 100, source: *good }
      «bands-loosened»bands:
        - { from: 40, to: 85, severity: critical, source: *good }
        - { from: 85, to: 92, severity: warning, source: *good }
        - { from: 92, to: 100, severity: none, source: *good }
      staleAfter: { value: 1, unit: min, source: *good }
      zeroMeansLost: true
      inBaseline: true
    - «channel-loosened»channel: pulse-rate
      title: Pulse
      unit: /min
      plausible: { low: 20, high: 250, source: *good }
      bands:
        - { from: 20, to: 40, severity: critical, source: *good }
        - { from: 40, to: 50, severity: warning, source: *good }
        - { from: 50, to: 110, severity: none, source: *good }
        - { from: 110, to: 250, severity: critical, source: *good }
      staleAfter: { value: 10, unit: min, source: *good }
      zeroMeansLost: true
      corroboratedBy: [heart-rate]
      inBaseline: false
    - channel: temperature
      title: Temperature
      unit: «unit-dimension»/min
      plausible: { low: 30, high: 43, source: *good }
      bands:
        - «bands-outside»{ from: 29, to: 43, severity: critical, source: *good }
      staleAfter: { value: 1, unit: min, source: *good }
      zeroMeansLost: false
      inBaseline: true
  relativeRules:
    - «rule-loosened»{ id: systolic-20-percent, channel: systolic-pressure, direction: either, change: { value: 40, unit: "%", source: *good }, severity: warning }
  schedule:
    - «schedule-loosened»{ anchor: start, every: { value: 30, unit: min, source: *good }, channels: [heart-rate] }
observation:
  criteria:
    - { id: told, kind: item, item: «item-undefined»never-defined, source: *good }
    - { id: bad-kind, kind: «value-not-allowed»itm, item: walks, source: *good }
`;

describe("A bad document", () => {
  test("every kind of fault is reported at once, each at its line and column", () => {
    const { text, expected } = readMarked(everyFault);
    expect(faultsOf(text)).toEqual(expected);
  });

  test("each fault says what is wrong and what would be right", () => {
    const parsed = parseProtocol(readMarked(everyFault).text, { resolve });
    if (parsed.ok) throw new Error("it must have faults");
    const said = parsed.faults.map((fault) => `${fault.path}: ${fault.message} ${fault.remedy}`);
    expect(said).toContain('sumary: There is no key "sumary" here. Did you mean "summary"?');
    expect(said).toContain("limits.cell-rate-maximum.unit: mL measures volume; here cells per time is wanted. Use a unit like 10*6{cells}/min.");
    expect(said).toContain("limits.thaw-to-end-maximum.value: Longest time from thaw to the end of the infusion: 4 h is less strict than the ruleset's 180 min. Keep to the ruleset, or add loosens: with the reason.");
    expect(said).toContain("monitoring.channels.0.bands.2: No band covers 110 to 120 /min. Let the bands cover the plausible range 20 to 250 without a hole.");
    expect(said).toContain('checklist.0.items.2: Nothing defines the item "acess-site". Define it under items, or name one that exists.');
    for (const fault of parsed.faults) expect(`${fault.message} ${fault.remedy}`).not.toMatch(/[{](?!cells)\w+[}]|undefined|null/);
  });

  test.each([
    ["a tag", `${head}setting: !!binary «yaml-unsupported»aGVsbG8=\n`],
    ["a merge key", `${head}dose:\n  «yaml-unsupported»<<: { basis: actual }\n  basis: actual\n  levels: []\n`],
    ["a key that stands twice", `${head}setting: inpatient\n«duplicate-key»setting: outpatient\n`],
    ["a key that reaches for the prototype", `${head}limits:\n  «forbidden-key»__proto__: { value: 1 }\n`],
    ["a key named constructor", `${head}«forbidden-key»constructor: { prototype: 1 }\n`],
    ["a number that is not finite", `${head}limits:\n  weight-age-maximum: { value: «yaml-unsupported».inf, unit: d, source: { citation: The site, status: local-decision } }\n`],
    ["an alias to content that holds an alias", `${head}sources:\n  a: &a { citation: x, status: verified }\n  b: &b\n    citation: x\n    status: verified\n    «unknown-key»more: *a\n  c: «alias-nested»*b\n`],
    ["an alias that holds itself", `${head}sources: &s\n  a: «alias-nested»*s\n`],
    ["a syntax fault", `${head}dose: { basis: actual\n«yaml-syntax»limits: {}\n`],
  ])("%s is refused plainly", (_, marked) => {
    const { text, expected } = readMarked(marked);
    expect(faultsOf(text)).toEqual(expect.arrayContaining([...expected]));
  });

  test("a ruleset that is not at hand, or that is a study, is named", () => {
    expect(faultsOf(head.replace("iv-msc-baseline", "elsewhere"))).toEqual(["8:10 protocol-extends-unknown"]);
    expect(faultsOf(head.replace("iv-msc-baseline", "a-study"))).toEqual(["8:10 protocol-extends-not-ruleset"]);
  });

  test("a document that stands alone names every section it lacks", () => {
    const faults = parseProtocol(head.replace(/extends.*\n/, ""), { resolve });
    if (faults.ok) throw new Error("it must have faults");
    expect(faults.faults.map((fault) => fault.message)).toEqual(
      ["setting", "dose", "limits", "consent", "eligibility", "release", "items", "checklist", "monitoring", "infusionEvents", "pathways", "observation", "rechallenge"].map((key) => `The key "${key}" is missing.`),
    );
  });

  test("a rule on a channel that has no definition is a fault", () => {
    const alone = shipped("iv-msc-baseline").replace("corroboratedBy: [heart-rate]", "corroboratedBy: [systolic-pressure]").replace("    - channel: respiratory-rate\n", "    - channel: pulse-rate\n");
    const parsed = parseProtocol(alone);
    expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.code)).toContain("protocol-reference-undefined");
  });

  test("every code of the catalogue of documents is met by some test here", () => {
    const source = readFileSync(new URL(import.meta.url), "utf8");
    const elsewhere = ["protocol-too-large", "protocol-too-complex", "protocol-unreadable"];
    const codes = Object.keys(protocolReasons).filter((code) => code.startsWith("protocol-") && !elsewhere.includes(code));
    expect(codes.filter((code) => !source.includes(code) && !source.includes(`«${code.replace("protocol-", "")}»`))).toEqual([]);
  });
});

describe("A study", () => {
  test("names its dose, because its ruleset names none", () => {
    expect(faultsOf(head.replace("kind: ruleset", "kind: study"))).toEqual(["1:1 protocol-missing-key"]);
    expect(faultsOf(`${head.replace("kind: ruleset", "kind: study")}dose:\n  basis: actual\n  levels: []\n`)).toEqual(["11:11 protocol-wrong-type"]);
  });

  test("with a number too large to be converted is refused, not stopped by", () => {
    const text = `${head}limits:\n  infusion-rate-maximum: { value: 1e308, unit: L/min, source: { citation: The site, status: local-decision } }\n`;
    expect(faultsOf(text)).toEqual(["10:35 protocol-number-range"]);
  });
});

describe("Text around the rules", () => {
  test("a citation of the JSRM recommendations is allowed where there is no number", () => {
    const text = `${head}eligibility:\n  - { id: told, kind: inclusion, text: Risks were explained, source: { citation: JSRM recommendations 2025 (abstract), status: verified } }\n`;
    expect(faultsOf(text)).toEqual([]);
  });

  test("a recalled number is no fault of the document: it waits for the confirmation", () => {
    const text = `${head}limits:\n  weight-age-maximum: { value: 1, unit: d, source: { citation: From memory, status: recalled } }\n`;
    expect(faultsOf(text)).toEqual([]);
  });
});
