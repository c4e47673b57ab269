/** Enters a lot with its bags; nothing is released by that. */
import { dimensionOf } from "@stroma/domain";
import type { Quantity } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import type { Fault } from "../http/api-error.ts";
import { insertBag } from "../store/bag-store.ts";
import { findLot, insertLot } from "../store/lot-store.ts";
import type { LotDetails, LotRecord } from "../store/lot-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, refuseDuplicate } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export interface LotInput extends LotDetails {
  readonly code: string;
  readonly bags: readonly { readonly code: string; readonly viableCells: Quantity | null; readonly volume: Quantity | null }[];
}

export async function createLot(context: CommandContext, studyId: string, input: LotInput): Promise<LotRecord> {
  requireUnits(input);
  const { code, bags, ...details } = input;
  const id = context.newId();
  const write = context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    found(await findStudy(tx, context.siteId, studyId));
    await insertLot(tx, context.siteId, { id, studyId, code, details, createdAt: context.now });
    audit({ what: "lot-created", entity: "lot", entityId: id, from: null, to: { code, ...details } });
    for (const bag of bags) {
      const bagId = context.newId();
      await insertBag(tx, context.siteId, { id: bagId, lotId: id, ...bag, state: "in-processing", reservedForInfusionId: null, thawedAt: null, issuedAt: null });
      audit({ what: "bag-created", entity: "bag", entityId: bagId, from: null, to: { lotId: id, ...bag } });
    }
    return found(await findLot(tx, context.siteId, id));
  });
  return refuseDuplicate(write, "code", "The lot's code, or a bag's code, is taken at this site.");
}

function requireUnits(input: LotInput): void {
  const faults: Fault[] = [];
  const check = (path: string, quantity: Quantity | null, wanted: string) => {
    if (quantity === null) return;
    if (dimensionOf(quantity.unit) !== dimensionOf(wanted)) faults.push({ path: `${path}.unit`, code: "unit-mismatch", message: `${quantity.unit} does not fit here.`, remedy: `Use ${wanted}, or another unit of the same kind.` });
    else if (quantity.value < 0) faults.push({ path: `${path}.value`, code: "negative", message: "The value is negative.", remedy: "Enter what was measured." });
  };
  check("dmso", input.dmso, "g/mL");
  input.bags.forEach((bag, index) => {
    check(`bags.${index}.viableCells`, bag.viableCells, "10*6{cells}");
    check(`bags.${index}.volume`, bag.volume, "mL");
  });
  if (faults.length > 0) throw new ApiError("invalid-input", { faults });
}
