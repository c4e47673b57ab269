/** What the bedside reports about bags changes their state. Where the table refuses the step, the state follows the fact and a deviation opens. */
import { decideBagTransition, deriveBagStateAfterFact } from "@stroma/domain";
import type { BagState, InfusionEvent, Instant, Protocol } from "@stroma/domain";
import { findBagsOfInfusion, lockBags, updateBag } from "../store/bag-store.ts";
import type { BagRecord } from "../store/bag-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import type { WriteTx } from "../store/store.ts";
import { requireFresh } from "./command-context.ts";

export interface FoundDeviation {
  readonly key: string;
  readonly kind: string;
  readonly since: Instant;
  readonly message: string;
}

type BagEvent = Extract<InfusionEvent, { readonly type: "bag-received" | "bag-thawed" | "bag-spiked" | "bag-finished" | "partial-dose-recorded" | "infusion-started" }>;

const bagEventTypes = new Set<InfusionEvent["type"]>(["bag-received", "bag-thawed", "bag-spiked", "bag-finished", "partial-dose-recorded", "infusion-started"]);

export function isBagEvent(event: InfusionEvent): event is BagEvent {
  return bagEventTypes.has(event.type);
}

/** Applies the events in their order. Gives the deviations that they open. */
export async function applyBagFacts(write: WriteTx, siteId: string, infusion: InfusionRecord, protocol: Protocol, events: readonly InfusionEvent[]): Promise<FoundDeviation[]> {
  const deviations: FoundDeviation[] = [];
  const bags = new Map((await lockBags(write.tx, siteId, [...new Set(events.filter(isBagEvent).map((event) => event.data.bagId))])).map((bag) => [bag.id, bag]));
  for (const event of events) {
    if (isBagEvent(event)) {
      const bag = bags.get(event.data.bagId);
      if (bag === undefined) deviations.push({ key: `bag-unknown:${event.id}`, kind: "bag-unknown", since: event.clinicalTime, message: `${event.type}: no bag of this site has the id ${event.data.bagId}.` });
      else bags.set(bag.id, await applyOne(write, siteId, infusion, event, bag, deviations));
    } else if (event.type === "pathway-opened" && protocol.pathways.find((pathway) => pathway.id === event.data.pathwayId)?.quarantineBag === true) {
      await quarantineUsedBags(write, siteId, infusion.id, event.id);
    }
  }
  return deviations;
}

async function applyOne(write: WriteTx, siteId: string, infusion: InfusionRecord, event: BagEvent, bag: BagRecord, deviations: FoundDeviation[]): Promise<BagRecord> {
  const { to, unexpected } = stateAfter(bag, event);
  if (unexpected) deviations.push({ key: `bag-state:${event.id}`, kind: "bag-state", since: event.clinicalTime, message: `Bag ${bag.code} was ${bag.state} when "${event.type}" was reported.` });
  if (bag.reservedForInfusionId !== infusion.id) deviations.push({ key: `bag-not-reserved:${bag.id}`, kind: "bag-not-reserved", since: event.clinicalTime, message: `Bag ${bag.code} was used here and is not reserved for this infusion.` });
  const after: BagRecord = {
    ...bag,
    state: to,
    thawedAt: event.type === "bag-thawed" ? earlier(bag.thawedAt, event.clinicalTime) : bag.thawedAt,
    issuedAt: event.type === "bag-received" ? earlier(bag.issuedAt, event.clinicalTime) : bag.issuedAt,
    version: bag.version + 1,
  };
  if (after.state === bag.state && after.thawedAt === bag.thawedAt && after.issuedAt === bag.issuedAt) return bag;
  requireFresh(await updateBag(write.tx, siteId, bag.version, after));
  write.audit({
    what: "bag-changed",
    entity: "bag",
    entityId: bag.id,
    from: { state: bag.state, thawedAt: bag.thawedAt, issuedAt: bag.issuedAt },
    to: { state: after.state, thawedAt: after.thawedAt, issuedAt: after.issuedAt, eventId: event.id },
  });
  return after;
}

function stateAfter(bag: BagRecord, event: BagEvent): { readonly to: BagState; readonly unexpected: boolean } {
  const { state } = bag;
  switch (event.type) {
    case "bag-received":
      return received(state);
    case "bag-thawed":
      // Cell processing and the bedside may both report one thaw.
      return bag.thawedAt !== null && (state === "thawed" || state === "issued" || state === "spiked") ? { to: state, unexpected: false } : deriveBagStateAfterFact(state, "thaw");
    case "bag-spiked":
      return deriveBagStateAfterFact(state, "spike");
    case "infusion-started":
      // A bag that runs has been spiked, reported or not.
      return state === "spiked" ? { to: state, unexpected: false } : deriveBagStateAfterFact(state, "spike");
    case "bag-finished":
    case "partial-dose-recorded":
      // The volume may be told twice, as a partial dose and as the bag's end.
      return state === "given" ? { to: state, unexpected: false } : deriveBagStateAfterFact(state, "finish");
  }
}

function received(state: BagState): { readonly to: BagState; readonly unexpected: boolean } {
  const to = decideBagTransition(state, "issue").to;
  if (to !== null) return { to, unexpected: false };
  // Cell processing issues, the bedside receives: two reports of one hand-over.
  if (state === "issued") return { to: state, unexpected: false };
  return { to: state === "released" || state === "in-processing" ? "issued" : state, unexpected: true };
}

function earlier(known: Instant | null, reported: Instant): Instant {
  return known === null || reported < known ? reported : known;
}

/** A pathway that keeps the bag: every bag of the infusion that hangs or waits goes to quarantine. */
async function quarantineUsedBags(write: WriteTx, siteId: string, infusionId: string, eventId: string): Promise<void> {
  for (const bag of await findBagsOfInfusion(write.tx, siteId, infusionId)) {
    const to = decideBagTransition(bag.state, "quarantine").to;
    if (to === null || to === bag.state) continue;
    requireFresh(await updateBag(write.tx, siteId, bag.version, { ...bag, state: to }));
    write.audit({ what: "bag-quarantined", entity: "bag", entityId: bag.id, from: { state: bag.state }, to: { state: to, eventId } });
  }
}
