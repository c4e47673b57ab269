import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/dose-finding/${name}.yaml`, import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-design-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const small = (design: string) => `format: stroma-design/1\ntitle: Small\ndoseLevels: 2\ndesign:\n${design}`;
const plain = small("  kind: three-plus-three\n");

/** Starts a long simulation, presses Ctrl-C after a while, and tells how it ended. */
async function interruptAfter(milliseconds: number, file: string): Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }> {
  const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(process.execPath, [program, "design", "simulate", file, "--truth", "0.4,0.5", "--trials", "900000000", "--json"], { env: { PATH: process.env["PATH"] }, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
  const closed = new Promise<number | null>((resolve) => void child.once("close", resolve));
  await wait(milliseconds);
  child.kill("SIGINT");
  return { exitCode: await closed, out, err };
}

interface Simulated {
  readonly scenarios: readonly { readonly partial: boolean; readonly characteristics: { readonly none: number; readonly selection: readonly number[]; readonly method: string; readonly trials: number | null; readonly standardErrors: { readonly none: number; readonly largest: number } | null } }[];
}

describe("stroma design simulate", () => {
  test("gives 3+3 exactly, as its closed form", async () => {
    const run = await runStroma(["design", "simulate", write("three.yaml", plain), "--truth", "0.4,0.5", "--json"]);
    expect(run.exitCode).toBe(0);
    const { characteristics } = (run.json() as Simulated).scenarios[0] ?? expect.fail("no scenario");
    // Up from level p with q = 1 - p: q³ + 3pq² × q³. At 0.4: 0.309312; at 0.5: 0.125 + 0.375 × 0.125 = 0.171875.
    expect(characteristics.none).toBeCloseTo(1 - 0.309312, 12);
    expect(characteristics.selection[0]).toBeCloseTo(0.309312 * (1 - 0.171875), 12);
    expect(characteristics.standardErrors).toBeNull();
    expect(characteristics.method).toMatch(/^Exact/);
  });

  test("simulates when asked, names trials and seed, and puts the error behind every number", async () => {
    const run = await runStroma(["design", "simulate", write("three.yaml", plain), "--truth", "0.4,0.5", "--trials", "4000", "--seed", "3"]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Monte Carlo: 4000 trials, seed 3.");
    expect(run.out).toMatch(/recommended .*%\s±\d/);
    // No percentage but the true rate and the right dose level's target stands without its error.
    expect(run.out.match(/recommended +[^\n]*/)?.[0].match(/ %(?! ±)/g)).toBeNull();
    const again = await runStroma(["design", "simulate", join(folder, "three.yaml"), "--truth", "0.4,0.5", "--trials", "4000", "--seed", "3"]);
    expect(again.out).toBe(run.out);
  });

  test("stops when it is precise enough", async () => {
    const run = await runStroma(["design", "simulate", write("three.yaml", plain), "--truth", "0.4,0.5", "--precision", "0.004", "--json"]);
    const { characteristics } = (run.json() as Simulated).scenarios[0] ?? expect.fail("no scenario");
    expect(characteristics.standardErrors?.largest).toBeLessThanOrEqual(0.004);
    // √(0.256/n) = 0.004 at n = 16,000: not many more.
    expect(characteristics.trials).toBeLessThanOrEqual(18_000);
    expect(Math.abs(characteristics.none - 0.690688)).toBeLessThan(5 * 0.004);
  });

  test("says after Ctrl-C what is done so far, that it is partial, and its error, and ends with 130", async () => {
    const file = write("three.yaml", plain);
    // On a busy machine the program may not have begun yet: then the signal ends it like any other.
    let run = await interruptAfter(3000, file);
    for (const longer of [8000, 20_000]) if (run.exitCode === null) run = await interruptAfter(longer, file);
    expect(run.exitCode).toBe(130);
    // No progress bar where a machine reads.
    expect(run.err).toBe("");
    const result = JSON.parse(run.out) as Simulated & { readonly stopped: boolean };
    expect([result.stopped, result.scenarios[0]?.partial]).toEqual([true, true]);
    expect(result.scenarios[0]?.characteristics.standardErrors?.none).toBeGreaterThan(0);
    expect(result.scenarios[0]?.characteristics.trials).toBeGreaterThan(0);
  }, 90_000);

  test("writes a picture that screen readers can read", async () => {
    const plot = join(folder, "characteristics.svg");
    expect((await runStroma(["design", "simulate", example("he-2018"), "--plot", plot])).exitCode).toBe(0);
    const svg = readFileSync(plot, "utf8");
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby=/);
    expect(svg).toMatch(/<title [^>]*>Severe sepsis, 5\/5\/5 after He 2018<\/title>/);
    expect(svg).toContain("stand-in");
  });
});

describe("stroma design table, paths, conduct and compare", () => {
  test("the table of BOIN with target 0.3 is the published one", async () => {
    // Liu and Yuan 2015, target 0.3: escalate with at most 0, 0, 0, 0, 1, 1; de-escalate from 1, 1, 2, 2, 2, 3; n from 1 to 6.
    const file = write("boin.yaml", small("  { kind: boin, target: 0.3, cohortSize: 3, cohorts: 10 }\n").replace("doseLevels: 2", "doseLevels: 3"));
    const run = await runStroma(["design", "table", file, "--n", "1,2,3,4,5,6"]);
    expect(run.exitCode).toBe(0);
    expect(run.out).toContain("0       E  E  E  E  E  E\n1       D  D  S  S  E  E\n2          D  D  D  D  S\n");
  });

  test("paths carry their probability", async () => {
    const run = await runStroma(["design", "paths", write("three.yaml", plain), "--cohorts", "1", "--truth", "0.4,0.5", "--form", "csv"]);
    // 0.6³, 3 × 0.4 × 0.6², 3 × 0.4² × 0.6, 0.4³
    expect(run.out.split("\n").slice(1, 5).map((row) => Number(row.split(",").at(-1)).toFixed(9))).toEqual(["0.216000000", "0.432000000", "0.288000000", "0.064000000"]);
  });

  test("conduct says the next step, the rule that spoke and what each other outcome leads to", async () => {
    const run = await runStroma(["design", "conduct", write("three.yaml", plain), "1NTN"]);
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/NEXT: Treat 3 more at dose level 1/);
    expect(run.out).toMatch(/0 of 3: 3 at dose 2\n\s+1 of 3: 3 at dose 1 +<- seen/);
    // No event among none: nothing is known, and said so by limits from 0 to 1.
    expect(run.out).toMatch(/\n2 +0 +0 +not known +not known +not known\n/);
  });

  test("compare puts designs side by side under the truths of the first file", async () => {
    const run = await runStroma(["design", "compare", example("sepsis-boin"), example("sepsis-three-plus-three"), "--scenario", "all safe"]);
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/\n1 BOIN .*\n2 3\+3 /);
  });

  test.each(["sepsis-boin", "sepsis-three-plus-three", "sepsis-crm", "he-2018", "sepsis-tite-boin"])("the example %s can be simulated as it stands", async (name) => {
    // Trials in time take a few seconds; their number is not what is looked at here.
    const run = await runStroma(["design", "simulate", example(name), ...(name === "sepsis-tite-boin" ? ["--trials", "250"] : []), "--json"]);
    expect([run.exitCode, (run.json() as Simulated).scenarios.length]).toEqual([0, readFileSync(example(name), "utf8").match(/- (?:\{ )?name:/g)?.length]);
  });
});

describe("stroma design boundary", () => {
  const boundary = (...words: string[]) => runStroma(["design", "boundary", "--looks", "3", "--null", "0.5", "--cutoff", "0.2", ...words]);
  test("at one look it is a binomial tail", async () => {
    // Pocock-type at 3 participants: P(3 of 3 | 0.5) = 0.125 is the only p-value up to 0.2.
    const run = await boundary("--rates", "0.4");
    expect(run.exitCode).toBe(0);
    expect(run.out).toContain("Hold if all of the first 3 participants have the event.");
    expect(run.out).toMatch(/40\.0 % +6\.4 % /);
    expect(run.out).toMatch(/50\.0 % +12\.5 % /);
  });

  test("says hold, go on, or that it is not known", async () => {
    expect((await boundary("--seen", "3:3")).out).toContain("HOLD: 3 of the first 3 participants have the event; the limit is 3.");
    expect((await boundary("--seen", "3:2")).out).toContain("Go on: 2 of the first 3");
    // 3 of 5: they may have been the first three.
    expect((await boundary("--seen", "5:3")).out).toContain("NOT KNOWN: after 3 participants there may have been 3 events");
  });

  test("refuses an option that its family does not use", async () => {
    const run = await boundary("--delta", "0.3");
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain("--delta has no meaning for pocock");
  });
});

describe("bad input ends with 2 and writes nothing", () => {
  const cases: readonly (readonly [string, readonly string[], string | null, RegExp])[] = [
    ["an unknown key", ["simulate"], small("  kind: boin\n  tagret: 0.3\n  cohortSize: 3\n  cohorts: 4\n"), /bad\.yaml:6:3 {2}There is no key "tagret" here\.\n.*Did you mean "target"\?/],
    ["a target outside 0 to 1", ["table"], small("  { kind: boin, target: 1.3, cohortSize: 3, cohorts: 4 }\n"), /bad\.yaml:5:\d+ {2}1\.3 does not lie between 0 and 1/],
    ["a cohort of 0", ["simulate"], small("  { kind: boin, target: 0.3, cohortSize: 0, cohorts: 4 }\n"), /0 is not a whole number from 1 to 100/],
    ["a skeleton that falls", ["simulate"], small("  { kind: crm, target: 0.3, skeleton: [0.3, 0.2], maximumN: 9 }\n"), /0\.2 is not above 0\.3[^]*at design\.skeleton\.1/],
    ["YAML that is none", ["simulate"], "title: [", /not valid YAML/],
    ["a truth of the wrong length", ["simulate", "--truth", "0.1,0.2,0.3"], plain, /3 rates for 2 dose levels/],
    ["a truth outside 0 to 1", ["paths", "--truth", "0.1,2"], plain, /does not lie from 0 to 1/],
    ["no truth at all", ["simulate"], plain, /No truth is given/],
  ];
  test.each(cases)("%s", async (_, [command = "", ...words], text, said) => {
    const file = write("bad.yaml", text ?? "");
    const plot = join(folder, "never.svg");
    const run = await runStroma(["design", command, file, ...words, "--plot", plot]);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(said);
    expect(run.err).toContain("What to do:");
    expect(run.err).not.toMatch(/^\s+at .*\.ts/m);
    expect(existsSync(plot)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("a dose level that does not exist and an unknown letter are named together", async () => {
    const run = await runStroma(["design", "conduct", write("three.yaml", plain), "3NNN 1NXN", "--json"]);
    expect(run.exitCode).toBe(2);
    expect((run.json() as { error: { faults: unknown[] } }).error.faults).toHaveLength(2);
  });

  test("a folder that is not there is refused before anything is computed", async () => {
    const run = await runStroma(["design", "simulate", example("he-2018"), "--plot", join(folder, "no", "plot.svg")]);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain("make the folder");
  });

  test("with --json every fault is in one document, with its line", async () => {
    const run = await runStroma(["design", "simulate", write("bad.yaml", small("  kind: boin\n  tagret: 0.3\n  cohortSize: 0\n")), "--json"]);
    const { error } = run.json() as { error: { code: string; faults: { path: string; line: number }[] } };
    expect([run.exitCode, error.code]).toEqual([2, "design-file-faulty"]);
    expect(error.faults.map((fault) => [fault.path, fault.line])).toEqual(expect.arrayContaining([["design.tagret", 6], ["design.cohortSize", 7]]));
  });
});
