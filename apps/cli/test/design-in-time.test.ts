import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const example = fileURLToPath(new URL("../../../examples/dose-finding/sepsis-tite-boin.yaml", import.meta.url));
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-in-time-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const file = (design: string, more = "") => `format: stroma-design/1\ntitle: Small\ndoseLevels: 2\ndesign: ${design}\n${more}`;
const titeBoin = "{ kind: tite-boin, target: 0.25, cohortSize: 3, cohorts: 4 }";
/** Everybody at once, and no event: three, a window, three, and so on. */
const atOnce = "timing: { window: 28, accrual: { kind: interval, days: 0 } }\n";

interface Mean {
  readonly mean: number;
  readonly standardError: number;
}
interface InTime {
  readonly scenarios: readonly { readonly name: string; readonly characteristics: { readonly method: string; readonly trials: number | null; readonly standardErrors: object | null; readonly duration?: Mean; readonly suspended?: Mean; readonly waiting?: Mean } }[];
}
const inTime = async (...words: string[]) => {
  const run = await runStroma(["design", "simulate", ...words, "--json"]);
  expect([run.exitCode, run.err]).toEqual([0, ""]);
  return (run.json() as InTime).scenarios.map(({ characteristics }) => characteristics);
};

describe("stroma design simulate, in time", () => {
  test("tells days of an event-driven design, each with its error, and the same again with the same seed", async () => {
    const words = ["design", "simulate", example, "--trials", "500", "--seed", "3", "--scenario", "third dose level is right"];
    const run = await runStroma(words);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Monte Carlo with arrival times: 500 trials, seed 3. Window 28 days; arrivals at random, 0.15 a day");
    expect(run.out).toMatch(/in days: duration \d+\.\d ±\d[\d.]*; no place open for somebody who came \d+\.\d ±\d[\d.]*; from arrival to treatment \d+\.\d ±\d/);
    expect((await runStroma(words)).out).toBe(run.out);
  });

  test("a scenario's own times come before those of the file", async () => {
    const [plain, late] = await inTime(example, "--trials", "250", "--scenario", "third dose level is right", "--scenario", "the same with late events");
    expect([plain?.method.includes("uniform over the window"), late?.method.includes("Weibull with 0.8")]).toEqual([true, true]);
  });

  test("a design that waits for every outcome takes a window a cohort", async () => {
    // 3/3 at once, no event, window 28 days: treated on days 0 and 28, the last outcome on day 56.
    const three = "{ kind: fixed-cohorts, size: 3, mostEvents: 1, otherwise: stop }";
    const [found] = await inTime(write("three.yaml", file(three, atOnce)), "--truth", "0,0", "--trials", "20");
    expect(found?.duration).toMatchObject({ mean: 56, standardError: 0 });
    expect(found?.suspended).toMatchObject({ mean: 28 });
    // Three waited 28 days and three none.
    expect(found?.waiting?.mean).toBeCloseTo(14, 12);
  });

  test("a stagger counts its days within the cohort", async () => {
    // Days 0, 7, 14; all known on day 42; then 42, 49, 56; the last outcome on day 84.
    const text = file("{ kind: fixed-cohorts, size: 3, mostEvents: 1, otherwise: stop }", `behaviours: [{ kind: stagger, betweenParticipants: 7 }]\n${atOnce}`);
    const [found] = await inTime(write("stagger.yaml", text), "--truth", "0,0", "--trials", "20");
    expect(found?.duration?.mean).toBe(84);
  });

  test("--exact is of a design without times, and stays exact beside times in the file", async () => {
    const text = file("{ kind: boin, target: 0.25, cohortSize: 3, cohorts: 4 }", atOnce);
    const [found] = await inTime(write("boin.yaml", text), "--truth", "0.1,0.3", "--exact");
    expect([found?.method.slice(0, 5), found?.duration]).toEqual(["Exact", undefined]);
  });

  test("stands beside a design that waits, in compare", async () => {
    const run = await runStroma(["design", "compare", example, fileURLToPath(new URL("../../../examples/dose-finding/sepsis-boin.yaml", import.meta.url)), "--scenario", "all safe", "--trials", "250"]);
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/mean days\n1 TITE-BOIN .* ±[\d.]+\n2 BOIN .* ±[\d.]+\n/);
  });

  test("backfills where a response is told, with its error", async () => {
    const design = "{ kind: backfill-boin, target: 0.25, cohortSize: 3, cohorts: 4 }";
    const text = file(design, "timing: { window: 28, accrual: { kind: interval, days: 3 } }\nscenarios:\n  - { name: active, truth: [0.05, 0.1], response: { truth: [0.8, 0.9], days: 5 } }\n");
    const run = await runStroma(["design", "simulate", write("backfill.yaml", text), "--trials", "250"]);
    expect(run.exitCode).toBe(0);
    expect(run.out).toMatch(/backfilled by dose level: \d\.\d\d ±\d[\d.]*, 0\.00 ±0/);
  });

  const refused: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ["an event-driven design without times", file(titeBoin), ["--truth", "0.1,0.2"], /says no times[^]*What to do:.*timing: \{ window: 28/],
    ["an event-driven design with --exact", file(titeBoin, atOnce), ["--truth", "0.1,0.2", "--exact"], /cannot be laid out/],
    ["backfilling without a response", file("{ kind: backfill-boin, target: 0.25, cohortSize: 3, cohorts: 4 }", atOnce), ["--truth", "0.1,0.2"], /no response in/],
    ["a --truth that the onset cannot have", file(titeBoin, "timing: { window: 28, accrual: { kind: poisson, perDay: 1 }, onset: { kind: weibull, lateShare: 0.8 } }\n"), ["--truth", "0.1,1"], /cannot reach probability 1/],
    ["an accrual with the key of another", file(titeBoin, "timing: { window: 28, accrual: { kind: interval, perDay: 1 } }\n"), ["--truth", "0.1,0.2"], /bad\.yaml:5:\d+ {2}"perDay" has no meaning for interval/],
  ];
  test.each(refused)("%s is refused with what to do", async (_, text, words, said) => {
    const run = await runStroma(["design", "simulate", write("bad.yaml", text), ...words]);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(said);
    expect(run.err).toContain("What to do:");
  });
});

