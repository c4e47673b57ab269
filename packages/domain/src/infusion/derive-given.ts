/** How much has been given up to now. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import type { Bag } from "../lot/lot.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { valueIn } from "../quantity/unit.ts";
import type { Instant } from "./infusion-event.ts";
import type { InfusionState } from "./infusion-state.ts";
import { minutesBetween } from "./instant.ts";

export interface BagGiven {
  readonly bagId: string;
  readonly volume: Quantity;
  /** `recorded`: a person read the volume off; `from-rate`: rate times time. */
  readonly basis: "recorded" | "from-rate";
  readonly cells: Assessment<Quantity>;
}

export interface Given {
  readonly bags: readonly BagGiven[];
  readonly volume: Quantity;
  readonly cells: Assessment<Quantity>;
  readonly cellsPerKg: Assessment<Quantity>;
}

/**
 * Volume and cells given up to `now`, per bag and together, in mL and million cells.
 *
 * A recorded volume (bag finished, partial dose) wins over rate times time; rate times time never exceeds the bag's volume
 * where that is known. Cells are the bag's viable cells times the share of its volume; a bag whose cells or volume are
 * unknown makes the total not assessable, never zero.
 *
 * @param weight the weight for cells/kg; `null`: unknown.
 */
export function deriveGiven(state: InfusionState, bags: readonly Bag[], weight: Quantity | null, now: Instant): Given {
  const rule = ownRule("given");
  const given = state.starts
    .map((start) => start.bagId)
    .filter((bagId, index, all) => all.indexOf(bagId) === index)
    .map((bagId) => givenOfBag(state, bagId, bags.find((bag) => bag.id === bagId) ?? null, now));
  const because = given.flatMap(({ cells }) => (cells.assessable ? [] : cells.because));
  const total = given.reduce((sum, { cells }) => sum + (cells.assessable ? cells.value.value : 0), 0);
  const cells: Assessment<Quantity> = because.length > 0 ? { assessable: false, rule, because } : { assessable: true, rule, reasons: [], value: { value: total, unit: "10*6{cells}" } };
  return { bags: given, volume: { value: given.reduce((sum, { volume }) => sum + volume.value, 0), unit: "mL" }, cells, cellsPerKg: perKilogram(cells, weight) };
}

function givenOfBag(state: InfusionState, bagId: string, bag: Bag | null, now: Instant): BagGiven {
  const rule = ownRule("given");
  const recorded = state.bags.get(bagId)?.volumeGiven ?? null;
  const held = bag === null || bag.volume === null ? null : valueIn(bag.volume, "mL");
  const flowed = volumeFromRates(state, bagId, now);
  const millilitres = recorded === null ? Math.min(flowed, held ?? Infinity) : valueIn(recorded, "mL");
  const because: Reason[] = bag === null || bag.viableCells === null || held === null || held <= 0 ? [reason("given-cells-unknown", `bag.${bagId}`, rule, { bag: bag?.code ?? bagId })] : [];
  const cells: Assessment<Quantity> =
    bag === null || bag.viableCells === null || held === null || held <= 0
      ? { assessable: false, rule, because }
      : { assessable: true, rule, reasons: [], value: { value: (valueIn(bag.viableCells, "10*6{cells}") * millilitres) / held, unit: "10*6{cells}" } };
  return { bagId, volume: { value: millilitres, unit: "mL" }, basis: recorded === null ? "from-rate" : "recorded", cells };
}

/** Millilitres by rate times time; an open interval runs to now, one that begins later than now gives nothing. */
function volumeFromRates(state: InfusionState, bagId: string, now: Instant): number {
  let millilitres = 0;
  for (const interval of state.rates) {
    if (interval.bagId !== bagId) continue;
    const end = interval.to === null || interval.to > now ? now : interval.to;
    millilitres += Math.max(0, minutesBetween(interval.from, end)) * valueIn(interval.rate, "mL/min");
  }
  return millilitres;
}

function perKilogram(cells: Assessment<Quantity>, weight: Quantity | null): Assessment<Quantity> {
  const rule = ownRule("given");
  if (!cells.assessable) return cells;
  if (weight === null || valueIn(weight, "kg") <= 0) return { assessable: false, rule, because: [reason("given-weight-unknown", "weight", rule)] };
  return { assessable: true, rule, reasons: [], value: { value: cells.value.value / valueIn(weight, "kg"), unit: "10*6{cells}/kg" } };
}
