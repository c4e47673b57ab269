/** What plans of sizes share: options, search for the smallest size, and what drop-out and clusters add. */
import { fraction, number, choice } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";

export const planOptions = {
  significance: fraction(0.05, "level of significance"),
  sides: choice(["two", "one"], "two", "whether the test looks to both sides"),
  power: fraction(0.8, "power wanted; of no use where the size is given"),
} as const;
export const armOptions = {
  ...planOptions,
  ratio: number(0.01, 100, 1, "treated for each control"),
  dropOut: number(0, 0.95, 0, "part of those enrolled who will not be analysed"),
  clusterSize: number(1, 1e6, 1, "mean number in a cluster; 1: none"),
  intraclassCorrelation: number(0, 1, 0, "correlation of two of the same cluster; the size is multiplied by 1 + (clusterSize - 1) times it"),
} as const;
export interface ArmChoices {
  readonly ratio: number;
  readonly dropOut: number;
  readonly clusterSize: number;
  readonly intraclassCorrelation: number;
}

export interface ArmPlan {
  /** To be analysed, if nobody were in a cluster. */
  readonly controlSize: number;
  readonly treatedSize: number;
  readonly total: number;
  /** With these sizes. */
  readonly power: number;
  /** The size of the control arm at which the power would be met to the digit; `null` for exact tests, and where the size was given. */
  readonly exactControlSize: number | null;
  /** To be enrolled: with what clusters and drop-out add. */
  readonly enrolled: { readonly control: number; readonly treated: number; readonly total: number };
}

/** Whole, unless by rounding alone it is above. */
export const wholeUp = (value: number): number => Math.ceil(value - 1e-9 * Math.max(1, value));

export function armPlan(control: number, { ratio, dropOut, clusterSize, intraclassCorrelation }: ArmChoices, power: (control: number, treated: number) => number, exactControlSize: number | null): ArmPlan {
  const treated = wholeUp(ratio * control);
  const enrol = (size: number): number => wholeUp((size * (1 + (clusterSize - 1) * intraclassCorrelation)) / (1 - dropOut));
  const [one, other] = [enrol(control), enrol(treated)];
  return { controlSize: control, treatedSize: treated, total: control + treated, power: power(control, treated), exactControlSize, enrolled: { control: one, treated: other, total: one + other } };
}

/** The point at which a rising power meets a target, as a number that need not be whole. */
export function meetPower(power: (size: number) => number, target: number, low: number): number {
  let [under, over] = [low, Math.max(2 * low, 4)];
  if (power(under) >= target) return under;
  while (power(over) < target) {
    under = over;
    over *= 2;
    if (over > 1e12) throw refuseNoSize();
  }
  for (let step = 0; step < 200 && over - under > 1e-14 * over; step++) {
    const middle = (under + over) / 2;
    if (power(middle) < target) under = middle;
    else over = middle;
  }
  return over;
}

/** The smallest whole size with the power, near a point at which it is met. */
export function smallestWhole(exact: number, power: (size: number) => number, target: number, least: number): number {
  let size = Math.max(least, wholeUp(exact));
  while (size > least && power(size - 1) >= target) size -= 1;
  while (power(size) < target * (1 - 1e-12)) size += 1;
  return size;
}

/**
 * Where power goes up and down from size to size, as that of exact tests does: the smallest size that has it, and the smallest from
 * which on it stays, looked at up to twice that size and 30 more.
 */
export function sizesWithSawtooth(power: (size: number) => number, target: number, least: number, most: number): { readonly first: number; readonly stays: number; readonly lookedUpTo: number } {
  let first: number | null = null;
  let stays: number | null = null;
  for (let size = least; size <= most; size++) {
    const enough = power(size) >= target * (1 - 1e-12);
    if (enough) {
      first ??= size;
      stays ??= size;
    } else stays = null;
    if (first !== null && stays !== null && size >= 2 * stays + 30) return { first, stays, lookedUpTo: size };
  }
  if (first !== null && stays !== null) return { first, stays, lookedUpTo: most };
  throw refuseNoSize(most);
}

export const refuseNoSize = (most?: number): StatisticRefusal => new StatisticRefusal("out-of-range", "power", `No size${most === undefined ? "" : ` up to ${most}`} has this power.`, "Take a larger effect, a smaller power, or another test.");
export const refuseNoEffect = (path: string): StatisticRefusal => new StatisticRefusal("not-identified", path, "There is no effect in the direction that is tested: no size finds it.", "Give an effect other than the hypothesis.");
export const sayTest = ({ sides, significance }: { readonly sides: string; readonly significance: number }): string => `${sides === "two" ? "two-sided" : "one-sided"} significance ${significance}`;
export const sayMore = ({ ratio, dropOut, clusterSize, intraclassCorrelation }: ArmChoices): string => `${ratio === 1 ? "equal arms" : `${ratio} treated for each control`}${clusterSize > 1 ? `, design effect 1 + (${clusterSize} - 1) ${intraclassCorrelation}` : ""}${dropOut > 0 ? `, ${100 * dropOut}% more than analysed lost` : ""}`;

export function requireScenarios(size: number): void {
  if (size === 0) throw new StatisticRefusal("empty", "columns", "There is no scenario.", "Give at least one row with all its numbers.");
}
