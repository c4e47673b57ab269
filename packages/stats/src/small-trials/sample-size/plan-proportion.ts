/** Sizes for one proportion: exact test, width of the exact interval, and seeing an event at all. */
import { binomialProbability, binomialTail } from "../../distributions/binomial.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, fraction, level, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { estimateProportionExact } from "../../proportions/clopper-pearson.ts";
import { planOptions, refuseNoEffect, requireScenarios, sayTest, sizesWithSawtooth } from "./plan-parts.ts";

export const proportionPlanColumns = {
  hypothesis: column("amount", "probability under the hypothesis"),
  expected: column("amount", "probability that is to be found"),
  size: mayColumn("count", "size, where the power is asked for"),
} as const;
export interface ProportionPlan {
  /** The smallest from which on the power stays at what is wanted; the one given where one was. */
  readonly size: number;
  /** The smallest that has it at all; `null` where the size was given. */
  readonly firstSize: number | null;
  readonly power: number;
  /** Rejected with so many events or fewer, or with so many or more; `null`: never in that direction. */
  readonly rejectAtMost: number | null;
  readonly rejectAtLeast: number | null;
  /** Of rejecting the hypothesis where it is true. */
  readonly actualSignificance: number;
}
export interface ProportionPlans extends ResultForm {
  readonly plans: readonly ProportionPlan[];
  readonly missing: MissingRows;
}
const most = 5000;

/**
 * Size of one group for an exact binomial test, or its power, one scenario a row. Two-sided tests give each side half of the
 * significance. Power goes up and down with size: the size is the smallest from which on it stays (looked at up to twice and 30 more).
 *
 * Throws StatisticRefusal `out-of-range` for probabilities that are not between 0 and 1, and where no size up to 5000 will do,
 * `not-identified` without an effect. R: `qbinom`, `pbinom` written out; to 1e-11.
 *
 * @example planProportion({ hypothesis: [0.2], expected: [0.4] }, { sides: "one" }).plans[0]?.size
 */
export function planProportion(columns: GivenColumns<typeof proportionPlanColumns>, options: GivenOptions<typeof planOptions> = {}): ProportionPlans {
  const chosen = readOptions(planOptions, options);
  const { columns: read, size, missing } = readRows(proportionPlanColumns, columns);
  requireScenarios(size);
  const plans = Array.from({ length: size }, (_, row): ProportionPlan => {
    const [p, q] = [read.hypothesis[row] as number, read.expected[row] as number];
    for (const [name, value] of [["hypothesis", p], ["expected", q]] as const) if (value >= 1 || value <= 0) throw new StatisticRefusal("out-of-range", `${name}.${row + 1}`, `${value} is not between 0 and 1.`, "Give a probability between 0 and 1.");
    if (p === q) throw refuseNoEffect(`expected.${row + 1}`);
    const tail = chosen.sides === "two" ? chosen.significance / 2 : chosen.significance;
    const limits = (n: number) => ({ low: chosen.sides === "two" || q < p ? lowerLimit(n, p, tail) : -1, high: chosen.sides === "two" || q > p ? upperLimit(n, p, tail) : n + 1 });
    const rejects = (n: number, probability: number): number => {
      const { low, high } = limits(n);
      return (low < 0 ? 0 : binomialTail(low, n, probability)) + (high > n ? 0 : binomialTail(high - 1, n, probability, { tail: "upper" }));
    };
    const given = read.size?.[row];
    const found = given === undefined ? sizesWithSawtooth((n) => rejects(n, q), chosen.power, 1, most) : null;
    const n = found?.stays ?? (given as number);
    const { low, high } = limits(n);
    return { size: n, firstSize: found?.first ?? null, power: rejects(n, q), rejectAtMost: low < 0 ? null : low, rejectAtLeast: high > n ? null : high, actualSignificance: rejects(n, p) };
  });
  return resultOf({ method: `Size of one group for an exact binomial test, ${sayTest(chosen)}${chosen.sides === "two" ? " (half to each side)" : ""}; the smallest from which on the power stays.`, plans, missing });
}

/** The largest count whose lower tail is within the level; -1 where none is. */
function lowerLimit(n: number, p: number, tail: number): number {
  let count = Math.floor(n * p);
  while (count >= 0 && binomialTail(count, n, p) > tail) count -= 1;
  return count;
}
function upperLimit(n: number, p: number, tail: number): number {
  let count = Math.max(1, Math.ceil(n * p));
  while (count <= n && binomialTail(count - 1, n, p, { tail: "upper" }) > tail) count += 1;
  return count;
}

