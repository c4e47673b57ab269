import { tmpdir } from "node:os";
import { join } from "node:path";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runStroma, spawnStroma } from "./run-stroma.ts";

const missing = join(tmpdir(), "stroma-no-such-folder");
const commands = [["user", "add"], ["protocol", "check"], ["protocol", "diff"], ["protocol", "schema"], ["infusion", "replay"], ["audit", "verify"], ["export", "study"],
  ...["table", "simulate", "paths", "compare", "conduct", "boundary", "schema"].map((verb) => ["design", verb] as const),
  ...["events", "person-time", "cusum", "two-stage", "predictive", "spending", "futility", "single-stage"].map((form) => ["design", "boundary", form] as const)] as const;
const statistics = [["survival", "curves"], ["survival", "cox"], ["survival", "incidence"], ["survival", "recurrent"], ["survival", "rates"], ["survival", "courses"], ["survival", "swimmer"], ["evidence", "pool"], ["match"], ["compute"]].map((words) => words.join(" "));

describe("the help of a command", () => {
  test.each(commands.map((words) => [words.join(" ")]))("stroma %s shows examples and the exit codes", async (call) => {
    const words = call.split(" ");
    const run = await runStroma([...words, "--help"]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toMatch(/Examples:\n {2}\$ npx stroma /);
    expect(run.out).toContain("--json");
    expect(run.out).toContain("Exit codes: 0 done; 1 refused, or faults were found; 2 wrong usage.");
  });

  test.each(statistics)("stroma %s shows examples and the exit codes", async (call) => {
    const run = await runStroma([...call.split(" "), "--help"]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toMatch(/Examples:\n {2}\$ npx stroma /);
    expect(run.out).toContain("Exit codes: 0 done; 2 refused, or wrong usage");
  });

  test("stroma serve --help is that of the server", async () => {
    const run = await spawnStroma(["serve", "--help"]);
    expect(run.exitCode).toBe(0);
    for (const flag of ["--port", "--data", "--no-examples", "DATABASE_URL"]) expect(run.out).toContain(flag);
  });
});

describe("wrong usage ends with 2", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["infuse"], /unknown command 'infuse'/],
    ["a command without its verb", ["protocol"], /Usage: stroma protocol/],
    ["a missing argument", ["protocol", "diff", "one.yaml"], /missing required argument 'after'/],
    ["an unknown option", ["audit", "verify", "--fix"], /unknown option '--fix'/],
    ["a role that nobody has", ["user", "add", "m.lind", "--name", "M. Lind", "--role", "wizard"], /"wizard" is no role\.[^]*nurse/],
    ["a user name with blanks", ["user", "add", "M Lind", "--name", "M. Lind", "--role", "nurse"], /"M Lind" is no user name/],
    ["a duty that nobody delegates", ["user", "add", "m.lind", "--name", "M. Lind", "--role", "nurse", "--delegation", "everything"], /"everything" is no delegation\.[^]*quality-release/],
    ["a speed of 0", ["infusion", "replay", "v.csv", "--infusion", "x", "--token", "t", "--speed", "0"], /give a number from 1 to 600/],
    ["a replay without a token", ["infusion", "replay", "v.csv", "--infusion", "x"], /A gateway token is needed/],
  ];
  test.each(cases)("%s", async (_, args, words) => {
    const run = await runStroma(args);
    expect(run.exitCode).toBe(2);
    expect(run.out).toBe("");
    expect(run.err).toMatch(words);
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  test("with --json it is one JSON document on standard output and nothing else", async () => {
    const run = await spawnStroma(["protocol", "check", "--json"]);
    expect([run.exitCode, run.err]).toEqual([2, ""]);
    expect(run.json()).toMatchObject({ error: { code: "usage", message: "missing required argument 'files'" } });
  });
});

describe("a refusal ends with 1 and says what to do", () => {
  test.each([
    ["audit verify", ["audit", "verify", "--data", missing]],
    ["user add", ["user", "add", "m.lind", "--name", "M. Lind", "--role", "nurse", "--data", missing]],
    ["export study", ["export", "study", "sepsis-phase-1", "--out", missing, "--data", missing]],
  ] as const)("stroma %s makes no new data folder where none is", async (_, args) => {
    const run = await spawnStroma(args);
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(/is no data folder of Stroma[^]*What to do:/);
    expect(existsSync(missing)).toBe(false);
  });

  test("a server that does not answer is named", async () => {
    const recording = join(import.meta.dirname, "three-minutes.csv");
    const run = await spawnStroma(["infusion", "replay", recording, "--infusion", "x", "--token", "t", "--url", "http://127.0.0.1:9", "--json"]);
    expect(run.exitCode).toBe(1);
    expect(run.json()).toMatchObject({ error: { code: "server-unreachable" } });
  });

  test("a recording with an unknown column is refused with line and remedy before anything is sent", async () => {
    const run = await spawnStroma(["infusion", "replay", join(import.meta.dirname, "unknown-column.csv"), "--infusion", "x", "--token", "t", "--url", "http://127.0.0.1:9"]);
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(/unknown-column\.csv:1 {2}The column "PULS\[bpm\]" is not known/);
  });
});

test("stroma --version ends with 0", async () => {
  const run = await spawnStroma(["--version"]);
  expect(run.exitCode).toBe(0);
  expect(run.out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
