import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runStroma } from "./run-stroma.ts";

const boundary = (...words: string[]) => runStroma(["design", "boundary", ...words]);

describe("a boundary for the number of events", () => {
  test("is what boundary without a form gives", async () => {
    const words = ["--looks", "3", "--null", "0.5", "--cutoff", "0.2"];
    expect((await boundary("events", ...words)).out).toBe((await boundary(...words)).out);
  });

  test("of Chen and Chaloner asks also for certainty above the alternative", async () => {
    // Beta(1, 1): after 1 of 1 the rate is above p with 1 - p². Above 0.5: 0.75. Above 0.7: 0.51, enough for 0.5 and not for 0.52.
    const words = ["--family", "chen-chaloner", "--looks", "1", "--null", "0.5", "--alternative", "0.7", "--cutoff", "0.75", "--rates", "0.5"];
    expect((await boundary(...words, "--certainty", "0.5")).out).toContain("Hold if all of the first participant have the event.");
    expect((await boundary(...words, "--certainty", "0.52")).out).toContain("No number of events holds the trial among the first participant.");
  });

  test("of Thall and Simon compares with a reference that is itself not known", async () => {
    // Both uniform, no excess: after 1 of 1 the rate has density 2x, and is above the reference with the integral of 2x · x = 2/3.
    const words = ["--family", "thall-simon", "--looks", "1", "--null", "0.5", "--reference", "1,1", "--excess", "0"];
    expect((await boundary(...words, "--cutoff", "0.66")).out).toContain("Hold if all");
    expect((await boundary(...words, "--cutoff", "0.67")).out).toContain("No number of events holds");
  });

  test("by predictive probability needs to know what counts as too many at the end", async () => {
    const run = await boundary("--family", "predictive", "--looks", "3", "--null", "0.5", "--cutoff", "0.9");
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toContain("--conclude is not given");
  });
});

describe("a boundary by person-time", () => {
  // By hand: d log 2 - μ >= 1 at one event per 100 days: the second event within 38.6 days, the third within 107.9, the fourth within 150.
  const days = (...words: string[]) => boundary("person-time", "--family", "sprt", "--rate-ratio", "2", "--null-rate", "0.01", "--maximum", "150", "--cutoff", "1", ...words);
  test("tells how soon each event holds the trial", async () => {
    const run = await days();
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Hold at event 2 if it comes within a person-time of 38.6.\nHold at event 3 if it comes within a person-time of 107.9.\nHold at event 4 if it comes within a person-time of 150.0.\n");
    expect((await days("--form", "csv")).out.split("\n").map((row) => row.split(",")[0])).toEqual(["hold_at_events", "2", "3", "4", ""]);
    expect((await days("--form", "markdown")).out).toContain("| 3 | 107.9 |");
  });

  test("says hold, go on, or that it is not known when the event came", async () => {
    expect((await days("--seen", "30:2")).out).toContain("HOLD: 2 events in a person-time of 30;");
    expect((await days("--seen", "20:1,60:2")).out).toContain("NOT KNOWN: by a person-time of 38.6 there may have been 2 events");
    expect((await days("--seen", "38.7:1,60:2")).out).toContain("Go on: 2 events in a person-time of 60;");
  });

  test("takes the acceptable rate from a probability within the follow-up", async () => {
    const run = await boundary("person-time", "--null", "0.2", "--follow-up", "100", "--n", "5", "--alpha", "0.1", "--json");
    const { boundary: made } = run.json() as { boundary: { nullRate: number; maximum: number; attainedError: number } };
    // -log(0.8) / 100
    expect(made.nullRate).toBeCloseTo(0.002231435513142, 14);
    expect(made.maximum).toBe(500);
    expect(made.attainedError).toBeCloseTo(0.1, 9);
  });
});

test("a CUSUM chart adds and takes away what it says, and tells where it stands", async () => {
  // One event adds log(0.4 / 0.1), one participant without it takes log(0.9 / 0.6) away: after TNT 2 × 1.3863 - 0.4055 = 2.3671.
  const words = ["cusum", "--null", "0.1", "--alternative", "0.4", "--n", "3", "--cutoff", "2.3"];
  const run = await boundary(...words, "--seen", "TNT");
  expect(run.exitCode).toBe(0);
  expect(run.out).toContain("Each event adds 1.3863, each participant without it takes 0.4055 away, never below 0.");
  expect(run.out).toContain("HOLD: the sum is 2.37 after participant 3; the limit is 2.30.");
  // Held with TT, TNT, NTT: p² + 2 p² q = 0.01 + 0.018 at 0.1.
  expect(run.out).toMatch(/10\.0 % +2\.8 % /);
  expect((await boundary(...words, "--seen", "NTN")).out).toContain("Go on: the sum is 0.98 after 3 participants");
});

