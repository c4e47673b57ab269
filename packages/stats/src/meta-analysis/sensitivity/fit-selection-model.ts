/** Step-function selection model: the effect, allowing for studies being seen by their p-values. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { normalQuantile } from "../../distributions/normal.ts";
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { choice, type GivenOptions, mayNumbers, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { effectSizeOptions } from "../effect-sizes/effect-size-options.ts";
import { type RegressionPart, partOf } from "./asymmetry-regression.ts";
import { maximiseSelection } from "./maximise-selection.ts";
import { type SelectionData, selectionData } from "./selection-likelihood.ts";
import { readStudySet, sensitivityColumns, sensitivityOptions } from "./study-set.ts";

export const selectionColumns = sensitivityColumns;
export const selectionOptions = {
  ...effectSizeOptions,
  model: sensitivityOptions.model,
  steps: mayNumbers(0, 1, "cut-points of the p-values, for example 0.025, 0.5; 1 is added. Left out: 0.025"),
  alternative: choice(["greater", "less", "two-sided"], "greater", "the p-values that selection looks at: of an effect above 0, below 0, or of either side"),
  level: sensitivityOptions.level,
} as const;

export interface SelectionStep {
  /** p-values above `lower`, up to `upper`. */
  readonly lower: number;
  readonly upper: number;
  readonly studies: number;
  /** Chance of being seen, relative to the first interval, which is 1. */
  readonly weight: number;
  /** `null` for the first, which is fixed. */
  readonly standardError: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}
export interface SelectionModel extends ResultForm {
  readonly studies: number;
  /** The effect with selection allowed for. */
  readonly effect: RegressionPart;
  /** `null` for a common effect. */
  readonly tauSquared: { readonly estimate: number; readonly standardError: number | null } | null;
  readonly steps: readonly SelectionStep[];
  /** The same by maximum likelihood without selection. */
  readonly unselected: { readonly estimate: number; readonly standardError: number; readonly tauSquared: number | null; readonly logLikelihood: number };
  readonly logLikelihood: number;
  /** Of no selection. */
  readonly test: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number };
  /** Largest derivative of the log-likelihood over the root of its information. */
  readonly gradient: number;
  readonly iterations: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Vevea and Hedges' selection model with given cut-points, by maximum likelihood: effect, variance between studies and one weight for
 * each interval of p-values but the first. Newton's method with exact derivatives, run until the standardised gradient is below 1e-6;
 * τ² at its bound of 0 where the likelihood falls from there. Interval and test normal, from the information.
 *
 * The weights are not held below 1. Every interval needs a study: otherwise it is refused as `not-identified`.
 * Throws StatisticRefusal `too-few`, `not-identified`, `not-converged` with the gradient, `out-of-range`, and as `computeEffectSizes`.
 * Source: Vevea and Hedges 1995, Psychometrika 60:419, doi 10.1007/BF02294384; Hedges and Vevea 1996 (recalled).
 * R: `metafor::selmodel(rma(…, method = "ML"), type = "stepfun", steps = , alternative = )`.
 *
 * @example fitSelectionModel({ estimate: [0.5, 0.4, 0.1, 0.6, 0.02], standardError: [0.2, 0.15, 0.1, 0.3, 0.1] }, { measure: "generic", model: "common" }).steps.length // 2
 */
export function fitSelectionModel(columns: GivenColumns<typeof selectionColumns>, options: GivenOptions<typeof selectionOptions> = {}): SelectionModel {
  const chosen = readOptions(selectionOptions, options);
  const set = readStudySet(columns, options, 3);
  const cuts = readCuts(chosen.steps ?? [0.025]);
  const random = chosen.model === "random";
  const data = selectionData(set.estimates, set.variances, cuts, chosen.alternative);
  const counts = countStudies(data, cuts);
  const made = maximiseSelection(data, random);
  const plain = maximiseSelection({ ...data, weights: 1 }, random);
  const statistic = Math.max(0, 2 * (made.logLikelihood - plain.logLikelihood));
  const degreesOfFreedom = cuts.length - 1;
  const quantile = normalQuantile((1 - chosen.level) / 2, { tail: "upper" });
  const steps = counts.map((studies, at): SelectionStep => {
    const [lower, upper] = [at === 0 ? 0 : (cuts[at - 1] ?? 0), cuts[at] ?? 1];
    if (at === 0) return { lower, upper, studies, weight: 1, standardError: null, interval: null };
    const weight = Math.exp(made.logWeights[at - 1] ?? 0);
    const standardError = weight * (made.logWeightErrors[at - 1] ?? 0);
    return { lower, upper, studies, weight, standardError, interval: { lower: Math.max(0, weight - quantile * standardError), upper: weight + quantile * standardError } };
  });
  return resultOf({
    method: `Selection model with a step function of the ${chosen.alternative === "two-sided" ? "two-sided" : `one-sided (${chosen.alternative})`} p-value, cut-points ${cuts.slice(0, -1).join(", ")} (Vevea and Hedges), ${random ? "random effects" : "common effect"}, maximum likelihood by Newton's method; likelihood-ratio test of no selection. ${set.effectSizes.method}`,
    studies: set.estimates.length,
    effect: partOf(made.mean, made.meanError, null, chosen.level),
    tauSquared: random ? { estimate: made.tauSquared, standardError: made.tauSquaredError } : null,
    steps,
    unselected: { estimate: plain.mean, standardError: plain.meanError, tauSquared: random ? plain.tauSquared : null, logLikelihood: plain.logLikelihood },
    logLikelihood: made.logLikelihood,
    test: { statistic, distribution: "chi-square", degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom, { tail: "upper" }) },
    gradient: made.gradient,
    iterations: made.iterations,
    missing: set.missing,
    warnings: [...set.effectSizes.warnings, ...(counts.some((count) => count < 4) ? ["An interval of p-values has fewer than 4 studies: its weight, and with it the effect, is poorly known."] : [])],
  } as const);
}

function readCuts(given: readonly number[]): readonly number[] {
  const cuts = [...new Set(given)].filter((cut) => cut !== 1).toSorted((one, other) => one - other);
  if (cuts.length === 0 || (cuts[0] ?? 0) <= 0) throw new StatisticRefusal("out-of-range", "steps", "Cut-points must lie above 0, and one of them below 1.", "Give for example 0.025, 0.5.");
  return [...cuts, 1];
}

function countStudies(data: SelectionData, cuts: readonly number[]): readonly number[] {
  const counts = cuts.map(() => 0);
  for (const at of data.intervals) counts[at] = (counts[at] ?? 0) + 1;
  const empty = counts.indexOf(0);
  if (empty >= 0) throw new StatisticRefusal("not-identified", "steps", `No study has a p-value above ${empty === 0 ? 0 : (cuts[empty - 1] ?? 0)} and up to ${cuts[empty] ?? 1}: its weight cannot be known.`, "Take that cut-point out, or move it.", { interval: empty + 1 });
  return counts;
}
