/** How many events would have to be otherwise for a meta-analysis to gain or lose significance. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions, whole } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import { measureFacts } from "../effect-sizes/measures.ts";
import type { PooledEffect } from "../pooling/pooled-effect.ts";
import { poolSelection, readStudySet, sensitivityOptions } from "./study-set.ts";

export const pooledFragilityColumns = twoArmCounts;
export const pooledFragilityOptions = { ...sensitivityOptions, mostChanges: whole(1, 100_000, 1000, "the search ends after so many changed outcomes") } as const;

export interface FragilityStep {
  readonly study: string;
  readonly row: number;
  readonly arm: "treated" | "control";
  readonly change: 1 | -1;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
export interface PooledFragility extends ResultForm {
  readonly studies: number;
  readonly significant: boolean;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Outcomes changed; `null` where none of the changes allowed turns significance. */
  readonly index: number | null;
  /** Index over all participants. */
  readonly quotient: number | null;
  /** Each change, and the pooled effect after it. */
  readonly steps: readonly FragilityStep[];
  readonly reason: string | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Fragility index of a meta-analysis: single outcomes are changed one after the other, each time the one of all studies and arms that
 * moves the nearer confidence limit the most, until the interval takes in, or leaves out, no effect.
 *
 * It is the length of a path found step by step: an upper bound of the fewest changes. A meta-analysis that is not significant is
 * tried towards both sides, and the shorter path is given. Equal moves: the first row, the treated arm. The whole meta-analysis
 * (corrections, variance between studies) is done again for every change tried: 2 studies × steps meta-analyses.
 *
 * Throws StatisticRefusal `options-conflict` for a measure not made of two-arm counts, and as `computeEffectSizes` and `poolEffects`.
 * Source: Atal, Porcher, Boutron and Ravaud 2019, J Clin Epidemiol 111:32, doi 10.1016/j.jclinepi.2019.03.012 (recalled).
 *
 * @example assessPooledFragility({ treatedEvents: [4, 3], treatedTotal: [50, 60], controlEvents: [14, 12], controlTotal: [50, 60] }, { model: "common" }).index // 6
 */
export const assessPooledFragility = (columns: GivenColumns<typeof pooledFragilityColumns>, options: GivenOptions<typeof pooledFragilityOptions> = {}): PooledFragility => runSteps(assessPooledFragilitySteps(columns, options));

/** The same, one changed outcome at a time; how many are needed is not known before: `done` is the share of `mostChanges`. */
export function* assessPooledFragilitySteps(columns: GivenColumns<typeof pooledFragilityColumns>, options: GivenOptions<typeof pooledFragilityOptions> = {}): Generator<{ readonly done: number }, PooledFragility> {
  const chosen = readOptions(pooledFragilityOptions, options);
  if (measureFacts(chosen.measure).shape !== "two-arm-counts") throw new StatisticRefusal("options-conflict", "measure", `${chosen.measure} is not made of two-arm counts.`, 'Choose for example "odds-ratio" or "risk-difference".');
  const read = readRows(twoArmCounts, columns);
  const { study, treatedEvents, treatedTotal, controlEvents, controlTotal } = read.columns;
  const names = study ?? Array.from(read.rows, (row) => String(row + 1));
  const pool = (treated: Float64Array, control: Float64Array): Omit<PooledEffect, "toJSON"> => {
    const set = readStudySet({ study: names, treatedEvents: treated, treatedTotal, controlEvents: control, controlTotal }, options, 1);
    return poolSelection(set, Int32Array.from(set.estimates, (_, at) => at), chosen);
  };
  const start = pool(treatedEvents, controlEvents);
  const significant = start.interval.lower > 0 || start.interval.upper < 0;
  // Towards a higher effect (+1) or a lower one.
  const directions: readonly (1 | -1)[] = significant ? [start.estimate < 0 ? 1 : -1] : [1, -1];
  let best: readonly FragilityStep[] | null = null;
  for (const direction of directions) {
    const path: readonly FragilityStep[] | null = yield* search({ pool, names, rows: read.rows, treatedEvents, treatedTotal, controlEvents, controlTotal }, { direction, significant, most: best === null ? chosen.mostChanges : best.length - 1, scale: chosen.mostChanges });
    if (path !== null) best = path;
  }
  let participants = 0;
  for (let at = 0; at < read.size; at++) participants += (treatedTotal[at] ?? 0) + (controlTotal[at] ?? 0);
  return resultOf({
    method: `Fragility index of a meta-analysis: outcomes changed one by one, each time the one that moves the ${100 * chosen.level}% interval the most, until it ${significant ? "takes in" : "leaves out"} no effect. ${start.method}`,
    studies: start.studies,
    significant,
    estimate: start.estimate,
    lower: start.interval.lower,
    upper: start.interval.upper,
    index: best?.length ?? null,
    quotient: best === null ? null : best.length / participants,
    steps: best ?? [],
    reason: best === null ? `No path of up to ${chosen.mostChanges} changed outcomes was found.` : null,
    missing: read.missing,
    warnings: start.warnings,
  });
}

interface Ground {
  readonly pool: (treated: Float64Array, control: Float64Array) => Omit<PooledEffect, "toJSON">;
  readonly names: readonly string[];
  readonly rows: Int32Array;
  readonly treatedEvents: Float64Array;
  readonly treatedTotal: Float64Array;
  readonly controlEvents: Float64Array;
  readonly controlTotal: Float64Array;
}

function* search(ground: Ground, { direction, significant, most, scale }: { readonly direction: 1 | -1; readonly significant: boolean; readonly most: number; readonly scale: number }): Generator<{ readonly done: number }, readonly FragilityStep[] | null> {
  const treated = ground.treatedEvents.slice();
  const control = ground.controlEvents.slice();
  const steps: FragilityStep[] = [];
  while (steps.length < most) {
    let best: { readonly step: FragilityStep; readonly gain: number; readonly at: number } | null = null;
    for (let at = 0; at < treated.length; at++)
      for (const arm of ["treated", "control"] as const) {
        const [events, total] = arm === "treated" ? [treated, ground.treatedTotal] : [control, ground.controlTotal];
        const change = (arm === "treated" ? direction : -direction) as 1 | -1;
        const now = events[at] ?? 0;
        if (now + change < 0 || now + change > (total[at] ?? 0)) continue;
        events[at] = now + change;
        const pooled = tryPool(ground, treated, control);
        events[at] = now;
        if (pooled === null) continue;
        const { lower, upper } = pooled.interval;
        // Losing significance: the limit on the side of no effect. Gaining it: the limit that must leave no effect behind.
        const gain = significant ? (direction === 1 ? upper : -lower) : direction === 1 ? lower : -upper;
        if (best === null || gain > best.gain) best = { at, gain, step: { study: ground.names[at] ?? "", row: (ground.rows[at] ?? 0) + 1, arm, change, estimate: pooled.estimate, lower, upper } };
      }
    if (best === null) return null;
    const { step, at } = best;
    if (step.arm === "treated") treated[at] = (treated[at] ?? 0) + step.change;
    else control[at] = (control[at] ?? 0) + step.change;
    steps.push(step);
    yield { done: Math.min(1, steps.length / scale) };
    if ((step.lower > 0 || step.upper < 0) !== significant) return steps;
  }
  return null;
}

/** A change that leaves nothing to pool is none. */
function tryPool(ground: Ground, treated: Float64Array, control: Float64Array): Omit<PooledEffect, "toJSON"> | null {
  try {
    return ground.pool(treated, control);
  } catch (refusal) {
    if (refusal instanceof StatisticRefusal) return null;
    throw refusal;
  }
}
