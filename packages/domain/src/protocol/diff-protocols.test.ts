import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diffProtocols } from "./diff-protocols.ts";
import { parseProtocol } from "./parse-protocol.ts";

const text = readFileSync(new URL("../../../../protocols/iv-msc-baseline.yaml", import.meta.url), "utf8");

function parse(yaml: string) {
  const parsed = parseProtocol(yaml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.protocol;
}

const before = parse(text);

function changed(from: string, to: string) {
  expect(text).toContain(from);
  return diffProtocols(before, parse(text.replace(from, to))).map(({ path, effect }) => `${path} ${effect}`);
}

test("A version does not differ from itself", () => {
  expect(diffProtocols(before, parse(text))).toEqual([]);
});

test("A limit says whether it was tightened or loosened, with both values", () => {
  const after = parse(text.replace("    value: 6\n    unit: mL/min", "    value: 5\n    unit: mL/min"));
  expect(diffProtocols(before, after)).toMatchObject([{ path: "limits.infusion-rate-maximum", before: { value: 6, unit: "mL/min" }, after: { value: 5, unit: "mL/min" }, effect: "tightened" }]);
  expect(diffProtocols(after, before)).toMatchObject([{ path: "limits.infusion-rate-maximum", effect: "loosened" }]);
  // 120 min is 2 h: the same size in another unit.
  expect(changed("observation-duration-minimum: { value: 2, unit: h", "observation-duration-minimum: { value: 120, unit: min")).toEqual(["limits.observation-duration-minimum changed"]);
  expect(changed("observation-duration-minimum: { value: 2, unit: h", "observation-duration-minimum: { value: 1, unit: h")).toEqual(["limits.observation-duration-minimum loosened"]);
});

test("Bands of a channel are compared as a whole", () => {
  expect(changed("- { from: 38, to: 39, severity: warning, source: *local-alarm }", "- { from: 38, to: 39, severity: critical, source: *local-alarm }")).toEqual(["monitoring.channels.temperature.bands tightened"]);
});

test("Everything else is named by its id, not by its position", () => {
  expect(changed("text: Suction tested", "text: Suction tested today")).toEqual(["checklist.arrival.items.suction-ready.text changed"]);
  expect(changed("tryptase, text: Blood for tryptase", "tryptase, text: Tryptase")).toEqual(["pathways.anaphylaxis.steps.tryptase.text changed"]);
  expect(changed("items: [access-site-after, bag-kept, no-new-signs]", "items: [bag-kept, access-site-after, no-new-signs]")).toEqual(["checklist.observation.items changed"]);
  expect(changed("version: 1.0.0", "version: 1.0.1")).toEqual(["version changed"]);
});
