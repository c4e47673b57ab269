/** Groups of studies: the effect in each, and the test between them, which is another one for each kind of model. */
import { type ResultForm, type SubgroupComparison, StatisticRefusal, compareSubgroups, computeEffectSizes, poolEffects, subgroupOptions } from "@stroma/stats";
import type { ChosenModel } from "./pool-models.ts";
import { type PartRefusal, type PooledPart, type WhatToPool, optionsFor, pick, pickOptions, poolRows, refusalOfData } from "./pool-part.ts";
import { viewPooled } from "./pooled-view.ts";

export interface BetweenGroups {
  readonly statistic: number;
  readonly distribution: "chi-square" | "F";
  readonly degreesOfFreedom: number;
  /** Of F only. */
  readonly denominatorDegrees: number | null;
  readonly pValue: number;
  readonly kind: "wald" | "cochran-q-between-groups";
  /** Which test it is, fit for a footnote. */
  readonly says: string;
}
export interface GroupsOfModel {
  readonly parts: readonly PooledPart[];
  readonly between: BetweenGroups | null;
  /** Why there is no test. */
  readonly betweenRefusal: string | null;
  /** The sentence of the model of all groups; `null` where each group was pooled by itself. */
  readonly method: string | null;
}

/** @param groups name and rows of each */
export function* poolGroups(what: WhatToPool, model: ChosenModel, groups: readonly (readonly [name: string, rows: readonly number[]])[]): Generator<unknown, GroupsOfModel> {
  const alone: PooledPart[] = [];
  for (const [, rows] of groups) alone.push(yield* poolRows(what, model, rows));
  if (!model.inverseVariance) return { parts: alone, method: null, ...cochranBetween(alone) };
  try {
    const comparison = compareBySubgroups(what, model, groups);
    const parts = groups.map(([name, rows], at): PooledPart => {
      const subgroup = comparison.subgroups.find((one) => one.subgroup === name);
      // A group without a study that has an effect is no subgroup; its own refusal says why.
      if (subgroup === undefined) return alone[at] ?? { rows, pooled: null, result: null, refusal: null };
      const result = { ...subgroup, method: comparison.method } as unknown as ResultForm;
      return { rows, pooled: viewPooled(result, []), result, refusal: null };
    });
    return { parts, method: comparison.method, ...waldBetween(comparison, model) };
  } catch (error) {
    const refusal: PartRefusal = refusalOfData(error);
    return { parts: alone, between: null, betweenRefusal: `${refusal.message} ${refusal.remedy}`, method: null };
  }
}

function compareBySubgroups(what: WhatToPool, model: ChosenModel, groups: readonly (readonly [string, readonly number[]])[]): SubgroupComparison {
  const { method } = model;
  const foreign = Object.keys(model.options).find((name) => ["tauSquaredValue", "predictionVariance", "tauSquaredInterval"].includes(name));
  if (foreign !== undefined) throw new StatisticRefusal("options-conflict", foreign, "Groups do not have it.", `Leave --option ${foreign} or --by out.`);
  const options = { ...optionsFor(method, what, model), ...model.options };
  const rows = groups.flatMap(([, own]) => own).toSorted((one, other) => one - other);
  const nameOf = new Map(groups.flatMap(([name, own]) => own.map((row): [number, string] => [row, name])));
  const ofSizes = Object.fromEntries(Object.entries(options).filter(([name]) => effectOptions.has(name)));
  const sizes = computeEffectSizes(pick(what.columns, rows, Object.keys(method.columns)) as Parameters<typeof computeEffectSizes>[0], ofSizes);
  const subgroup = Array.from(sizes.rows, (place) => nameOf.get(rows[place - 1] ?? 0) ?? "");
  return compareSubgroups({ study: sizes.studies, estimate: sizes.estimates, variance: sizes.variances, subgroup }, pickOptions(options, subgroupOptions));
}
const effectOptions: ReadonlySet<string> = new Set(["measure", "correction", "correctionValue", "correctedStudies", "doubleZero", "zeroCell", "varianceKind", "smallSample", "ratioBias", "limitsLevel"]);

function waldBetween({ between: { test, reason }, commonTauSquared }: SubgroupComparison, { key }: ChosenModel): Pick<GroupsOfModel, "between" | "betweenRefusal"> {
  if (test === null) return { between: null, betweenRefusal: reason };
  const { statistic, distribution, degreesOfFreedom, denominatorDegrees, pValue } = test;
  const shared = key === "common" ? "common effect within groups" : commonTauSquared === null ? "random effects, a variance between studies for each group" : "random effects, one variance between studies common to all groups";
  return { between: { statistic, distribution, degreesOfFreedom, denominatorDegrees: denominatorDegrees ?? null, pValue, kind: "wald", says: `Wald's test between groups (${shared})` }, betweenRefusal: null };
}

/** Pooled effects of the groups against their common mean, each with its own variance. */
function cochranBetween(parts: readonly PooledPart[]): Pick<GroupsOfModel, "between" | "betweenRefusal"> {
  const pooled = parts.flatMap(({ pooled: one }) => (one !== null && one.standardError > 0 ? [one] : []));
  if (pooled.length < 2) return { between: null, betweenRefusal: "Fewer than two groups have a pooled effect." };
  const { test } = poolEffects({ estimate: pooled.map(({ estimate }) => estimate), standardError: pooled.map(({ standardError }) => standardError) }, { model: "common" }).heterogeneity;
  if (test === null) return { between: null, betweenRefusal: "Fewer than two groups have a pooled effect." };
  return { between: { statistic: test.statistic, distribution: "chi-square", degreesOfFreedom: test.degreesOfFreedom, denominatorDegrees: null, pValue: test.pValue, kind: "cochran-q-between-groups", says: `Cochran's Q between groups (their pooled effects about their mean weighted by inverse variance${pooled.length === parts.length ? "" : `; ${pooled.length} of ${parts.length} groups have one`})` }, betweenRefusal: null };
}

