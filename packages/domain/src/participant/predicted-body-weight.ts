/** Predicted body weight from sex and height, by named formulas. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Source } from "../protocol/source.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";

interface Formula {
  readonly title: string;
  readonly source: Source;
  /** Heights in cm for which the formula is used. */
  readonly height: { readonly low: number; readonly high: number; readonly source: Source };
  readonly kilograms: Readonly<Record<"female" | "male", (heightCm: number) => number>>;
}

/** The height range is ours: the formula gives any number for any height, also for a height typed in inches. */
const heightRange: Formula["height"] = { low: 120, high: 230, source: { citation: "Stroma: range of adult heights in which the formula is used", status: "local-decision" } };

export const predictedWeightFormulas = {
  "ardsnet-pbw": {
    title: "ARDS Network predicted body weight",
    source: { citation: "ARDS Network. N Engl J Med 2000;342:1301-8. doi 10.1056/NEJM200005043421801", status: "recalled" },
    height: heightRange,
    kilograms: {
      female: (heightCm) => 45.5 + 0.91 * (heightCm - 152.4),
      male: (heightCm) => 50 + 0.91 * (heightCm - 152.4),
    },
  },
  "devine-1974": {
    title: "Devine ideal body weight",
    source: { citation: "Devine BJ. Gentamicin therapy. Drug Intell Clin Pharm 1974;8:650-5", status: "recalled" },
    height: heightRange,
    kilograms: {
      female: (heightCm) => 45.5 + 2.3 * (heightCm / 2.54 - 60),
      male: (heightCm) => 50 + 2.3 * (heightCm / 2.54 - 60),
    },
  },
} as const satisfies Readonly<Record<string, Formula>>;
export type PredictedWeightFormula = keyof typeof predictedWeightFormulas;

/** Is this the name of a formula that Stroma knows? */
export function isPredictedWeightFormula(name: string): name is PredictedWeightFormula {
  return Object.hasOwn(predictedWeightFormulas, name);
}

const rule = ownRule("predicted-body-weight");

/**
 * Predicted body weight in kg, not rounded.
 *
 * `ardsnet-pbw`: women 45.5 + 0.91 (height in cm - 152.4); men 50 + 0.91 (height in cm - 152.4). The formula is widely
 * printed and well known; it was not read in the paper itself for this code, so its status is `recalled`.
 * `devine-1974`, from which it comes: 2.3 kg for each inch above 60 in, where ARDSNet has 0.91 kg for each cm.
 *
 * Not assessable, with every reason: formula unknown, sex unknown, height unknown, not a length, or outside 120 to 230 cm.
 * No sex and no height is ever assumed.
 *
 * @param formula name from the protocol; `null` where the protocol names none.
 * @param height any unit of length.
 *
 * @example derivePredictedBodyWeight("ardsnet-pbw", "male", { value: 177.8, unit: "cm" }) // 73.114 kg
 */
export function derivePredictedBodyWeight(formula: string | null, sex: "female" | "male" | null, height: Quantity | null): Assessment<Quantity> {
  if (formula === null || !isPredictedWeightFormula(formula)) {
    return { assessable: false, rule, because: [reason("weight-formula-unknown", "protocol.dose.predictedWeightFormula", rule, { formula, known: Object.keys(predictedWeightFormulas).join(", ") })] };
  }
  const definition: Formula = predictedWeightFormulas[formula];
  const because: Reason[] = [];
  if (sex === null) because.push(reason("sex-unknown", "participant.sex", rule));
  const faultOfHeight = findHeightFault(definition, height);
  if (faultOfHeight !== null) because.push(faultOfHeight);
  if (sex === null || height === null || because.length > 0) return { assessable: false, rule, because };
  return { assessable: true, rule, value: { value: definition.kilograms[sex](valueIn(height, "cm")), unit: "kg" }, reasons: [] };
}

function findHeightFault(definition: Formula, height: Quantity | null): Reason | null {
  const path = "participant.height";
  if (height === null) return reason("height-unknown", path, rule);
  if (dimensionOf(height.unit) !== "length" || !Number.isFinite(height.value)) return reason("height-unit-unfit", path, rule, { value: height.value, unit: height.unit });
  const { low, high, source } = definition.height;
  const heightCm = valueIn(height, "cm");
  return heightCm < low || heightCm > high ? reason("height-implausible", path, rule, { value: heightCm, unit: "cm", low, high }, source) : null;
}
