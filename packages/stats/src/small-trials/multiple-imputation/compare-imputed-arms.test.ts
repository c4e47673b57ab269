import { describe, expect, test } from "vitest";
import { compareAdjustedMeans } from "../comparisons/compare-adjusted-means.ts";
import { fitLogistic } from "../../regression/fit-logistic.ts";
import { compareImputedArms, compareImputedArmsSteps } from "./compare-imputed-arms.ts";

const outcome = [12, 15, null, 11, 14, 18, 13, null, 16, 10, 17, 19, null, 21, 16, 15, 20, null, 22, 18];
const arm = outcome.map((_, at) => (at < 10 ? "control" : "msc"));
const baseline = [10, 13, 9, 8, 12, 16, null, 11, 14, 9, 12, 15, 10, 16, 11, 10, null, 13, 17, 12];
const severity = outcome.map((_, at) => (at === 9 ? null : ["mild", "severe", "worst"][(at * 5) % 3] as string));
const event = [0, 1, null, 0, 1, 0, 1, 0, null, 0, 1, 1, 0, 1, null, 1, 1, 0, null, 1];

describe("a trial with missing values", () => {
  test("tells what was missing, by column and by arm, and how it was drawn", () => {
    const { gaps, incompleteRows, rows, missing } = compareImputedArms({ outcome, arm: [...arm.slice(0, 19), null], covariates: { baseline, severity }, auxiliary: { event } }, { imputations: 3, rounds: 2, matched: ["covariates.baseline"] });
    expect(missing).toEqual({ rows: 1, byColumn: { arm: 1 } });
    expect(rows).toBe(19);
    expect(gaps.map(({ column, missing: count, byArm, drawnAs }) => [column, count, byArm, drawnAs])).toEqual([
      ["outcome", 4, { control: 2, msc: 2 }, "normal"],
      ["covariates.baseline", 2, { control: 1, msc: 1 }, "matching"],
      ["covariates.severity", 1, { control: 1, msc: 0 }, "multinomial"],
      ["auxiliary.event", 4, { control: 2, msc: 2 }, "logistic"],
    ]);
    // Rows 3, 8, 13, 18 lack the outcome, 7 and 17 baseline, 10 severity; those that lack the auxiliary event alone are complete.
    expect(incompleteRows).toBe(7);
  });

  test("complete cases are those of the analysis of covariance, and of logistic regression", () => {
    const { completeCases } = compareImputedArms({ outcome, arm, covariates: { baseline, severity } }, { imputations: 2, rounds: 1 });
    const direct = compareAdjustedMeans({ outcome, group: arm, covariates: { baseline, severity } }).differences[0];
    const own = completeCases.coefficients?.[1];
    expect(completeCases.rows).toBe(13);
    expect([own?.estimate, own?.standardError, own?.lower, own?.pValue].map((one) => one?.toPrecision(10))).toEqual([direct?.estimate, direct?.standardError, direct?.interval.lower, direct?.test.pValue].map((one) => one?.toPrecision(10)));
    const ofEvents = compareImputedArms({ outcome: event, arm }, { imputations: 2, rounds: 1, analysis: "logistic" }).completeCases.coefficients?.[1];
    const logistic = fitLogistic({ event, covariates: { arm } }).coefficients[1];
    expect(ofEvents?.estimate).toBeCloseTo(logistic?.estimate ?? Number.NaN, 9);
    expect(ofEvents?.upper).toBeCloseTo(logistic?.interval.upper ?? Number.NaN, 9);
  });

  test("with nothing missing the pooled estimate is that of the data, with nothing between and no fraction missing but for few degrees", () => {
    const whole = { outcome: outcome.map((one, at) => one ?? 12 + at / 2), arm };
    const { differences, completeCases, delta } = compareImputedArms(whole, { imputations: 4 });
    const direct = completeCases.coefficients?.[1];
    expect(differences[0]).toMatchObject({ estimate: direct?.estimate, between: 0, relativeIncrease: 0 });
    expect(differences[0]?.standardError).toBeCloseTo(direct?.standardError ?? Number.NaN, 12);
    // Barnard and Rubin: (18 + 1) / (18 + 3) 18.
    expect(differences[0]?.degreesOfFreedom).toBeCloseTo((19 / 21) * 18, 10);
    expect(delta).toMatchObject({ drawn: 0, rows: [], tippingPoints: null, reason: "No outcome of msc is missing." });
  });

  test("a delta moves an unadjusted difference by its share of the arm, whatever was drawn", () => {
    const { differences, delta } = compareImputedArms({ outcome, arm }, { imputations: 5, rounds: 1, deltas: [3, -5, 0] });
    const at0 = differences[0]?.estimate ?? Number.NaN;
    // Two of ten of the arm were drawn: the mean moves by 2/10 of delta.
    expect(delta.rows.map((row) => row.delta)).toEqual([-5, 0, 3]);
    for (const row of delta.rows) expect(row.differences[0]?.estimate).toBeCloseTo(at0 + 0.2 * row.delta, 10);
  });

  test("at the tipping point the test is just at the level", () => {
    const input = { outcome, arm, covariates: { baseline } };
    const { delta } = compareImputedArms(input, { imputations: 5, rounds: 2, deltas: [-60, 0] });
    expect(delta.tippingPoints).toHaveLength(1);
    const at = delta.tippingPoints?.[0]?.delta ?? Number.NaN;
    expect(compareImputedArms(input, { imputations: 5, rounds: 2, deltas: [at] }).delta.rows[0]?.differences[0]?.pValue).toBeCloseTo(0.05, 6);
  });

  test("deltas of a logistic analysis raise the events of their arm, in steps, and far out draw them all", () => {
    const { delta } = compareImputedArms({ outcome: event, arm }, { imputations: 6, rounds: 1, analysis: "logistic", deltas: [-40, -1, 0, 1, 40], deltaArm: "msc" });
    const estimates = delta.rows.map((row) => row.differences[0]?.estimate ?? Number.NaN);
    for (const [place, one] of estimates.entries()) if (place > 0) expect(one).toBeGreaterThanOrEqual(estimates[place - 1] as number);
    expect(delta.tippingPoints).toBe(null);
    // With both drawn as events msc has 8 of 10 events; the log odds of controls are those of delta 0 in all rows.
    const spread = (row: number): number => (delta.rows[row]?.differences[0]?.ratio?.estimate ?? 0);
    expect(spread(4) / spread(0)).toBeCloseTo(8 / 2 / (6 / 4), 8);
  });

  test("imputed in each arm alone, an arm's draws do not hang on the other arm", () => {
    const other = outcome.map((one, at) => (one === null || at >= 10 ? one : one * 3 - 7));
    const means = (values: readonly (number | null)[]) => {
      const { coefficients } = compareImputedArms({ outcome: values, arm, auxiliary: { baseline } }, { imputations: 4, rounds: 3, within: "arm", seed: 9 });
      return (coefficients[0]?.estimate ?? 0) + (coefficients[1]?.estimate ?? 0);
    };
    expect(means(other)).toBeCloseTo(means(outcome), 9);
  });

  test("equal seeds give equal results, and it tells how far it is", () => {
    const input = { outcome, arm, covariates: { severity } };
    expect(JSON.stringify(compareImputedArms(input, { imputations: 3, seed: 8 }))).toBe(JSON.stringify(compareImputedArms(input, { imputations: 3, seed: 8 })));
    expect(compareImputedArms(input, { imputations: 3, seed: 8 }).differences[0]?.estimate).not.toBe(compareImputedArms(input, { imputations: 3, seed: 9 }).differences[0]?.estimate);
    const done = Array.from(compareImputedArmsSteps(input, { imputations: 3 }), (step) => step.done);
    expect(done.length).toBeGreaterThan(6);
    expect(done).toEqual(done.toSorted((one, two) => one - two));
    expect(Math.max(...done)).toBeLessThanOrEqual(1);
  });

  test("a covariate that foretells the event without error is drawn all the same", () => {
    const told = event.map((one, at) => (at % 4 === 0 ? null : one === null ? 0 : 10 * one + at / 100));
    expect(compareImputedArms({ outcome: event, arm, auxiliary: { told } }, { imputations: 5, rounds: 2, analysis: "logistic" }).differences[0]?.standardError).toBeGreaterThan(0);
  });

  test.each([
    [{ outcome: [], arm: [] }, {}, "empty", "outcome"],
    [{ outcome: [1, null, 2], arm: ["a", "a", "a"] }, {}, "one-group", "arm"],
    [{ outcome: [null, null, null], arm: ["a", "b", "a"] }, {}, "missing-column", "outcome"],
    [{ outcome, arm, covariates: { x: outcome.map(() => null) } }, {}, "missing-column", "covariates.x"],
    [{ outcome, arm, covariates: { arm: baseline } }, {}, "options-conflict", "covariates.arm"],
    [{ outcome, arm }, { analysis: "logistic" }, "out-of-range", "outcome"],
    [{ outcome, arm, covariates: { severity } }, { matched: ["covariates.severity"] }, "options-conflict", "matched"],
    [{ outcome, arm }, { matched: ["age"] }, "unknown-column", "matched"],
    [{ outcome, arm }, { reference: "c" }, "unknown-choice", "reference"],
    [{ outcome, arm }, { deltaArm: "c" }, "unknown-choice", "deltaArm"],
    [{ outcome: [1, null, 2], arm: ["a", "b", "b"], covariates: { x: [1, 2, 4] } }, {}, "too-few", "outcome"],
    [{ outcome, arm }, { imputations: 1 }, "out-of-range", "imputations"],
  ] as const)("%j with %j is refused as %s", (columns, options, code, path) => {
    expect(() => compareImputedArms(columns, options)).toThrow(expect.objectContaining({ name: "StatisticRefusal", code, path }));
  });
});
