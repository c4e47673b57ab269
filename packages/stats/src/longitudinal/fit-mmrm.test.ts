import { describe, expect, test } from "vitest";
import { fitMixedModel } from "./fit-mixed-model.ts";
import { fitMmrm } from "./fit-mmrm.ts";
import { mergeMmrmSummaries } from "./merge-mmrm-summaries.ts";
import { mmrmOfSummary } from "./mmrm-of-summary.ts";
import { summariseMmrm } from "./summarise-mmrm.ts";

const refused = (code: string, path: string) => expect.objectContaining({ name: "StatisticRefusal", code, path, remedy: expect.stringMatching(/\S/u) });
const trial = {
  outcome: [21, 20, 21.5, 23, 21, 21.5, 24, 25.5, 20.5, 24, 24.5, 26, 23.5, 24.5, 25, 26.5, 21.5, 23, 22.5, 23.5, 26, 25, 29, 31, 21.5, 22.5, 23, 26.5, 23, 22.5, 24, 27.5, 25.5, 27.5, 26.5, 27, 20, 23.5, 22.5, 26] as (number | null)[],
  participant: Array.from({ length: 40 }, (_, row) => Math.floor(row / 4) + 1),
  visit: Array.from({ length: 40 }, (_, row) => 8 + 2 * (row % 4)),
  arm: Array.from({ length: 40 }, (_, row) => (row < 20 ? "girls" : "boys")),
};

describe("what a mixed model for repeated measures refuses", () => {
  test("a visit that a participant has twice", () => {
    expect(() => fitMmrm({ ...trial, visit: trial.visit.map(() => 8) })).toThrow(refused("options-conflict", "visit"));
  });
  test("an unstructured covariance of no more participants than visits", () => {
    const few = <Value>(values: readonly Value[]) => values.slice(0, 16);
    expect(() => fitMmrm({ outcome: few(trial.outcome), participant: few(trial.participant), visit: few(trial.visit) })).toThrow(refused("too-few", "participant"));
  });
  test("a pair of visits that nobody has", () => {
    const outcome = trial.outcome.map((value, row) => (trial.visit[row] === 8 && row % 8 < 4 ? null : trial.visit[row] === 14 && row % 8 >= 4 ? null : value));
    expect(() => fitMmrm({ ...trial, outcome })).toThrow(refused("not-identified", "visit"));
    expect(fitMmrm({ ...trial, outcome }, { covariance: "compound-symmetry" }).rows).toBe(30);
  });
  test("covariates that determine each other, from rows and from sums", () => {
    const covariates = { number: trial.participant, twice: trial.participant.map((one) => 2 * one) };
    expect(() => fitMmrm({ ...trial, covariates }, { covariance: "ar1" })).toThrow(refused("singular", "covariates"));
    expect(() => mmrmOfSummary(summariseMmrm({ ...trial, covariates }), { covariance: "ar1" })).toThrow(refused("singular", "covariates"));
  });
  test("outcomes without anything left to vary, and visits that repeat each other", () => {
    expect(() => fitMmrm({ ...trial, outcome: trial.outcome.map(() => 3) })).toThrow(refused("not-identified", "outcome"));
    expect(() => fitMmrm({ ...trial, outcome: trial.participant.map((one) => (one * one) % 7) }, { covariance: "compound-symmetry" })).toThrow(refused("not-identified", "covariance"));
  });
  test("a likelihood without a maximum: five participants in two arms, whose last visit three visits and two means foretell", () => {
    const few = <Value>(values: readonly Value[]) => [...values.slice(0, 12), ...values.slice(20, 28)];
    const columns = { outcome: few(trial.outcome), participant: few(trial.participant), visit: few(trial.visit), arm: few(trial.arm) };
    for (const estimation of ["reml", "ml"] as const) expect(() => fitMmrm(columns, { estimation })).toThrow(expect.objectContaining({ code: "not-identified", message: expect.stringMatching(/no maximum/u) }));
    expect(fitMmrm(columns, { covariance: "ar1" }).rows).toBe(20);
  });
  test("a likelihood that is highest at the edge: nobody has all three visits", () => {
    // Each pair of visits repeats with its sign or its opposite turned about: correlations near 0.9, 0.9 and -0.9 are no covariance of three.
    const pairs = [[1, 2, 1], [2, 3, 1], [1, 3, -1]] as const;
    const noise = [[3, 2.6], [-2, -2.3], [1, 1.6], [-4, -3.5], [2, 1.7], [0.5, -0.2]] as const;
    const rows = pairs.flatMap(([one, other, sign], at) => noise.flatMap(([x, y], who) => [{ participant: at * 10 + who, visit: one, outcome: x }, { participant: at * 10 + who, visit: other, outcome: sign * y }]));
    expect(() => fitMmrm({ outcome: rows.map(({ outcome }) => outcome), participant: rows.map(({ participant }) => participant), visit: rows.map(({ visit }) => visit) })).toThrow(expect.objectContaining({ code: "not-identified", message: expect.stringMatching(/edge/u) }));
  });
  test("options that cannot go together, and visits that are not listed", () => {
    expect(() => fitMmrm(trial, { variance: "empirical", degreesOfFreedom: "kenward-roger" })).toThrow(refused("options-conflict", "variance"));
    expect(() => mmrmOfSummary(summariseMmrm(trial), { variance: "empirical", degreesOfFreedom: "none" })).toThrow(refused("options-conflict", "variance"));
    expect(() => fitMmrm(trial, { visits: ["8", "10", "12"] })).toThrow(refused("unknown-choice", "visits"));
    expect(() => mergeMmrmSummaries([summariseMmrm(trial), summariseMmrm({ ...trial, covariates: { age: trial.participant } })])).toThrow(refused("options-conflict", "summaries.2"));
  });
});

