/** Randomisation tests: the statistic of the trial among those of the allocations that might have been. */
import { column, type GivenColumns, mayColumn, mayColumnsOf, type MissingRows, readRows } from "../../form/columns.ts";
import { choice, fraction, type GivenOptions, level as levelField, readOptions, whole } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { type Alternative, alternative as alternativeField } from "../../proportions/single/proportion-options.ts";
import { randomStream } from "../../random/random-stream.ts";
import { categoriesOf } from "../../regression/design-matrix.ts";
import { reference } from "../comparisons/mean-options.ts";
import { namesOfTwo } from "../comparisons/two-groups.ts";
import { minimise, shuffleWithin, tossCoins } from "./allocate.ts";
import { countAllocations, enumerateAllocations } from "./enumerate-allocations.ts";
import { groupStatistics, statisticOf } from "./group-statistic.ts";

export const randomisationColumns = {
  outcome: column("number", "the outcome, or the time for log-rank; rows in the order in which they were allocated"),
  group: column("text", "one of two groups"),
  event: mayColumn("flag", "for log-rank: 1 had the event then, 0 was censored; left out: all had it"),
  stratum: mayColumn("text", "stratum within which rows were allocated"),
  factors: mayColumnsOf("text", "factors of minimisation"),
} as const;
export const randomisationOptions = {
  statistic: choice(groupStatistics, "mean-difference", "group less reference; log-rank: observed less expected events of the group"),
  scheme: choice(["fixed-sizes", "coin", "blocks", "minimisation"], "fixed-sizes", "how rows were allocated: any with these sizes (within strata), a fair or unfair coin for each, blocks in the order of rows (within strata), or minimisation over factors, Efron's biased coin without any"),
  share: fraction(0.5, "coin: chance of the group"),
  blockSize: whole(2, 1000, 4, "blocks: rows in a block; a last one that is not full keeps its numbers"),
  bias: fraction(0.8, "minimisation: chance of the arm that evens out"),
  alternative: alternativeField,
  draws: whole(99, 1_000_000, 9999, "allocations drawn where they are too many to go through"),
  enumerateUpTo: whole(0, 10_000_000, 200_000, "up to so many allocations all are gone through"),
  seed: whole(0, Number.MAX_SAFE_INTEGER, 1, "seed of the draws"),
  reference,
  level: levelField,
} as const;

export interface RandomisationTest extends ResultForm {
  readonly statistic: number;
  readonly pValue: number;
  readonly alternative: Alternative;
  /** Whether all allocations were gone through. */
  readonly exact: boolean;
  readonly allocations: number;
  /** How many were at least as far out as the trial's, itself among them. */
  readonly asFar: number;
  /** Clopper and Pearson's, of the exact p-value, from the draws; `null` where it is exact. */
  readonly pValueInterval: { readonly lower: number; readonly upper: number; readonly level: number } | null;
  readonly groups: readonly [string, string];
  readonly missing: MissingRows;
}

/**
 * Tests that the group made no difference to anybody: the outcomes stay, the allocation is made anew by the trial's scheme. Exact by going
 * through all allocations where they are few (sizes fixed, in strata or blocks), else by draws: (as far + 1)/(draws + 1), with the exact
 * interval of what more draws would tell.
 *
 * Two-sided: statistics at least as far from 0. Draws that leave a group empty are drawn again. What is as far but for rounding is as far.
 * Throws StatisticRefusal `empty`, `one-group`, `options-conflict` (events without log-rank, factors without minimisation, strata with coin
 * or minimisation), `out-of-range` (a proportion of what is not 0 or 1), and as `readRows` and `readOptions`.
 *
 * Sources: Fisher 1935; Rosenberger and Lachin 2016; Phipson and Smyth 2010, doi 10.2202/1544-6115.1585 (recalled). R: all combinations
 * written out, `coin::oneway_test(distribution = "exact")`; to 1e-12.
 *
 * @example testRandomisation({ outcome: [1, 2, 3, 4, 5, 6], group: ["a", "a", "a", "b", "b", "b"] }).pValue // 2 of 20: 0.1
 */
export function testRandomisation(columns: GivenColumns<typeof randomisationColumns>, options: GivenOptions<typeof randomisationOptions> = {}): RandomisationTest {
  return runSteps(randomisationSteps(columns, options));
}