export const precisionPlanColumns = { expected: column("amount", "probability that is expected"), width: column("positive", "largest width of the interval") } as const;
export const precisionPlanOptions = { level, width: choice(["at-expected", "mean"], "at-expected", "width where the expected count, rounded, is seen; or the mean of widths over all counts") } as const;
export interface PrecisionPlans extends ResultForm {
  readonly plans: readonly { readonly size: number; readonly firstSize: number; readonly width: number; readonly events: number; readonly lower: number; readonly upper: number }[];
  readonly missing: MissingRows;
}

/**
 * Size at which Clopper and Pearson's interval is no wider than wanted, and stays so. Limits are those of the expected count, rounded.
 * Throws StatisticRefusal `out-of-range` for a probability above 1, a width of 1 or more, and where more than 5000 were needed.
 *
 * @example planProportionPrecision({ expected: [0], width: [0.1] }).plans[0]?.size // 36: with 0 of 36 the upper limit is 0.0974
 */
export function planProportionPrecision(columns: GivenColumns<typeof precisionPlanColumns>, options: GivenOptions<typeof precisionPlanOptions> = {}): PrecisionPlans {
  const chosen = readOptions(precisionPlanOptions, options);
  const { columns: read, size, missing } = readRows(precisionPlanColumns, columns);
  requireScenarios(size);
  const plans = Array.from({ length: size }, (_, row) => {
    const [p, wanted] = [read.expected[row] as number, read.width[row] as number];
    if (p > 1 || wanted >= 1) throw new StatisticRefusal("out-of-range", `${p > 1 ? "expected" : "width"}.${row + 1}`, "It is not below 1.", "Give a probability from 0 to 1, and a width below 1.");
    const limits = (events: number, n: number) => {
      const { lower, upper } = estimateProportionExact(events, n, { level: chosen.level });
      return { lower, upper };
    };
    const widthOf = (events: number, n: number): number => {
      const { lower, upper } = limits(events, n);
      return upper - lower;
    };
    const width = (n: number): number => {
      if (chosen.width === "at-expected") return widthOf(Math.round(n * p), n);
      let sum = 0;
      for (let events = 0; events <= n; events++) sum += binomialProbability(events, n, p) * widthOf(events, n);
      return sum;
    };
    const { first, stays } = sizesWithSawtooth((n) => (width(n) <= wanted ? 1 : 0), 0.5, 1, chosen.width === "mean" ? 500 : most);
    const events = Math.round(stays * p);
    return { size: stays, firstSize: first, width: width(stays), events, ...limits(events, stays) };
  });
  return resultOf({ method: `Size of one group for the width of Clopper and Pearson's ${100 * chosen.level}% interval, ${chosen.width === "mean" ? "its mean over all counts" : "at the expected count, rounded"}; the smallest from which on it stays.`, plans, missing });
}

export const seeingPlanColumns = { probability: column("amount", "probability of the event in one participant"), size: mayColumn("count", "size, where the chance is asked for") } as const;
export const seeingPlanOptions = { chance: fraction(0.95, "chance of seeing at least one event") } as const;
export interface SeeingPlans extends ResultForm {
  /** `largestUnseen`: the probability that none seen among so many leaves at most, at this confidence (the rule of three, exact). */
  readonly plans: readonly { readonly size: number; readonly chance: number; readonly largestUnseen: number }[];
  readonly missing: MissingRows;
}

/**
 * How many must be watched to see at least one event: 1 - (1 - p)^n. Throws StatisticRefusal `out-of-range` for a probability that is
 * not between 0 and 1.
 *
 * @example planToSeeAnEvent({ probability: [0.05] }).plans[0]?.size // 59
 */
export function planToSeeAnEvent(columns: GivenColumns<typeof seeingPlanColumns>, options: GivenOptions<typeof seeingPlanOptions> = {}): SeeingPlans {
  const { chance } = readOptions(seeingPlanOptions, options);
  const { columns: read, size, missing } = readRows(seeingPlanColumns, columns);
  requireScenarios(size);
  const plans = Array.from({ length: size }, (_, row) => {
    const p = read.probability[row] as number;
    if (!(p > 0 && p < 1)) throw new StatisticRefusal("out-of-range", `probability.${row + 1}`, `${p} is not between 0 and 1.`, "Give a probability between 0 and 1.");
    const n = read.size?.[row] ?? Math.ceil(Math.log1p(-chance) / Math.log1p(-p) - 1e-12);
    return { size: n, chance: -Math.expm1(n * Math.log1p(-p)), largestUnseen: n === 0 ? 1 : -Math.expm1(Math.log1p(-chance) / n) };
  });
  return resultOf({ method: `Number to be watched for a chance of ${chance} of at least one event, exact.`, plans, missing });
}
