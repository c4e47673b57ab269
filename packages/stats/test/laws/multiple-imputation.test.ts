import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../src/distributions/normal.ts";
import { randomStream } from "../../src/random/random-stream.ts";
import { compareImputedArms } from "../../src/small-trials/multiple-imputation/compare-imputed-arms.ts";

/** Rows of two arms; among the treated those with a high auxiliary value are often lost. The truth is a difference of 2. */
function lostAtRandom(seed: number, size: number) {
  const stream = randomStream(seed);
  const normal = (): number => normalQuantile(Math.max(stream.nextDouble(), Number.MIN_VALUE));
  const rows = Array.from({ length: size }, (_, at) => {
    const [treated, x] = [at % 2, normal()];
    const y = 10 + 2 * treated + 3 * x + normal();
    const lost = stream.nextDouble() < (treated === 1 ? 1 / (1 + Math.exp(-1.5 * x)) : 0.2);
    return { y: lost ? null : y, arm: treated === 1 ? "msc" : "control", x };
  });
  return { outcome: rows.map(({ y }) => y), arm: rows.map(({ arm }) => arm), auxiliary: { x: rows.map(({ x }) => x) } };
}

describe("multiple imputation", () => {
  test("recovers a difference where losses hang on an auxiliary column, and complete cases do not", () => {
    for (const seed of [1, 2, 3]) {
      const { differences: [own], completeCases } = compareImputedArms(lostAtRandom(seed, 1200), { imputations: 40, rounds: 1, seed, deltas: [] });
      const complete = completeCases.coefficients?.[1];
      expect(Math.abs((own?.estimate ?? 0) - 2)).toBeLessThan(4 * (own?.standardError ?? 0));
      expect(Math.abs((complete?.estimate ?? 0) - 2)).toBeGreaterThan(4 * (complete?.standardError ?? 0));
    }
  });

  test("intervals of 95 % hold the truth about as often", () => {
    const trials = 120;
    let held = 0;
    for (let seed = 0; seed < trials; seed++) {
      const { differences: [own] } = compareImputedArms(lostAtRandom(1000 + seed, 60), { imputations: 20, rounds: 1, seed, deltas: [] });
      held += (own?.lower ?? 0) <= 2 && 2 <= (own?.upper ?? 0) ? 1 : 0;
    }
    // Four standard errors of a share of 0.95 below; Rubin's rules are known to be a little wide with an auxiliary column.
    expect(held / trials).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / trials));
  });

  test("with gaps in the outcome alone, and the analysis as the model, it comes to the complete cases, with the spread between that theory has", () => {
    const outcome = [12, 15, null, 11, 14, 18, 13, null, 16, 10, 17, 19, null, 21, 16, 15, 20, null, 22, 18];
    const arm = outcome.map((_, at) => (at < 10 ? "control" : "msc"));
    const imputations = 4000;
    const { differences: [own], completeCases } = compareImputedArms({ outcome, arm }, { imputations, rounds: 1, seed: 5, deltas: [] });
    const complete = completeCases.coefficients?.[1];
    // Each arm: 8 seen, 2 drawn, all 10 in the mean. A drawn mean has variance s² 14/12 (1/8 + 1/2) about the mean seen (14 degrees of
    // freedom are left), and a share of 2/10: B = 2 · 0.04 · 0.625 · 14/12 s². The variance seen of a difference is s² / 4.
    const s2 = 4 * (complete?.standardError ?? 0) ** 2;
    const between = (2 * 0.04 * 0.625 * 14 * s2) / 12;
    expect(Math.abs((own?.estimate ?? 0) - (complete?.estimate ?? 0))).toBeLessThan(4 * Math.sqrt(between / imputations));
    // The variance of a variance of t with 14 degrees of freedom: kurtosis 3 + 6 / 10.
    expect(Math.abs((own?.between ?? 0) / between - 1)).toBeLessThan(4 * Math.sqrt(2.6 / imputations));
  });

  test("a shift and a scale of the outcome shift and scale what is pooled", () => {
    const rows = lostAtRandom(7, 40);
    const plain = compareImputedArms(rows, { imputations: 5, rounds: 2, seed: 3, deltas: [1] });
    const scaled = compareImputedArms({ ...rows, outcome: rows.outcome.map((one) => (one === null ? null : 100 + 8 * one)) }, { imputations: 5, rounds: 2, seed: 3, deltas: [8] });
    expect(scaled.differences[0]?.estimate).toBeCloseTo(8 * (plain.differences[0]?.estimate ?? 0), 8);
    expect(scaled.differences[0]?.standardError).toBeCloseTo(8 * (plain.differences[0]?.standardError ?? 0), 8);
    expect(scaled.delta.rows[0]?.differences[0]?.estimate).toBeCloseTo(8 * (plain.delta.rows[0]?.differences[0]?.estimate ?? 0), 8);
  });

  test("the other arm as reference turns the signs", () => {
    const rows = lostAtRandom(8, 60);
    const [one, other] = ["control", "msc"].map((reference) => compareImputedArms(rows, { imputations: 5, reference, deltas: [] }).differences[0]);
    expect(other?.estimate).toBeCloseTo(-(one?.estimate ?? 0), 10);
    expect(other?.standardError).toBeCloseTo(one?.standardError ?? 0, 10);
  });
});
