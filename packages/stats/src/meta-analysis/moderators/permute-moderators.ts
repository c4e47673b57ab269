/** Tests of moderators that rest on chance alone: studies' moderators are dealt out anew. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, level, readOptions, whole } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type Matrix, zeroMatrix } from "../../linear-algebra/matrix.ts";
import { randomStream } from "../../random/random-stream.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import { type DesignTerm, type ModeratorDesign, buildDesign } from "./build-design.ts";
import { countArrangements, firstArrangement, nextArrangement, shuffle } from "./arrangements.ts";
import { type FittedRegression, fitRegression } from "./fit-regression.ts";
import { testContrast, unitVector } from "./linear-inference.ts";
import { designOptions, regressionModelOptions } from "./regression-options.ts";
import { sayModerators } from "./say-regression.ts";
import { estimateColumns, moderatorColumns, variancesOf } from "./study-rows.ts";

export const permutationColumns = { ...estimateColumns, moderators: { ...moderatorColumns, required: true } } as const;
export const permutationOptions = {
  ...regressionModelOptions,
  ...designOptions,
  permutations: whole(2, 10_000_000, 5000, "how many arrangements are tried, the one of the data among them; where no more than these exist, each is tried once"),
  seed: whole(0, Number.MAX_SAFE_INTEGER, 1, "seed of the random arrangements; not used where each is tried"),
  level,
} as const;

export interface PermutationTest extends ResultForm {
  readonly studies: number;
  /** For each coefficient but the intercept: its statistic in the data, and the share of arrangements in which it is as large. */
  readonly coefficients: readonly (DesignTerm & { readonly estimate: number; readonly statistic: number; readonly pValue: number })[];
  readonly omnibus: { readonly statistic: number; readonly pValue: number };
  /** Whether every arrangement was tried. */
  readonly exact: boolean;
  readonly arrangements: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const batch = 50;

/**
 * Permutation tests of a meta-regression: the rows of moderators are dealt out to the studies anew, the model is fitted again with
 * its variance between studies, and the p-value is the share of arrangements with a statistic at least as large in size. The
 * arrangement of the data is one of them, so that no p-value is 0. A generator that yields `{ done }`.
 *
 * Each distinct arrangement is tried where there are no more of them than `permutations`; otherwise that many are drawn. Rows are
 * put in an order of their own first, so that the order in which studies are given changes nothing.
 * Arrangements under which the model cannot be fitted are left out and counted in a warning.
 *
 * Throws StatisticRefusal as {@link regressEffects}, and `not-identified` where all arrangements are the same.
 * Source: Higgins and Thompson 2004, Stat Med 23:1663, doi 10.1002/sim.1752 (recalled). R: `metafor::permutest`; equal p-values
 * where each arrangement is tried.
 *
 * @example [...permuteModerators({ estimate: [0.1, 0.2, 0.4, 0.5], variance: [0.1, 0.1, 0.1, 0.1], moderators: { dose: [1, 2, 3, 4] } })].at(-1) // { done: 1 }
 */
export function* permuteModerators(columns: GivenColumns<typeof permutationColumns>, options: GivenOptions<typeof permutationOptions> = {}): Generator<{ readonly done: number }, PermutationTest> {
  const chosen = readOptions(permutationOptions, options);
  const read = readRows(permutationColumns, columns);
  const given = { estimates: read.columns.estimate, variances: variancesOf(read.columns, read.rows) };
  const design = buildDesign(read.size, read.columns.moderators, chosen);
  const order = ownOrder(given.estimates, given.variances, design.matrix);
  const estimates = Float64Array.from(order, (row) => given.estimates[row] as number);
  const variances = Float64Array.from(order, (row) => given.variances[row] as number);
  const places = design.terms.flatMap(({ moderator }, place) => (moderator === null ? [] : [place]));
  const kinds = rowKinds(design.matrix, order);
  const all = countArrangements(kinds.counts);
  if (all < 2) throw new StatisticRefusal("not-identified", "moderators", "All studies have the same moderators: there is nothing to deal out.", "Give a moderator that differs between studies.");
  const exact = all <= chosen.permutations;
  const tries = exact ? all : chosen.permutations;
  const statistics = (arrangement: ArrayLike<number>): { readonly each: readonly number[]; readonly joint: number } | null => {
    const dealt: ModeratorDesign = { ...design, matrix: deal(kinds.rows, arrangement) };
    const { inference } = fitRegression(estimates, variances, dealt, null, { ...chosen, covariance: "model", robustDegrees: "satterthwaite" });
    const joint = inference.joint(places).test;
    return joint === null ? null : { each: places.map((place) => testContrast(inference, unitVector(design.terms.length, place), chosen.level).test.statistic), joint: joint.statistic };
  };
  const fitted = fitRegression(estimates, variances, { ...design, matrix: deal(kinds.rows, kinds.own) }, null, { ...chosen, covariance: "model", robustDegrees: "satterthwaite" });
  const seen = statistics(kinds.own);
  if (seen === null) throw new StatisticRefusal("singular", "moderators", "The variance of the coefficients has no inverse.", "Take a moderator out.");
  const larger = new Float64Array(places.length);
  let [largerJoint, failed] = [0, 0];
  const tally = (arrangement: ArrayLike<number>): void => {
    const made = unlessRefused(() => statistics(arrangement));
    if (made === null) failed += 1;
    else {
      for (const [at, one] of made.each.entries()) if (atLeast(Math.abs(one), Math.abs(seen.each[at] ?? 0))) larger[at] = (larger[at] as number) + 1;
      if (atLeast(made.joint, seen.joint)) largerJoint += 1;
    }
  };
  if (exact) {
    const arrangement = firstArrangement(kinds.counts);
    for (let at = 0; at < tries; at++, nextArrangement(arrangement)) {
      tally(arrangement);
      if (at % batch === batch - 1) yield { done: (at + 1) / tries };
    }
  } else {
    const random = randomStream(chosen.seed);
    const arrangement = Int32Array.from(kinds.own);
    tally(arrangement);
    for (let at = 1; at < tries; at++) {
      shuffle(arrangement, random);
      tally(arrangement);
      if (at % batch === batch - 1) yield { done: (at + 1) / tries };
    }
  }
  yield { done: 1 };
  const tried = tries - failed;
  return resultOf({
    method: say(chosen, fitted, design, read.size, exact, tried),
    studies: read.size,
    coefficients: places.map((place, at) => ({ ...(design.terms[place] as DesignTerm), estimate: fitted.inference.coefficients[place] as number, statistic: seen.each[at] as number, pValue: (larger[at] as number) / tried })),
    omnibus: { statistic: seen.joint, pValue: largerJoint / tried },
    exact,
    arrangements: tried,
    missing: read.missing,
    warnings: [
      ...(failed > 0 ? [`The model could not be fitted under ${failed} of ${tries} arrangements; they are left out.`] : []),
      ...(all < 20 ? [`There are ${all} arrangements only: no p-value below ${(1 / all).toPrecision(2)} is possible.`] : []),
    ],
  });
}

