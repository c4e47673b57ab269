import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { finish, simulateTrials, threePlusThree } from "@stroma/stats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StromaRun, spawnStroma } from "./run-stroma.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/dose-finding/${name}.yaml`, import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-workers-"));
  writeFileSync(join(folder, "three.yaml"), "format: stroma-design/1\ntitle: Small\ndoseLevels: 5\ndesign: { kind: three-plus-three }\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const truth = [0.1, 0.2, 0.3, 0.4, 0.5];
const words = (...more: string[]) => ["design", "simulate", join(folder, "three.yaml"), "--truth", truth.join(","), "--seed", "9", "--json", ...more];
interface Simulated {
  readonly stopped: boolean;
  readonly scenarios: readonly { readonly partial: boolean; readonly characteristics: { readonly selection: readonly number[]; readonly none: number; readonly trials: number } }[];
}

const simulated = (run: StromaRun | undefined) => (run ?? expect.fail("no run")).json() as Simulated;

describe("the threads of a simulation", () => {
  test("do not change its result, however many they are", async () => {
    // 45 chunks of 1,000 and one of 678.
    const [one, two, three] = await Promise.all(["1", "2", "3"].map((workers) => spawnStroma(words("--trials", "45678", "--workers", workers))));
    expect([one?.exitCode, one?.err]).toEqual([0, ""]);
    expect(two?.out).toBe(one?.out);
    expect(three?.out).toBe(one?.out);
    const { characteristics } = simulated(one).scenarios[0] ?? expect.fail("no scenario");
    const here = finish(simulateTrials(threePlusThree({ doses: 5 }), truth, { seed: 9, trials: 45_678 }));
    expect([characteristics.trials, characteristics.none, ...characteristics.selection]).toEqual([45_678, here.none, ...here.selection]);
  }, 60_000);

  test("stop at the same trial where it is precise enough", async () => {
    const [one, three] = await Promise.all(["1", "3"].map((workers) => spawnStroma(words("--precision", "0.004", "--workers", workers))));
    expect(three?.out).toBe(one?.out);
    expect(simulated(one).scenarios[0]?.characteristics.trials).toBeLessThan(20_000);
  }, 60_000);

  test("do not change trials in time, day by day", async () => {
    const timed = (workers: string) => spawnStroma(["design", "simulate", example("sepsis-tite-boin"), "--truth", truth.join(","), "--trials", "600", "--workers", workers, "--json"]);
    const [one, two] = await Promise.all([timed("1"), timed("2")]);
    expect(one?.exitCode).toBe(0);
    expect(two?.out).toBe(one?.out);
  }, 60_000);

  test("end with Ctrl-C, and what they have done is told", async () => {
    const interruptAfter = async (milliseconds: number): Promise<{ readonly exitCode: number | null; readonly out: string }> => {
      const program = fileURLToPath(new URL("../src/main.ts", import.meta.url));
      const child = spawn(process.execPath, [program, ...words("--trials", "900000000", "--workers", "2")], { env: { PATH: process.env["PATH"] }, stdio: ["ignore", "pipe", "inherit"] });
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
      const closed = new Promise<number | null>((resolve) => void child.once("close", resolve));
      await wait(milliseconds);
      child.kill("SIGINT");
      return { exitCode: await closed, out };
    };
    // On a busy machine the program may not have begun yet: then the signal ends it like any other.
    let run = await interruptAfter(6000);
    if (run.exitCode === null) run = await interruptAfter(20_000);
    expect(run.exitCode).toBe(130);
    const { stopped, scenarios } = JSON.parse(run.out) as Simulated;
    expect([stopped, scenarios[0]?.partial]).toEqual([true, true]);
    const { trials, none } = scenarios[0]?.characteristics ?? expect.fail("no scenario");
    // A whole number of chunks without a gap: the same as a run of just so many trials.
    expect(trials % 1000).toBe(0);
    if (trials < 5_000_000) expect(none).toBe(finish(simulateTrials(threePlusThree({ doses: 5 }), truth, { seed: 9, trials })).none);
  }, 120_000);

  test.each([["0"], ["65"], ["two"]])("are from 1 to 64: %s is refused with 2", async (workers) => {
    const run = await spawnStroma(words("--trials", "1000", "--workers", workers));
    expect(run.exitCode).toBe(2);
    expect((run.json() as { error: { message: string } }).error.message).toContain("--workers");
  });
});
