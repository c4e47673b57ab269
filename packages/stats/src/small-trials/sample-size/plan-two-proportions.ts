/** Sizes and power for two proportions. */
import { binomialMasses } from "../../distributions/binomial.ts";
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, choice, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { fisherPValues } from "../../proportions/exact-tests/fisher-p-values.ts";
import { type ArmPlan, armOptions, armPlan, meetPower, refuseNoEffect, requireScenarios, sayMore, sayTest, sizesWithSawtooth, smallestWhole } from "./plan-parts.ts";

export const twoProportionPlanColumns = {
  treated: column("amount", "probability of the event among the treated"),
  control: column("amount", "probability of the event among controls"),
  margin: mayColumn("amount", "for non-inferiority: how much the probability of the treated may lie above that of controls; the test is one-sided then"),
  controlSize: mayColumn("count", "size of the control arm, where the power is asked for"),
} as const;
export const twoProportionPlanOptions = {
  ...armOptions,
  test: choice(["normal", "unpooled", "continuity", "arcsine", "fisher", "pearson"], "normal", "normal approximation with the pooled variance under the hypothesis (R: power.prop.test); with the unpooled one; the first with Casagrande, Pike and Smith's correction for Fisher's test; arcsine; or Fisher's or Pearson's test, all tables enumerated"),
  tails: choice(["both", "one"], "both", "for a two-sided normal test: whether rejecting in the wrong direction counts as power"),
} as const;
/** Sizes up to which tables are enumerated. */
const mostEnumerated = 200;

export interface TwoProportionPlan extends ArmPlan {
  /** For enumerated tests, whose power goes up and down: the smallest control arm with the power at all; the plan's is the smallest from which on it stays. */
  readonly firstControlSize: number | null;
  readonly reason: string | null;
}
export interface TwoProportionPlans extends ResultForm {
  readonly plans: readonly TwoProportionPlan[];
  readonly missing: MissingRows;
}

/**
 * Size of two arms for a test of two proportions, or its power, one scenario a row.
 *
 * Fisher's and Pearson's tests by enumeration of all tables, each with its probability: exact power without any approximation, for
 * arms up to 200. Their power is no rising function of size; the size given is the smallest from which on it stays.
 *
 * Throws StatisticRefusal `out-of-range` for probabilities above 1 and where no size will do, `not-identified` without an effect,
 * `options-conflict` for a margin with another test than `unpooled` and `normal` (which is then the unpooled one).
 *
 * Sources: Fleiss, Tytun and Ury 1980, Biometrics 36:343; Casagrande, Pike and Smith 1978, Biometrics 34:483; Cohen 1988 (all
 * recalled). R: `power.prop.test(strict = TRUE)`, `pwr::pwr.2p2n.test`, `fisher.test` over all tables.
 *
 * @example planTwoProportions({ treated: [0.75], control: [0.5] }, { power: 0.9, tails: "one" }).plans[0]?.controlSize // 77
 */
export function planTwoProportions(columns: GivenColumns<typeof twoProportionPlanColumns>, options: GivenOptions<typeof twoProportionPlanOptions> = {}): TwoProportionPlans {
  const chosen = readOptions(twoProportionPlanOptions, options);
  const { columns: read, size, missing } = readRows(twoProportionPlanColumns, columns);
  requireScenarios(size);
  const plans = Array.from({ length: size }, (_, row) => {
    const [p, q] = [read.treated[row] as number, read.control[row] as number];
    if (p > 1 || q > 1) throw new StatisticRefusal("out-of-range", `${p > 1 ? "treated" : "control"}.${row + 1}`, "A probability is above 1.", "Give probabilities from 0 to 1.");
    const margin = read.margin?.[row] ?? null;
    if (margin !== null && chosen.test !== "unpooled" && chosen.test !== "normal") throw new StatisticRefusal("options-conflict", "margin", "Non-inferiority is planned with the normal test here.", 'Choose { test: "unpooled" }.');
    const sides = margin === null ? chosen.sides : "one";
    if ((margin === null && p === q) || (margin !== null && p - q >= margin)) throw refuseNoEffect(`treated.${row + 1}`);
    return planOf(p, q, margin, read.controlSize?.[row] ?? null, { ...chosen, sides });
  });
  return resultOf({ method: `Size of two arms for ${words[chosen.test]}, ${sayTest(chosen)}${read.margin === null ? "" : " (one-sided where there is a margin of non-inferiority)"}; ${sayMore(chosen)}.`, plans, missing });
}

