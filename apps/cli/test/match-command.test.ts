import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

let folder = "";
const rows = Array.from({ length: 40 }, (_, row) => `${row + 1},${row % 3 === 0 ? 1 : 0},${30 + ((row * 7) % 23)},${row % 2 === 0 ? "north" : "south"},${row % 5 === 0 ? 1 : 0},${row === 3 ? "" : (row * 5) % 11}`);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-match-"));
  writeFileSync(join(folder, "cohort.csv"), `${["id,treated,age,site,died,severity", ...rows].join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...words: string[]) => runStroma(["match", "--input", join(folder, "cohort.csv"), "--treatment", "treated", ...words]);

describe("stroma match", () => {
  test("shows the sentence, who fell out and the balance, and writes picture and table", async () => {
    const [plot, out] = [join(folder, "love.svg"), join(folder, "matched.csv")];
    const made = await run("--covariates", "age,severity,site", "--exact", "site", "--caliper", "0.5", "--plot", plot, "--out", out, "--outcome", "died");
    expect(made.err).toBe("");
    expect(made.exitCode).toBe(0);
    for (const words of ["Greedy nearest neighbour matching", "exact on site", "missing values", "site: north", "Largest difference", "risk difference"]) expect(made.out).toContain(words);
    expect(readFileSync(plot, "utf8")).toMatch(/^<svg /u);
    const [head = "", ...lines] = readFileSync(out, "utf8").trimEnd().split("\n");
    expect(head).toBe("id,treated,age,site,died,severity,score,weight,matched_set");
    expect(lines).toHaveLength(40);
    // The row in which the severity is missing has no score, no weight and no set.
    expect(lines[3]).toBe(`${rows[3] ?? ""},,0,`);
    const sites = new Map<string, Set<string>>();
    for (const line of lines) {
      const cells = line.split(",");
      if (cells[8] !== "") sites.set(cells[8] ?? "", (sites.get(cells[8] ?? "") ?? new Set()).add(cells[3] ?? ""));
    }
    for (const within of sites.values()) expect(within.size).toBe(1);
  });

  test("--json prints the whole result", async () => {
    const made = await run("--covariates", "age,site", "--ratio", "2", "--outcome", "died", "--json");
    expect(made.json()).toMatchObject({ estimand: "ATT", treated: 14, controls: 26, pairs: { set: expect.any(Array) }, effect: { measure: "risk-difference" }, attrition: expect.any(Array), balance: { rows: expect.any(Array) } });
  });

  test.each([
    [["--covariates", "age,weight"], "no-such-column"],
    [["--covariates", "age", "--caliper", "1e-9", "--caliper-unit", "absolute", "--distance", "score", "--score", "id"], "nobody-left"],
    [["--covariates", "age", "--score", "id"], "options-conflict"],
    [["--covariates", "age", "--replace", "--outcome", "died"], "options-conflict"],
    [["--covariates", "age", "--ratio", "0"], "usage"],
    [["--covariates", "age", "--plot", "/no/such/folder/love.svg"], "file-unwritable"],
    [["--covariates", "age,treated"], "separation"],
  ])("%j is refused as %s with exit code 2", async (words, code) => {
    const made = await run(...words, "--json");
    expect(made.exitCode).toBe(2);
    expect(made.json()).toMatchObject({ error: { code } });
  });
});
