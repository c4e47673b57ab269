/** The dose: cells, bags, volume, rates, and every limit that they have to keep. */
import type { Assessment } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import { derivePredictedBodyWeight } from "../participant/predicted-body-weight.ts";
import type { LimitId, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { convert, sameDimension, valueIn } from "../quantity/unit.ts";
import { chooseBags } from "./choose-bags.ts";
import { decideWeight } from "./decide-weight.ts";
import { deriveCells } from "./derive-cells.ts";
import { deriveDmsoPerKg, deriveEndotoxinConcentration, deriveEndotoxinRate } from "./derive-product-load.ts";
import type { DosePlan } from "./dose-plan.ts";
import { assessLimit } from "./limit-verdict.ts";
import type { Bag, Lot } from "./lot.ts";
import { parsePace } from "./parse-pace.ts";

export interface DoseInput {
  readonly protocol: Protocol;
  /** Ordinal level of the participant; `null`: none is assigned. */
  readonly doseLevel: number | null;
  readonly weight: Quantity | null;
  /** Last weight before this infusion day; `null`: there is none. */
  readonly previousWeight: Quantity | null;
  /** The weight that a person confirmed with a reason. */
  readonly weightConfirmed?: Quantity | null;
  readonly height: Quantity | null;
  readonly sex: "female" | "male" | null;
  readonly lots: readonly Lot[];
  /** The bags reserved for this infusion, in the order in which they should be used. */
  readonly bags: readonly Bag[];
  /** Give a rate or a wanted duration, or neither; never both. No rate is ever proposed. */
  readonly rate?: Quantity | null;
  readonly durationWanted?: Quantity | null;
}

/** The limits that a dose plan is held against. */
export const doseLimitIds = [
  "dose-cells-maximum",
  "infusion-rate-maximum",
  "cell-rate-maximum",
  "cell-concentration-maximum",
  "infusion-duration-minimum",
  "infusion-duration-maximum",
  "dmso-dose-maximum",
  "endotoxin-rate-maximum",
] as const satisfies readonly LimitId[];

/**
 * The dose plan of one infusion.
 *
 * cells = level x weight (actual or predicted, as the protocol says; a level in cells needs no multiplication), reduced to
 * `dose-cells-maximum`; bags and volumes from viable cells per bag; duration = volume / rate; cells/min = rate x cells/mL
 * of the densest bag; DMSO g/kg and endotoxin [EU]/kg/h per actual weight.
 *
 * Not assessable, with every reason found: level unknown; weight missing or implausible; predicted weight not assessable;
 * too few cells in the bags; a rate or duration that is none. A changed weight that nobody has confirmed leaves the plan
 * visible with `weightDecision` refused. A limit that is not kept does not hide the plan: see `verdicts`.
 *
 * @example 1.5 million cells/kg x 60 kg = 90 million cells; bags of 60 million in 50 mL: 50 mL + 25 mL; at 2.5 mL/min 30 min.
 */
export function deriveDose(input: DoseInput): Assessment<DosePlan> {
  const { protocol, bags, lots } = input;
  const rule = protocolRule(protocol, "dose");
  const level = protocol.dose.levels.find((one) => one.level === input.doseLevel) ?? null;
  const weightDecision = decideWeight(protocol, input.weight, input.previousWeight, input.weightConfirmed ?? null);
  const fatal = weightDecision.reasons.filter((one) => !one.code.startsWith("weight-change-"));
  const weightUsed = deriveWeightUsed(input);
  const pace = parsePace(input);
  const because = [
    ...(level === null ? [reason("dose-level-unknown", "dose.level", rule, { level: input.doseLevel })] : []),
    ...fatal,
    ...(weightUsed.assessable ? [] : weightUsed.because),
    ...pace.faults,
  ];
  if (level === null || input.weight === null || !weightUsed.assessable || because.length > 0) return { assessable: false, rule, because };

  const cells = deriveCells(protocol, level, weightUsed.value);
  if (!cells.assessable) return cells;
  const chosen = chooseBags(cells.value.value, bags, lots);
  if (!chosen.assessable) return { assessable: false, rule, because: chosen.because };

  const kilograms = valueIn(input.weight, "kg");
  const volume = chosen.value.reduce((sum, bag) => sum + bag.volume.value, 0);
  const densest = Math.max(...chosen.value.map((bag) => bag.cells.value / bag.volume.value));
  const rate = pace.millilitresPerMinute(volume);
  const rateQuantity = rate === null ? null : { value: rate, unit: "mL/min" };
  const endotoxinConcentration = deriveEndotoxinConcentration(chosen.value, lots);
  const figures = {
    doseLevel: level,
    basis: protocol.dose.basis,
    formula: protocol.dose.basis === "predicted" ? protocol.dose.predictedWeightFormula : null,
    weightUsed: weightUsed.value,
    actualWeight: { value: kilograms, unit: "kg" },
    weightDecision,
    cellsNeeded: cells.value,
    capped: cells.reasons.length > 0,
    bags: chosen.value,
    volume: { value: volume, unit: "mL" },
    cellsPerKg: { value: cells.value.value / weightUsed.value.value, unit: "10*6{cells}/kg" },
    cellConcentration: { value: densest, unit: "10*6{cells}/mL" },
    rate: rateQuantity,
    duration: rate === null ? null : { value: volume / rate, unit: "min" },
    cellRate: rate === null ? null : { value: rate * densest, unit: "10*6{cells}/min" },
    dmsoPerKg: deriveDmsoPerKg(chosen.value, lots, kilograms),
    endotoxinConcentration,
    endotoxinRate: deriveEndotoxinRate(endotoxinConcentration, rateQuantity, kilograms),
  };
  return { assessable: true, rule, value: { ...figures, ...holdAgainstLimits(protocol, figures), notes: [...cells.reasons, ...chosen.reasons] }, reasons: [] };
}

function deriveWeightUsed(input: DoseInput): Assessment<Quantity> {
  const { protocol, weight } = input;
  if (protocol.dose.basis === "predicted") return derivePredictedBodyWeight(protocol.dose.predictedWeightFormula, input.sex, input.height);
  const rule = protocolRule(protocol, "weight");
  // A missing or unfit weight is already among the reasons of the weight decision.
  if (weight === null || !sameDimension(weight.unit, "kg") || !Number.isFinite(weight.value)) return { assessable: false, rule, because: [] };
  return { assessable: true, rule, value: convert(weight, "kg"), reasons: [] };
}

type Figures = Pick<DosePlan, "cellsNeeded" | "cellConcentration" | "rate" | "duration" | "cellRate" | "dmsoPerKg" | "endotoxinRate">;

function holdAgainstLimits(protocol: Protocol, figures: Figures): Pick<DosePlan, "verdicts" | "limitsNotSet"> {
  const known = (value: Quantity): Assessment<Quantity> => ({ assessable: true, rule: protocolRule(protocol, "dose"), value, reasons: [] });
  const paced = (value: Quantity | null, limitId: LimitId): Assessment<Quantity> => {
    if (value !== null) return known(value);
    const rule = protocolRule(protocol, `limit.${limitId}`);
    return { assessable: false, rule, because: [reason("rate-not-chosen", `limit.${limitId}`, rule)] };
  };
  const numbers: Readonly<Record<(typeof doseLimitIds)[number], Assessment<Quantity>>> = {
    "dose-cells-maximum": known(figures.cellsNeeded),
    "infusion-rate-maximum": paced(figures.rate, "infusion-rate-maximum"),
    "cell-rate-maximum": paced(figures.cellRate, "cell-rate-maximum"),
    "cell-concentration-maximum": known(figures.cellConcentration),
    "infusion-duration-minimum": paced(figures.duration, "infusion-duration-minimum"),
    "infusion-duration-maximum": paced(figures.duration, "infusion-duration-maximum"),
    "dmso-dose-maximum": figures.dmsoPerKg,
    "endotoxin-rate-maximum": figures.endotoxinRate,
  };
  return {
    verdicts: doseLimitIds.map((id) => assessLimit(protocol, id, numbers[id])).filter((verdict) => verdict !== null),
    limitsNotSet: doseLimitIds.filter((id) => protocol.limits[id] === undefined),
  };
}
