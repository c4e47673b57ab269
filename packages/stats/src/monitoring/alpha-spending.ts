/** Group-sequential limits for comparing two arms, by alpha spending. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import { DesignRefusal, requireFraction } from "../dose-finding/core/design-refusal.ts";
import { requireOptions } from "../dose-finding/core/require-options.ts";
import { atStart, crossing, goOn } from "./brownian-recursion.ts";
import { nextStep, requireFractions, requireSides } from "./information-fractions.ts";
import { solveUpper } from "./solve-limit.ts";
import { type SpendingFunction, describeSpending, spentAlpha } from "./spending-function.ts";

export interface SpendingLook {
  /** Share of the planned information at this look. */
  readonly fraction: number;
  /** Stop where z reaches this (two-sided: or falls to its negative); `null` where nothing can be spent yet. */
  readonly limit: number | null;
  /** p-value of one side at the limit. */
  readonly nominal: number;
  /** Error spent by now, both sides together where two-sided. */
  readonly spent: number;
}

export interface SpendingBoundary {
  readonly looks: readonly SpendingLook[];
  readonly sides: "two-sided" | "upper";
  readonly alpha: number;
  /** Exact crossing probability without an effect, recomputed from the limits. */
  readonly attainedError: number;
  readonly variant: string;
}

export interface SpendingOptions {
  /** Information fractions of all looks, rising, above 0 and at most 1: those that were, and those that are planned. */
  readonly fractions: readonly number[];
  /** Overall error; where two-sided, half of it on each side. */
  readonly alpha: number;
  readonly sides?: "two-sided" | "upper";
  readonly spending: SpendingFunction;
}

/**
 * Limits for z at each look, so that the error spent follows the spending function whatever the number and timing of looks.
 *
 * Assumes a statistic with independent increments (logrank, difference of means or proportions). Two-sided limits are
 * symmetric; each side spends alpha/2 by its own spending function, and a crossing of the other side counts as a stop.
 *
 * Throws DesignRefusal for unfit fractions or errors, or more than 200 looks.
 * Source: Armitage P, McPherson CK, Rowe BC. JRSS-A 1969;132:235-44, doi 10.2307/2343787; Lan KKG, DeMets DL. Biometrika
 * 1983;70:659-63, doi 10.1093/biomet/70.3.659. R: `gsDesign(test.type = 2, sfu = sfLDOF)`, `ldbounds::ldBounds`.
 *
 * @example spendingBoundary({ fractions: [0.2, 0.4, 0.6, 0.8, 1], alpha: 0.05, spending: { kind: "obrien-fleming" } }).looks.map(({ limit }) => limit) // 4.877, 3.357, 2.680, 2.290, 2.031
 */
export function spendingBoundary(options: SpendingOptions): SpendingBoundary {
  requireOptions(options, ["fractions", "alpha", "sides", "spending"]);
  const fractions = requireFractions(options.fractions);
  const alpha = requireFraction("alpha", options.alpha);
  const sides = requireSides(options.sides ?? "two-sided");
  const side = sides === "two-sided" ? alpha / 2 : alpha;
  if (side >= 0.5) throw new DesignRefusal("alpha-too-large", "alpha", `${alpha} leaves no limit above 0.`, "Give an error below 0.5 on each side.");
  let surviving = atStart;
  let spentBefore = 0;
  const looks = fractions.map((fraction, at): SpendingLook => {
    const spent = spentAlpha(options.spending, side, fraction);
    const limit = solveUpper(surviving, fraction, spent - spentBefore);
    spentBefore = limit === null ? spentBefore : spent;
    surviving = goOn(surviving, fraction, lowerOf(sides, limit, fraction), (limit ?? Number.POSITIVE_INFINITY) * Math.sqrt(fraction), 0, nextStep(fractions, at));
    return { fraction, limit, nominal: limit === null ? 0 : normalTail(limit, { tail: "upper" }), spent: spentBefore * (sides === "two-sided" ? 2 : 1) };
  });
  const boundary = { looks, sides, alpha, attainedError: 0, variant: `Alpha spending (${describeSpending(options.spending)}), ${sides === "two-sided" ? "two-sided, symmetric" : "one-sided"}, alpha ${alpha}, ${looks.length} looks at information fractions ${fractions.join(", ")}.` };
  const { upper, lower } = spendingCharacteristics(boundary, 0);
  return { ...boundary, attainedError: upper + lower };
}

