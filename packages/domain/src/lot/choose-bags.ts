/** Which bags make up a dose, and how much of each. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { ownRule, reason } from "../decision/reason.ts";
import { dimensionOf, valueIn } from "../quantity/unit.ts";
import type { PlannedBag } from "./dose-plan.ts";
import type { Bag, BagState, Lot } from "./lot.ts";

const rule = ownRule("choose-bags");
/** A bag in one of these states does not belong to a dose. */
const leftOut: readonly BagState[] = ["in-processing", "returned", "quarantined", "destroyed"];
/** Millions of cells below which a rest is rounding, relative to the dose. */
const roundingShare = 1e-12;

interface CountedBag {
  readonly bag: Bag;
  readonly lot: Lot;
  readonly millionCells: number;
  readonly millilitres: number;
}

/**
 * The bags to give, earliest expiry of the lot first and otherwise in the given order; of the last one only the volume
 * that the dose still needs. Cells are taken to be evenly suspended in a bag.
 *
 * A bag whose cells or volume are unknown, zero or in a wrong unit, whose lot is unknown, or that is quarantined,
 * destroyed, returned or still in processing is not counted, and a reason says so. Not assessable, with those reasons,
 * when the counted bags hold too few cells.
 *
 * @param millionCells cells needed, in millions.
 */
export function chooseBags(millionCells: number, bags: readonly Bag[], lots: readonly Lot[]): Assessment<readonly PlannedBag[]> {
  const notes: Reason[] = [];
  const counted = bags.map((bag) => count(bag, lots, notes)).filter((bag) => bag !== null);
  const chosen: PlannedBag[] = [];
  let missing = millionCells;
  for (const one of counted.toSorted(byExpiry)) {
    if (missing <= millionCells * roundingShare) break;
    const share = Math.min(1, missing / one.millionCells);
    chosen.push({
      bagId: one.bag.id,
      bagCode: one.bag.code,
      lotId: one.lot.id,
      expiresAt: one.lot.expiresAt,
      volume: { value: one.millilitres * share, unit: "mL" },
      cells: { value: one.millionCells * share, unit: "10*6{cells}" },
      partial: share < 1,
    });
    missing -= one.millionCells * share;
  }
  if (missing > millionCells * roundingShare) {
    const held = counted.reduce((sum, one) => sum + one.millionCells, 0);
    return { assessable: false, rule, because: [reason("cells-insufficient", "bags", rule, { value: held, needed: millionCells, unit: "10*6{cells}" }), ...notes] };
  }
  return { assessable: true, rule, value: chosen, reasons: notes };
}

function count(bag: Bag, lots: readonly Lot[], notes: Reason[]): CountedBag | null {
  const path = `bag.${bag.code}`;
  if (leftOut.includes(bag.state)) {
    notes.push(reason("bag-left-out", path, rule, { bag: bag.code, state: bag.state }));
    return null;
  }
  const lot = lots.find((one) => one.id === bag.lotId);
  if (lot === undefined) {
    notes.push(reason("bag-lot-unknown", path, rule, { bag: bag.code }));
    return null;
  }
  const { viableCells, volume } = bag;
  const fits = viableCells !== null && volume !== null && dimensionOf(viableCells.unit) === "cells" && dimensionOf(volume.unit) === "volume";
  if (!fits || !isPositive(viableCells.value) || !isPositive(volume.value)) {
    notes.push(reason("bag-cells-unknown", path, rule, { bag: bag.code }));
    return null;
  }
  return { bag, lot, millionCells: valueIn(viableCells, "10*6{cells}"), millilitres: valueIn(volume, "mL") };
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

/** An unknown expiry comes last; instants sort as text. The sort keeps the given order of equals. */
function byExpiry(a: CountedBag, b: CountedBag): number {
  const [first, second] = [a.lot.expiresAt, b.lot.expiresAt];
  if (first === second) return 0;
  if (first === null) return 1;
  if (second === null) return -1;
  return first < second ? -1 : 1;
}
