/** The grades that a machine can propose, as cited data. */
import type { Source } from "../protocol/source.ts";

export const ctcaeEdition = "CTCAE v5.0 (paraphrase)";

export type MachineTerm = "Fever" | "Hypoxia";

/** One case: the measured value from `above` (exclusive) or `from` (inclusive) to `upTo` (inclusive) or `below` (exclusive). */
export interface GradeRule {
  readonly term: MachineTerm;
  readonly grade: 1 | 2 | 3 | 4;
  readonly channel: "temperature" | "oxygen-saturation";
  readonly unit: string;
  readonly from?: number;
  readonly above?: number;
  readonly upTo?: number;
  readonly below?: number;
  /** The value has to last longer than this without a better one in between. */
  readonly longerThan?: { readonly value: number; readonly unit: string };
  /** The paraphrased wording. */
  readonly text: string;
  readonly source: Source;
}

const source = (term: MachineTerm): Source => ({ citation: `NCI Common Terminology Criteria for Adverse Events v5.0, term "${term}", in paraphrase`, status: "verified" });

/**
 * In the documented order, mildest first. Of Hypoxia only the fall at rest can be seen by a machine: grade 2 speaks of exercise and
 * of intermittent oxygen, grade 4 of the airway.
 */
export const ctcaeRules: readonly GradeRule[] = [
  { term: "Fever", grade: 1, channel: "temperature", unit: "Cel", from: 38, upTo: 39, text: "38.0 to 39.0 °C", source: source("Fever") },
  { term: "Fever", grade: 2, channel: "temperature", unit: "Cel", above: 39, upTo: 40, text: "above 39.0 to 40.0 °C", source: source("Fever") },
  { term: "Fever", grade: 3, channel: "temperature", unit: "Cel", above: 40, text: "above 40.0 °C for up to 24 h", source: source("Fever") },
  { term: "Fever", grade: 4, channel: "temperature", unit: "Cel", above: 40, longerThan: { value: 24, unit: "h" }, text: "above 40.0 °C for more than 24 h", source: source("Fever") },
  { term: "Hypoxia", grade: 3, channel: "oxygen-saturation", unit: "%", below: 88, text: "SpO2 below 88 % at rest", source: source("Hypoxia") },
];

/** Arterial oxygen that makes Hypoxia grade 3, and the codes under which a laboratory result may name it. */
export const hypoxiaByBloodGas = { grade: 3, analytes: ["PaO2", "pao2", "pO2"], upTo: { value: 55, unit: "mm[Hg]" }, text: "PaO2 55 mmHg or less", source: source("Hypoxia") } as const;

/** Why the grades that are left out cannot be proposed. */
export const beyondTheMachine: readonly { readonly term: MachineTerm; readonly below: number; readonly because: string }[] = [
  { term: "Hypoxia", below: 3, because: "exertion and the need of intermittent oxygen are not seen by a monitor" },
];
