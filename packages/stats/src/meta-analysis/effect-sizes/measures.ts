/** Measures of effect: what each is made of, the scale it is computed on, and what stands on the natural scale. */

/** The columns that a measure is made of. */
export type StudyShape = "two-arm-counts" | "two-arm-times" | "two-arm-means" | "one-arm-counts" | "one-arm-times" | "hazard" | "generic";
/** What an estimate means once it is taken back from the scale of the analysis; `null` where it has no other scale. */
export type NaturalScale = "ratio" | "difference" | "proportion" | "rate" | null;

interface MeasureFacts {
  readonly shape: StudyShape;
  /** The scale of estimates and variances. */
  readonly scale: "log" | "logit" | "arcsine" | "double arcsine" | "square root" | "double square root" | "standard deviations" | "raw";
  readonly natural: NaturalScale;
  /** As a sentence names it. */
  readonly words: string;
  /** Whether a cell of zero leaves it without a variance or without an estimate, so that 1/2 is added there by default. */
  readonly needsCorrection: boolean;
  /** Whether a study without any event (or with nothing but events) is left out by default: a ratio learns nothing from it. */
  readonly dropsDoubleZero: boolean;
}

const facts = (shape: StudyShape, scale: MeasureFacts["scale"], natural: NaturalScale, words: string, needsCorrection = false, dropsDoubleZero = false): MeasureFacts => ({ shape, scale, natural, words, needsCorrection, dropsDoubleZero });

/** Every measure, by its name. The letters in brackets are those of R's metafor. */
export const measures = {
  /** (OR) */
  "odds-ratio": facts("two-arm-counts", "log", "ratio", "log odds ratio", true, true),
  /** (RR) */
  "risk-ratio": facts("two-arm-counts", "log", "ratio", "log risk ratio", true, true),
  /** (RD) */
  "risk-difference": facts("two-arm-counts", "raw", "difference", "risk difference", true),
  /** (AS) */
  "arcsine-difference": facts("two-arm-counts", "arcsine", null, "difference of arcsine square roots of risks"),
  /** (PETO) */
  "peto-odds-ratio": facts("two-arm-counts", "log", "ratio", "Peto's log odds ratio", false, true),
  /** (IRR) */
  "rate-ratio": facts("two-arm-times", "log", "ratio", "log rate ratio", true, true),
  /** (IRD) */
  "rate-difference": facts("two-arm-times", "raw", "difference", "rate difference", true),
  /** (MD) */
  "mean-difference": facts("two-arm-means", "raw", "difference", "mean difference"),
  /** (SMD) */
  "standardised-mean-difference": facts("two-arm-means", "standard deviations", "difference", "standardised mean difference"),
  /** (ROM) */
  "ratio-of-means": facts("two-arm-means", "log", "ratio", "log ratio of means"),
  /** (PLO) */
  "proportion-logit": facts("one-arm-counts", "logit", "proportion", "logit of the proportion", true),
  /** (PAS) */
  "proportion-arcsine": facts("one-arm-counts", "arcsine", "proportion", "arcsine square root of the proportion"),
  /** (PR) */
  "proportion-raw": facts("one-arm-counts", "raw", "proportion", "proportion", true),
  /** (PFT) */
  "proportion-freeman-tukey": facts("one-arm-counts", "double arcsine", "proportion", "Freeman-Tukey double arcsine of the proportion"),
  /** (IR) */
  "rate-raw": facts("one-arm-times", "raw", "rate", "rate", true),
  /** (IRLN) */
  "rate-log": facts("one-arm-times", "log", "rate", "log rate", true),
  /** (IRS) */
  "rate-square-root": facts("one-arm-times", "square root", "rate", "square root of the rate"),
  /** (IRFT) */
  "rate-freeman-tukey": facts("one-arm-times", "double square root", "rate", "Freeman-Tukey square root of the rate"),
  "hazard-ratio": facts("hazard", "log", "ratio", "log hazard ratio"),
  /** (GEN) */
  "generic": facts("generic", "raw", null, "estimate as given"),
} as const satisfies Readonly<Record<string, MeasureFacts>>;

export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly Measure[];
export const measureFacts = (measure: Measure): MeasureFacts => measures[measure];
