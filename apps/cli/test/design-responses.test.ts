import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const example = fileURLToPath(new URL("../../../examples/dose-finding/sepsis-boin12.yaml", import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-responses-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const design = (command: string, ...words: string[]) => runStroma(["design", command, example, ...words]);

describe("BOIN12 at the command line", () => {
  test("has the ranks of the paper", async () => {
    // Lin 2020, table 3, at most 0.35, at least 0.25, utilities 40 and 60, sizes 0, 3, 6, 9.
    const run = await design("table", "--form", "csv");
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    const ranks = new Map(run.out.split("\n").map((row) => row.split(",")).map(([n, events, responses, rank]) => [`${n}/${events}/${responses}`, rank]));
    expect(["0/0/0", "3/0/0", "3/0/1", "3/0/2", "3/0/3", "3/1/0"].map((row) => ranks.get(row))).toEqual(["60", "35", "55", "76", "91", "24"]);
    expect((await design("table", "--form", "markdown")).out).toContain("| 0            |");
  });

  test("is simulated with an error behind every number, and against the best dose level", async () => {
    const run = await design("simulate", "--trials", "500", "--seed", "3", "--scenario", "more cells, more of both");
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Monte Carlo: 500 trials, seed 3; events and responses with the stated rate of both.");
    // By hand: 100 · 0.28 + 40 · 0.52 + 60 · 0.12 = 56 at the third, 54 at the fourth, whose events are too many besides.
    expect(run.out).toMatch(/true utility, 0 to 100 +44\.0 +48\.0 +56\.0 +54\.0/);
    expect(run.out).toMatch(/best dose level 3, .* recommended \d+\.\d % ±\d/);
    expect(run.out).toMatch(/participants with response( +\d+\.\d\d ±[\d.]+){4}/);
  });

  test("ends when it is precise enough, and draws what it found", async () => {
    const file = join(folder, "boin12.svg");
    const run = await design("simulate", "--precision", "0.015", "--scenario", "more cells, more of both", "--plot", file, "--json");
    const { scenarios } = run.json() as { scenarios: { characteristics: { trials: number; standardErrors: { largest: number } } }[] };
    expect(scenarios[0]?.characteristics.standardErrors.largest).toBeLessThanOrEqual(0.015);
    expect(scenarios[0]?.characteristics.trials).toBeLessThan(5000);
    expect(readFileSync(file, "utf8")).toContain("standard errors");
  });

  test("is conducted by letters and by a file, which never takes silence for no response", async () => {
    const [letters, data] = ["1NNR 2RBN", join(folder, "data.yaml")];
    writeFileSync(data, ["- { dose: 1, dlt: false, response: false }", "- { dose: 1, dlt: false, response: false }", "- { dose: 1, dlt: false, response: true }", "- { dose: 2, dlt: false, response: true }", "- { dose: 2, dlt: true, response: true }", "- { dose: 2, dlt: false, response: false }"].join("\n"));
    const run = await design("conduct", letters);
    // Rank 63 with 1 of 3 events and 2 of 3 responses, above 55 below it and 60 above.
    expect(run.out).toContain("NEXT: Treat 3 more at dose level 2.");
    expect((await design("conduct", "--data", data)).out).toBe(run.out);
    writeFileSync(data, "- { dose: 1, dlt: false }\n");
    const silent = await design("conduct", "--data", data);
    expect([silent.exitCode, silent.out]).toEqual([2, ""]);
    expect(silent.err).toContain("participants.0.response");
  });

  const refused: readonly (readonly [string, string, readonly string[], string])[] = [
    ["paths", "paths", [], "counts-responses"],
    ["random truths", "simulate", ["--random-truths", "10"], "counts-responses"],
    ["an exact answer", "simulate", ["--exact"], "not-exact"],
    ["threads", "simulate", ["--workers", "2"], "option-without-meaning"],
    ["a truth without responses", "simulate", ["--truth", "0.1,0.2,0.3,0.4"], "usage"],
    ["a picture of the table", "table", ["--plot", "x.svg"], "usage"],
    ["days that it does not wait", "conduct", ["1NNN", "--days-since-last", "3"], "option-without-meaning"],
    ["comparison with itself", "compare", [example], "counts-responses"],
  ];
  test.each(refused)("refuses %s, with a remedy", async (_, command, words, code) => {
    const run = await design(command, ...words, "--json");
    expect(run.exitCode).toBe(2);
    expect((run.json() as { error: { code: string; remedy: string } }).error).toMatchObject({ code, remedy: expect.stringMatching(/.{8}/) as unknown });
    expect(readdirSync(folder).filter((name) => name.endsWith("part"))).toEqual([]);
  });
});
