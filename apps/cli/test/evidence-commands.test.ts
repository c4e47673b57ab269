import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const ground = fileURLToPath(new URL("../../../../shared/data/evidence/", import.meta.url));
const published = join(ground, "published_msc_vs_control_counts.csv");
const registry = join(ground, "ctgov_msc_vs_control_2x2.csv");
const twelve = ["--input", published, "--where", "outcome=death", "--where", "outcome_window=30 d|28 d|study endpoint|latest time point reported", "--where", "design!=meta-analysis"];

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-evidence-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

interface Natural {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
interface Pooled {
  readonly method: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly models: readonly {
    readonly model: string;
    readonly result: { readonly ratio: Natural } | null;
    readonly groups: readonly { readonly name: string; readonly result: { readonly ratio: Natural } | null }[];
    readonly betweenGroups: { readonly kind: string; readonly distribution: string; readonly statistic: number; readonly pValue: number; readonly says: string } | null;
    readonly leaveOneOut: { readonly result: { readonly without: readonly { readonly ratio: Natural; readonly test: { readonly pValue: number } }[] } | null; readonly refusal: { readonly code: string } | null } | null;
    readonly cumulative: { readonly result: { readonly steps: readonly { readonly added: readonly string[]; readonly ratio: Natural }[] } | null } | null;
  }[];
  readonly studies: readonly { readonly riskOfBias: Readonly<Record<string, string | null>> | null; readonly weights: Readonly<Record<string, number | null>>; readonly study: string; readonly cells: readonly string[]; readonly estimate: number | null; readonly reason: string | null; readonly weight: number | null }[];
  readonly pooled: { readonly result: { readonly ratio: Natural } | null; readonly refusal: { readonly code: string } | null };
  readonly groups: readonly { readonly name: string; readonly pooled?: unknown; readonly result: { readonly ratio: Natural } | null }[];
  readonly betweenGroups: { readonly degreesOfFreedom: number } | null;
  readonly zeroHandling: { readonly rows: readonly { readonly doubleZero: string }[] } | null;
  readonly upperBounds: readonly { readonly arm: string; readonly participants?: number; readonly personTime?: number; readonly upper: number }[] | null;
  readonly missing: readonly { readonly study: string; readonly columns: readonly string[] }[];
  readonly warnings: readonly string[];
}
const pool = async (...args: readonly string[]): Promise<Pooled> => {
  const run = await runStroma(["evidence", "pool", ...args, "--json"]);
  expect(run.exitCode, run.out + run.err).toBe(0);
  return run.json() as Pooled;
};
const round = ({ estimate, lower, upper }: Natural) => [estimate, lower, upper].map((value) => value.toFixed(3));

describe.skipIf(!existsSync(ground))("stroma evidence pool on the published counts (skipped where the public data are not beside the repository)", () => {
  test("death in twelve studies: Mantel-Haenszel 0.668 (0.460 to 0.970), as the data's own check value says", async () => {
    const { pooled, columns, studies, zeroHandling, method } = await pool(...twelve);
    expect(pooled.result === null ? null : round(pooled.result.ratio)).toEqual(["0.668", "0.460", "0.970"]);
    expect(columns).toEqual({ study: "study", treatedEvents: "events_msc", treatedTotal: "n_msc", controlEvents: "events_control", controlTotal: "n_control" });
    expect(studies.length).toBe(12);
    expect(method).toContain("Mantel-Haenszel");
    // Zhu and Shu have a zero cell: the panel comes unasked, with studies without events in as well as out.
    expect(new Set(zeroHandling?.rows.map(({ doubleZero }) => doubleZero))).toEqual(new Set(["include", "exclude"]));
  });

  test("the same by Peto: 0.668 (0.460 to 0.969)", async () => {
    const { pooled } = await pool(...twelve, "--model", "peto");
    expect(pooled.result === null ? null : round(pooled.result.ratio)).toEqual(["0.668", "0.460", "0.969"]);
  });

  test("tells a person counts, weights, sums, the panel, the time frames that differ, and the method", async () => {
    const plot = join(folder, "forest.svg");
    const funnel = join(folder, "funnel.svg");
    const { out, exitCode } = await runStroma(["evidence", "pool", ...twelve, "--by", "population", "--plot", plot, "--funnel", funnel]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Mantel-Haenszel +87\/312 +98\/283 +0\.668 \(0\.460 to 0\.970\)/);
    for (const words of ["12 of 89 rows", "treatedEvents from events_msc", "How zero events are handled", "Time frames differ", "Cochran's Q between groups (their pooled effects", "3 of 4 groups have one", "not counted as without events", "Method: "]) expect(out).toContain(words);
    expect(readFileSync(plot, "utf8")).toMatch(/^<svg [^]*87\/312[^]*<\/svg>\n$/);
    expect(readFileSync(funnel, "utf8")).toContain("p above 0.10");
  });

  test("a study that stands in several rows is named with its windows, and pooled results among the studies are told", async () => {
    const { warnings } = await pool("--input", published, "--where", "outcome=death", "--model", "common");
    expect(warnings).toContainEqual(expect.stringMatching(/^Bowdish .* stands in 3 of the rows \(.*outcome_window: 30 d \| 7 d \| 14 d.*counted several times/));
    expect(warnings).toContainEqual(expect.stringMatching(/^Pooled results stand among the studies \(COVID RCT pool \(6 RCTs\), Lalu 2011/));
  });

  test("several outcomes at once, and events in place of participants, are told", async () => {
    const { warnings } = await pool("--input", published, "--where", "study=Zheng|Bellingan", "--model", "common");
    expect(warnings).toContainEqual(expect.stringContaining("The rows are of 2 outcomes (death | AE possibly related to therapy)"));
    expect(warnings).toContainEqual(expect.stringContaining("Counts are of events, not of participants: Zheng, Bellingan."));
  });

  test("the registry's traps are told: crossover, notes, a threshold that makes absence no zero", async () => {
    const { warnings } = await pool("--input", registry, "--where", "outcome=any_other_ae", "--where", "route=intravenous");
    expect(warnings).toContainEqual(expect.stringContaining("Crossover (NCT02467387)"));
    expect(warnings).toContainEqual(expect.stringContaining("Only terms above a threshold are listed by NCT02467387 (other_ae_threshold_pct 5): a term that is absent there is not a zero."));
    expect(warnings).toContainEqual(expect.stringContaining("Note on NCT02065245: only groups A,B (msc) vs C (placebo) are randomised"));
    expect(warnings).toContainEqual(expect.stringContaining("Time frames differ (ae_time_frame: "));
    expect(warnings).toContainEqual(expect.stringContaining("not counted as without events"));
    // Deaths and serious events are listed whole: the threshold is one of other events.
    const deaths = await pool("--input", registry, "--where", "outcome=death", "--model", "mantel-haenszel");
    expect(deaths.warnings).toContainEqual(expect.stringContaining("Crossover (NCT02467387)"));
    expect(deaths.warnings.filter((warning) => warning.includes("threshold"))).toEqual([]);
  });
});

const counts = "trial,ai,n1i,ci,n2i,blind\na,1,10,2,10,yes\nb,0,20,0,20,yes\nc,3,30,NA,30,no\nd,4,40,8,40,no\n";

describe("stroma evidence pool", () => {
  test("knows the names of metafor's columns, keeps studies without events, and names rows in which a number is missing", async () => {
    const { columns, studies, missing } = await pool("--input", write("counts.csv", counts));
    expect(columns).toEqual({ study: "trial", treatedEvents: "ai", treatedTotal: "n1i", controlEvents: "ci", controlTotal: "n2i" });
    expect(studies.map(({ study }) => study)).toEqual(["a", "b", "d"]);
    expect(studies[1]).toMatchObject({ cells: ["0/20", "0/20"], estimate: null, reason: "no event in any arm", weight: null });
    expect(missing).toEqual([{ row: 3, study: "c", columns: ["controlEvents"] }]);
  });

  test("one study alone has the odds ratio of its table: (4 × 32) / (36 × 8) = 0.444", async () => {
    const { pooled } = await pool("--input", write("counts.csv", counts), "--where", "trial=d");
    expect(pooled.result?.ratio.estimate).toBeCloseTo((4 * 32) / (36 * 8), 12);
  });

  test("groups have effects of their own, and the test between them", async () => {
    const { groups, betweenGroups } = await pool("--input", write("counts.csv", counts), "--by", "blind");
    expect(groups.map(({ name }) => name)).toEqual(["yes", "no"]);
    // (1 × 8) / (9 × 2) and (4 × 32) / (36 × 8).
    expect(groups[0]?.result?.ratio.estimate).toBeCloseTo(8 / 18, 12);
    expect(groups[1]?.result?.ratio.estimate).toBeCloseTo(128 / 288, 12);
    expect(betweenGroups?.degreesOfFreedom).toBe(1);
  });

  test("where nobody had the event there is no ratio, but an exact upper limit: 1 - 0.05^(1/60)", async () => {
    const file = write("none.csv", "study,ai,n1i,ci,n2i\na,0,20,0,10\nb,0,40,0,30\n");
    const { pooled, upperBounds } = await pool("--input", file);
    expect(pooled).toMatchObject({ result: null, refusal: { code: "no-events" } });
    expect(upperBounds?.[0]).toMatchObject({ arm: "treated", participants: 60 });
    expect(upperBounds?.[0]?.upper).toBeCloseTo(1 - 0.05 ** (1 / 60), 12);
    const { out } = await runStroma(["evidence", "pool", "--input", file]);
    expect(out).toContain("no pooled effect");
    // 1 - 0.05^(1/60) = 4.87 %, 1 - 0.05^(1/40) = 7.22 % of the larger study.
    expect(out).toContain("Nobody of 60 (treated) had it: the risk is below 4.9 % (one-sided 95 %, exact, if one risk holds in all studies; below 7.2 % by the largest study alone).");
    expect(out).toContain("a: no event in any arm");
    expect(out).toContain("None of the 15 methods gives an effect.");
  });

  test("no event in person-time: an exact upper limit of the rate, -log 0.05 / 1500", async () => {
    const { upperBounds } = await pool("--input", write("times.csv", "study,x1i,t1i,x2i,t2i\na,0,500,0,450\nb,0,1000,0,900\n"), "--measure", "rate-ratio");
    expect(upperBounds?.[0]).toMatchObject({ arm: "treated", personTime: 1500 });
    expect(upperBounds?.[0]?.upper).toBeCloseTo(-Math.log(0.05) / 1500, 12);
  });

  test("estimates as they are given are shown, not called not estimable", async () => {
    const { studies } = await pool("--input", write("given.csv", "study,yi,sei\na,0.3,0.1\nb,-0.2,0.2\n"), "--measure", "generic");
    expect(studies.map(({ estimate }) => estimate)).toEqual([0.3, -0.2]);
  });

  test("a risk ratio where everybody of both arms had the event: Mantel-Haenszel keeps the study, inverse variance says that it does not", async () => {
    const file = write("full.csv", "study,ai,n1i,ci,n2i\nfull,10,10,12,12\nb,4,40,8,40\n");
    const { studies, models, warnings } = await pool("--input", file, "--measure", "risk-ratio", "--model", "mantel-haenszel,random");
    expect(studies[0]).toMatchObject({ estimate: null, reason: "everybody in every arm had the event", weights: { random: null } });
    expect(studies[0]?.weights["mantel-haenszel"]).toBeGreaterThan(50);
    expect(models.map(({ result }) => result?.ratio.estimate.toFixed(3))).toEqual(["0.788", "0.500"]);
    expect(warnings).toContainEqual(expect.stringMatching(/^Everybody of both arms had the event in full: .* Mantel-Haenszel's risk ratio keeps it/));
  });

  const refusals: readonly (readonly [string, readonly string[], { readonly code: string }])[] = [
    ["a measure that the model does not have", ["--model", "peto", "--measure", "risk-ratio"], { code: "options-conflict" }],
    ["a file without the counts", ["--column", "study=trial", "--measure", "mean-difference"], { code: "missing-column" }],
    ["groups by a column that is not there", ["--by", "zz"], { code: "no-such-column" }],
    ["conditions that leave nothing", ["--where", "trial=zz"], { code: "empty" }],
    ["an option that the method does not have", ["--option", "depth=3"], { code: "unknown-option" }],
    ["a place that cannot be written", ["--plot", "/nowhere/at/all/forest.svg"], { code: "file-unwritable" }],
    ["a model that there is not", ["--model", "random,magic"], { code: "usage" }],
    ["a judgement of bias that is none", ["--risk-of-bias", "trial"], { code: "unknown-choice" }],
    ["judgements in a column that is not there", ["--risk-of-bias", "rob"], { code: "no-such-column" }],
    ["an order that is no number", ["--cumulative", "trial"], { code: "not-a-number" }],
    ["arms of one name", ["--arms", "MSC"], { code: "usage" }],
    ["more events than participants", ["--where", "trial=d", "--column", "controlEvents=n1i", "--column", "controlTotal=ai"], { code: "events-above-n" }],
  ];
  test.each(refusals)("refuses %s with exit code 2", async (_, args, error) => {
    const run = await runStroma(["evidence", "pool", "--input", write("counts.csv", counts), ...args, "--json"]);
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { ...error, message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) } });
  });
});

describe("stroma evidence pool, rubbish in", () => {
  const rubbish: readonly (readonly [string, string, string, RegExp])[] = [
    ["an empty file", "", "file-empty", /is empty/],
    ["a header alone", "study,ai,n1i,ci,n2i\n", "empty", /holds no row/],
    ["a count below zero", "study,ai,n1i,ci,n2i\na,1,9,2,9\nb,-1,10,2,10\n", "negative", /^Column ai, b \(row 2 of those chosen\): -1/],
    ["more events than participants", "study,ai,n1i,ci,n2i\na,11,10,2,10\n", "events-above-n", /^Column ai, a \(row 1/],
    ["half a person", "study,ai,n1i,ci,n2i\na,1.5,10,2,10\n", "not-whole", /^Column ai, a/],
    ["words for numbers", "study,ai,n1i,ci,n2i\na,few,10,2,10\n", "not-a-number", /"few" in column ai, row 1/],
    ["an arm of nobody in every study", "study,ai,n1i,ci,n2i\na,0,0,2,10\nb,1,9,0,0\nc,NA,10,2,10\n", "empty", /^Nobody is in an arm of a, b, and there is no other study/],
    ["an event in an arm of nobody", "study,ai,n1i,ci,n2i\na,2,9,2,10\nb,1,0,2,10\n", "out-of-range", /^Column n1i, b \(row 2 .*nobody/],
    ["more people than there are", "study,ai,n1i,ci,n2i\na,1e300,1e301,2,10\n", "out-of-range", /^Column ai, row 1: 1e\+300/],
    ["nothing but missing numbers", "study,ai,n1i,ci,n2i\na,NA,10,2,10\n", "empty", /Every row lacks something/],
    ["semicolons", "study;ai;n1i;ci;n2i\na;1;10;2;10\n", "missing-column", /The header is one cell/],
  ];
  test.each(rubbish)("%s is refused with exit code 2, in the file's own words, without a stack trace", async (_, text, code, message) => {
    const file = write("rubbish.csv", text);
    const run = await runStroma(["evidence", "pool", "--input", file, "--model", "mantel-haenszel,random,glmm", "--leave-one-out", "--json"]);
    expect(run.exitCode, run.err).toBe(2);
    expect(run.json()).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
    expect(run.out + run.err).not.toMatch(/^\s+at |NaN|undefined/mu);
  });
});

/** Six studies of our own; the figures are of R 4.2.2, metafor 3.8.1: rma with tight tolerance, rma.mh, rma.peto, leave1out, cumul. */
const six = `trial,year,ai,n1i,ci,n2i,blind,rob,selection
a,2001,4,40,8,40,yes,low,Low risk
b,2005,12,30,5,31,yes,high,some concerns
c,1999,6,60,7,58,yes,low,HIGH
d,2010,2,25,8,26,no,unclear,
e,2012,9,80,12,82,no,+,no information
f,2008,15,45,8,44,no,low,critical
`;
const wald = ["--option", "interval=wald"];

describe("stroma evidence pool, several models side by side", () => {
  test("each model has its own test between groups: Wald's for random effects, Cochran's Q for Mantel-Haenszel", async () => {
    const { models } = await pool("--input", write("six.csv", six), "--by", "blind", "--model", "mantel-haenszel", "--model", "random", ...wald);
    const [mantelHaenszel, random] = models;
    // rma(yi, vi, mods = ~ blind): QM 0.126976007462, p 0.721588256078; mods = ~ blind - 1: 1.088491069277 and 0.794041603555.
    expect(random?.betweenGroups).toMatchObject({ kind: "wald", distribution: "chi-square", says: expect.stringContaining("one variance between studies common to all groups") });
    expect(random?.betweenGroups?.statistic).toBeCloseTo(0.126976007462, 8);
    expect(random?.betweenGroups?.pValue).toBeCloseTo(0.721588256078, 8);
    expect(random?.groups.map(({ name, result }) => [name, result?.ratio.estimate.toFixed(8)])).toEqual([["yes", "1.08849107"], ["no", "0.79404160"]]);
    // (log OR - log OR)² / (se² + se²) of the two rma.mh: 0.192887026227, p 0.660524554839.
    expect(mantelHaenszel?.betweenGroups).toMatchObject({ kind: "cochran-q-between-groups", says: expect.stringContaining("Cochran's Q between groups") });
    expect(mantelHaenszel?.betweenGroups?.statistic).toBeCloseTo(0.192887026227, 8);
    expect(mantelHaenszel?.betweenGroups?.pValue).toBeCloseTo(0.660524554839, 8);
  });

  test("each group can have a variance between studies of its own", async () => {
    const { models } = await pool("--input", write("six.csv", six), "--by", "blind", "--model", "random", "--option", "betweenStudies=separate", ...wald);
    // rma of each: 0.0856711991349 (0.604385144691) and -0.2405347266042 (0.650341018264).
    expect(models[0]?.groups[0]?.result?.ratio.estimate).toBeCloseTo(Math.exp(0.0856711991349), 8);
    expect(models[0]?.betweenGroups?.statistic).toBeCloseTo((0.0856711991349 + 0.2405347266042) ** 2 / (0.604385144691 ** 2 + 0.650341018264 ** 2), 8);
    expect(models[0]?.betweenGroups?.says).toContain("a variance between studies for each group");
  });

  test("without each study in turn, and study by study, by Mantel-Haenszel, Peto and random effects", async () => {
    const { models } = await pool("--input", write("six.csv", six), "--model", "mantel-haenszel,peto,random", "--leave-one-out", "--cumulative", "year", ...wald);
    const [mantelHaenszel, peto, random] = models;
    const without = [1.130991290502, 0.808804327846, 1.044341207559, 1.186612202911, 1.102720466404, 0.810849474587];
    const pValues = [0.608815994964, 0.389442139895, 0.857974233884, 0.471640088129, 0.701893517466, 0.411245108577];
    expect(mantelHaenszel?.leaveOneOut?.result?.without.length).toBe(6);
    for (const [at, row] of (mantelHaenszel?.leaveOneOut?.result?.without ?? []).entries()) {
      expect(row.ratio.estimate).toBeCloseTo(without[at] ?? Number.NaN, 8);
      expect(row.test.pValue).toBeCloseTo(pValues[at] ?? Number.NaN, 8);
    }
    const ratios = (steps: readonly { readonly ratio: Natural }[] | undefined, digits: number) => steps?.map(({ ratio }) => ratio.estimate.toFixed(digits));
    expect(peto?.cumulative?.result?.steps.map(({ added }) => added.join())).toEqual(["c", "a", "b", "f", "d", "e"]);
    expect(ratios(peto?.cumulative?.result?.steps, 8)).toEqual(["0.81118342", "0.62204699", "1.12690831", "1.40550834", "1.10520709", "1.00654229"]);
    // The iterations of rma end a little before the maximum.
    expect(ratios(random?.cumulative?.result?.steps, 5)).toEqual(["0.80952", "0.62003", "1.08945", "1.34072", "0.97859", "0.94409"]);
  });

  test("a study with an arm of nobody is left out by name: every model gives what it gives without the row", async () => {
    const nobody = six.replace("b,2005", "nobody,2003,0,0,1,9,yes,low,low\nb,2005");
    const asked = ["--model", "mantel-haenszel,peto,random,glmm", "--by", "blind", "--leave-one-out", "--cumulative", "year", "--zero-panel", ...wald];
    const [mended, without] = [await pool("--input", write("nobody.csv", nobody), ...asked), await pool("--input", write("six.csv", six), ...asked)];
    const effects = ({ models }: Pooled) => models.map(({ result, groups, leaveOneOut, cumulative }) => [result?.ratio, groups.map((one) => one.result?.ratio), leaveOneOut?.result?.without.map(({ ratio }) => ratio), cumulative?.result?.steps.map(({ added, ratio }) => [added, ratio])]);
    expect(effects(mended)).toEqual(effects(without));
    expect(mended.warnings).toContain("nobody is left out: nobody in one of the arms.");
    expect(mended.studies.find(({ study }) => study === "nobody")).toMatchObject({ cells: ["0/0", "1/9"], estimate: null, weight: null, reason: "nobody in one of the arms" });
  });

  test("a series without anybody is left out, too", async () => {
    const { warnings, pooled } = await pool("--input", write("nobody-in-it.csv", "study,xi,ni\na,3,40\nnone,0,0\nb,4,50\n"), "--measure", "proportion-logit");
    expect(warnings).toContain("none is left out: nobody in it.");
    expect(pooled.refusal).toBeNull();
  });

  test("the effect as studies came in is drawn, of the first model, with the figures that are told", async () => {
    const [plot, input] = [join(folder, "cumulative.svg"), write("six.csv", six)];
    await pool("--input", input, "--model", "peto,random", "--cumulative", "year", "--arms", "MSC,placebo", "--cumulative-plot", plot);
    const svg = readFileSync(plot, "utf8");
    // metafor's cumul of rma.peto, as above: 0.811 with the first study, 1.007 with all.
    for (const words of ["+ c (1999)", "+ e (2012)", "0.81", "1.01", "as studies came in", "By Peto", "do not allow for repeated", "← favours MSC"]) expect(svg).toContain(words);
    expect(svg).not.toMatch(/NaN|undefined|null/u);
  });

  test("a picture of the order without an order, and of a model without one, is refused, and no file is written", async () => {
    const [plot, input] = [join(folder, "no-order.svg"), write("six.csv", six)];
    for (const args of [["--plot", plot], ["--plot", plot, "--cumulative", "year", "--model", "beta-binomial"]]) {
      const run = await runStroma(["evidence", "pool", "--input", input, ...args, "--cumulative-plot", join(folder, "order.svg"), "--json"]);
      expect(run.exitCode).toBe(2);
      expect(run.json()).toMatchObject({ error: { code: "options-conflict", path: "cumulative-plot" } });
    }
    expect(existsSync(plot) || existsSync(join(folder, "order.svg"))).toBe(false);
  });

  test("a model without such an analysis says so, beside the others", async () => {
    const { models } = await pool("--input", write("six.csv", six), "--model", "peto,beta-binomial", "--leave-one-out");
    expect(models[1]?.leaveOneOut).toMatchObject({ result: null, refusal: { code: "options-conflict" } });
    expect(models[0]?.leaveOneOut?.result).not.toBeNull();
  });

  test("judgements of bias stand in the table, the JSON and the forest plot; each model has its diamond, and the sides their words", async () => {
    const plot = join(folder, "six.svg");
    const args = ["--input", write("six.csv", six), "--model", "mantel-haenszel,random", "--risk-of-bias", "rob,selection", "--arms", "MSC,placebo", "--plot", plot];
    const { studies } = await pool(...args);
    expect(studies.map(({ riskOfBias }) => Object.values(riskOfBias ?? {}))).toEqual([["low", "low"], ["high", "some-concerns"], ["low", "high"], ["no-information", null], ["low", "no-information"], ["low", "critical"]]);
    const svg = readFileSync(plot, "utf8");
    for (const words of ["← favours MSC", "favours placebo →", "A rob", "B selection", "some concerns", "Weight,", "Fewer events are taken to be better"]) expect(svg).toContain(words);
    expect(svg.indexOf("favours MSC")).toBeLessThan(svg.indexOf("favours placebo"));
    expect([...svg.matchAll(/class="tone-(?:first|second)"/gu)].length).toBe(2);
    const { out } = await runStroma(["evidence", "pool", ...args]);
    expect(out).toMatch(/^d +2\/25 +8\/26 .* no information +-$/mu);
    expect(out).toMatch(/^Random effects +48\/280 +48\/281 +0\.944 \(/mu);
    expect(out).toMatch(/^study +MSC +placebo +odds ratio/mu);
  });

  test("one arm has no sides; a wanted outcome tells only where there is more; the caller's word wins", async () => {
    const plot = join(folder, "sides.svg");
    const drawn = async (...args: readonly string[]): Promise<string> => {
      await pool(...args, "--plot", plot);
      return readFileSync(plot, "utf8");
    };
    expect(await drawn("--input", write("one.csv", "study,xi,ni\na,3,40\nb,4,50\n"), "--measure", "proportion-logit")).not.toMatch(/favours|fewer with/u);
    const remission = write("remission.csv", "study,outcome,ai,n1i,ci,n2i\na,remission,20,40,10,40\nb,remission,12,30,9,31\n");
    expect(await drawn("--input", remission)).toContain("← fewer with treated");
    expect(await drawn("--input", remission, "--better", "more")).toMatch(/← favours control[^]*favours treated →/u);
  });

  test("one arm shows proportions, and no test of no effect", async () => {
    const { out } = await runStroma(["evidence", "pool", "--input", write("one.csv", "study,xi,ni\na,3,40\nb,4,50\n"), "--measure", "proportion-logit"]);
    expect(out).toMatch(/^Pooled proportion$/mu);
    expect(out).not.toContain("no effect:");
  });

  test("an option goes to the models that have it", async () => {
    const { models } = await pool("--input", write("six.csv", six), "--model", "mantel-haenszel,random", "--option", "tauSquared=DL", ...wald);
    // rma(…, method = "DL"); by REML it is 0.944.
    expect(models[1]?.result?.ratio.estimate).toBeCloseTo(0.946078499588, 10);
  });
});
