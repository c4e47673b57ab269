/** The example in the guide is read as a reader would paste it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseProtocol } from "./parse-protocol.ts";
import type { Protocol } from "./protocol.ts";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");

function accept(text: string, base: Protocol | null): Protocol {
  const parsed = parseProtocol(text, { resolve: () => base });
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => `${fault.line}:${fault.column} ${fault.message}`).join("\n"));
  return parsed.protocol;
}

test("The example of the guide is a valid study on the shipped ruleset", () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(read("docs/guides/protocol-documents.md"))?.[1] ?? "";
  const study = accept(example, accept(read("protocols/iv-msc-baseline.yaml"), null));
  expect(study.dose.levels.map((level) => level.participants)).toEqual([3]);
  expect(study.limits["thaw-to-end-maximum"]).toMatchObject({ value: 4, unit: "h", loosens: "The carrier of this product keeps the cells alive longer" });
  expect(study.limits["cell-rate-maximum"]?.value).toBe(10);
  expect(study.checklist.find((phase) => phase.id === "observation")?.items.map((item) => item.id)).toEqual(["access-site-after", "bag-kept", "no-new-signs", "relatives-informed"]);
});
