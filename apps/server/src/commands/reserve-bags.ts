/** Reserves bags for an infusion. Bags that are no longer named are given back while they still may be. */
import { decideBagTransition } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { findBagsOfInfusion, lockBags, updateBag } from "../store/bag-store.ts";
import { findInfusion } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findLotsById } from "../store/lot-store.ts";
import type { WriteTx } from "../store/store.ts";
import { found, inStudy, invalid, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { refusedBy } from "./describe-decision.ts";

export async function reserveBags(context: CommandContext, infusionId: string, bagIds: readonly string[]): Promise<InfusionRecord> {
  const infusion = found(await context.store.read(context.siteId, (tx) => findInfusion(tx, context.siteId, infusionId)));
  await context.store.write(inStudy(context, infusion.studyId), async (write) => {
    const before = await findBagsOfInfusion(write.tx, context.siteId, infusionId);
    for (const bag of before.filter((one) => !bagIds.includes(one.id))) {
      const decision = decideBagTransition(bag.state, "unreserve");
      if (decision.to === null) throw refusedBy(decision);
      requireFresh(await updateBag(write.tx, context.siteId, bag.version, { ...bag, state: decision.to, reservedForInfusionId: null }));
      write.audit({ what: "bag-unreserve", entity: "bag", entityId: bag.id, from: { state: bag.state, reservedForInfusionId: infusionId }, to: { state: decision.to, reservedForInfusionId: null } });
    }
    await reserveFor(write, context, infusionId, bagIds.filter((id) => !before.some((bag) => bag.id === id)));
    write.audit({ what: "bags-reserved", entity: "infusion", entityId: infusionId, from: { bagIds: before.map((bag) => bag.id) }, to: { bagIds } });
  });
  return infusion;
}

/** Reserves free bags. Throws `refused` for a bag that may not be reserved, `invalid-input` for one of another study. */
export async function reserveFor(write: WriteTx, context: CommandContext, infusionId: string, bagIds: readonly string[]): Promise<void> {
  const infusion = found(await findInfusion(write.tx, context.siteId, infusionId));
  const bags = await lockBags(write.tx, context.siteId, bagIds);
  if (bags.length !== new Set(bagIds).size) throw new ApiError("not-found");
  const lots = await findLotsById(write.tx, context.siteId, [...new Set(bags.map((bag) => bag.lotId))]);
  for (const bag of bags) {
    if (lots.find((lot) => lot.id === bag.lotId)?.studyId !== infusion.studyId) throw invalid("bagIds", "other-study", `Bag ${bag.code} belongs to another study.`, "Choose a bag of the infusion's study.");
    const decision = decideBagTransition(bag.state, "reserve");
    if (decision.to === null) throw refusedBy(decision);
    requireFresh(await updateBag(write.tx, context.siteId, bag.version, { ...bag, state: decision.to, reservedForInfusionId: infusionId }));
    write.audit({ what: "bag-reserve", entity: "bag", entityId: bag.id, from: { state: bag.state }, to: { state: decision.to, reservedForInfusionId: infusionId } });
  }
}
