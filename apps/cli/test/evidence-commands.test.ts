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
  readonly studies: readonly { readonly study: string; readonly cells: readonly string[]; readonly estimate: number | null; readonly reason: string | null; readonly weight: number | null }[];
  readonly pooled: { readonly result: { readonly ratio: Natural } | null; readonly refusal: { readonly code: string } | null };
  readonly groups: readonly { readonly name: string; readonly pooled?: unknown; readonly result: { readonly ratio: Natural } | null }[];
  readonly betweenGroups: { readonly degreesOfFreedom: number } | null;
  readonly zeroHandling: { readonly rows: readonly { readonly doubleZero: string }[] } | null;
  readonly upperBounds: readonly { readonly arm: string; readonly participants: number; readonly upper: number }[] | null;
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
    for (const words of ["12 of 89 rows", "treatedEvents from events_msc", "How zero events are handled", "Time frames differ", "Between groups", "not counted as without events", "Method: "]) expect(out).toContain(words);
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
    expect(out).toContain("Nobody of 60 (treated) had it: the risk is below 4.9 %");
  });

  const refusals: readonly (readonly [string, readonly string[], { readonly code: string }])[] = [
    ["a measure that the model does not have", ["--model", "peto", "--measure", "risk-ratio"], { code: "options-conflict" }],
    ["a file without the counts", ["--column", "study=trial", "--measure", "mean-difference"], { code: "missing-column" }],
    ["groups by a column that is not there", ["--by", "zz"], { code: "no-such-column" }],
    ["conditions that leave nothing", ["--where", "trial=zz"], { code: "empty" }],
    ["an option that the method does not have", ["--option", "depth=3"], { code: "unknown-option" }],
    ["a place that cannot be written", ["--plot", "/nowhere/at/all/forest.svg"], { code: "file-unwritable" }],
    ["a model that there is not", ["--model", "magic"], { code: "usage" }],
    ["more events than participants", ["--where", "trial=d", "--column", "controlEvents=n1i", "--column", "controlTotal=ai"], { code: "events-above-n" }],
  ];
  test.each(refusals)("refuses %s with exit code 2", async (_, args, error) => {
    const run = await runStroma(["evidence", "pool", "--input", write("counts.csv", counts), ...args, "--json"]);
    expect(run.exitCode).toBe(2);
    expect(run.json()).toMatchObject({ error: { ...error, message: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) } });
  });
});
