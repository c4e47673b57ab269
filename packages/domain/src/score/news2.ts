/** NEWS2, the National Early Warning Score of the Royal College of Physicians. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { ConsciousnessLevel, Instant } from "../infusion/infusion-event.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { convert, sameDimension, valueIn } from "../quantity/unit.ts";
import { alteredConsciousnessPoints, chartPoints, news2Chart, news2Edition, news2Parameters, news2Source, oxygenPoints } from "./news2-chart.ts";
import type { News2Parameter, News2Points } from "./news2-chart.ts";

export interface TimedValue<T> {
  readonly value: T;
  readonly at: Instant;
}

/** Everything that the score needs; `null` is unknown. */
export interface News2Input {
  readonly now: Instant;
  /** Completed years; the lowest possible where only the year of birth is known. */
  readonly age: number | null;
  readonly pregnant: boolean | null;
  /** Invasive or non-invasive ventilation. */
  readonly ventilated: boolean | null;
  readonly scale: 1 | 2;
  /** Scale 2 holds only on a named prescriber's word. */
  readonly scalePrescriber: string | null;
  readonly respiratoryRate: TimedValue<Quantity> | null;
  readonly oxygenSaturation: TimedValue<Quantity> | null;
  readonly onOxygen: TimedValue<boolean> | null;
  readonly systolicPressure: TimedValue<Quantity> | null;
  readonly pulse: TimedValue<Quantity> | null;
  readonly consciousness: TimedValue<ConsciousnessLevel> | null;
  readonly temperature: TimedValue<Quantity> | null;
  /** How long each value counts; `null`: it holds until it is changed (a setting such as the oxygen device). */
  readonly validity: Readonly<Record<News2Parameter, Quantity | null>>;
}

export interface News2 {
  readonly total: number;
  readonly parts: Readonly<Record<News2Parameter, News2Points>>;
  /** Some single parameter scores 3. */
  readonly redScore: boolean;
  readonly risk: "low" | "low-medium" | "medium" | "high";
  readonly scale: 1 | 2;
  readonly edition: string;
}

const rule = { id: "news2", edition: news2Edition };

/**
 * The aggregate NEWS2 score with its parts and its clinical risk.
 *
 * Not assessable, with every reason at once, when: the age is unknown or under 16; the person is recorded as pregnant;
 * ventilation is unknown or in use; scale 2 has no named prescriber; any of the seven parameters is missing, too old
 * (an age equal to its limit still counts), later than `now`, in a unit that does not fit, or not a measurement (SpO2 outside
 * 0 to 100 %, a rate or pressure not above zero). Pregnancy that is not recorded does not refuse; it is
 * named among the reasons of a score for a woman by the caller (`assessNews2OfInfusion`).
 *
 * Risk: 7 or more high; 5 or 6 medium; a 3 in one parameter low-medium; otherwise low.
 *
 * Source: RCP 2017 (see `docs/methods/news2.md`); held against the published cases of an independent implementation.
 *
 * @example assessNews2(input) // { assessable: true, value: { total: 3, risk: "low-medium", ... }, ... }
 */
export function assessNews2(input: News2Input): Assessment<News2> {
  const because = [...refusals(input), ...news2Parameters.flatMap((parameter) => faultOf(input, parameter))];
  const parts = because.length === 0 ? partsOf(input) : null;
  if (parts === null) return { assessable: false, rule, because };
  const points = Object.values(parts);
  const total = points.reduce<number>((sum, one) => sum + one, 0);
  const redScore = points.includes(3);
  const risk = total >= 7 ? "high" : total >= 5 ? "medium" : redScore ? "low-medium" : "low";
  return { assessable: true, value: { total, parts, redScore, risk, scale: input.scale, edition: news2Edition }, rule, reasons: [] };
}

