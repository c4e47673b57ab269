import { describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const design = (...words: string[]) => runStroma(["design", ...words]);

describe("no events, or few", () => {
  test("leave open what Clopper and Pearson say, at each dose level and for all together", async () => {
    // 1 - 0.05^(1/5) = 0.4507, 1 - 0.025^(1/5) = 0.5218; of 15: 0.1810 and 0.2180; rule of three 3/5 and 3/15; missed at 10 %: 0.9^5 = 0.5905, 0.9^15 = 0.2059.
    const run = await design("zero-events", "--n", "5,5,5", "--event", "infusion reaction");
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toMatch(/^dose level 3 +5 +0 +45\.1 % +0\.0 % to 52\.2 % +60\.0 % .* 59\.0 % +32\.8 %$/m);
    expect(run.out).toMatch(/^all +15 +0 +18\.1 % +0\.0 % to 21\.8 % +20\.0 % .* 20\.6 % +3\.5 %$/m);
    expect(run.out).toContain("The event: infusion reaction.");
    expect(run.out).toContain("too low for the highest one");
  });

  test("say nothing of a dose level that nobody was given, and hold events against their background", async () => {
    const run = await design("zero-events", "--n", "2,0", "--events", "2,0", "--background", "0.5");
    expect(run.out).toMatch(/^dose level 2 +0 +0 +(not known *)+$/m);
    // Half of two were to be expected; both by chance: 0.25.
    expect(run.out).toMatch(/^all +2 +2 .* 25\.0 %$/m);
  });

  test("need as many numbers of events as dose levels, and no more events than participants", async () => {
    const uneven = await design("zero-events", "--n", "5,5", "--events", "1");
    expect([uneven.exitCode, uneven.out]).toEqual([2, ""]);
    const impossible = await design("zero-events", "--n", "5,5", "--events", "0,6", "--json");
    expect(impossible.exitCode).toBe(2);
    expect((impossible.json() as { error: { path: string } }).error.path).toBe("counts.1.events");
  });
});

describe("the size of a cohort", () => {
  test("has a power at each rate, and an assurance over the prior", async () => {
    // 1 - 0.9^15 = 0.7941; uniform prior: 15/16.
    const run = await design("cohort-size", "--n", "15", "--rates", "0.1", "--json");
    const { sizes } = run.json() as { sizes: { power: { chance: number }[]; assurance: number }[] };
    expect(sizes[0]?.power[0]?.chance).toBeCloseTo(0.794108867905351, 12);
    expect(sizes[0]?.assurance).toBeCloseTo(15 / 16, 12);
  });

  test("is searched for a wanted chance", async () => {
    // log(0.05)/log(0.9) = 28.4; uniform prior: 19/20.
    const run = await design("cohort-size", "--chance", "0.95", "--rates", "0.1", "--form", "csv");
    expect(run.out.split("\n").slice(1, 3)).toEqual(['10.0 %,29,95.3 %', '"mean over Beta(1, 1)",19,95.0 %']);
  });

  test("is not told without a question, and one document has one form", async () => {
    expect((await design("cohort-size")).exitCode).toBe(2);
    const twice = await design("cohort-size", "--n", "5", "--json", "--form", "csv");
    expect(twice.exitCode).toBe(2);
    expect((twice.json() as { error: { message: string } }).error.message).toContain("cannot be used with");
  });
});
