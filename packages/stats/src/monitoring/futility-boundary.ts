/** Group-sequential limits for benefit and for futility, by alpha and beta spending. */
import { normalQuantile } from "../distributions/normal.ts";
import { DesignRefusal, requireFraction } from "../dose-finding/core/design-refusal.ts";
import { requireOptions } from "../dose-finding/core/require-options.ts";
import { atStart, crossing, goOn } from "./brownian-recursion.ts";
import { nextStep, requireFractions } from "./information-fractions.ts";
import { type SpendingFunction, describeSpending, spentAlpha } from "./spending-function.ts";
import { solveLower, solveUpper } from "./solve-limit.ts";

export interface FutilityLook {
  /** Share of the planned information at this look. */
  readonly fraction: number;
  /** Stop for benefit where z reaches this; `null` where nothing can be spent yet. */
  readonly upper: number | null;
  /** Stop for futility where z is at or below this; `null` where nothing can be spent yet. At the last look the upper limit. */
  readonly lower: number | null;
  /** Error of the first kind, and of the second kind at the drift, spent by now. */
  readonly spent: number;
  readonly betaSpent: number;
}

export interface FutilityBoundary {
  readonly looks: readonly FutilityLook[];
  readonly futility: "non-binding" | "binding";
  readonly alpha: number;
  readonly beta: number;
  /** Expected z at full information at which the power is 1 - beta. */
  readonly drift: number;
  /** How many times the information of one look with the same errors. */
  readonly inflation: number;
  /** Exact error of the first kind, recomputed: with a non-binding limit, if futility is ignored. */
  readonly attainedError: number;
  /** Exact probability of a stop for benefit at the drift, futility obeyed. */
  readonly power: number;
  readonly variant: string;
}

export interface FutilityOptions {
  /** Information fractions of all looks, rising from above 0; the last one is 1. */
  readonly fractions: readonly number[];
  /** One-sided error of the first kind. */
  readonly alpha: number;
  /** Error of the second kind: 1 - power. */
  readonly beta: number;
  readonly spending: SpendingFunction;
  readonly betaSpending: SpendingFunction;
  /**
   * `non-binding` (where left out): the upper limits keep alpha even if a board goes on after a crossing of the lower ones.
   * `binding`: the upper limits count on the stop, and the error is above alpha where a board goes on.
   */
  readonly futility?: "non-binding" | "binding";
}

/**
 * One-sided limits with a stop for futility: the upper ones spend alpha without an effect, the lower ones beta at the drift
 * that is looked for. The drift is the one at which both limits meet at the last look, so that the power is 1 - beta.
 *
 * Assumes independent increments (logrank, difference of means or proportions). Absolute error of limits below 1e-8.
 * Throws DesignRefusal for unfit fractions or errors, errors that add up to 1 or more, a last look before full information, and
 * `no-drift` where it would take a drift above 20.
 *
 * Source: Pampallona S, Tsiatis AA, Kim K. Drug Inf J 2001;35:1113-21, doi 10.1177/009286150103500408 (recalled).
 * R: `gsDesign(test.type = 4)`, binding `3`; `rpact::getDesignGroupSequential(typeBetaSpending = "bsHSD")`.
 *
 * @example futilityBoundary({ fractions: [1/3, 2/3, 1], alpha: 0.025, beta: 0.1, spending: { kind: "hwang-shih-decani", gamma: -4 }, betaSpending: { kind: "hwang-shih-decani", gamma: -2 } }).looks.map(({ lower }) => lower) // -0.239, 0.941, 1.999
 */
export function futilityBoundary(options: FutilityOptions): FutilityBoundary {
  requireOptions(options, ["fractions", "alpha", "beta", "spending", "betaSpending", "futility"]);
  const fractions = requireFractions(options.fractions);
  if (fractions.at(-1) !== 1) throw new DesignRefusal("last-look-not-full", `fractions.${fractions.length - 1}`, `The last look is at ${fractions.at(-1) ?? 0} of the information.`, "End the fractions with 1.");
  const alpha = requireFraction("alpha", options.alpha);
  const beta = requireFraction("beta", options.beta);
  if (alpha >= 0.5) throw new DesignRefusal("alpha-too-large", "alpha", `${alpha} leaves no limit above 0.`, "Give an error below 0.5.");
  if (alpha + beta >= 1) throw new DesignRefusal("errors-too-large", "beta", `Errors of ${alpha} and ${beta} need no data.`, "Give errors that add up to less than 1.");
  const futility = options.futility ?? "non-binding";
  if (futility !== "binding" && futility !== "non-binding") throw new DesignRefusal("unknown-futility", "futility", `${String(futility)} is not known.`, "Give binding or non-binding.");
  const plan: Plan = { ...options, fractions, futility };
  const single = normalQuantile(alpha, { tail: "upper" }) + normalQuantile(beta, { tail: "upper" });
  const drift = meetingDrift((at) => limitsAt(plan, at).gap, single * 0.9, 20);
  const { looks, gap } = limitsAt(plan, drift);
  if (!(Math.abs(gap) < 1e-6)) throw new DesignRefusal("no-drift", "betaSpending", "The limits meet at the last look for no drift up to 20.", "Allow larger errors, or spend beta later, for example by Hwang-Shih-DeCani with gamma -4.");
  const shape = { looks };
  return {
    looks, futility, alpha, beta, drift,
    inflation: (drift / single) ** 2,
    attainedError: futilityCharacteristics(shape, 0, { futility: futility === "binding" ? "obeyed" : "ignored" }).upper,
    power: futilityCharacteristics(shape, drift).upper,
    variant: `One-sided, alpha ${alpha} spent by ${describeSpending(options.spending)}, ${futility} futility, beta ${beta} spent by ${describeSpending(options.betaSpending)}, ${looks.length} looks at information fractions ${fractions.join(", ")}.`,
  };
}

