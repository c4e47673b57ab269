/** One released batch of cells, and its bags. */
import type { Quantity } from "../quantity/quantity.ts";
import type { Instant } from "../infusion/infusion-event.ts";

export interface TestResult {
  readonly testId: string;
  /** `null`: not yet known. */
  readonly result: { readonly kind: "number"; readonly quantity: Quantity } | { readonly kind: "qualitative"; readonly value: string } | null;
  readonly stage: "interim" | "final";
  readonly reportedAt: Instant;
  readonly reportedBy: string;
}

export interface Lot {
  readonly id: string;
  readonly code: string;
  readonly sourceTissue: "bone-marrow" | "umbilical-cord" | "adipose" | "placenta" | "dental-pulp" | "other";
  readonly passage: number | null;
  readonly donorEligible: boolean | null;
  readonly manufacturedOn: string | null;
  readonly expiresAt: Instant | null;
  readonly carrier: string;
  /** DMSO by mass in the bag's volume, for example `{ value: 0.05, unit: "g/mL" }`; `null`: unknown; zero must be said. */
  readonly dmso: Quantity | null;
  readonly results: readonly TestResult[];
  readonly release: LotRelease | null;
}

export interface LotRelease {
  readonly kind: "final" | "conditional" | "rejected" | "withdrawn";
  readonly signedBy: string;
  readonly signedAt: Instant;
  readonly reason: string;
}

export const bagStates = ["in-processing", "released", "reserved", "thawed", "issued", "spiked", "given", "returned", "quarantined", "destroyed"] as const;
export type BagState = (typeof bagStates)[number];

export interface Bag {
  readonly id: string;
  readonly lotId: string;
  /** What the bag's barcode says. */
  readonly code: string;
  readonly state: BagState;
  /** Viable cells in the bag, for example `{ value: 75, unit: "10*6{cells}" }`. */
  readonly viableCells: Quantity | null;
  readonly volume: Quantity | null;
  readonly reservedForInfusionId: string | null;
  readonly thawedAt: Instant | null;
  readonly issuedAt: Instant | null;
}
