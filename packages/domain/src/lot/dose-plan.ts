/** What a dose calculation answers with. */
import type { Assessment, Decision, Reason } from "../decision/decision.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { DoseLevel, LimitId, WeightBasis } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { LimitVerdict } from "./limit-verdict.ts";

/** One bag of the plan, in the order in which it is given. */
export interface PlannedBag {
  readonly bagId: string;
  readonly bagCode: string;
  readonly lotId: string;
  readonly expiresAt: Instant | null;
  /** Volume to give of this bag, mL; less than the bag holds for a partial last bag. */
  readonly volume: Quantity;
  /** Viable cells in that volume, 10*6{cells}. */
  readonly cells: Quantity;
  readonly partial: boolean;
}

export interface DosePlan {
  readonly doseLevel: DoseLevel;
  readonly basis: WeightBasis;
  /** Name of the formula where the basis is `predicted`. */
  readonly formula: string | null;
  /** kg; the actual or the predicted weight by which the level is multiplied. */
  readonly weightUsed: Quantity;
  /** kg; DMSO and endotoxin are held against the actual weight. */
  readonly actualWeight: Quantity;
  /** Refused while a changed weight is not confirmed: the plan may be shown, not carried out. */
  readonly weightDecision: Decision;
  /** 10*6{cells}, after the cap. */
  readonly cellsNeeded: Quantity;
  readonly capped: boolean;
  readonly bags: readonly PlannedBag[];
  /** mL, all bags together. */
  readonly volume: Quantity;
  /** 10*6{cells}/kg of the weight used, after the cap. */
  readonly cellsPerKg: Quantity;
  /** 10*6{cells}/mL of the densest bag of the plan: what flows at worst. */
  readonly cellConcentration: Quantity;
  /** mL/min; `null` while no rate or duration is chosen. */
  readonly rate: Quantity | null;
  /** min, for the whole volume at the rate. */
  readonly duration: Quantity | null;
  /** 10*6{cells}/min while the densest bag runs. */
  readonly cellRate: Quantity | null;
  /** g/kg of this one infusion. */
  readonly dmsoPerKg: Assessment<Quantity>;
  /** [EU]/mL of the worst lot of the plan. */
  readonly endotoxinConcentration: Assessment<Quantity>;
  /** [EU]/kg/h at the rate while that lot runs. */
  readonly endotoxinRate: Assessment<Quantity>;
  readonly verdicts: readonly LimitVerdict[];
  /** Limits of a dose that the protocol does not set: nothing was held against them. */
  readonly limitsNotSet: readonly LimitId[];
  /** What a person should know beside the verdicts: the cap, bags that were not counted. */
  readonly notes: readonly Reason[];
}
