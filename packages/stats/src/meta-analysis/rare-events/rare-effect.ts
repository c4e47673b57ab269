/** What every method for rare events gives, and its result with studies without events in as well as out. */
import { normalQuantile, normalTail } from "../../distributions/normal.ts";
import type { MissingRows } from "../../form/columns.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { measureFacts, type Measure } from "../effect-sizes/measures.ts";
import type { LeftOutStudy, TwoArmStudies } from "./two-arm-studies.ts";
import { sumOf } from "./two-arm-studies.ts";

export interface RareLimits {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}
export interface RareTest {
  readonly statistic: number;
  readonly distribution: "normal" | "chi-square";
  readonly degreesOfFreedom: number | null;
  readonly pValue: number;
}
export interface NaturalLimits {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}
/** An estimate with everything that is made of it and its standard error. */
export interface WaldParts {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: RareLimits;
  readonly test: RareTest;
  readonly ratio: NaturalLimits | null;
  readonly difference: NaturalLimits | null;
}
export interface StudiesUsed {
  readonly studies: number;
  readonly names: readonly string[];
  /** People in the studies used; `null` where studies are measured in person-time. */
  readonly participants: number | null;
  readonly personTime: number | null;
  readonly events: number;
  readonly excluded: readonly LeftOutStudy[];
  readonly missing: MissingRows;
}
/** The same analysis with studies without events treated the other way. */
export interface OtherDoubleZero {
  readonly doubleZero: "include" | "exclude";
  readonly studies: number;
  readonly participants: number | null;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly interval: RareLimits | null;
  readonly ratio: NaturalLimits | null;
  readonly difference: NaturalLimits | null;
  readonly refusal: { readonly code: string; readonly reason: string; readonly remedy: string } | null;
  readonly says: string;
}

export function usedOf(kept: TwoArmStudies, excluded: readonly LeftOutStudy[]): StudiesUsed {
  const size = sumOf(kept.treatedSize) + sumOf(kept.controlSize);
  return { studies: kept.names.length, names: kept.names, participants: kept.sizes === "people" ? size : null, personTime: kept.sizes === "time" ? size : null, events: sumOf(kept.treatedEvents) + sumOf(kept.controlEvents), excluded, missing: kept.missing };
}

/** Normal interval and test; ratio or difference as the measure says. */
export function waldParts(measure: Measure, estimate: number, standardError: number, level: number): WaldParts {
  const reach = normalQuantile((1 - level) / 2, { tail: "upper" }) * standardError;
  const statistic = estimate / standardError;
  const interval = { lower: estimate - reach, upper: estimate + reach, level };
  return { estimate, standardError, interval, test: { statistic, distribution: "normal", degreesOfFreedom: null, pValue: Math.min(1, 2 * normalTail(Math.abs(statistic), { tail: "upper" })) }, ...naturalOf(measure, estimate, interval) };
}

export function naturalOf(measure: Measure, estimate: number, { lower, upper }: { readonly lower: number; readonly upper: number }): Pick<WaldParts, "ratio" | "difference"> {
  const { natural } = measureFacts(measure);
  if (natural === "ratio") return { ratio: { estimate: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper) }, difference: null };
  return { ratio: null, difference: natural === "difference" ? { estimate, lower, upper } : null };
}

export type DoubleZeroChoice = "include" | "exclude";
type Shown = Pick<OtherDoubleZero, "studies" | "participants" | "estimate" | "standardError" | "interval" | "ratio" | "difference">;

/** Fits as chosen, and again the other way where there are such studies, so that both can be seen. */
export function bothDoubleZero<Fit extends { readonly [Key in "studies" | "participants" | "ratio" | "difference"]: Shown[Key] } & { readonly estimate: number; readonly standardError: number | null; readonly interval: RareLimits | null }>(chosen: DoubleZeroChoice, count: number, fit: (choice: DoubleZeroChoice) => Fit): Fit & { readonly doubleZero: DoubleZeroChoice; readonly otherDoubleZero: OtherDoubleZero } {
  const main = fit(chosen);
  const other = chosen === "include" ? "exclude" : "include";
  const show = (shown: Fit, says: string): OtherDoubleZero => ({ doubleZero: other, studies: shown.studies, participants: shown.participants, estimate: shown.estimate, standardError: shown.standardError, interval: shown.interval, ratio: shown.ratio, difference: shown.difference, refusal: null, says });
  if (count === 0) return { ...main, doubleZero: chosen, otherDoubleZero: show(main, "No study is without events in both arms: the result is the same.") };
  try {
    return { ...main, doubleZero: chosen, otherDoubleZero: show(fit(other), `With ${count} ${count === 1 ? "study" : "studies"} without events (or with nothing but events) ${other === "include" ? "kept" : "left out"}.`) };
  } catch (fault) {
    if (!(fault instanceof StatisticRefusal)) throw fault;
    return { ...main, doubleZero: chosen, otherDoubleZero: { doubleZero: other, studies: 0, participants: null, estimate: null, standardError: null, interval: null, ratio: null, difference: null, refusal: refusalOf(fault), says: "It cannot be computed the other way." } };
  }
}

export const refusalOf = (fault: StatisticRefusal): { readonly code: string; readonly reason: string; readonly remedy: string } => ({ code: fault.code, reason: fault.message.slice(fault.path.length + 2, -fault.remedy.length - 1), remedy: fault.remedy });

export const percent = (level: number): string => `${Number((100 * level).toPrecision(12))}%`;
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
export const sayExcluded = (excluded: readonly LeftOutStudy[]): string => (excluded.length === 0 ? "no study left out" : `${counted(excluded.length, "study", "studies")} left out`);