function refusals(input: News2Input): Reason[] {
  const found: Reason[] = [];
  if (input.age === null) found.push(reason("news2-age-unknown", "participant.age", rule, {}, news2Source));
  else if (input.age < 16) found.push(reason("news2-under-16", "participant.age", rule, { age: input.age }, news2Source));
  if (input.pregnant === true) found.push(reason("news2-pregnant", "participant.pregnancy", rule, {}, news2Source));
  if (input.ventilated === null) found.push(reason("news2-ventilation-unknown", "oxygen.device", rule, {}, news2Source));
  else if (input.ventilated) found.push(reason("news2-ventilated", "oxygen.device", rule, {}, news2Source));
  if (input.scale === 2 && (input.scalePrescriber ?? "").trim() === "") found.push(reason("news2-scale-without-prescriber", "oxygen.scale", rule, {}, news2Source));
  return found;
}

function inputOf(input: News2Input, parameter: News2Parameter): TimedValue<Quantity | boolean | ConsciousnessLevel> | null {
  return {
    "respiratory-rate": input.respiratoryRate,
    "oxygen-saturation": input.oxygenSaturation,
    "air-or-oxygen": input.onOxygen,
    "systolic-pressure": input.systolicPressure,
    pulse: input.pulse,
    consciousness: input.consciousness,
    temperature: input.temperature,
  }[parameter];
}

const units: Readonly<Partial<Record<News2Parameter, string>>> = { "respiratory-rate": "/min", "oxygen-saturation": "%", "systolic-pressure": "mm[Hg]", pulse: "/min", temperature: "Cel" };

function faultOf(input: News2Input, parameter: News2Parameter): Reason[] {
  const found = inputOf(input, parameter);
  const path = `news2.${parameter}`;
  if (found === null) return [reason("score-input-missing", path, rule, { input: parameter }, news2Source)];
  const limit = input.validity[parameter];
  const age = millisecondsOf(input.now) - millisecondsOf(found.at);
  if (age < 0) return [reason("score-input-missing", path, rule, { input: parameter }, news2Source)];
  if (limit !== null && age > valueIn(limit, "ms")) {
    return [reason("score-input-too-old", path, rule, { input: parameter, age: Math.round(age / 60_000), ageUnit: "min", limit: limit.value, limitUnit: limit.unit }, news2Source)];
  }
  const unit = units[parameter];
  if (unit === undefined || typeof found.value !== "object") return [];
  return isMeasurement(found.value, unit) ? [] : [reason("score-input-implausible", path, rule, { input: parameter, value: found.value.value, unit: found.value.unit }, news2Source)];
}

function isMeasurement(quantity: Quantity, unit: string): boolean {
  if (!Number.isFinite(quantity.value) || (quantity.unit !== unit && !sameDimension(quantity.unit, unit))) return false;
  const value = convert(quantity, unit).value;
  return value > 0 && (unit !== "%" || value <= 100);
}

function partsOf(input: News2Input): Readonly<Record<News2Parameter, News2Points>> | null {
  const { respiratoryRate, oxygenSaturation, onOxygen, systolicPressure, pulse, consciousness, temperature } = input;
  if (respiratoryRate === null || oxygenSaturation === null || onOxygen === null || systolicPressure === null || pulse === null || consciousness === null || temperature === null) return null;
  const scale2 = onOxygen.value ? "oxygen-saturation-scale-2-oxygen" : "oxygen-saturation-scale-2-air";
  const points = (name: keyof typeof news2Chart, measured: TimedValue<Quantity>) => chartPoints(news2Chart[name], convert(measured.value, news2Chart[name].unit).value);
  return {
    "respiratory-rate": points("respiratory-rate", respiratoryRate),
    "oxygen-saturation": points(input.scale === 1 ? "oxygen-saturation-scale-1" : scale2, oxygenSaturation),
    "air-or-oxygen": onOxygen.value ? oxygenPoints : 0,
    "systolic-pressure": points("systolic-pressure", systolicPressure),
    pulse: points("pulse", pulse),
    consciousness: consciousness.value === "alert" ? 0 : alteredConsciousnessPoints,
    temperature: points("temperature", temperature),
  };
}
