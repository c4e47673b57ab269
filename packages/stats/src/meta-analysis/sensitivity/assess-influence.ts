/** How much each study moves the result. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import type { GivenOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import type { PooledEffect } from "../pooling/pooled-effect.ts";
import { leaveOut, poolSelection, readSensitivityOptions, readStudySet, type sensitivityColumns, type sensitivityOptions } from "./study-set.ts";

export interface StudyInfluence {
  readonly study: string;
  readonly row: number;
  /** Externally standardised residual: the study's estimate from the others' pooled effect. */
  readonly residual: number;
  /** Standard deviations by which its own fitted value moves. */
  readonly dffits: number;
  /** Squared move of the pooled effect over its variance. */
  readonly cooksDistance: number;
  /** Variance of the pooled effect without the study over that with it. */
  readonly covarianceRatio: number;
  readonly tauSquaredWithout: number | null;
  readonly qWithout: number;
  /** Its pull on its own fitted value. */
  readonly hat: number;
  /** Percent. */
  readonly weight: number;
  /** Standard errors by which the pooled effect moves. */
  readonly dfbetas: number;
  /** Baujat's plot: the squared standardised residual across, the squared move of the pooled effect over its variance up. */
  readonly baujat: { readonly heterogeneity: number; readonly influence: number };
  /** Rules that mark it; empty: none. */
  readonly flags: readonly string[];
}
export interface InfluenceResult extends ResultForm {
  readonly studies: readonly StudyInfluence[];
  readonly influential: readonly string[];
  /** In words, with the numbers used. */
  readonly rules: readonly string[];
  readonly tauSquared: number | null;
  readonly q: number;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Influence of each study on a meta-analysis by inverse variance, from its leaving out; k studies, at least two.
 *
 * A study is marked where |DFFITS| > 3 √(1/(k - 1)), where Cook's distance is beyond the median of chi-square with 1 degree of
 * freedom, where its hat value is above 3/k, or where |DFBETAS| > 1. Each mark names its rule. Where the interval is
 * Hartung-Knapp-Sidik-Jonkman's its factor is in all variances. Time k².
 *
 * Throws StatisticRefusal `too-few`, and as `computeEffectSizes` and `poolEffects` do.
 * Sources: Viechtbauer and Cheung 2010, Res Synth Methods 1:112, doi 10.1002/jrsm.11; Baujat et al. 2002, Stat Med 21:2641,
 * doi 10.1002/sim.1221 (recalled). R: `metafor::influence(rma(…))`, `metafor::baujat(…)`, to 1e-7.
 *
 * @example assessInfluence({ estimate: [0.1, 0.3, 2], variance: [0.1, 0.1, 0.1] }, { measure: "generic", model: "common" }).influential // ["3"]
 */
export const assessInfluence = (columns: GivenColumns<typeof sensitivityColumns>, options: GivenOptions<typeof sensitivityOptions> = {}): InfluenceResult => runSteps(assessInfluenceSteps(columns, options));

/** The same, one study at a time; yields the share that is done. */
export function* assessInfluenceSteps(columns: GivenColumns<typeof sensitivityColumns>, options: GivenOptions<typeof sensitivityOptions> = {}): Generator<{ readonly done: number }, InfluenceResult> {
  const chosen = readSensitivityOptions(options);
  const set = readStudySet(columns, options, 2);
  const size = set.estimates.length;
  const whole = poolSelection(set, Int32Array.from({ length: size }, (_, at) => at), chosen);
  const tauSquared = whole.tauSquared?.estimate ?? 0;
  const kind = chosen.interval ?? (chosen.model === "random" ? "hksj-modified" : "wald");
  const places = new Int32Array(size - 1);
  const studies: StudyInfluence[] = [];
  for (let at = 0; at < size; at++) {
    const less = poolSelection(set, leaveOut(places, at), chosen);
    const [estimate = 0, variance = 0] = [set.estimates[at], set.variances[at]];
    const moved = whole.estimate - less.estimate;
    const without = less.tauSquared?.estimate ?? 0;
    const factor = factorOf(less, kind);
    const hat = (whole.weights[at] ?? 0) / 100;
    const dffits = moved / Math.sqrt(factor * hat * (without + variance));
    const cooksDistance = (moved / whole.standardError) ** 2;
    let weights = 0;
    for (const one of set.variances) weights += 1 / (one + without);
    const dfbetas = moved / Math.sqrt(factor / weights);
    studies.push({
      study: set.names[at] ?? "",
      row: set.effectSizes.rows[at] ?? 0,
      residual: (estimate - less.estimate) / Math.sqrt(factor * (variance + without) + less.standardError ** 2),
      dffits,
      cooksDistance,
      covarianceRatio: (less.standardError / whole.standardError) ** 2,
      tauSquaredWithout: less.tauSquared?.estimate ?? null,
      qWithout: less.heterogeneity.test?.statistic ?? 0,
      hat,
      weight: whole.weights[at] ?? 0,
      dfbetas,
      baujat: { heterogeneity: (estimate - whole.estimate) ** 2 / (tauSquared + variance), influence: (moved / less.standardError) ** 2 },
      flags: flagsOf({ dffits, cooksDistance, hat, dfbetas }, size),
    });
    yield { done: (at + 1) / size };
  }
  return resultOf({
    method: `Influence of each study from its leaving out (externally standardised residuals, DFFITS, Cook's distances, covariance ratios, hat values, DFBETAS, Baujat coordinates). ${whole.method}`,
    studies,
    influential: studies.filter(({ flags }) => flags.length > 0).map(({ study }) => study),
    rules: [`|DFFITS| above 3 √(1/(k - 1)) = ${dffitsLimit(size)}`, "Cook's distance beyond the median of chi-square with 1 degree of freedom (0.4549)", `hat value above 3/k = ${3 / size}`, "|DFBETAS| above 1"],
    tauSquared: whole.tauSquared?.estimate ?? null,
    q: whole.heterogeneity.test?.statistic ?? 0,
    missing: set.missing,
    warnings: [...set.effectSizes.warnings, ...whole.warnings],
  });
}

const dffitsLimit = (size: number): number => 3 * Math.sqrt(1 / (size - 1));

/** What the variance was multiplied by. */
function factorOf({ hksjFactor }: Pick<PooledEffect, "hksjFactor">, kind: "wald" | "hksj" | "hksj-modified"): number {
  if (hksjFactor === null || kind === "wald") return 1;
  return kind === "hksj" ? hksjFactor : Math.max(1, hksjFactor);
}

function flagsOf({ dffits, cooksDistance, hat, dfbetas }: Pick<StudyInfluence, "dffits" | "cooksDistance" | "hat" | "dfbetas">, size: number): readonly string[] {
  return [
    ...(Math.abs(dffits) > dffitsLimit(size) ? ["DFFITS"] : []),
    ...(chiSquareTail(cooksDistance, 1) > 0.5 ? ["Cook's distance"] : []),
    ...(hat > 3 / size ? ["hat value"] : []),
    ...(Math.abs(dfbetas) > 1 ? ["DFBETAS"] : []),
  ];
}
