/** Estimated marginal means, their differences, and tests of whole terms. */
import type { ContrastTest, JointContrastTest } from "./fixed-effect-tests.ts";
import { type Chosen, type FixedCoding, rowAt } from "./fixed-design.ts";

export interface EstimatedMean extends ContrastTest {
  /** `null` where there are no arms. */
  readonly arm: string | null;
  readonly visit: string;
}
export interface EstimatedDifference extends ContrastTest {
  readonly arm: string;
  readonly comparedWith: string;
  /** `null`: over all visits, each with equal weight. */
  readonly visit: string | null;
}
export interface TermTest extends JointContrastTest {
  readonly term: string;
}

/** Means of each arm at each visit: numbers at their mean over the rows, categories with equal weights, as R's emmeans by default. */
export function estimatedMeans(coding: FixedCoding, visits: readonly string[], test: (row: ArrayLike<number>) => ContrastTest): { readonly means: readonly EstimatedMean[]; readonly differences: readonly EstimatedDifference[] } {
  const arms = coding.factors.find(({ name }) => name === "arm")?.categories ?? null;
  const at = (arm: string | null, visit: string | null): Float64Array => rowAt(coding, { ...(arm === null ? {} : { arm }), ...(visit === null || visits.length < 2 ? {} : { visit }) });
  const means = (arms ?? [null]).flatMap((arm) => visits.map((visit): EstimatedMean => ({ arm, visit, ...test(at(arm, visit)) })));
  const [first, ...others] = arms ?? [];
  if (first === undefined) return { means, differences: [] };
  const differences = others.flatMap((arm) => [...visits, ...(visits.length > 1 ? [null] : [])].map((visit): EstimatedDifference => ({ arm, comparedWith: first, visit, ...test(less(at(arm, visit), at(first, visit))) })));
  return { means, differences };
}

/** An F test of each covariate and interaction, the other factors averaged with equal weights and numbers at their mean. */
export function termTests(coding: FixedCoding, crossed: readonly (readonly string[])[], testJoint: (rows: readonly ArrayLike<number>[]) => JointContrastTest): readonly TermTest[] {
  return [...coding.factors.map(({ name }) => [name]), ...crossed].map((names): TermTest => ({ term: names.join(" × "), ...testJoint(termRows(coding, names)) }));
}

/** Differences of differences: one row for each combination of the categories that are not the first. */
export function termRows(coding: FixedCoding, names: readonly string[]): readonly Float64Array[] {
  let rows: readonly { readonly sign: number; readonly chosen: Chosen }[][] = [[{ sign: 1, chosen: {} }]];
  for (const name of names) {
    const factor = coding.factors.find((one) => one.name === name);
    const mean = factor?.mean ?? 0;
    const [first, ...others]: readonly (string | number)[] = factor?.categories ?? [mean, mean + 1];
    if (first === undefined) continue;
    rows = rows.flatMap((row) => others.map((other) => row.flatMap(({ sign, chosen }) => [{ sign, chosen: { ...chosen, [name]: other } }, { sign: -sign, chosen: { ...chosen, [name]: first } }])));
  }
  return rows.map((row) => {
    const sum = new Float64Array(coding.terms.length);
    for (const { sign, chosen } of row) for (const [at, value] of rowAt(coding, chosen).entries()) sum[at] = (sum[at] ?? 0) + sign * value;
    // What is left of numbers that cancel is no weight.
    return sum.map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
  });
}

const less = (one: Float64Array, other: Float64Array): Float64Array => one.map((value, at) => value - (other[at] ?? 0));
