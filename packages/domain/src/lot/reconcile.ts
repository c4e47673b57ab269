/** Where every bag is. */
import type { Bag } from "./lot.ts";

export interface Reconciliation {
  /** Bags that left cell processing; the five lists below share them out without overlap. */
  readonly issued: readonly string[];
  readonly given: readonly string[];
  readonly returned: readonly string[];
  readonly quarantined: readonly string[];
  readonly destroyed: readonly string[];
  /** Issued, and no end is recorded: still at the bedside, or lost. */
  readonly missing: readonly string[];
  /** Bags that never left cell processing. */
  readonly kept: readonly string[];
  /** Nothing is missing. */
  readonly balanced: boolean;
}

/**
 * Ids of the bags by what became of them: issued = given + returned + quarantined + destroyed + missing. A bag counts as
 * issued when a time of issue is recorded or its state says that it was.
 */
export function deriveReconciliation(bags: readonly Pick<Bag, "id" | "state" | "issuedAt">[]): Reconciliation {
  const issued = bags.filter((bag) => bag.issuedAt !== null || bag.state === "issued" || bag.state === "spiked" || bag.state === "given" || bag.state === "returned");
  const inState = (...states: readonly Bag["state"][]) => issued.filter((bag) => states.includes(bag.state)).map((bag) => bag.id);
  const ended = ["given", "returned", "quarantined", "destroyed"] as const;
  const missing = issued.filter((bag) => !ended.some((state) => state === bag.state)).map((bag) => bag.id);
  return {
    issued: issued.map((bag) => bag.id),
    given: inState("given"),
    returned: inState("returned"),
    quarantined: inState("quarantined"),
    destroyed: inState("destroyed"),
    missing,
    kept: bags.filter((bag) => !issued.includes(bag)).map((bag) => bag.id),
    balanced: missing.length === 0,
  };
}
