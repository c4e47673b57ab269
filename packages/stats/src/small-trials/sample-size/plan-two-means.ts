/** Sizes and power for two means. */
import { noncentralStudentTail } from "../../distributions/noncentral-t.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { studentQuantile } from "../../distributions/student-t.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type ArmPlan, armOptions, armPlan, meetPower, refuseNoEffect, requireScenarios, sayMore, sayTest, smallestWhole } from "./plan-parts.ts";

export const twoMeanPlanColumns = {
  difference: column("number", "treated less control that is to be found"),
  sd: column("positive", "standard deviation within each arm"),
  margin: mayColumn("amount", "for non-inferiority: how much worse (lower) the treated may be; the test is one-sided then"),
  controlSize: mayColumn("count", "size of the control arm, where the power is asked for"),
} as const;
export const twoMeanPlanOptions = { ...armOptions, test: choice(["t", "normal"], "t", "Student's t with the noncentral distribution, or known standard deviations"), tails: choice(["both", "one"], "both", "for a two-sided test: whether rejecting in the wrong direction counts as power (R: strict = TRUE), or not") } as const;
/** In standard deviations: beyond, any two participants of each arm tell them apart. */
const largestEffect = 10_000;

export interface TwoMeanPlans extends ResultForm {
  /** One for each row. */
  readonly plans: readonly ArmPlan[];
  readonly missing: MissingRows;
}

/**
 * Size of two arms for a t test, or its power, one scenario a row. Power of Student's t by the noncentral distribution, exact for
 * normal outcomes with the same standard deviation. With a `margin` non-inferiority is tested: difference above -margin, one-sided.
 *
 * Throws StatisticRefusal `not-identified` without an effect to find, `out-of-range` for sizes beneath 2, effects beyond 10,000 standard deviations, and where no size will do.
 * R: `power.t.test(strict = TRUE)`; unequal arms written out with `pt(ncp)`; to 1e-9.
 *
 * @example planTwoMeans({ difference: [1], sd: [1] }, { power: 0.9 }).plans[0]?.controlSize // 23
 */
export function planTwoMeans(columns: GivenColumns<typeof twoMeanPlanColumns>, options: GivenOptions<typeof twoMeanPlanOptions> = {}): TwoMeanPlans {
  const chosen = readOptions(twoMeanPlanOptions, options);
  const { columns: read, size, missing } = readRows(twoMeanPlanColumns, columns);
  requireScenarios(size);
  const { ratio, test, tails, significance } = chosen;
  const plans = Array.from({ length: size }, (_, row) => {
    const margin = read.margin?.[row] ?? null;
    const sides = margin === null ? chosen.sides : "one";
    const effect = ((read.difference[row] as number) + (margin ?? 0)) / (read.sd[row] as number);
    if (Math.abs(effect) > largestEffect) throw new StatisticRefusal("out-of-range", `difference.${row + 1}`, `The difference is ${effect} standard deviations, and sizes are told up to ${largestEffect}.`, "Check the difference and its standard deviation: both in one unit.");
    const power = (control: number, treated: number): number => meansPower(margin === null ? Math.abs(effect) : effect, control, treated, { significance, sides, test, both: tails === "both" });
    const given = read.controlSize?.[row];
    if (given !== undefined) return armPlan(Math.max(2, given), chosen, power, null);
    if (effect === 0 || (margin !== null && effect < 0)) throw refuseNoEffect(`difference.${row + 1}`);
    const exact = meetPower((control) => power(control, ratio * control), chosen.power, 2 / Math.min(1, ratio));
    return armPlan(smallestWhole(exact, (control) => power(control, Math.ceil(ratio * control - 1e-9)), chosen.power, 2), chosen, power, exact);
  });
  return resultOf({ method: `Size of two arms for ${test === "t" ? "Student's t test with the noncentral distribution" : "a normal test with known standard deviation"}, ${sayTest(chosen)}${read.margin === null ? "" : " (one-sided where there is a margin of non-inferiority)"}; ${sayMore(chosen)}.`, plans, missing });
}

/** Of a standardised effect; upwards for one-sided tests. */
export function meansPower(effect: number, control: number, treated: number, { significance, sides, test, both }: { readonly significance: number; readonly sides: string; readonly test: string; readonly both: boolean }): number {
  const shift = effect / Math.sqrt(1 / control + 1 / treated);
  const tail = sides === "two" ? significance / 2 : significance;
  if (test === "normal") {
    const z = normalQuantile(tail, { tail: "upper" });
    return normalTail(z - shift, { tail: "upper" }) + (sides === "two" && both ? normalTail(-z - shift) : 0);
  }
  const df = control + treated - 2;
  const t = studentQuantile(tail, df, { tail: "upper" });
  return noncentralStudentTail(t, df, shift, { tail: "upper" }) + (sides === "two" && both ? noncentralStudentTail(-t, df, shift) : 0);
}