const words = { normal: "a normal test of two proportions with the pooled variance under the hypothesis", unpooled: "a normal test of two proportions with the unpooled variance", continuity: "a normal test of two proportions with continuity correction", arcsine: "two proportions compared by their arcsines", fisher: "Fisher's exact test, by enumeration", pearson: "Pearson's chi-square test, by enumeration" } as const;
type Choices = ReturnType<typeof readOptions<typeof twoProportionPlanOptions>>;

function planOf(p: number, q: number, margin: number | null, given: number | null, chosen: Choices): TwoProportionPlan {
  const { test, ratio } = chosen;
  const exact = test === "fisher" || test === "pearson";
  const power = exact ? (control: number, treated: number): number => enumeratedPower(p, q, treated, control, chosen) : (control: number, treated: number): number => normalPower(p, q, treated, control, margin, chosen);
  if (given !== null) {
    if (exact && given * Math.max(1, ratio) > mostEnumerated) throw new StatisticRefusal("out-of-range", "controlSize", `Tables are enumerated for arms up to ${mostEnumerated}.`, "Choose a normal test.");
    return { ...armPlan(Math.max(1, given), chosen, power, null), firstControlSize: null, reason: "The size was given." };
  }
  if (exact) {
    const { first, stays } = sizesWithSawtooth((control) => power(control, Math.ceil(ratio * control - 1e-9)), chosen.power, 2, Math.floor(mostEnumerated / Math.max(1, ratio)));
    return { ...armPlan(stays, chosen, power, null), firstControlSize: first, reason: null };
  }
  const met = meetPower((control) => power(control, ratio * control), chosen.power, 1e-3);
  return { ...armPlan(smallestWhole(met, (control) => power(control, Math.ceil(ratio * control - 1e-9)), chosen.power, 1), chosen, power, met), firstControlSize: null, reason: "The power of a normal test rises with the size." };
}

function normalPower(p: number, q: number, treated: number, control: number, margin: number | null, { test, sides, significance, tails }: Choices): number {
  const z = normalQuantile(sides === "two" ? significance / 2 : significance, { tail: "upper" });
  const both = sides === "two" && tails === "both";
  if (test === "arcsine") {
    const shift = Math.abs(2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q))) * Math.sqrt((treated * control) / (treated + control));
    return normalTail(z - shift, { tail: "upper" }) + (both ? normalTail(-z - shift) : 0);
  }
  const spread = (p * (1 - p)) / treated + (q * (1 - q)) / control;
  const mean = (treated * p + control * q) / (treated + control);
  const under = test === "unpooled" || margin !== null ? spread : mean * (1 - mean) * (1 / treated + 1 / control);
  // Half the sum of 1/n for the step of a difference of proportions.
  const step = test === "continuity" ? (1 / treated + 1 / control) / 2 : 0;
  const difference = margin === null ? Math.abs(p - q) : margin - (p - q);
  const [off, error] = [z * Math.sqrt(under), Math.sqrt(spread)];
  return normalTail((off + step - difference) / error, { tail: "upper" }) + (both ? normalTail((-off - step - difference) / error) : 0);
}

/** The sum of the probabilities of the tables that are significant. */
function enumeratedPower(p: number, q: number, treated: number, control: number, { test, sides, significance }: Choices): number {
  const [ofTreated, ofControl] = [binomialMasses(treated, p), binomialMasses(control, q)];
  const alternative = sides === "two" ? "two-sided" : p > q ? "greater" : "less";
  const fisher = test === "fisher" ? fisherPValues(treated, control, alternative) : null;
  const z = normalQuantile(sides === "two" ? significance / 2 : significance, { tail: "upper" });
  let power = 0;
  for (let x = 0; x <= treated; x++) {
    for (let y = 0; y <= control; y++) {
      if (fisher !== null) {
        if (fisher(x, y) > significance) continue;
      } else {
        const pooled = (x + y) / (treated + control);
        const statistic = pooled === 0 || pooled === 1 ? 0 : (x / treated - y / control) / Math.sqrt(pooled * (1 - pooled) * (1 / treated + 1 / control));
        if ((sides === "two" ? Math.abs(statistic) : p > q ? statistic : -statistic) < z) continue;
      }
      power += (ofTreated[x] as number) * (ofControl[y] as number);
    }
  }
  return Math.min(1, power);
}
