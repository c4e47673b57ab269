/** From a lot to every participant who got it. */
import type { Instant } from "../infusion/infusion-event.ts";
import type { Bag, BagState } from "./lot.ts";

/** A bag of which something was infused, into whom, in which infusion. */
export interface GivenBag {
  readonly bagId: string;
  readonly infusionId: string;
  readonly participantId: string;
  /** When the bag began to run. */
  readonly givenAt: Instant;
}

export interface Recall {
  readonly lotId: string;
  /** One entry an infusion, in the order of time. */
  readonly infusions: readonly { readonly infusionId: string; readonly participantId: string; readonly firstGivenAt: Instant; readonly bagIds: readonly string[] }[];
  readonly participantIds: readonly string[];
  /** Bags of the lot that nobody has got and that are not destroyed: where they are now, by state. */
  readonly remaining: readonly { readonly bagId: string; readonly bagCode: string; readonly state: BagState; readonly reservedForInfusionId: string | null }[];
}

/**
 * Who got cells of the lot, and which of its bags are still somewhere. A bag counts as given where an infusion says so,
 * whatever its recorded state is.
 *
 * @param bags all bags; those of other lots are ignored.
 * @param givenTo all given bags; a bag that ran in two infusions stands twice.
 */
export function deriveRecall(lotId: string, bags: readonly Bag[], givenTo: readonly GivenBag[]): Recall {
  const ofLot = bags.filter((bag) => bag.lotId === lotId);
  const ids = new Set(ofLot.map((bag) => bag.id));
  const given = givenTo.filter((one) => ids.has(one.bagId)).toSorted((a, b) => (a.givenAt < b.givenAt ? -1 : a.givenAt > b.givenAt ? 1 : 0));
  const byInfusion = Map.groupBy(given, (one) => one.infusionId);
  const infusions = [...byInfusion].flatMap(([infusionId, entries]) => {
    const [first] = entries;
    return first === undefined ? [] : [{ infusionId, participantId: first.participantId, firstGivenAt: first.givenAt, bagIds: [...new Set(entries.map((one) => one.bagId))] }];
  });
  const givenIds = new Set(given.map((one) => one.bagId));
  return {
    lotId,
    infusions,
    participantIds: [...new Set(infusions.map((one) => one.participantId))],
    remaining: ofLot
      .filter((bag) => !givenIds.has(bag.id) && bag.state !== "given" && bag.state !== "destroyed")
      .map((bag) => ({ bagId: bag.id, bagCode: bag.code, state: bag.state, reservedForInfusionId: bag.reservedForInfusionId })),
  };
}
