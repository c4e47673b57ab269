/** The effect in matched data, with a variance that knows of the sets. */
import { normalQuantile, normalTail } from "../distributions/normal.ts";
import { type GivenColumns, type MissingRows, column, mayColumn, readRows } from "../form/columns.ts";
import { type GivenOptions, choice, level as levelField, readOptions } from "../form/option-fields.ts";
import { type ResultForm, resultOf } from "../form/result.ts";
import { StatisticRefusal } from "../form/statistic-refusal.ts";
import { requireGroups } from "./assess-balance.ts";
import { codesOf } from "./strata.ts";

export const matchedEffectColumns = {
  treated: column("flag", "1 for the treated, 0 for the controls"),
  outcome: column("number", "what happened; 0 or 1 for risks"),
  weight: mayColumn("amount", "weight of the row, as matching gave it; 0 leaves it out"),
  matchedSet: mayColumn("text", "the matched set of the row; rows of one set depend on each other"),
};
export const matchedEffectOptions = {
  measure: choice(["difference", "risk-ratio"], "difference", "difference of means (of risks, where the outcome is 0 or 1), or ratio of risks"),
  correction: choice(["groups-and-rows", "groups", "none"], "groups-and-rows", "factor of the variance: G/(G-1) (n-1)/(n-2), G/(G-1), or none; G the sets, n the rows"),
  level: levelField,
};
export interface MatchedEffect extends ResultForm {
  readonly estimand: "ATT";
  readonly measure: "mean-difference" | "risk-difference" | "risk-ratio";
  readonly scale: "difference" | "log";
  readonly meanTreated: number;
  readonly meanControl: number;
  /** On the scale; a ratio as its logarithm. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
  readonly test: { readonly statistic: number; readonly distribution: "normal"; readonly degreesOfFreedom: null; readonly pValue: number };
  readonly ratio: { readonly estimate: number; readonly lower: number; readonly upper: number } | null;
  readonly rows: number;
  readonly sets: number | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Difference of weighted means, or ratio of weighted risks, of treated and controls in matched data; the standard error is robust
 * and clustered on the matched sets (each row its own where there are none), as matching without replacement asks for.
 *
 * The estimand is the effect in the treated who were matched (ATT). The variance takes the matching as given.
 * Refused (StatisticRefusal): `empty`, `one-group`, `too-few` (fewer than two sets, or no variation at all), `out-of-range` (a risk
 * ratio of an outcome that is not 0 or 1), `no-events` (a risk ratio with a group without events).
 * Source: Abadie and Spiess 2022, doi:10.1080/01621459.2020.1840383 (recalled). R: `lm(outcome ~ treated, weights = weight)` with
 * `sandwich::vcovCL(cluster = ~ set)`, to 1e-10.
 *
 * @example estimateMatchedEffect({ treated: [1, 0, 1, 0], outcome: [3, 1, 4, 3], matchedSet: [1, 1, 2, 2] }).estimate // 1.5
 */
export function estimateMatchedEffect(columns: GivenColumns<typeof matchedEffectColumns>, options: GivenOptions<typeof matchedEffectOptions> = {}): MatchedEffect {
  const { measure, correction, level } = readOptions(matchedEffectOptions, options);
  const { columns: { treated, outcome, weight, matchedSet }, size, missing } = readRows(matchedEffectColumns, withoutUnmatched(columns));
  const weights = weight ?? new Float64Array(size).fill(1);
  const used = Array.from(weights.keys()).filter((row) => (weights[row] ?? 0) > 0);
  requireGroups(Float64Array.from(used, (row) => treated[row] ?? 0));
  const risks = used.every((row) => outcome[row] === 0 || outcome[row] === 1);
  if (measure === "risk-ratio" && !risks) throw new StatisticRefusal("out-of-range", "outcome", "A risk ratio is of outcomes that are 0 or 1.", 'Take { measure: "difference" }.');
  const totals = [0, 0] as [number, number];
  const means = [0, 0] as [number, number];
  for (const row of used) {
    const group = treated[row] === 1 ? 1 : 0;
    totals[group] += weights[row] ?? 0;
    means[group] += ((outcome[row] ?? 0) - means[group]) * ((weights[row] ?? 0) / totals[group]);
  }
  const [meanControl, meanTreated] = means;
  if (measure === "risk-ratio" && (meanControl === 0 || meanTreated === 0)) throw new StatisticRefusal("no-events", "outcome", "A group has no events: there is no ratio.", 'Take { measure: "difference" }.');
  const groups = matchedSet === null ? Int32Array.from({ length: size }, (_, row) => row) : codesOf(matchedSet);
  const sums = new Float64Array(size);
  for (const row of used) {
    const group = treated[row] === 1 ? 1 : 0;
    const score = ((weights[row] ?? 0) / totals[group]) * ((outcome[row] ?? 0) - means[group]);
    const own = measure === "risk-ratio" ? score / means[group] : score;
    sums[groups[row] ?? 0] = (sums[groups[row] ?? 0] ?? 0) + (group === 1 ? own : -own);
  }
  const sets = new Set(used.map((row) => groups[row])).size;
  if (sets < 2 || used.length < 3) throw new StatisticRefusal("too-few", "matchedSet", `There are ${sets} sets of ${used.length} rows.`, "Give at least two sets and three rows.");
  const factor = correction === "none" ? 1 : (sets / (sets - 1)) * (correction === "groups" ? 1 : (used.length - 1) / (used.length - 2));
  const standardError = Math.sqrt(factor * sums.reduce((sum, one) => sum + one * one, 0));
  if (standardError === 0) throw new StatisticRefusal("too-few", "outcome", "No outcome differs from its group's mean within the sets: there is no standard error.", "Give more rows.");
  const estimate = measure === "risk-ratio" ? Math.log(meanTreated / meanControl) : meanTreated - meanControl;
  const half = normalQuantile((1 - level) / 2, { tail: "upper" }) * standardError;
  const named = measure === "risk-ratio" ? "risk-ratio" : risks ? "risk-difference" : "mean-difference";
  return resultOf({
    method: `${{ "risk-ratio": "Risk ratio", "risk-difference": "Risk difference", "mean-difference": "Mean difference" }[named]} in the matched treated (ATT)${weight === null ? "" : ", weighted"}; standard error robust${matchedSet === null ? "" : " and clustered on matched sets"} (${correction === "none" ? "no correction" : correction === "groups" ? "factor G/(G-1)" : "factor G/(G-1) (n-1)/(n-2)"}${measure === "risk-ratio" ? ", on the log scale by the delta method" : ""}); ${Number((level * 100).toPrecision(6))} % Wald interval.`,
    estimand: "ATT" as const, measure: named, scale: measure === "risk-ratio" ? "log" as const : "difference" as const, meanTreated, meanControl, estimate, standardError,
    interval: { lower: estimate - half, upper: estimate + half, level },
    test: { statistic: estimate / standardError, distribution: "normal" as const, degreesOfFreedom: null, pValue: 2 * normalTail(Math.abs(estimate / standardError), { tail: "upper" }) },
    ratio: measure === "risk-ratio" ? { estimate: Math.exp(estimate), lower: Math.exp(estimate - half), upper: Math.exp(estimate + half) } : null,
    rows: used.length, sets: matchedSet === null ? null : sets, missing,
    warnings: sets < 30 && matchedSet !== null ? [`There are ${sets} matched sets: a clustered standard error is too small with few of them.`] : [],
  });
}

/** Rows of weight 0 are in no set: their missing set is no missing value. */
function withoutUnmatched(columns: GivenColumns<typeof matchedEffectColumns>): GivenColumns<typeof matchedEffectColumns> {
  const { weight } = columns;
  if (weight === undefined || weight === null) return columns;
  const kept = Array.from({ length: weight.length }, (_, row) => row).filter((row) => weight[row] !== 0);
  if (kept.length === weight.length || columns.treated?.length !== weight.length) return columns;
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values === undefined || values === null || values.length !== weight.length ? values : kept.map((row) => values[row])])) as unknown as GivenColumns<typeof matchedEffectColumns>;
}