describe("stroma design conduct, while outcomes are pending", () => {
  const conduct = async (design: string, outcomes: string) => runStroma(["design", "conduct", write("conduct.yaml", file(design)), outcomes]);
  test("TITE-BOIN goes up, waits and goes down by what is known and how long the others are followed", async () => {
    // Yuan 2018: one of three pending without an event goes up; more than half pending waits; BOIN itself would wait for all.
    expect((await conduct(titeBoin, "1NNP.5")).out).toContain("NEXT: Treat 3 at dose level 2.");
    expect((await conduct(titeBoin, "1NPP.5")).out).toMatch(/NEXT: Treat nobody yet\. 0 of 3 with an event, 2 pending.*tite-boin-suspend/s);
    expect((await conduct(titeBoin, "1NNN 2TTP.5")).out).toContain("NEXT: Treat 3 at dose level 1.");
    expect((await conduct("{ kind: boin, target: 0.25, cohortSize: 3, cohorts: 4 }", "1NNP.5")).out).toContain("NEXT: Treat nobody yet.");
  });

  test("one of six with an event goes up only after enough follow-up of the two pending", async () => {
    // Yuan 2018: p = (1 + 0.25 / 2) / (4 known + 1) = 0.225, odds 0.2903; (1 + 0.2903 (2 - follow-up)) / 6 is at most 0.1968 from a
    // follow-up of 2 - 0.1808 / 0.2903 = 1.377 windows on.
    expect((await conduct(titeBoin, "1NNN 1TP.6P.7")).out).toMatch(/NEXT: Treat 3 more at dose level 1/);
    expect((await conduct(titeBoin, "1NNN 1TP.7P.7")).out).toMatch(/NEXT: Treat 3 at dose level 2/);
  });

  test("says who is pending, and for how long they are followed", async () => {
    expect((await conduct(titeBoin, "1NP.25P.5")).out).toContain("Pending, with the part of the window that is over: dose level 1: 25.0 %, 50.0 %.");
  });

  test("rolling six takes participants one by one", async () => {
    expect((await conduct("{ kind: rolling-six-timed }", "1N 1P.5 1P.2")).out).toMatch(/NEXT: Treat 1 more at dose level 1\. 3 at dose level 1, 0 with an event, 2 pending/);
    expect((await conduct("{ kind: rolling-six-timed }", "1N 1N 1N")).out).toMatch(/NEXT: Treat 1 at dose level 2/);
  });

  test("fractions are made of the times of the events, and never taken as nothing where these are not told", async () => {
    const fractional = "{ kind: fractional-boin, target: 0.25, cohortSize: 3, cohorts: 4 }";
    const without = await conduct(fractional, "1NNN 1TP.5N");
    expect([without.exitCode, without.out]).toEqual([2, ""]);
    expect(without.err).toMatch(/Participant 4 had the event, and when it came is not given[^]*T\.4/);
    // Who is pending at 0.2 is no longer at risk at 0.4: S falls to 4/5 there, and 1 - 4/5 = 0.20. Who is followed to 0.5 was at risk
    // and is past the only event: S does not fall any more, and the count is 0.
    expect((await conduct(fractional, "1NNN 1T.4P.2N")).out).toContain("1 of 6 with an event, 1 pending that count for 0.20");
    expect((await conduct(fractional, "1NNN 1T.4P.5N")).out).toContain("1 of 6 with an event, 1 pending that count for 0.00");
  });

  test("BF-BOIN waits for its cohort, treats who arrives below it, and counts those with their outcomes", async () => {
    const design = write("backfilled.yaml", file("{ kind: backfill-boin, target: 0.25, cohortSize: 3, cohorts: 4 }"));
    const cohort = "- { dose: 1, dlt: false, response: true }\n- { dose: 1, dlt: false }\n- { dose: 1, dlt: false }\n";
    const pending = "- { dose: 2, pending: true, followed: 0.5 }\n".repeat(3);
    const conductData = (name: string, data: string, of = design) => runStroma(["design", "conduct", of, "--data", write(name, data)]);
    const waiting = await conductData("a.yaml", cohort + pending);
    expect(waiting.out).toMatch(/NEXT: Treat nobody yet[^]*Who arrives meanwhile is treated beside the cohort at dose level 1/);
    // Without a response no dose level is open.
    expect((await conductData("b.yaml", cohort.replace(", response: true", "") + pending)).out).not.toContain("Who arrives meanwhile");
    // Two backfilled at level 1 with the event: 2 of 5 there speak against going up from 0 of 3 at level 2.
    const done = "- { dose: 2, dlt: false }\n".repeat(3);
    expect((await conductData("c.yaml", cohort + done)).out).toMatch(/NEXT: Treat 3 more at dose level 2/);
    expect((await conductData("d.yaml", `${cohort + done}- { dose: 1, dlt: true, backfill: true }\n- { dose: 1, dlt: true, backfill: true }\n`)).out).toMatch(/NEXT: [^]*backfill-boin-conflict[^]*\n1 +5 +2 /);
    const refused = await conductData("e.yaml", `${cohort}- { dose: 1, dlt: true, backfill: true }\n`, write("plain.yaml", file(titeBoin)));
    expect([refused.exitCode, refused.err.includes("TITE-BOIN does not backfill")]).toEqual([2, true]);
  });

  test("a step that today's outcomes speak against may have been right then, and this is said", async () => {
    expect((await conduct(titeBoin, "1NNN 1NNP.5")).out).toContain("the design said dose level 2; 1 was given, which is lower. This is by what is known today; it may have been right by what was known then.");
  });
});

describe("stroma design table of TITE-BOIN", () => {
  test("has the follow-up that decides, and no picture", async () => {
    const path = write("table.yaml", file("{ kind: tite-boin, target: 0.2, cohortSize: 3, cohorts: 4 }"));
    const run = await runStroma(["design", "table", path, "--n", "9", "--form", "csv"]);
    expect(run.exitCode).toBe(0);
    // Yuan 2018, table 1, target 0.2: 9 treated, 1 event, 4 pending: up with a follow-up of more than 2.15 windows.
    expect(run.out).toContain("\n9,1,4,follow-up 2.16 or more,,stay\n");
    expect(run.out).toContain("\n9,0,5,,,wait for outcomes\n");
    expect((await runStroma(["design", "table", path, "--plot", join(folder, "no.svg")])).exitCode).toBe(2);
  });
});
