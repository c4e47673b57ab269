/** Effect sizes with their sampling variances, one for each study that has one. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import type { ExclusionReason } from "./correct-cells.ts";
import { sayEffectSizes } from "./effect-size-method.ts";
import { effectSizeColumns, effectSizeOptions } from "./effect-size-options.ts";
import { type Measure, type NaturalScale, type StudyShape, measureFacts } from "./measures.ts";
import { type ShapeEffects, shapeEffects } from "./shape-effects.ts";
import { estimatesWithErrors, estimatesWithVariances, hazardRatioColumns, logrankColumns, oneArmCounts, oneArmTimes, twoArmCounts, twoArmMeans, twoArmTimes } from "./study-columns.ts";

export interface CorrectedStudy {
  /** The row, from 1, in what was given. */
  readonly row: number;
  readonly study: string;
  readonly treatedAdded: number;
  /** `null` where there is one arm. */
  readonly controlAdded: number | null;
}
export interface ExcludedStudy {
  readonly row: number;
  readonly study: string;
  readonly reason: ExclusionReason;
  readonly says: string;
}
export interface EffectSizes extends ResultForm {
  readonly measure: Measure;
  readonly scale: string;
  readonly natural: NaturalScale;
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  /** Names of the studies kept; the number of the row where no names were given. */
  readonly studies: readonly string[];
  /** The row of each, from 1, in what was given. */
  readonly rows: Int32Array;
  /** Participants (person-time) of each study kept; `null` where the columns do not tell. */
  readonly sizes: Float64Array | null;
  readonly corrected: readonly CorrectedStudy[];
  readonly excluded: readonly ExcludedStudy[];
  /** Odds ratio or rate ratio behind the empirical correction. */
  readonly empiricalRatio: number | null;
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

const reasons: Readonly<Record<ExclusionReason, string>> = {
  "double-zero": "no event in any arm",
  "double-full": "everybody in every arm had the event",
  "not-estimable": "no estimate, or no variance above zero, without a correction",
};

/**
 * Estimates and sampling variances of a measure of effect, in the order of the rows that have one.
 *
 * Treated against controls: ratios above 1 and differences above 0 mean more among the treated. Ratios are on the log scale.
 * Defaults are those of metafor's `escalc` but for three: studies without any event are left out of ratios, Peto's odds ratio
 * is never corrected unless asked for, and what has no estimate or no variance is listed in `excluded` with its reason. A study in
 * which everybody of both arms had the event has a log risk ratio of 0 whose variance only a correction makes (`escalc` adds 1/2 and
 * gives it a large weight): it is left out by default, with a warning; Mantel-Haenszel's risk ratio keeps it.
 *
 * Which columns: the measure decides (see {@link twoArmCounts} and its neighbours); a hazard ratio is made of
 * `observedMinusExpected, variance`, of `hazardRatio, lower, upper`, or of `estimate, standardError` on the log scale.
 *
 * Throws StatisticRefusal `empty`, `no-events`, `only-events`, `not-identified` (no study can be estimated), `events-above-n`,
 * `options-conflict`, `start-not-before-end` (limits), and as `readRows` and `readOptions` do.
 *
 * Sources: formulas as in R's metafor 3.8, `escalc` (DOI of the paper 10.18637/jss.v036.i03; recalled); agreement to 1e-12.
 *
 * @example computeEffectSizes({ treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] }, { measure: "risk-ratio" }).estimates // [log 0.5]
 */
export function computeEffectSizes(columns: GivenColumns<typeof effectSizeColumns>, options: GivenOptions<typeof effectSizeOptions> = {}): EffectSizes {
  const chosen = readOptions(effectSizeOptions, options);
  const facts = measureFacts(chosen.measure);
  const read = readRows(fieldsFor(facts.shape, columns), columns as object) as { size: number; rows: Int32Array; missing: MissingRows; columns: Readonly<Record<string, Float64Array | readonly string[] | null>> };
  if (read.size === 0) throw new StatisticRefusal("empty", "columns", read.missing.rows > 0 ? "Every row lacks something." : "There is no row.", "Give at least one study with all its numbers.");
  const names = read.columns["study"] as readonly string[] | null;
  const nameOf = (at: number): string => names?.[at] ?? String((read.rows[at] ?? 0) + 1);
  const made = shapeEffects({ facts, chosen, size: read.size, rowOf: (at) => (read.rows[at] ?? 0) + 1, nameOf, columns: read.columns as Readonly<Record<string, Float64Array | null>> });
  const kept: number[] = [];
  const excluded: ExcludedStudy[] = [];
  for (let at = 0; at < read.size; at++) {
    const reason = made.excluded.get(at) ?? (Number.isFinite(made.estimates[at]) && Number.isFinite(made.variances[at]) && (made.variances[at] ?? 0) > 0 ? null : "not-estimable");
    if (reason === null) kept.push(at);
    else excluded.push({ row: (read.rows[at] ?? 0) + 1, study: nameOf(at), reason, says: reasons[reason] });
  }
  if (kept.length === 0) refuseNobody(excluded);
  const corrected = kept.filter((at) => (made.treatedAdded?.[at] ?? 0) > 0 || (made.controlAdded?.[at] ?? 0) > 0).map((at) => ({ row: (read.rows[at] ?? 0) + 1, study: nameOf(at), treatedAdded: made.treatedAdded?.[at] ?? 0, controlAdded: made.controlAdded?.[at] ?? null }));
  const all = kept.length === read.size;
  const keep = (values: Float64Array): Float64Array => (all ? values : Float64Array.from(kept, (at) => values[at] ?? 0));
  return resultOf({
    method: sayEffectSizes(chosen, made.correction, made.doubleZero, { corrected: corrected.length, excluded: excluded.length }),
    measure: chosen.measure,
    scale: facts.scale,
    natural: facts.natural,
    estimates: keep(made.estimates),
    variances: keep(made.variances),
    studies: kept.map(nameOf),
    rows: Int32Array.from(kept, (at) => (read.rows[at] ?? 0) + 1),
    sizes: made.sizes === null ? null : keep(made.sizes),
    corrected,
    excluded,
    empiricalRatio: made.empiricalRatio,
    missing: read.missing,
    warnings: [...warningsOf(made, chosen.measure), ...leftOutWarnings(excluded, chosen.measure)],
  });
}

const shapes = { "two-arm-counts": twoArmCounts, "two-arm-times": twoArmTimes, "two-arm-means": twoArmMeans, "one-arm-counts": oneArmCounts, "one-arm-times": oneArmTimes } as const;

/** The columns that the measure needs, by the form in which they were given. */
function fieldsFor(shape: StudyShape, columns: object) {
  if (shape !== "generic" && shape !== "hazard") return shapes[shape];
  if (shape === "hazard" && "observedMinusExpected" in columns) return logrankColumns;
  if (shape === "hazard" && !("estimate" in columns)) return hazardRatioColumns;
  return "variance" in columns ? estimatesWithVariances : estimatesWithErrors;
}

function refuseNobody(excluded: readonly ExcludedStudy[]): never {
  const every = (reason: ExclusionReason): boolean => excluded.every((one) => one.reason === reason);
  if (every("double-zero")) throw new StatisticRefusal("no-events", "columns", "No study has an event in any arm: there is no effect to estimate.", "Give an exact upper bound of the risk instead, or choose a difference.");
  if (every("double-full")) throw new StatisticRefusal("only-events", "columns", "Everybody had the event in every study: there is no effect to estimate.", "Choose a difference, or another outcome.");
  throw new StatisticRefusal("not-identified", "columns", "No study has an estimate with a variance.", "Choose a continuity correction, or a method that needs none.", { studies: excluded.length });
}

/** Studies that another method would keep, and studies that only a correction could keep, are told by name. */
function leftOutWarnings(excluded: readonly ExcludedStudy[], measure: Measure): readonly string[] {
  const named = (reason: ExclusionReason): readonly string[] => excluded.filter((one) => one.reason === reason).map(({ study }) => study);
  const [full, lost] = [named("double-full"), named("not-estimable")];
  const list = (studies: readonly string[]): string => `${studies.slice(0, 12).join(", ")}${studies.length > 12 ? ` and ${studies.length - 12} more` : ""}`;
  return [
    ...(measure === "risk-ratio" && full.length > 0 ? [`Everybody of both arms had the event in ${list(full)}: the log risk ratio there is 0 without a variance of its own, and ${full.length === 1 ? "the study is" : `these ${full.length} studies are`} left out. Mantel-Haenszel's risk ratio keeps ${full.length === 1 ? "it" : "them"} as no effect; doubleZero "include" keeps ${full.length === 1 ? "it" : "them"} with a variance that the correction makes.`] : []),
    ...(lost.length > 0 ? [`Left out for want of an estimate or of a variance above zero: ${list(lost)}.`] : []),
  ];
}

function warningsOf(made: ShapeEffects, measure: Measure): readonly string[] {
  const freemanTukey = measure === "proportion-freeman-tukey" || measure === "rate-freeman-tukey";
  return [...made.warnings, ...(freemanTukey ? ["A pooled Freeman-Tukey value is taken back with one size for all studies, their harmonic mean; where sizes differ much the result can mislead. A logistic mixed model needs no such step."] : [])];
}