/** Where the gap is 0: secant steps inside a bracket that shrinks, the older end halved (Illinois); halves where the gap is infinite. */
function meetingDrift(gapAt: (drift: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [gapAt(low), gapAt(high)];
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step++) {
    const secant = (low * above - high * below) / (above - below);
    const next = secant > low && secant < high ? secant : (low + high) / 2;
    if (next === low || next === high) break;
    const gap = gapAt(next);
    if (Math.abs(gap) < 1e-11) return next;
    if (gap < 0) {
      [low, below] = [next, gap];
      above /= 2;
    } else {
      [high, above] = [next, gap];
      below /= 2;
    }
  }
  return (low + high) / 2;
}

type Plan = FutilityOptions & { readonly futility: "non-binding" | "binding" };

/** All limits at a drift; `gap` is how far the last lower limit lies above the upper one: 0 at the drift wanted, infinite where they cross before. */
function limitsAt({ fractions, alpha, beta, spending, betaSpending, futility }: Plan, drift: number): { readonly looks: readonly FutilityLook[]; readonly gap: number } {
  const looks: FutilityLook[] = [];
  let [none, there] = [atStart, atStart];
  let [spent, betaSpent] = [0, 0];
  for (const [at, fraction] of fractions.entries()) {
    const root = Math.sqrt(fraction);
    const [wanted, betaWanted] = [spentAlpha(spending, alpha, fraction), spentAlpha(betaSpending, beta, fraction)];
    const upper = solveUpper(none, fraction, wanted - spent);
    const lower = solveLower(there, fraction, betaWanted - betaSpent, drift);
    [spent, betaSpent] = [upper === null ? spent : wanted, lower === null ? betaSpent : betaWanted];
    const [high, floor] = [upper ?? Number.POSITIVE_INFINITY, lower ?? Number.NEGATIVE_INFINITY];
    if (at === fractions.length - 1) return { looks: [...looks, { fraction, upper, lower: upper, spent, betaSpent }], gap: floor - high };
    if (floor >= high) return { looks, gap: Number.POSITIVE_INFINITY };
    looks.push({ fraction, upper, lower, spent, betaSpent });
    none = goOn(none, fraction, futility === "binding" ? floor * root : Number.NEGATIVE_INFINITY, high * root, 0, nextStep(fractions, at));
    there = goOn(there, fraction, floor * root, high * root, drift, nextStep(fractions, at));
  }
  return { looks, gap: Number.NaN };
}

export interface FutilityCharacteristics {
  readonly drift: number;
  /** Probability of ever stopping for benefit, and for futility (which the last look always does, where it is not for benefit). */
  readonly upper: number;
  readonly lower: number;
  readonly upperAtLook: readonly number[];
  readonly lowerAtLook: readonly number[];
  /** Expected share of the planned information at the end. */
  readonly expectedFraction: number;
  readonly method: string;
}

/**
 * What such limits do at a drift, the expected z at full information: 0 without an effect. `ignored`: the board goes on after
 * a crossing of the lower limits before the last look.
 *
 * Throws DesignRefusal for a drift outside -20 to 20.
 * @example futilityCharacteristics(boundary, boundary.drift).upper // the power
 */
export function futilityCharacteristics(boundary: Pick<FutilityBoundary, "looks">, drift: number, options: { readonly futility?: "obeyed" | "ignored" } = {}): FutilityCharacteristics {
  requireOptions(options, ["futility"]);
  if (!Number.isFinite(drift) || Math.abs(drift) > 20) throw new DesignRefusal("unfit-drift", "drift", `${String(drift)} does not lie from -20 to 20.`, "Give the expected z at full information, for example 3.2.");
  const fractions = requireFractions(boundary.looks.map(({ fraction }) => fraction));
  const last = fractions.length - 1;
  let surviving = atStart;
  const upperAtLook: number[] = [];
  const lowerAtLook: number[] = [];
  for (const [at, { fraction, upper, lower }] of boundary.looks.entries()) {
    const root = Math.sqrt(fraction);
    const stops = lower !== null && (at === last || options.futility !== "ignored");
    const [high, floor] = [upper === null ? Number.POSITIVE_INFINITY : upper * root, stops ? lower * root : Number.NEGATIVE_INFINITY];
    upperAtLook.push(upper === null ? 0 : crossing(surviving, fraction, high, drift, "upper"));
    lowerAtLook.push(stops ? crossing(surviving, fraction, floor, drift, "lower") : 0);
    surviving = goOn(surviving, fraction, floor, high, drift, nextStep(fractions, at));
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const early = sum(upperAtLook.slice(0, -1)) + sum(lowerAtLook.slice(0, -1));
  const expectedFraction = fractions.reduce((total, fraction, at) => total + fraction * (at === last ? 1 - early : (upperAtLook[at] ?? 0) + (lowerAtLook[at] ?? 0)), 0);
  return { drift, upper: sum(upperAtLook), lower: sum(lowerAtLook), upperAtLook, lowerAtLook, expectedFraction, method: "Numerical recursion of Armitage, McPherson and Rowe." };
}