describe("designs that stop where nothing is gained", () => {
  test("Simon's two-stage designs are the published ones", async () => {
    // Simon 1989, table 1: 0.05 against 0.25, both errors 0.1: optimal 0/9 2/24, mean 14.5; minimax 0/13 2/20, mean 16.4.
    const run = await boundary("two-stage", "--null", "0.05", "--alternative", "0.25", "--alpha", "0.1", "--beta", "0.1", "--rates", "0.05");
    expect(run.out).toMatch(/optimal +0\/9 +2\/24 +5\.0 % +9\.3 % +63\.0 % +14\.5/);
    expect(run.out).toMatch(/minimax +0\/13 +2\/20 +5\.0 % +7\.4 % +51\.3 % +16\.4/);
    const given = await boundary("two-stage", "--design", "0/9,2/24", "--rates", "0.05", "--form", "csv");
    // 0.95^9 = 0.6302
    expect(given.out).toMatch(/\ngiven,0\/9,2\/24,5\.0 %,9\.3 %,63\.0 %,14\.55\n$/);
  });

  test("a predictive probability design is the published one", async () => {
    // Lee and Liu 2008: 0.2 against 0.4, n = 36, first look at 10: limits 0/10, 1/17, 2/21, 3/24, 4/27, 5/29, 6/31, 7/33, 8/34, 9/35, 10/36; error 0.088, power 0.906.
    const words = ["predictive", "--null", "0.2", "--prior", "0.2,0.8", "--first-look", "10", "--n", "36", "--futility", "0.001", "--conclude", "0.922"];
    const run = await boundary(...words, "--rates", "0.4");
    expect(run.out).toMatch(/20\.0 % +8\.8 % /);
    expect(run.out).toMatch(/40\.0 % +90\.6 % /);
    const rows = (await boundary(...words, "--form", "csv")).out.trim().split("\n").slice(1);
    expect(rows.map((row) => `${/\d+$/.exec(row)?.[0] ?? ""}/${/^"?(\d+)/.exec(row)?.[1] ?? ""}`)).toEqual(["0/10", "1/17", "2/21", "3/24", "4/27", "5/29", "6/31", "7/33", "8/34", "9/35", "10/36"]);
  });
});

test("alpha spending for a board that compares two arms gives the published limits", async () => {
  // Lan and DeMets, O'Brien-Fleming type, five looks, two-sided 0.05: 4.877, 3.357, 2.680, 2.290, 2.031.
  const run = await boundary("spending", "--fractions", "0.2,0.4,0.6,0.8,1", "--json");
  const { boundary: made } = run.json() as { boundary: { looks: { limit: number }[] } };
  expect(made.looks.map(({ limit }) => limit.toFixed(3))).toEqual(["4.877", "3.357", "2.680", "2.290", "2.031"]);
  expect((await boundary("spending", "--kind", "pocock", "--fractions", "1", "--form", "markdown")).out).toMatch(/\| 1 +\| +1 \| +1\.9600 \|/);
});

test("limits for benefit and futility are the published default of gsDesign", async () => {
  // gsDesign(), printed: upper 3.01, 2.55, 2.00; lower -0.24, 0.94, 2.00; 1.07 times the information of one look.
  const shares = ["--fractions", "0.3333333333333333,0.6666666666666666,1", "--kind", "hwang-shih-decani", "--gamma", "-4", "--beta-kind", "hwang-shih-decani", "--beta-gamma", "-2"];
  const run = await boundary("futility", ...shares);
  const rows = run.out.split("\n").filter((line) => /^[123] /.test(line)).map((line) => line.split(/ +/).slice(2, 4).map((cell) => Number(cell).toFixed(2)));
  expect(rows).toEqual([["3.01", "-0.24"], ["2.55", "0.94"], ["2.00", "2.00"]]);
  expect(run.out).toMatch(/1\.0699 times the information/);
  expect(run.out).toContain("even if no stop for futility is obeyed");
  expect((await boundary("futility", ...shares, "--binding")).out).toContain("if every stop for futility is obeyed");
  expect(await boundary("futility", "--fractions", "0.5,1", "--beta-gamma", "-2")).toMatchObject({ exitCode: 2, out: "" });
});

test("the smallest single-stage design is that of A'Hern's exact table", async () => {
  // 0.1 against 0.3, errors 0.05 and 0.2: 25 participants, more than 5 responses. By hand: P(X >= 6 | 25, 0.1) = 0.0334.
  const run = await boundary("single-stage", "--null", "0.1", "--alternative", "0.3", "--designs", "1", "--form", "csv");
  expect(run.out.trim().split("\n").at(-1)).toBe("25,5,0.033400,0.19349");
});