/** At least as large, but for rounding. */
const atLeast = (one: number, other: number): boolean => one >= other - 1e-8 * Math.max(1, other);

/** `null` for what a refusal says cannot be computed. */
function unlessRefused<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (fault) {
    if (fault instanceof StatisticRefusal) return null;
    throw fault;
  }
}

/** Rows by estimate, then variance, then moderators. */
function ownOrder(estimates: Float64Array, variances: Float64Array, matrix: Matrix): Int32Array {
  return Int32Array.from({ length: estimates.length }, (_, row) => row).toSorted((one, other) => {
    const first = (estimates[one] as number) - (estimates[other] as number) || (variances[one] as number) - (variances[other] as number);
    return first === 0 ? compareRows(matrix, one, other) : first;
  });
}

function compareRows({ values, columns }: Matrix, one: number, other: number): number {
  for (let at = 0; at < columns; at++) {
    const difference = (values[one * columns + at] as number) - (values[other * columns + at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The distinct rows of the design, how often each is there, and which one each study has. */
function rowKinds(matrix: Matrix, order: Int32Array): { readonly rows: Matrix; readonly counts: readonly number[]; readonly own: Int32Array } {
  const sorted = Int32Array.from({ length: matrix.rows }, (_, row) => row).toSorted((one, other) => compareRows(matrix, one, other));
  const kindOf = new Int32Array(matrix.rows);
  const counts: number[] = [];
  const firsts: number[] = [];
  for (const [at, row] of sorted.entries()) {
    if (at === 0 || compareRows(matrix, sorted[at - 1] as number, row) !== 0) {
      counts.push(0);
      firsts.push(row);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    kindOf[row] = counts.length - 1;
  }
  const rows = zeroMatrix(counts.length, matrix.columns);
  for (const [at, row] of firsts.entries()) rows.values.set(matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns), at * matrix.columns);
  return { rows, counts, own: Int32Array.from(order, (row) => kindOf[row] as number) };
}

function deal(kinds: Matrix, arrangement: ArrayLike<number>): Matrix {
  const made = zeroMatrix(arrangement.length, kinds.columns);
  for (let row = 0; row < made.rows; row++) {
    const kind = arrangement[row] as number;
    made.values.set(kinds.values.subarray(kind * kinds.columns, (kind + 1) * kinds.columns), row * kinds.columns);
  }
  return made;
}

function say(chosen: { readonly model: "common" | "random"; readonly tauSquared: keyof typeof estimatorWords; readonly tauSquaredValue: number | null }, { kind }: FittedRegression, { terms }: ModeratorDesign, studies: number, exact: boolean, tried: number): string {
  const between = chosen.model === "common" ? "common effect" : chosen.tauSquaredValue !== null ? "variance between studies given" : `variance between studies by ${estimatorWords[chosen.tauSquared]}, estimated anew each time`;
  return `Permutation test of a meta-regression of ${studies} studies on ${sayModerators(terms)} (${between}; ${kind === "wald" ? "Wald statistics" : `Knapp and Hartung's statistics${kind === "hksj" ? "" : " with a variance no smaller than the classical one"}`}): ${exact ? `all ${tried} arrangements` : `${tried} random arrangements, that of the data among them`}; two-sided by the size of the statistic.`;
}
