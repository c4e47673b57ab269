/** Studies with counts, read once and pooled in any selection by a method that needs no effect of each study: Mantel-Haenszel or Peto. */
import type { GivenColumns, MissingRows } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, readOptions } from "../../form/option-fields.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { type MantelHaenszelResult, mantelHaenszelColumns, mantelHaenszelOptions, poolMantelHaenszel } from "../rare-events/pool-mantel-haenszel.ts";
import { type PetoResult, poolPeto } from "../rare-events/pool-peto.ts";
import { type RareLimits, type WaldParts, refusalOf } from "../rare-events/rare-effect.ts";
import { type TwoArmStudies, readTwoArmCounts, readTwoArmTimes } from "../rare-events/two-arm-studies.ts";

export const countSetColumns = mantelHaenszelColumns;
export const countSetOptions = {
  model: choice(["mantel-haenszel", "peto"], "mantel-haenszel", "how counts are pooled; Peto's method has the odds ratio only, and neither corrections nor kinds of variance"),
  ...mantelHaenszelOptions,
} as const;
export type CountChoices = ReadOptions<typeof countSetOptions>;

/** One line of a table of pooled counts; all numbers are `null` where the selection cannot be pooled, for the reason in `refusal`. */
export interface PooledCounts {
  /** Studies that were pooled. */
  readonly studies: number;
  readonly events: number | null;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly interval: RareLimits | null;
  readonly test: WaldParts["test"] | null;
  readonly ratio: WaldParts["ratio"];
  readonly difference: WaldParts["difference"];
  /** Cochran's Q (Peto's, for Peto's method) with its test; `null` for one study. */
  readonly heterogeneity: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number } | null;
  readonly refusal: { readonly code: string; readonly reason: string; readonly remedy: string } | null;
}
export type CountResult = MantelHaenszelResult | PetoResult;
export interface CountSet {
  readonly names: readonly string[];
  /** From 1, in what was given. */
  readonly rows: readonly number[];
  readonly missing: MissingRows;
  readonly pool: (places: readonly number[]) => CountResult;
}

/** Throws StatisticRefusal `options-conflict` for an option that Peto's method does not have, and as the method of pooling does. */
export function readCountSet(columns: GivenColumns<typeof countSetColumns>, options: GivenOptions<typeof countSetOptions>): { readonly set: CountSet; readonly chosen: CountChoices } {
  const chosen = readOptions(countSetOptions, options);
  if (chosen.model === "peto") requirePetoOptions(options, chosen);
  const rates = chosen.measure === "rate-ratio" || chosen.measure === "rate-difference";
  const studies = rates ? readTwoArmTimes(columns as Parameters<typeof readTwoArmTimes>[0]) : readTwoArmCounts(columns as Parameters<typeof readTwoArmCounts>[0]);
  const { model, ...rest } = chosen;
  const ofModel = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) as GivenOptions<typeof mantelHaenszelOptions>;
  const pool = (places: readonly number[]): CountResult => {
    const part = columnsOf(studies, places, rates);
    return model === "peto" ? poolPeto(part as Parameters<typeof poolPeto>[0], { level: chosen.level, ...(chosen.doubleZero === null ? {} : { doubleZero: chosen.doubleZero }) }) : poolMantelHaenszel(part, ofModel);
  };
  return { set: { names: studies.names, rows: studies.rows, missing: studies.missing, pool }, chosen };
}

function requirePetoOptions(options: object, { measure }: CountChoices): void {
  if (measure !== "odds-ratio") throw new StatisticRefusal("options-conflict", "measure", `Peto's method has no ${measure.replace("-", " ")}.`, 'Choose "odds-ratio", or the model "mantel-haenszel".');
  const given = options as Readonly<Record<string, unknown>>;
  const foreign = ["correction", "correctionValue", "correctedStudies", "differenceVariance"].find((name) => given[name] !== undefined && given[name] !== null);
  if (foreign !== undefined) throw new StatisticRefusal("options-conflict", foreign, "Peto's method does not have it.", 'Leave it out, or choose the model "mantel-haenszel".');
}

function columnsOf(studies: TwoArmStudies, places: readonly number[], rates: boolean): GivenColumns<typeof countSetColumns> {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(places, (at) => values[at] ?? 0);
  const [treated, control] = [pick(studies.treatedSize), pick(studies.controlSize)];
  const sizes = rates ? { treatedTime: treated, controlTime: control } : { treatedTotal: treated, controlTotal: control };
  return { study: places.map((at) => studies.names[at] ?? ""), treatedEvents: pick(studies.treatedEvents), controlEvents: pick(studies.controlEvents), ...sizes };
}

/** The selection pooled, or why it cannot be: leaving a study out can leave no event in an arm. */
export function countRow(set: CountSet, places: readonly number[]): PooledCounts {
  try {
    return rowOf(set.pool(places));
  } catch (fault) {
    if (!(fault instanceof StatisticRefusal)) throw fault;
    return { studies: places.length, events: null, estimate: null, standardError: null, interval: null, test: null, ratio: null, difference: null, heterogeneity: null, refusal: refusalOf(fault) };
  }
}

export function rowOf({ studies, events, estimate, standardError, interval, test, ratio, difference, heterogeneity }: CountResult): PooledCounts {
  const q = heterogeneity.test;
  const { degreesOfFreedom } = q ?? { degreesOfFreedom: null };
  return { studies, events, estimate, standardError, interval, test, ratio, difference, heterogeneity: q === null || degreesOfFreedom === null ? null : { statistic: q.statistic, degreesOfFreedom, pValue: q.pValue }, refusal: null };
}
