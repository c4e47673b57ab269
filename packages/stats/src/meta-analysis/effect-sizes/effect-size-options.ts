/** Options of effect sizes, and every column that one of the measures may need. */
import { type ColumnField, type ColumnFields, type ColumnKind, type GivenColumns, mayColumn } from "../../form/columns.ts";
import { choice, fraction, mayChoose, number } from "../../form/option-fields.ts";
import { type Measure, measureNames } from "./measures.ts";
import { estimatesWithErrors, estimatesWithVariances, hazardRatioColumns, logrankColumns, oneArmCounts, oneArmTimes, twoArmCounts, twoArmMeans, twoArmTimes } from "./study-columns.ts";

type Loose<Fields extends ColumnFields> = { readonly [Key in keyof Fields]: ColumnField<Fields[Key]["kind"], false> };
const loosen = <Fields extends ColumnFields>(fields: Fields): Loose<Fields> => Object.fromEntries(Object.entries(fields).map(([name, { kind, says }]) => [name, mayColumn<ColumnKind>(kind, says)])) as Loose<Fields>;

/** All columns; the measure decides which of them are needed, and the others are refused. */
export const effectSizeColumns = {
  ...loosen(twoArmCounts),
  ...loosen(twoArmTimes),
  ...loosen(twoArmMeans),
  ...loosen(oneArmCounts),
  ...loosen(oneArmTimes),
  ...loosen(hazardRatioColumns),
  ...loosen(logrankColumns),
  ...loosen(estimatesWithErrors),
  ...loosen(estimatesWithVariances),
} as const;
export type EffectSizeColumns = GivenColumns<typeof effectSizeColumns>;

/** The kind of continuity correction. */
export const correctionKinds = ["none", "constant", "treatment-arm", "empirical"] as const;
export type CorrectionKind = (typeof correctionKinds)[number];
/** The studies that it is added to. */
export const correctedStudies = ["zero-cell-studies", "all-studies", "all-studies-if-any-zero"] as const;

/** Continuity correction and studies without events, for every method that needs them. */
export const correctionOptions = {
  correction: mayChoose(correctionKinds, "what is added to cells: nothing; the same to each cell; in proportion to the size of the arm, so that the correction itself shows no difference (treatment-arm); so that the correction itself shows the odds ratio of the studies without a zero (empirical). Left out: constant where a zero cell leaves no estimate or no variance, none for arcsine, Peto, square root and Freeman-Tukey measures"),
  correctionValue: number(0, 1000, 0.5, "what the constant correction adds to each cell; the others add twice this to the two event cells together"),
  correctedStudies: choice(correctedStudies, "zero-cell-studies", "which studies are corrected"),
  doubleZero: mayChoose(["exclude", "include"], "studies without an event in either arm, or in which everybody of both arms had it. Left out: excluded for ratios, which learn nothing from them, included for differences"),
} as const;

/** Options of `computeEffectSizes`. */
export const effectSizeOptions = {
  measure: choice<Measure>(measureNames, "odds-ratio", "measure of effect"),
  ...correctionOptions,
  zeroCell: choice(["any-cell", "event-cells"], "any-cell", "what counts as a zero of a risk ratio, a risk difference or a raw proportion: any of the cells, or only no event. Other measures have one rule"),
  varianceKind: choice(["large-sample", "large-sample-uncorrected", "unbiased", "average", "pooled-sd", "average-pooled"], "large-sample", "sampling variance: large-sample (LS, every measure); large-sample-uncorrected (LS2: the variance of d times J², standardised mean difference); unbiased (UB: standardised mean difference, risk difference, raw proportion); average (AV: the risks, coefficients of variation or effects are averaged over studies first); pooled-sd (HO: mean difference, ratio of means); average-pooled (AVHO: ratio of means)"),
  smallSample: choice(["exact", "approximate", "none"], "exact", "Hedges' factor J of the standardised mean difference: by gamma functions, 1 - 3/(4m - 1), or 1 (Cohen's d)"),
  ratioBias: choice(["none", "delta"], "none", "ratio of means: as it is, or with the second-order bias corrected in estimate and variance"),
  limitsLevel: fraction(0.95, "level of confidence of the limits given for hazard ratios"),
} as const;