/** The same, telling how far it is. */
export function* randomisationSteps(columns: GivenColumns<typeof randomisationColumns>, options: GivenOptions<typeof randomisationOptions> = {}): Generator<{ readonly done: number }, RandomisationTest> {
  const { statistic: kind, scheme, share, blockSize, bias, alternative, draws, enumerateUpTo, seed, reference: last, level } = readOptions(randomisationOptions, options);
  const { columns: { outcome, group, event, stratum, factors }, size, missing } = readRows(randomisationColumns, columns);
  const names = namesOfTwo(group, last);
  const conflict = (path: string, message: string, remedy: string): StatisticRefusal => new StatisticRefusal("options-conflict", path, message, remedy);
  if (event !== null && kind !== "log-rank") throw conflict("event", "Events are for log-rank.", "Take the statistic log-rank, or leave the column out.");
  if (factors !== null && scheme !== "minimisation") throw conflict("factors", "Factors are for minimisation.", "Take the scheme minimisation, or leave them out.");
  if (stratum !== null && (scheme === "coin" || scheme === "minimisation")) throw conflict("stratum", `The scheme ${scheme} has no strata.`, "Leave the column out, or give it as a factor.");
  if (kind === "proportion-difference" && outcome.some((one) => one !== 0 && one !== 1)) throw new StatisticRefusal("out-of-range", "outcome", "An outcome is neither 0 nor 1.", "Give 0 and 1, or take mean-difference.");
  const arms = Uint8Array.from(group, (one) => (one === names[0] ? 1 : 0));
  const { of: measure, rounding: near } = statisticOf(kind, outcome, event);
  const seen = measure(arms);
  const asFarAs = (value: number): boolean => (alternative === "two-sided" ? Math.abs(value) >= Math.abs(seen) - near : alternative === "greater" ? value >= seen - near : value <= seen + near);
  const cells = cellsOf(size, stratum, scheme === "blocks" ? blockSize : null);
  const taken = cells.map((rows) => rows.reduce((sum, row) => sum + (arms[row] as number), 0));
  const fixed = scheme === "fixed-sizes" || scheme === "blocks";
  const count = fixed ? countAllocations(cells.map((rows) => rows.length), taken) : Number.POSITIVE_INFINITY;
  const exact = count <= enumerateUpTo;
  const all = exact ? count : draws;
  let asFar = exact ? 0 : 1;
  const changed = arms.slice();
  if (exact) {
    let done = 0;
    for (const _ of enumerateAllocations(cells, taken, changed)) {
      if (asFarAs(measure(changed))) asFar += 1;
      if (++done % 4096 === 0) yield { done: done / all };
    }
  } else {
    const random = randomStream(seed);
    const codes = (factors ?? [{ values: Array.from({ length: size }, () => "") }]).map(({ values }) => codesOf(values));
    for (let draw = 0; draw < draws; draw++) {
      do {
        if (fixed) shuffleWithin(cells, changed, random);
        else if (scheme === "coin") tossCoins(share, changed, random);
        else minimise(codes, bias, changed, random);
      } while (!changed.includes(1) || !changed.includes(0));
      if (asFarAs(measure(changed))) asFar += 1;
      if (draw % 1024 === 1023) yield { done: draw / draws };
    }
  }
  const interval = exact ? null : estimateProportionExact(asFar - 1, draws, { level });
  const words = { "fixed-sizes": "with the sizes of groups fixed", coin: `by a coin with a chance of ${share}`, blocks: `in blocks of ${blockSize}`, minimisation: factors === null ? `by Efron's biased coin (${bias})` : `by minimisation over ${factors.map(({ name }) => name).join(", ")} (${bias})` }[scheme];
  return resultOf({
    method: `Randomisation test of the ${kind}, ${alternative}, allocations ${words}${stratum === null ? "" : " within strata"}; ${exact ? `all ${all} allocations` : `${draws} drawn (seed ${seed}), p as (as far + 1)/(draws + 1)`}.`,
    statistic: seen,
    pValue: exact ? asFar / all : asFar / (draws + 1),
    alternative,
    exact,
    allocations: all,
    asFar,
    pValueInterval: interval === null ? null : { lower: interval.lower, upper: interval.upper, level },
    groups: names,
    missing,
  });
}

/** Rows that share their numbers: of a stratum, or of a block of one. */
function cellsOf(size: number, stratum: readonly string[] | null, blockSize: number | null): readonly Int32Array[] {
  const lists = new Map<string, number[]>();
  for (let row = 0; row < size; row++) {
    const name = stratum?.[row] ?? "";
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [row]);
    else list.push(row);
  }
  const strata = [...lists.values()].map((rows) => Int32Array.from(rows));
  return blockSize === null ? strata : strata.flatMap((rows) => Array.from({ length: Math.ceil(rows.length / blockSize) }, (_, at) => rows.slice(at * blockSize, (at + 1) * blockSize)));
}

function codesOf(values: readonly string[]): Int32Array {
  const places = new Map(categoriesOf(values).map((name, at) => [name, at]));
  return Int32Array.from(values, (value) => places.get(value) as number);
}