describe("what a mixed model for repeated measures tells", () => {
  test("a participant without any visit is counted, and said", () => {
    const made = fitMmrm({ ...trial, outcome: trial.outcome.map((value, row) => (row < 4 ? null : value)) }, { covariance: "ar1" });
    expect([made.participants, made.participantsWithoutVisit, made.missing.rows, made.warnings.length]).toEqual([9, 1, 4, 1]);
  });
  test("a single visit is a comparison of two means", () => {
    // Means 2 and 4.5; pooled variance (2 + 0.5) / 3; its error sqrt(2.5 / 3 × (1 / 3 + 1 / 2)).
    const made = fitMmrm({ outcome: [1, 2, 3, 5, 4], participant: [1, 2, 3, 4, 5], visit: [1, 1, 1, 1, 1], arm: ["a", "a", "a", "b", "b"] });
    expect(made.differences[0]?.estimate).toBeCloseTo(2.5, 12);
    expect(made.differences[0]?.standardError).toBeCloseTo(Math.sqrt((2.5 / 3) * (1 / 3 + 1 / 2)), 10);
    expect(made.differences[0]?.degreesOfFreedom).toBeCloseTo(3, 8);
  });
  test("from sums, visits and arms in another order give what the rows give in that order", () => {
    const options = { visits: ["14", "8", "12", "10"], arms: ["girls", "boys"], covariance: "toeplitz-heterogeneous" } as const;
    const outcome = trial.outcome.map((value, row) => (row % 11 === 3 ? null : value));
    const rows = fitMmrm({ ...trial, outcome }, options);
    const sums = mmrmOfSummary(summariseMmrm({ ...trial, outcome }), options);
    expect(sums.minusTwoLogLikelihood).toBeCloseTo(rows.minusTwoLogLikelihood, 8);
    for (const [at, difference] of rows.differences.entries()) expect(sums.differences[at]?.standardError).toBeCloseTo(difference.standardError, 8);
  });
  test("an outcome in other units, very small or far from zero, changes no test", () => {
    const made = fitMmrm(trial, { covariance: "ar1" });
    for (const moved of [trial.outcome.map((value) => (value ?? 0) * 1e-8), trial.outcome.map((value) => (value ?? 0) + 1e6)]) {
      const other = fitMmrm({ ...trial, outcome: moved }, { covariance: "ar1" });
      for (const [at, difference] of made.differences.entries()) expect((other.differences[at]?.statistic ?? 0) / difference.statistic).toBeCloseTo(1, 7);
    }
  });
});

describe("linear mixed models", () => {
  const means = { outcome: [1, 2, 4, 2, 1, 4, 4, 2, 1, 3, 1, 3], participant: [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] };
  test("participants who are all alike: the boundary is told, and what is left is the mean of all rows", () => {
    const made = fitMixedModel(means);
    expect(made.singular).toBe(true);
    expect(made.warnings.length).toBe(1);
    expect(made.components[0]).toMatchObject({ estimate: 0, standardError: null, why: expect.stringMatching(/boundary/u) });
    // 28 / 12 with the variance of 12 values, (82 - 28² / 12) / 11, over 12.
    expect(made.coefficients[0]?.estimate).toBeCloseTo(28 / 12, 12);
    expect(made.coefficients[0]?.standardError).toBeCloseTo(Math.sqrt((82 - 28 ** 2 / 12) / 11 / 12), 10);
    expect(made.effects.every(({ intercept }) => intercept === 0)).toBe(true);
  });
  test("refuses one participant, one row each, and a slope without times", () => {
    expect(() => fitMixedModel({ outcome: [1, 2, 3], participant: [1, 1, 1] })).toThrow(refused("one-group", "participant"));
    expect(() => fitMixedModel({ outcome: [1, 2, 3], participant: [1, 2, 3] })).toThrow(refused("not-identified", "participant"));
    expect(() => fitMixedModel(means, { random: "intercept-and-slope" })).toThrow(refused("missing-column", "time"));
    expect(() => fitMixedModel(means, { degreesOfFreedom: "kenward-roger", information: "observed" })).toThrow(refused("not-identified", "random"));
  });
});

describe("what a mixed model refuses", () => {
  const pairs = { outcome: [1, 1, 2, 2, 5, 5], participant: ["a", "a", "b", "b", "c", "c"], covariates: { arm: ["x", "x", "x", "x", "y", "y"] } };
  test("participants whose rows do not vary: residuals have no variance", () => {
    expect(() => fitMixedModel(pairs)).toThrow(refused("not-identified", "outcome"));
  });
  test("a reference that names no covariate of categories, or no category", () => {
    const columns = { ...pairs, outcome: [1, 2, 2, 4, 5, 5.5] };
    for (const word of ["arm", "site=x", "=x"]) expect(() => fitMixedModel(columns, { references: [word] })).toThrow(refused("unknown-choice", "references"));
    expect(fitMixedModel(columns, { references: ["arm = y"] }).coefficients[1]?.term).toMatch(/x/u);
  });
});