export interface SpendingCharacteristics {
  /** Expected z at full information. */
  readonly drift: number;
  /** Probability of ever crossing the upper limits: the power. */
  readonly upper: number;
  readonly lower: number;
  readonly upperAtLook: readonly number[];
  readonly lowerAtLook: readonly number[];
  /** Expected share of the planned information at the end. */
  readonly expectedFraction: number;
  readonly method: string;
}

/**
 * Crossing probabilities at a drift: the expected z at full information, for example effect × √information.
 * Limits may be of any origin. Absolute error below 1e-10.
 *
 * @example spendingCharacteristics(boundary, 3.2787).upper // 0.9 for five looks, O'Brien-Fleming-type spending
 */
export function spendingCharacteristics(boundary: Pick<SpendingBoundary, "looks" | "sides">, drift: number): SpendingCharacteristics {
  if (!Number.isFinite(drift) || Math.abs(drift) > 20) throw new DesignRefusal("unfit-drift", "drift", `${String(drift)} does not lie from -20 to 20.`, "Give the expected z at full information, for example 3.2.");
  const fractions = requireFractions(boundary.looks.map(({ fraction }) => fraction));
  let surviving = atStart;
  const upperAtLook: number[] = [];
  const lowerAtLook: number[] = [];
  boundary.looks.forEach(({ limit, fraction }, at) => {
    const upper = (limit ?? Number.POSITIVE_INFINITY) * Math.sqrt(fraction);
    const lower = lowerOf(boundary.sides, limit, fraction);
    upperAtLook.push(limit === null ? 0 : crossing(surviving, fraction, upper, drift, "upper"));
    lowerAtLook.push(limit === null || boundary.sides === "upper" ? 0 : crossing(surviving, fraction, lower, drift, "lower"));
    surviving = goOn(surviving, fraction, lower, upper, drift, nextStep(fractions, at));
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const last = fractions.length - 1;
  const early = sum(upperAtLook.slice(0, -1)) + sum(lowerAtLook.slice(0, -1));
  const expectedFraction = fractions.reduce((total, fraction, at) => total + fraction * (at === last ? 1 - early : (upperAtLook[at] ?? 0) + (lowerAtLook[at] ?? 0)), 0);
  return { drift, upper: sum(upperAtLook), lower: sum(lowerAtLook), upperAtLook, lowerAtLook, expectedFraction, method: "Numerical recursion of Armitage, McPherson and Rowe." };
}

/**
 * The drift at which the upper limits are crossed with this probability, and how much more information that takes than
 * a design with one look. Throws DesignRefusal unless the power lies above the error of the upper side.
 *
 * @example driftForPower(boundary, 0.9).inflation // 1.023 for five looks, O'Brien-Fleming-type spending
 */
export function driftForPower(boundary: SpendingBoundary, power: number): { readonly drift: number; readonly inflation: number } {
  requireFraction("power", power);
  const side = boundary.sides === "two-sided" ? boundary.alpha / 2 : boundary.alpha;
  if (power <= side) throw new DesignRefusal("power-not-above-error", "power", `${power} is not above the error of ${side}.`, "Give the power that is wanted, for example 0.9.");
  let low = 0;
  let high = 20;
  for (let step = 0; step < 60 && high - low > 1e-12; step++) {
    const middle = (low + high) / 2;
    if (spendingCharacteristics(boundary, middle).upper < power) low = middle;
    else high = middle;
  }
  const single = normalQuantile(side, { tail: "upper" }) + normalQuantile(power);
  return { drift: high, inflation: (high / single) ** 2 };
}

const lowerOf = (sides: "two-sided" | "upper", limit: number | null, fraction: number): number => (sides === "upper" || limit === null ? Number.NEGATIVE_INFINITY : -limit * Math.sqrt(fraction));
