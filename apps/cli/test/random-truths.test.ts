import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const example = (name: string) => fileURLToPath(new URL(`../../../examples/dose-finding/${name}.yaml`, import.meta.url));
const simulate = (name: string, ...words: string[]) => runStroma(["design", "simulate", example(name), ...words]);
const threePlusThree = (...words: string[]) => simulate("sepsis-three-plus-three", "--target", "0.25", ...words);

describe("stroma design simulate --random-truths", () => {
  test("gives the same numbers for the same seed, and others for another", async () => {
    const first = await threePlusThree("--random-truths", "50", "--seed", "4");
    expect([first.exitCode, first.err]).toEqual([0, ""]);
    expect(first.out).toContain("Exact for each of 50 truths drawn with seed 4");
    expect(first.out).toMatch(/\nright dose level recommended +\d+\.\d % ±\d/);
    expect((await threePlusThree("--random-truths", "50", "--seed", "4")).out).toBe(first.out);
    expect((await threePlusThree("--random-truths", "50", "--seed", "5")).out).not.toBe(first.out);
  });

  test("names the hardest truth, and under that truth alone the design does just that", async () => {
    const { robustness } = (await threePlusThree("--random-truths", "50", "--json")).json() as { robustness: { scenarios: number; worst: { truth: number[]; selectedRight: number }; selectedRight: { lowest: number } } };
    expect(robustness.scenarios).toBe(50);
    expect(robustness.selectedRight.lowest).toBe(robustness.worst.selectedRight);
    const alone = (await threePlusThree("--truth", robustness.worst.truth.join(","), "--exact", "--json")).json() as { scenarios: { characteristics: { target: { selectedAt: number } } }[] };
    expect(alone.scenarios[0]?.characteristics.target.selectedAt).toBeCloseTo(robustness.worst.selectedRight, 12);
  });

  const cases: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ["a design without a target rate", "sepsis-three-plus-three", ["--random-truths", "10"], /names no target rate[^]*give --target/],
    ["truths of one's own beside random ones", "sepsis-boin", ["--random-truths", "10", "--truth", "0.1,0.2,0.3,0.4,0.5"], /cannot be used with option '--truth/],
    ["a number of trials beside exact truths", "sepsis-boin", ["--random-truths", "10", "--trials", "100"], /cannot be used with option '--trials/],
    ["no truth at all", "sepsis-boin", ["--random-truths", "0"], /give a number from 2 to/],
    ["a design that decides while outcomes are pending", "sepsis-tite-boin", ["--random-truths", "10"], /decides while outcomes are pending/],
  ];
  test.each(cases)("refuses %s with 2", async (_, name, words, said) => {
    const run = await simulate(name, ...words);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(said);
  });
});

describe("stroma design compare --random-truths", () => {
  test("holds every design against the truths that it would see alone", async () => {
    const words = ["--random-truths", "30", "--seed", "4", "--target", "0.25", "--json"];
    const both = (await runStroma(["design", "compare", example("sepsis-boin"), example("sepsis-three-plus-three"), ...words])).json() as { designs: { robustness: unknown }[] };
    const alone = (await simulate("sepsis-three-plus-three", ...words)).json() as { robustness: unknown };
    expect(both.designs[1]?.robustness).toEqual(alone.robustness);
  });

  test("judges a design without a target by that of another, and says how precise its means are", async () => {
    const run = await runStroma(["design", "compare", example("sepsis-three-plus-three"), example("sepsis-boin"), "--random-truths", "30"]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Target 25.0 %. Exact for each of 30 truths drawn with seed 1");
    expect(run.out).toMatch(/\n2 BOIN +\d+\.\d % ±\d/);
  });

  test("refuses designs that decide while outcomes are pending, and truths of one's own", async () => {
    const late = await runStroma(["design", "compare", example("sepsis-boin"), example("sepsis-tite-boin"), "--random-truths", "30"]);
    expect([late.exitCode, late.out]).toEqual([2, ""]);
    expect((await runStroma(["design", "compare", example("sepsis-boin"), example("sepsis-crm"), "--random-truths", "30", "--scenario", "x"])).exitCode).toBe(2);
  });
});

describe("what means nothing for an exact answer", () => {
  test.each([["--seed", "3"], ["--workers", "2"]])("%s is refused, not ignored", async (option, value) => {
    const run = await threePlusThree(option, value);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain(`The answer is exact, and ${option} has no meaning for it.`);
  });

  test("one trial has no Monte Carlo error, and is refused", async () => {
    expect((await threePlusThree("--trials", "1")).exitCode).toBe(2);
  });
});
