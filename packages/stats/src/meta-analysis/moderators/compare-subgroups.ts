/** Subgroups of studies: the effect in each, and whether they differ. */
import { chiSquareTail } from "../../distributions/chi-square.ts";
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { zeroMatrix } from "../../linear-algebra/matrix.ts";
import { type Measure, measureFacts } from "../effect-sizes/measures.ts";
import { type MixedEffectsFit, fitMixedEffects } from "../pooling/fit-mixed-effects.ts";
import { estimatorWords } from "../pooling/fit-tau-squared.ts";
import { poolEstimates } from "../pooling/pool-estimates.ts";
import type { BetweenStudies, PooledEffect } from "../pooling/pooled-effect.ts";
import { type JointTest, jointWald } from "./linear-inference.ts";
import { residualVariance } from "./residual-variance.ts";
import { groupRows } from "./cluster-blocks.ts";
import { subgroupColumns, subgroupOptions } from "./subgroup-options.ts";
import { subgroupOfAll } from "./subgroup-of-all.ts";
import { percentWords, rowNames, variancesOf } from "./study-rows.ts";

type Choices = ReadOptions<typeof subgroupOptions>;

export interface Subgroup extends Omit<PooledEffect, "toJSON" | "method"> {
  readonly subgroup: string;
}
export interface SubgroupComparison extends ResultForm {
  readonly measure: Measure;
  readonly scale: string;
  readonly studies: number;
  /** In the order of their names; each with its studies, heterogeneity, and its own variance between studies with its interval. */
  readonly subgroups: readonly Subgroup[];
  /** The variance between studies that all subgroups share, with its interval; `null` where each has its own, and for a common effect. */
  readonly commonTauSquared: BetweenStudies | null;
  /** Whether the effects of subgroups differ; `null` with its reason for one subgroup. */
  readonly between: { readonly test: JointTest | null; readonly reason: string | null };
  /** Q of all studies = Q within subgroups + Q between them, with weights 1/v. */
  readonly withinTest: { readonly statistic: number; readonly distribution: "chi-square"; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  /** The subgroups' effects pooled: with a variance between subgroups where they are random. */
  readonly overall: Omit<PooledEffect, "toJSON" | "method"> | null;
  readonly overallReason: string | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * The effect in each subgroup of studies, and the test of a difference between subgroups.
 *
 * `betweenStudies: "common"` (default): one variance between studies, estimated from all subgroups about their own effects, as in a
 * regression on the subgroup; steadier where subgroups are small. `"separate"`: each its own. The test between is Wald's on the
 * subgroups' effects with the variances of their intervals: chi-square with g - 1 degrees of freedom, or F with k - g where
 * Knapp and Hartung's factor comes from all studies. `betweenSubgroups: "random"` also gives the variance between subgroups' effects
 * (REML) and an overall effect that counts it; the test, of no such variance, is the same.
 *
 * A subgroup of one study has that study's own normal interval where its variance between studies is its own. A difference between
 * subgroups of studies is seen across studies, not within them: other things may differ, too.
 *
 * Throws StatisticRefusal `empty`, `missing-column`, `options-conflict`, `not-identified` (a common variance between studies where
 * each subgroup has one study), `not-converged`, and as `readRows` and `readOptions` do.
 *
 * Sources: Borenstein and Higgins 2013, Prev Sci 14:134, doi 10.1007/s11121-013-0377-7; Borenstein et al. 2009, Introduction to
 * Meta-Analysis, chapter 19, doi 10.1002/9780470743386 (both recalled). R: `metafor::rma(yi, vi, mods = ~ subgroup - 1)` and
 * `rma(…, subset = )`, to 1e-8.
 *
 * @example compareSubgroups({ estimate: [0.1, 0.3, 0.6, 0.8], variance: [0.1, 0.1, 0.1, 0.1], subgroup: ["a", "a", "b", "b"] }).subgroups[1]?.estimate // 0.7
 */
export function compareSubgroups(columns: GivenColumns<typeof subgroupColumns>, options: GivenOptions<typeof subgroupOptions> = {}): SubgroupComparison {
  const chosen = readOptions(subgroupOptions, options);
  const read = readRows(subgroupColumns, columns);
  const variances = variancesOf(read.columns, read.rows);
  const names = rowNames(read.columns.study, read.rows);
  const groups = [...groupRows(read.columns.subgroup)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const all = { estimates: read.columns.estimate, variances, names, missing: { rows: 0, byColumn: {} } };
  const shared = fitShared(all.estimates, variances, groups, chosen.model === "random" && chosen.betweenStudies === "separate" ? "common" : chosen.model, chosen);
  const commonTauSquared = chosen.model === "random" && chosen.betweenStudies === "common" ? residualVariance(shared, "q-profile", chosen.level) : null;
  const ofAll = commonTauSquared !== null && chosen.commonDegrees === "all-studies";
  const subgroups = groups.map(([subgroup, rows], place): Subgroup => {
    const part = { measure: chosen.measure, names: rows.map((row) => names[row] ?? ""), estimates: Float64Array.from(rows, (row) => all.estimates[row] as number), variances: Float64Array.from(rows, (row) => variances[row] as number), weights: null, sizes: null, missing: all.missing };
    const { method: _, ...pooled } = poolEstimates(part, {
      model: chosen.model,
      tauSquared: chosen.tauSquared,
      tauSquaredValue: commonTauSquared?.estimate ?? null,
      interval: ofAll || (rows.length === 1 && chosen.interval !== "wald") ? "wald" : chosen.interval,
      prediction: chosen.prediction,
      predictionVariance: "as-interval",
      tauSquaredInterval: "none",
      level: chosen.level,
    });
    const own = { subgroup, ...pooled, tauSquared: ownTauSquared(part, chosen, pooled.tauSquared) };
    return ofAll ? subgroupOfAll(own, shared, place, chosen) : own;
  });
  const { commonResidualSum: within, residualDegrees: degrees } = shared;
  const between = testBetween(subgroups, ofAll ? shared.residualDegrees : null, chosen);
  const single = groups.length === 1 ? "There is one subgroup only." : null;
  return resultOf({
    method: say(subgroups, chosen, read.size, between.test, ofAll),
    measure: chosen.measure,
    scale: measureFacts(chosen.measure).scale,
    studies: read.size,
    subgroups,
    commonTauSquared,
    between,
    withinTest: degrees < 1 ? null : { statistic: within, distribution: "chi-square" as const, degreesOfFreedom: degrees, pValue: chiSquareTail(within, degrees, { tail: "upper" }) },
    overall: single === null ? poolSubgroups(subgroups, chosen) : null,
    overallReason: single,
    missing: read.missing,
    warnings: warningsOf(subgroups, chosen),
  });
}

type Groups = readonly (readonly [string, readonly number[]])[];

/** One model of all studies with an effect for each subgroup. */
function fitShared(estimates: Float64Array, variances: Float64Array, groups: Groups, model: "common" | "random", { tauSquared }: Choices): MixedEffectsFit {
  if (model === "random" && groups.length >= estimates.length) throw new StatisticRefusal("not-identified", "subgroup", "Each subgroup has one study, so that studies of a subgroup cannot differ.", 'Choose the model "common", or larger subgroups.', { studies: estimates.length, subgroups: groups.length });
  const design = zeroMatrix(estimates.length, groups.length);
  for (const [place, [, rows]] of groups.entries()) for (const row of rows) design.values[row * groups.length + place] = 1;
  return fitMixedEffects(estimates, variances, design, { model, tauSquared });
}

/** The subgroup's own variance between studies with its Q-profile interval, also where the pooled effect rests on the common one. */
function ownTauSquared({ estimates, variances }: { readonly estimates: Float64Array; readonly variances: Float64Array }, { model, tauSquared, level }: Choices, pooled: BetweenStudies | null): BetweenStudies | null {
  if (model === "common" || pooled === null) return null;
  if (estimates.length === 1) return { estimate: null, estimator: tauSquared, standardError: null, interval: null, profile: null, gradient: null, iterations: 0, maxima: null, reason: "One study cannot tell how much effects differ between studies." };
  return residualVariance(fitMixedEffects(estimates, variances, null, { model, tauSquared }), "q-profile", level);
}

/** Σ (θ - θ̄)² / SE², θ̄ with weights 1/SE². */
function testBetween(subgroups: readonly Subgroup[], degrees: number | null, chosen: Choices): SubgroupComparison["between"] {
  if (subgroups.length === 1) return { test: null, reason: "There is one subgroup only." };
  let [weights, sum] = [0, 0];
  // From the first, so that nothing is lost where effects are far from 0.
  const origin = subgroups[0]?.estimate ?? 0;
  for (const { estimate, standardError } of subgroups) {
    weights += 1 / standardError ** 2;
    sum += (estimate - origin) / standardError ** 2;
  }
  const statistic = subgroups.reduce((total, { estimate, standardError }) => total + ((estimate - origin - sum / weights) / standardError) ** 2, 0);
  const factor = degrees !== null && chosen.interval !== "wald";
  return { test: jointWald(statistic, subgroups.length - 1, factor ? degrees : null), reason: null };
}

function poolSubgroups(subgroups: readonly Subgroup[], { measure, level, betweenSubgroups, prediction }: Choices): Omit<PooledEffect, "toJSON" | "method"> {
  const { method: _, ...pooled } = poolEstimates(
    { measure, names: subgroups.map(({ subgroup }) => subgroup), estimates: Float64Array.from(subgroups, ({ estimate }) => estimate), variances: Float64Array.from(subgroups, ({ standardError }) => standardError ** 2), weights: null, sizes: null, missing: { rows: 0, byColumn: {} } },
    { model: betweenSubgroups === "random" ? "random" : "common", tauSquared: "REML", tauSquaredValue: null, interval: null, prediction, predictionVariance: "as-interval", tauSquaredInterval: "q-profile", level },
  );
  return pooled;
}

function warningsOf(subgroups: readonly Subgroup[], chosen: Choices): string[] {
  const warnings: string[] = [];
  const small = subgroups.filter(({ studies }) => studies < 5).map(({ subgroup, studies }) => `${subgroup} (${studies})`);
  if (small.length > 0 && chosen.model === "random" && chosen.betweenStudies === "separate") warnings.push(`Fewer than 5 studies in ${small.join(", ")}: a variance between studies of its own is poorly known there; a common one may serve better.`);
  const alone = subgroups.filter(({ studies }) => studies === 1).map(({ subgroup }) => subgroup);
  if (alone.length > 0 && chosen.model === "random" && (chosen.betweenStudies === "separate" || chosen.commonDegrees === "own-studies")) warnings.push(`One study in ${alone.join(", ")}: its interval is the normal one.`);
  if (subgroups.length > 1) warnings.push("Subgroups are compared across studies: what differs between them besides the subgroup may be the cause.");
  return warnings;
}

function say(subgroups: readonly Subgroup[], chosen: Choices, studies: number, test: JointTest | null, ofAll: boolean): string {
  const random = chosen.model === "random";
  const parts = [`${random ? "Random-effects" : "Common-effect"} meta-analysis (${chosen.measure === "generic" ? "estimates as given" : measureFacts(chosen.measure).words}, ${studies} ${studies === 1 ? "study" : "studies"}) in ${subgroups.length} ${subgroups.length === 1 ? "subgroup" : "subgroups"} with inverse-variance weights`];
  if (random) parts.push(`${chosen.betweenStudies === "common" ? "one variance between studies common to all subgroups" : "a variance between studies for each subgroup"} by ${estimatorWords[chosen.tauSquared]}, interval by Q-profile`);
  const kind = chosen.interval ?? (random ? "hksj-modified" : "wald");
  const level = percentWords(chosen.level);
  parts.push(kind === "wald" ? `${level} intervals by Wald (normal)` : `${level} intervals by Hartung, Knapp, Sidik and Jonkman${kind === "hksj" ? "" : " with a variance no smaller than the classical one"} (t, degrees of freedom from ${ofAll ? "all studies" : "each subgroup's studies"})`);
  if (test !== null) parts.push(`subgroups compared by Wald's test (${test.distribution === "F" ? `F, ${test.degreesOfFreedom} and ${test.denominatorDegrees ?? 0} degrees of freedom` : `chi-square, ${test.degreesOfFreedom} ${test.degreesOfFreedom === 1 ? "degree" : "degrees"} of freedom`})`);
  if (chosen.betweenSubgroups === "random") parts.push("subgroups' effects taken as random, their variance by restricted maximum likelihood");
  return `${parts.join("; ")}.`;
}
