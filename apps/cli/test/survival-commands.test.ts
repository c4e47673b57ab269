/** `stroma survival …`: tables, figures and scripts of follow-up; numbers against R where the public data are there, else by hand. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const data = fileURLToPath(new URL("../../../../shared/data/stats/", import.meta.url));
const hasData = existsSync(data);
let folder = "";
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-survival-"));
  // Freireich 1963 as in Cox 1972: weeks of remission, 6-MP and placebo.
  const treated = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((week) => [week, 1]).concat([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((week) => [week, 0]));
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map((week) => [week, 1]);
  writeFileSync(at("leukaemia.csv"), ["weeks,status,arm", ...treated.map(([week, one]) => `${week},${one === 1 ? "relapse" : "remission"},6-MP`), ...placebo.map(([week]) => `${week},relapse,placebo`), "12,,placebo"].join("\n"));
  writeFileSync(at("causes.csv"), ["months,cause,arm", "2,relapse,a", "3,death,a", "4,censored,a", "5,relapse,a", "7,censored,a", "1,death,b", "3,relapse,b", "6,death,b", "8,censored,b"].join("\n"));
  writeFileSync(at("rates.csv"), ["infections,years,arm,id", "0,1.5,MSC,1", "1,2.5,MSC,2", "3,2,control,3", "2,1,control,4"].join("\n"));
  writeFileSync(at("events.csv"), ["id,day,event,arm", "1,3,1,a", "1,8,0,a", "2,6,0,a", "3,2,1,b", "3,4,1,b", "3,9,0,b", "4,5,1,b", "4,7,0,b"].join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const curves = (...words: string[]) => runStroma(["survival", "curves", "--input", at("leukaemia.csv"), "--time", "weeks", "--event", "status=relapse", "--group", "arm", "--unit", "weeks", ...words]);

describe("stroma survival curves", () => {
  test("the remissions of 1963: medians 23 and 8 weeks, log-rank chi-square 16.79, as printed in textbooks", async () => {
    const made = await curves("--every", "10");
    expect(made.err).toBe("");
    expect(made.exitCode).toBe(0);
    expect(made.out).toMatch(/6-MP +21 +9 +23 +\(16 to not reached\)/u);
    expect(made.out).toMatch(/placebo +21 +21 +8 +\(4 to 12\)/u);
    expect(made.out).toContain("Chi-square 16.79 with 1 degree of freedom, p < 0.0001.");
    expect(made.out).toContain("1 rows with something missing were left out (event: 1).");
    // By hand: at 10 weeks 6-MP has lost 3/21, 1/17 and 1/15.
    expect(made.out).toMatch(/^10 +0\.753 \(/mu);
  });

  test("figure and script are written whole; the script holds the rows and all three methods", async () => {
    const made = await curves("--every", "5", "--plot", at("km.svg"), "--r-script", at("km.R"), "--title", "Remission", "--json");
    expect(made.json()).toMatchObject({ curves: { curves: [{ group: "6-MP", rows: 21 }, { group: "placebo" }] }, test: { result: { test: { degreesOfFreedom: 1 } } }, restrictedMeans: { result: { upTo: 23 } } });
    const svg = readFileSync(at("km.svg"), "utf8");
    for (const words of ["Remission", "Time (weeks)", "At risk", "Events so far"]) expect(svg).toContain(words);
    const script = readFileSync(at("km.R"), "utf8");
    for (const words of ["library(survival)", "survfit(y ~ group", "survdiff(y ~ group", "rmean = upTo", "plot(fit", '"6-MP"']) expect(script).toContain(words);
    expect(script.match(/d <- data.frame/gu)).toHaveLength(1);
  });

  test("groups without events keep their curve; the test that cannot be made says why", async () => {
    writeFileSync(at("none.csv"), "t,e,g\n1,0,a\n2,0,a\n3,0,b\n");
    const made = await runStroma(["survival", "curves", "--input", at("none.csv"), "--time", "t", "--event", "e", "--group", "g"]);
    expect(made.exitCode).toBe(0);
    expect(made.out).toContain("No test between the groups:");
    expect(made.out).toContain("Nobody had the event");
  });

  test.each([
    ["weeks;status\n1;relapse\n", "no-such-column", "separate cells with commas"],
    ["weeks,status\n", "empty", "give at least one row"],
    ["weeks,status\n-1,relapse\n", "negative", "Give a number from 0"],
  ])("the file %j is refused as %s, with what to do", async (text, code, remedy) => {
    writeFileSync(at("odd.csv"), text);
    const made = await runStroma(["survival", "curves", "--input", at("odd.csv"), "--time", "weeks", "--event", "status=relapse", "--json"]);
    expect(made.exitCode).toBe(2);
    expect(made.json()).toMatchObject({ error: { code, remedy: expect.stringContaining(remedy) as string } });
  });

  test.each([
    [["--event", "dead"], "no-such-column"],
    [["--event", "status=gone"], "no-events"],
    [["--event", "status"], "not-a-number"],
    [["--times", "3,x"], "usage"],
    [["--every", "0.001"], "out-of-range"],
    [["--where", "arm=none"], "empty"],
    [["--plot", "/no/such/folder/km.svg"], "file-unwritable"],
    [["--stratum", "nowhere"], "no-such-column"],
  ])("%j is refused as %s with exit code 2", async (words, code) => {
    const made = await curves(...words, "--json");
    expect(made.exitCode).toBe(2);
    expect(made.json()).toMatchObject({ error: { code } });
  });
});

describe("stroma survival cox", () => {
  test("the hazard ratio of the remissions is 4.82 with Efron's rule, 4.52 with Breslow's (R: exp(1.5721), exp(1.5092))", async () => {
    const cox = (...words: string[]) => runStroma(["survival", "cox", "--input", at("leukaemia.csv"), "--time", "weeks", "--event", "status=relapse", "--covariates", "arm", ...words]);
    const efron = await cox("--plot", at("hr.svg"), "--r-script", at("cox.R"));
    expect(efron.out).toMatch(/arm: placebo +4\.82 \(/u);
    expect(efron.out).toContain("arm is compared with 6-MP.");
    expect(efron.out).toContain("Score test of proportional hazards");
    expect(readFileSync(at("hr.svg"), "utf8")).toContain("Hazard ratio");
    expect(readFileSync(at("cox.R"), "utf8")).toMatch(/coxph\([^]*cox\.zph\([^]*concordance\(/u);
    expect((await cox("--ties", "breslow")).out).toMatch(/arm: placebo +4\.52 \(/u);
    const exact = await cox("--ties", "exact", "--json");
    expect(exact.json()).toMatchObject({ regression: { coefficients: [{ term: "arm: placebo" }] }, concordance: { result: expect.any(Object) as object } });
  });
});

describe("stroma survival incidence", () => {
  test("cumulative incidence by hand: of five, one relapses at 2, another of the two at risk at 5", async () => {
    const made = await runStroma(["survival", "incidence", "--input", at("causes.csv"), "--time", "months", "--cause", "cause", "--group", "arm", "--times", "0,4,6", "--plot", at("ci.svg"), "--r-script", at("ci.R"), "--covariates", "arm"]);
    expect(made.err).toBe("");
    // Group a: 1/5 at 2; S = 4/5, then 3/5 after the death at 3; at 5 two are at risk: 1/5 + 3/5 * 1/2 = 0.5.
    expect(made.out).toMatch(/relapse +a +6 +1 +2 +0\.500 \(/u);
    expect(made.out).toMatch(/death +a +4 +3 +1 +0\.200 \(/u);
    expect(made.out).toContain("Gray's test");
    expect(readFileSync(at("ci.svg"), "utf8")).toContain("relapse, a");
    expect(readFileSync(at("ci.R"), "utf8")).toContain("cmprsk");
  });

  test.skipIf(!hasData)("408 transplants: Gray's chi-square of relapse is 3.886 (R 4.2.2, cmprsk) (skipped where the public data are not beside the repository)", async () => {
    const made = await runStroma(["survival", "incidence", "--input", join(data, "surv_bmt.csv"), "--time", "time", "--cause", "cause", "--group", "tcell", "--every", "24"]);
    expect(made.out).toMatch(/^1 +161 +3\.886 +1 +0\.0487$/mu);
    expect(made.out).toMatch(/cause 1 +tcell 0 +24 +118 +140 +0\.403 \(/u);
  });
});

describe("stroma survival recurrent", () => {
  test("the mean number of events by hand: of two in a, one has one; of two in b 2/2 by 4, 3/2 by 5", async () => {
    const made = await runStroma(["survival", "recurrent", "--input", at("events.csv"), "--participant", "id", "--time", "day", "--event", "event", "--group", "arm", "--times", "4,5", "--plot", at("mcf.svg"), "--r-script", at("mcf.R"), "--covariates", "arm"]);
    expect(made.err).toBe("");
    expect(made.out).toMatch(/^a +4 +2 +0\.5 \(/mu);
    expect(made.out).toMatch(/^b +5 +2 +1\.5 \(/mu);
    expect(made.out).toContain("Pseudo-score test");
    expect(readFileSync(at("mcf.svg"), "utf8")).toContain("Under observation");
  });

  test("a participant whose list is not closed is told, and an event after the end of observation is refused", async () => {
    writeFileSync(at("open.csv"), "id,day,event\n1,3,1\n2,6,0\n");
    const open = await runStroma(["survival", "recurrent", "--input", at("open.csv"), "--participant", "id", "--time", "day", "--event", "event"]);
    expect(open.out).toContain("Observation of 1 participants is taken to end at their last event");
    writeFileSync(at("after.csv"), "id,day,event\n1,3,0\n1,6,1\n2,6,0\n");
    const after = await runStroma(["survival", "recurrent", "--input", at("after.csv"), "--participant", "id", "--time", "day", "--event", "event", "--json"]);
    expect(after.exitCode).toBe(2);
    expect(after.json()).toMatchObject({ error: { code: "event-after-end", remedy: expect.any(String) as string } });
  });
});

describe("stroma survival rates", () => {
  const rates = (...words: string[]) => runStroma(["survival", "rates", "--input", at("rates.csv"), "--events", "infections", "--time", "years", "--group", "arm", "--unit", "years", ...words]);

  test("1 event in 4 years is 25 per 100 years, with Garwood's limits 0.63 and 139.3; the ratio is (5/3)/(1/4) = 6.667", async () => {
    const made = await rates("--r-script", at("rates.R"));
    expect(made.err).toBe("");
    // qchisq(0.025, 2)/2/4*100 and qchisq(0.975, 4)/2/4*100 in R.
    expect(made.out).toMatch(/MSC +2 +1 +1 +4 +25 \(0\.6329 to 139\.3\)/u);
    expect(made.out).toMatch(/control against MSC +6\.667 \(/u);
    expect(readFileSync(at("rates.R"), "utf8")).toContain("poisson.test");
  });

  test("rates have no figure, and a kind that there is not is refused", async () => {
    expect((await rates("--plot", at("no.svg"))).exitCode).toBe(2);
    expect((await rates("--interval", "best")).exitCode).toBe(2);
  });
});

describe("stroma survival courses and swimmer", () => {
  test("scores: means by hand, a line a participant, and the script", async () => {
    writeFileSync(at("scores.csv"), "id,day,sofa,arm\n1,0,8,a\n1,7,4,a\n2,0,10,a\n2,7,,a\n3,0,9,b\n3,7,7,b\n");
    const made = await runStroma(["survival", "courses", "--input", at("scores.csv"), "--participant", "id", "--time", "day", "--value", "sofa", "--group", "arm", "--plot", at("sofa.svg"), "--r-script", at("sofa.R")]);
    expect(made.err).toBe("");
    // a at 0: (8 + 10) / 2, its t interval 9 ± 12.706 · √2 / √2.
    expect(made.out).toMatch(/^a +0 +2 of 2 +9 \(-3\.706 to 21\.71\)/mu);
    expect(made.out).toMatch(/^a +7 +1 of 2 +4 +- /mu);
    expect(made.out).toContain("1 rows with something missing were left out (value: 1).");
    expect(readFileSync(at("sofa.svg"), "utf8")).toContain("a (n = 2)");
    expect(readFileSync(at("sofa.R"), "utf8")).toContain("t.test(x");
  });

  test("swimmer: bars, events and states of three tables; who has no bar is refused", async () => {
    writeFileSync(at("bars.csv"), "id,days,alive\nS-001,90,1\nS-002,28,0\n");
    writeFileSync(at("happened.csv"), "participant,time,kind\nS-002,28,death\nS-001,2,fever\n");
    writeFileSync(at("states.csv"), "participant,from,until,state\nS-001,0,9,ventilated\n");
    const swimmer = (...words: string[]) => runStroma(["survival", "swimmer", "--input", at("bars.csv"), "--participant", "id", "--until", "days", "--ongoing", "alive", ...words]);
    const made = await swimmer("--events", at("happened.csv"), "--stretches", at("states.csv"), "--plot", at("swim.svg"), "--r-script", at("swim.R"));
    expect(made.err).toBe("");
    expect(made.out).toMatch(/S-002 +28 +0 +death at 28/u);
    expect(readFileSync(at("swim.svg"), "utf8")).toContain("S-001: to 90, still followed; ventilated 0 to 9; fever at 2");
    expect(readFileSync(at("swim.R"), "utf8")).toContain('"ventilated"');
    expect((await swimmer("--json")).json()).toMatchObject({ error: { code: "usage" } });
    writeFileSync(at("stranger.csv"), "participant,time,kind\nS-009,1,fever\n");
    const stranger = await swimmer("--events", at("stranger.csv"), "--plot", at("x.svg"), "--json");
    expect([stranger.exitCode, existsSync(at("x.svg"))]).toEqual([2, false]);
    writeFileSync(at("late.csv"), "participant,time,kind\nS-002,29,fever\n");
    expect((await swimmer("--events", at("late.csv"), "--plot", at("x.svg"), "--json")).json()).toMatchObject({ error: { code: "out-of-range" } });
  });
});
