import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-faults-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const head = "format: stroma-design/1\ntitle: T\ndoseLevels: 3\n";
const boin = (options: string) => `${head}design: { kind: boin, ${options} }\n`;
const plain = boin("target: 0.25, cohortSize: 3, cohorts: 4");

describe("a faulty design file ends with 2, tells line and remedy, and leaves no picture", () => {
  const files: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["unknown key", boin("target: 0.25, cohortSize: 3, cohorts: 4, cohrots: 5"), /:4:\d+ {2}There is no key "cohrots"[^]*Did you mean "cohorts"\?/],
    ["wrong type", boin("target: high, cohortSize: 3, cohorts: 4"), /:4:\d+ {2}"high" does not lie between 0 and 1/],
    ["cohort of 0", boin("target: 0.25, cohortSize: 0, cohorts: 4"), /:4:\d+ {2}0 is not a whole number from 1/],
    ["target of 1.2", boin("target: 1.2, cohortSize: 3, cohorts: 4"), /:4:\d+ {2}1\.2 does not lie between 0 and 1/],
    ["falling skeleton", `${head}design: { kind: crm, target: 0.25, skeleton: [0.1, 0.3, 0.2], maximumN: 9 }\n`, /:4:\d+ {2}0\.2 is not above 0\.3/],
    ["skeleton of two for three", `${head}design: { kind: crm, target: 0.25, skeleton: [0.1, 0.3], maximumN: 9 }\n`, /:4:\d+ {2}There are 2 entries for 3 dose levels/],
    ["broken YAML", "format: stroma-design/1\ntitle: [a\n", /:\d+:\d+ {2}This is not valid YAML/],
    ["empty", "", /:1:1 {2}The file is empty/],
    ["binary", Uint8Array.from([102, 10, 0xff, 0xfe, 0, 1]), /:2 is no text in UTF-8/],
    ["huge", "a".repeat(2_000_000), /:1:1 {2}The document has 2000000 characters/],
    ["one name twice", `${plain}scenarios:\n  - { name: a, truth: [0.1, 0.2, 0.3] }\n  - { name: a, truth: [0.1, 0.2, 0.4] }\n`, /:7:\d+ {2}"a" is the name of an earlier scenario too/],
  ];
  test.each(files)("%s", async (name, text, said) => {
    const [file, picture] = [write(`${name}.yaml`, text), join(folder, "picture.svg")];
    const run = await runStroma(["design", "table", file, "--plot", picture]);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(said);
    expect(run.err).toContain("What to do:");
    expect(readdirSync(folder).filter((each) => /picture|part$/.test(each))).toEqual([]);
  });

  test("a file that is not there", async () => {
    const run = await runStroma(["design", "table", join(folder, "nowhere.yaml"), "--json"]);
    expect(run.exitCode).toBe(2);
    expect((run.json() as { error: { code: string } }).error.code).toBe("file-unreadable");
  });
});

describe("what would be ignored is refused", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["days of a design that does not wait for days", ["conduct", "FILE", "1NNN", "--days-since-last", "3"], /No behaviour of the design file goes by days/],
    ["a picture without a name", ["table", "FILE", "--plot", ""], /The name of the file is empty/],
    ["a form beside JSON", ["paths", "FILE", "--form", "csv", "--json"], /^$/],
    ["one truth twice", ["simulate", "FILE", "--truth", "0.1,0.2,0.3", "--truth", "0.1,0.2,0.3"], /is given twice/],
    ["a seed beside --exact", ["simulate", "FILE", "--exact", "--seed", "3", "--truth", "0.1,0.2,0.3"], /cannot be used with option '--seed/],
  ];
  test.each(cases)("%s", async (_, words, said) => {
    const file = write("plain.yaml", plain);
    const run = await runStroma(["design", ...words.map((word) => (word === "FILE" ? file : word))]);
    expect(run.exitCode).toBe(2);
    expect(run.err).toMatch(said);
  });
});

describe("participants in a CSV", () => {
  test("are the same trial as letters", async () => {
    const file = write("plain.yaml", plain);
    const data = write("participants.csv", "dose,dlt,pending,followed\r\n1,false,,\r\n1,FALSE,,\r\n1,true,,\r\n1,,true,.5\r\n");
    const run = await runStroma(["design", "conduct", file, "--data", data]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toBe((await runStroma(["design", "conduct", file, "1NNT 1P.5"])).out);
  });

  test("are refused with line or key where they cannot be read", async () => {
    const file = write("plain.yaml", plain);
    const short = await runStroma(["design", "conduct", file, "--data", write("short.csv", "dose,dlt\n1\n")]);
    expect([short.exitCode, short.out]).toEqual([2, ""]);
    expect(short.err).toContain("short.csv:2  The row has 1 cells, the header 2.");
    const words = await runStroma(["design", "conduct", file, "--data", write("words.csv", "dose,dlt\n1,maybe\n")]);
    expect(words.err).toContain("participants.0.dlt");
  });
});
