import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const shipped = (name: string) => fileURLToPath(new URL(`../../../protocols/${name}`, import.meta.url));
const ruleset = shipped("iv-msc-baseline.yaml");
const study = shipped("sepsis-phase-1.yaml");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The ruleset with one passage replaced, in a file of its own. */
function altered(name: string, from: string, to: string): string {
  const text = readFileSync(ruleset, "utf8");
  if (!text.includes(from)) throw new Error(`the ruleset does not say ${from}`);
  const file = join(folder, name);
  writeFileSync(file, text.replace(from, to));
  return file;
}

describe("stroma protocol check", () => {
  test("finds no fault in the shipped documents and ends with 0", async () => {
    const run = await runStroma(["protocol", "check", ruleset, study]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("iv-msc-baseline 1.0.0, no faults");
    expect(run.out).toContain("sepsis-phase-1 1.0.0, no faults");
  });

  test("says line, column, path and remedy of an unknown key, and ends with 1", async () => {
    // The second line of the key's place is counted here by hand: the line that holds it, and two blanks before it.
    const file = altered("misspelt.yaml", "  infusion-rate-maximum:", "  infusion-rate-maximun:");
    const line = readFileSync(file, "utf8").split("\n").findIndex((text) => text.includes("infusion-rate-maximun")) + 1;
    const run = await runStroma(["protocol", "check", file]);
    expect(run.exitCode).toBe(1);
    expect(run.out).toContain(`${file}:${line}:3`);
    expect(run.out).toContain("infusion-rate-maximum");
  });

  test("prints one JSON document with every fault of every file", async () => {
    const file = altered("no-source.yaml", "weight-plausible-minimum: { value: 20, unit: kg, source: *local }", "weight-plausible-minimum: { value: 20, unit: mL }");
    const run = await runStroma(["protocol", "check", ruleset, file, "--json"]);
    expect(run.exitCode).toBe(1);
    const [good, bad] = run.json() as { file: string; ok: boolean; faults: { path: string; line: number; message: string; remedy: string }[] }[];
    expect(good).toEqual({ file: ruleset, ok: true, faults: [] });
    expect(bad?.ok).toBe(false);
    expect(bad?.faults.length).toBeGreaterThanOrEqual(2);
    for (const fault of bad?.faults ?? []) expect(fault.remedy).not.toBe("");
  });

  test("a file that is not there is refused in words, without a stack trace", async () => {
    const run = await runStroma(["protocol", "check", join(folder, "nothing.yaml")]);
    expect(run.exitCode).toBe(1);
    expect(run.err).toContain("cannot be read");
    expect(run.err).toContain("What to do:");
    expect(run.err).not.toMatch(/^\s+at /m);
  });
});

describe("stroma protocol diff", () => {
  test("says first what became looser", async () => {
    // 10 and 90 min are the ruleset's own limits of the duration: 5 is a looser least one, 60 a tighter greatest one.
    const file = altered("next.yaml", "infusion-duration-minimum:\n    value: 10", "infusion-duration-minimum:\n    value: 5");
    writeFileSync(file, readFileSync(file, "utf8").replace("infusion-duration-maximum:\n    value: 90", "infusion-duration-maximum:\n    value: 60").replace("version: 1.0.0", "version: 1.1.0"));
    const run = await runStroma(["protocol", "diff", ruleset, file, "--json"]);
    expect(run.exitCode).toBe(0);
    expect((run.json() as { effect: string; path: string }[]).map(({ effect, path }) => [effect, path])).toEqual([
      ["loosened", "limits.infusion-duration-minimum"],
      ["tightened", "limits.infusion-duration-maximum"],
      ["changed", "version"],
    ]);
  });

  test("a document is no different from itself", async () => {
    expect((await runStroma(["protocol", "diff", ruleset, ruleset])).out).toBe("No difference.\n");
  });

  test("a faulty document is refused with its faults", async () => {
    const file = join(folder, "empty.yaml");
    writeFileSync(file, "");
    const run = await runStroma(["protocol", "diff", ruleset, file]);
    expect(run.exitCode).toBe(1);
    expect(run.err).toContain(`${file}:1:1`);
  });
});

test("stroma protocol schema prints exactly the schema that is shipped for editors", async () => {
  const run = await runStroma(["protocol", "schema"]);
  expect(run.exitCode).toBe(0);
  expect(run.out).toBe(readFileSync(shipped("protocol.schema.json"), "utf8"));
});
