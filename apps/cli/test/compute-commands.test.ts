import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-compute-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
interface Pooled {
  readonly estimate: number;
  readonly ratio: { readonly estimate: number };
  readonly studies: number;
  readonly method: string;
  readonly missing: { readonly rows: number; readonly byColumn: Readonly<Record<string, number>> };
}
// Two studies of equal variance: the common effect is their mean, (0.1 + 0.3) / 2.
const pair = "study,yi,vi,other\na,0.1,0.1,x\nb,NA,0.1,y\nc,0.3,0.1,z\n";
const named = ["--column", "estimate=yi", "--column", "variance=vi", "--option", "model=common"];

/** The same with something on standard input. */
function feed(args: readonly string[], input: string): Promise<{ readonly exitCode: number | null; readonly out: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../src/main.ts", import.meta.url)), ...args], { env: { PATH: process.env["PATH"] }, stdio: ["pipe", "pipe", "ignore"] });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => void child.once("close", (exitCode) => resolve({ exitCode, out })));
}

describe("stroma compute", () => {
  test("lists its methods, each with its field and what it does", async () => {
    const run = await runStroma(["compute", "--list", "--json"]);
    const { methods } = run.json() as { methods: readonly { readonly name: string; readonly field: string; readonly title: string }[] };
    expect(run.exitCode).toBe(0);
    expect(methods.find(({ name }) => name === "pool-effects")).toMatchObject({ field: "meta-analysis", title: expect.stringContaining("Pools estimates") });
    expect(new Set(methods.map(({ name }) => name)).size).toBe(methods.length);
  });

  test("prints the JSON Schema of a method's input", async () => {
    const schema = (await runStroma(["compute", "--schema", "pool-effects", "--json"])).json();
    expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", required: ["columns"], additionalProperties: false, properties: { columns: { required: ["estimate"] }, options: { properties: { model: { enum: ["common", "random"], default: "random" } } } } });
  });

  test("reads CSV with other names of columns, and counts a row with NA as missing", async () => {
    const run = await runStroma(["compute", "pool-effects", "--input", write("pair.csv", pair), ...named, "--json"]);
    const pooled = run.json() as Pooled;
    expect(run.exitCode).toBe(0);
    expect(pooled.estimate).toBeCloseTo(0.2, 14);
    expect(pooled).toMatchObject({ studies: 2, missing: { rows: 1, byColumn: { estimate: 1 } }, method: expect.stringContaining("Common-effect meta-analysis") });
  });

  test("says the method first to a person, and names the columns that were not read", async () => {
    const { out } = await runStroma(["compute", "pool-effects", "--input", write("pair.csv", pair), ...named]);
    expect(out).toMatch(/^Common-effect meta-analysis/);
    expect(out).toContain("Columns of the file that were not read: other.");
  });

  test("takes only rows that fit", async () => {
    const run = await runStroma(["compute", "pool-effects", "--input", write("pair.csv", pair), ...named, "--where", "other=x|y", "--json"]);
    expect(run.json()).toMatchObject({ estimate: 0.1, studies: 1, missing: { rows: 1 } });
  });

  test("reads JSON from standard input, as columns and as rows", async () => {
    const columns = await feed(["compute", "pool-effects", "--input", "-", "--json"], JSON.stringify({ columns: { estimate: [0.1, 0.3], variance: [0.1, 0.1] }, options: { model: "common" } }));
    expect((JSON.parse(columns.out) as Pooled).estimate).toBeCloseTo(0.2, 14);
    const rows = await feed(["compute", "pool-effects", "--input", "-", "--option", "model=common", "--json"], JSON.stringify([{ estimate: 0.1, variance: 0.1 }, { estimate: 0.3, variance: 0.1 }]));
    expect(rows.exitCode).toBe(0);
    expect((JSON.parse(rows.out) as Pooled).estimate).toBeCloseTo(0.2, 14);
  });

  const refusals: readonly (readonly [string, readonly string[], { readonly code: string; readonly path?: string }])[] = [
    ["a method that does not exist", ["compute", "pool-everything", "--input", "x"], { code: "unknown-method", path: "method" }],
    ["a schema of a method that does not exist", ["compute", "--schema", "pool-everything"], { code: "unknown-method", path: "method" }],
    ["a call without a method", ["compute", "--input", "x"], { code: "usage" }],
    ["a call without an input", ["compute", "pool-effects"], { code: "usage" }],
    ["a file that is not there", ["compute", "pool-effects", "--input", "/nowhere/at/all.csv"], { code: "file-unreadable" }],
    ["an unknown option", ["compute", "pool-effects", "--input", "PAIR", ...named, "--option", "depth=3"], { code: "unknown-option" }],
    ["a choice that there is not", ["compute", "pool-effects", "--input", "PAIR", ...named, "--option", "tauSquared=XX"], { code: "unknown-choice", path: "tauSquared" }],
    ["a level out of range", ["compute", "pool-effects", "--input", "PAIR", ...named, "--option", "level=1.5"], { code: "out-of-range", path: "level" }],
    ["a column that the file does not have", ["compute", "pool-effects", "--input", "PAIR", "--column", "estimate=zz"], { code: "no-such-column" }],
    ["a condition on a column that the file does not have", ["compute", "pool-effects", "--input", "PAIR", ...named, "--where", "zz=1"], { code: "no-such-column" }],
    ["a text where a number should be", ["compute", "pool-effects", "--input", "PAIR", "--column", "estimate=other", "--column", "variance=vi"], { code: "not-a-number" }],
    ["a negative variance", ["compute", "pool-effects", "--input", "NEGATIVE"], { code: "negative", path: "variance.2" }],
    ["no row that is complete", ["compute", "pool-effects", "--input", "GAPS"], { code: "empty", path: "columns" }],
    ["an empty file", ["compute", "pool-effects", "--input", "EMPTY"], { code: "file-empty" }],
    ["rubbish", ["compute", "pool-effects", "--input", "RUBBISH"], { code: "file-not-text" }],
    ["broken JSON", ["compute", "pool-effects", "--input", "BROKEN"], { code: "json-faulty" }],
    ["JSON that is no table", ["compute", "pool-effects", "--input", "NOTABLE"], { code: "json-no-table" }],
    ["CSV with ragged rows", ["compute", "pool-effects", "--input", "RAGGED"], { code: "csv-faulty" }],
  ];
  test.each(refusals)("refuses %s with exit code 2, what is wrong and what to do", async (_, args, error) => {
    const files: Readonly<Record<string, readonly [string, string | Buffer]>> = {
      PAIR: ["pair.csv", pair],
      NEGATIVE: ["negative.csv", "estimate,variance\n1,1\n2,-1\n"],
      GAPS: ["gaps.csv", "estimate,variance\n1,NA\n,1\n"],
      EMPTY: ["empty.csv", " \n"],
      RUBBISH: ["rubbish.csv", Buffer.from([0, 255, 1, 0])],
      BROKEN: ["broken.json", '{ "columns": '],
      NOTABLE: ["no-table.json", '{ "rows": 3 }'],
      RAGGED: ["ragged.csv", 'a,b\n1,2,3,4\n"x\n'],
    };
    const run = await runStroma([...args.map((word) => (files[word] === undefined ? word : write(...files[word]))), "--json"]);
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { ...error, message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) } });
  });

  test("tells a person, too, on standard error, without a stack trace", async () => {
    const run = await runStroma(["compute", "pool-everything", "--input", "x"]);
    expect(run).toMatchObject({ exitCode: 2, out: "" });
    expect(run.err).toMatch(/There is no method "pool-everything"[^]*What to do:[^]*\(unknown-method\)/);
    expect(run.err).not.toMatch(/^\s+at /m);
  });
});