describe("a picture", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-boundary-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const forms: readonly (readonly [string, readonly string[]])[] = [
    ...["pocock", "obrien-fleming", "posterior", "maximised-sprt"].map((family) => [`events, ${family}`, ["--n", "15", "--null", "0.1", "--alpha", "0.1", "--family", family]] as const),
    ["person-time", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--seen", "30:1"]],
    ["person-time at looks", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--looks", "50,100"]],
    ["CUSUM", ["cusum", "--null", "0.1", "--alternative", "0.3", "--n", "10", "--alpha", "0.1", "--seen", "NT"]],
    ["two stages", ["two-stage", "--design", "0/9,2/24"]],
    ["predictive probability", ["predictive", "--null", "0.2", "--first-look", "5", "--n", "20", "--futility", "0.05", "--conclude", "0.9"]],
    ["alpha spending", ["spending", "--fractions", "0.5,1"]],
  ];
  test.each(forms)("can be had of %s, and of nothing beside it", async (name, words) => {
    const file = join(folder, `${name}.svg`);
    const run = await boundary(...words, "--plot", file);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(readFileSync(file, "utf8")).toMatch(/^<svg .*<desc id="plot-description">[^<]*\d[^<]*<.*<\/svg>\n$/s);
  });

  test("of all two-stage designs at once is refused, and none is begun where the call is faulty", async () => {
    const file = join(folder, "none.svg");
    expect((await boundary("two-stage", "--null", "0.05", "--alternative", "0.25", "--kind", "all", "--plot", file)).exitCode).toBe(2);
    expect((await boundary("spending", "--fractions", "0.5,0.4", "--plot", file)).exitCode).toBe(2);
    expect((await boundary("spending", "--fractions", "0.5,1", "--plot", join(folder, "nowhere", "x.svg"))).err).toContain("make the folder");
    expect(readdirSync(folder).filter((each) => /none|part$/.test(each))).toEqual([]);
  });
});

describe("words that do not fit end with 2 and print nothing", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an option that the family does not use", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--rate-ratio", "2"], /--rate-ratio has no meaning for pocock/],
    ["two ways to give the rate", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--null", "0.1", "--alpha", "0.1"], /The rate is given in both ways/],
    ["a last look before the end", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--looks", "50,90"], /The last look is not at the maximum/],
    ["person-time beyond the end", ["person-time", "--null-rate", "0.01", "--maximum", "100", "--alpha", "0.1", "--seen", "120:1"], /120 does not lie from 0 to the maximum of 100/],
    ["an alternative below the acceptable rate", ["cusum", "--null", "0.3", "--alternative", "0.1", "--n", "10", "--alpha", "0.1"], /0\.1 is not above the null probability 0\.3/],
    ["neither an error nor a limit", ["cusum", "--null", "0.1", "--alternative", "0.3", "--n", "10"], /Neither --alpha nor --cutoff is given/],
    ["an unknown letter", ["cusum", "--null", "0.1", "--alternative", "0.3", "--n", "10", "--alpha", "0.1", "--seen", "NXN"], /--seen NXN cannot be read/],
    ["errors for a design that is given", ["two-stage", "--design", "0/9,2/24", "--alpha", "0.1"], /--alpha has no meaning for a given --design/],
    ["no design within the largest n", ["two-stage", "--null", "0.2", "--alternative", "0.25", "--largest-n", "20"], /No two-stage design of up to 20/],
    ["a first stage as large as the trial", ["two-stage", "--design", "0/9,2/9"], /9/],
    ["thresholds and errors together", ["predictive", "--null", "0.2", "--first-look", "5", "--n", "10", "--futility", "0.1", "--conclude", "0.9", "--alpha", "0.1"], /--alpha has no meaning for given thresholds/],
    ["information that does not rise", ["spending", "--fractions", "0.5,0.4"], /0\.4 does not lie above 0\.5/],
    ["what was seen beside a CSV, which has no place for the answer", ["--n", "15", "--null", "0.1", "--alpha", "0.1", "--seen", "5:1", "--form", "csv"], /--seen has no place in the CSV/],
    ["drifts beside a CSV", ["spending", "--fractions", "1", "--drifts", "1", "--form", "csv"], /--drifts has no place in the CSV/],
    ["a spending function without its number", ["spending", "--kind", "power", "--fractions", "1"], /--exponent is not given/],
  ];
  test.each(cases)("%s", async (_, words, said) => {
    const run = await boundary(...words);
    expect([run.exitCode, run.out]).toEqual([2, ""]);
    expect(run.err).toMatch(said);
    expect(run.err).toContain("What to do:");
    expect(run.err).not.toMatch(/^\s+at .*\.ts/m);
  });
});
