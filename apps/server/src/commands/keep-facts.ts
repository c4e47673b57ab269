/**
 * Keeps facts of one infusion inside a write: the events, and in the same transaction what they change: bags, phase,
 * deviations, the next contact. Facts are never refused here; what they contradict opens a deviation.
 */
import { deriveDeviations, deriveNextContact, describeReason, foldInfusion } from "@stroma/domain";
import type { InfusionEvent, InfusionState, Participant, Protocol } from "@stroma/domain";
import { findBagsById, findBagsOfInfusion } from "../store/bag-store.ts";
import type { BagRecord } from "../store/bag-store.ts";
import { findContacts, insertContact } from "../store/contact-store.ts";
import { insertDeviations } from "../store/deviation-store.ts";
import { findEvents, insertEvents, noteOfEvent } from "../store/infusion-event-store.ts";
import type { EventOutcome, ReceivedEvent } from "../store/infusion-event-store.ts";
import { updateInfusionPhase } from "../store/infusion-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import type { Tx, WriteTx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { applyBagFacts } from "./apply-bag-facts.ts";
import type { FoundDeviation } from "./apply-bag-facts.ts";
import { found } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export interface KeptFacts {
  /** One for each event, in their order. */
  readonly outcomes: readonly EventOutcome[];
  /** The new ones. */
  readonly kept: readonly ReceivedEvent[];
  /** Phase, bags or deviations may have changed. */
  readonly courseChanged: boolean;
}

/** These say nothing about bags, phase or deviations; they are the many. */
const withoutEffect: ReadonlySet<InfusionEvent["type"]> = new Set([
  "vital-signs-recorded", "note-added", "observation-noted", "checklist-answered", "laboratory-recorded", "medication-given", "sign-seen", "vasoactive-set", "oxygen-set", "rhythm-seen",
  "consciousness-assessed", "oxygen-scale-set", "pregnancy-recorded", "outcome-seen", "alarm-acknowledged", "signal-explained", "pathway-step-done", "grade-confirmed", "shift-taken-over",
]);

/** May the event change more than the record of events? */
export function hasEffect(event: InfusionEvent): boolean {
  return !withoutEffect.has(event.type) || event.entry !== "live";
}

export async function keepFacts(write: WriteTx, context: CommandContext, infusion: InfusionRecord, events: readonly ReceivedEvent[]): Promise<KeptFacts> {
  const outcomes = await insertEvents(write.tx, context.siteId, events);
  const kept = events.filter((_, index) => outcomes[index]?.outcome === "accepted");
  if (kept.length === 0) {
    write.unchanged();
    return { outcomes, kept, courseChanged: false };
  }
  for (const event of kept) write.audit(noteOfEvent(event));
  const courseChanged = kept.some(hasEffect);
  if (courseChanged) await applyEffects(write, context, infusion, kept);
  return { outcomes, kept, courseChanged };
}

async function applyEffects(write: WriteTx, context: CommandContext, infusion: InfusionRecord, kept: readonly InfusionEvent[]): Promise<void> {
  const { tx } = write;
  const { siteId } = context;
  const protocol = found(await findProtocolVersion(tx, infusion.protocolId)).protocol;
  const participant = found(await findParticipant(tx, siteId, infusion.participantId));
  const state = foldInfusion(infusion.id, await findEvents(tx, siteId, infusion.id, { courseOnly: true }));
  const fromBags = await applyBagFacts(write, siteId, infusion, protocol, kept);
  const startedAt = state.starts[0]?.at ?? null;
  if (state.phase !== infusion.phase || startedAt !== infusion.startedAt) await updateInfusionPhase(tx, siteId, infusion.id, state.phase, startedAt);
  await openDeviations(write, context, infusion.id, [...(await findStandingDeviations(tx, context, state, protocol, participant)), ...fromBags]);
  if (state.discharge !== null) await planNextContact(write, context, infusion, state, protocol);
}

/** Bags that are reserved for the infusion, and those that its events name. */
export async function findUsedBags(tx: Tx, siteId: string, state: Pick<InfusionState, "infusionId" | "bags">): Promise<BagRecord[]> {
  const reserved = await findBagsOfInfusion(tx, siteId, state.infusionId);
  const others = [...state.bags.keys()].filter((id) => !reserved.some((bag) => bag.id === id));
  return [...reserved, ...(await findBagsById(tx, siteId, others))];
}

/** What the facts show at this moment against the rules. */
export async function findStandingDeviations(tx: Tx, context: CommandContext, state: InfusionState, protocol: Protocol, participant: Pick<Participant, "wristbandCode">): Promise<FoundDeviation[]> {
  const derived = deriveDeviations(state, { protocol, participant, bags: await findUsedBags(tx, context.siteId, state), now: context.now });
  return derived.map((one) => ({ key: one.key, kind: one.kind, since: one.since, message: describeReason(one.reason).message }));
}

/** Opens deviations that are not open yet; they stay until a person has reviewed them. Returns how many were opened now. */
export async function openDeviations(write: WriteTx, context: CommandContext, infusionId: string, deviations: readonly FoundDeviation[]): Promise<number> {
  const opened = await insertDeviations(write.tx, context.siteId, infusionId, deviations.map((one) => ({ id: context.newId(), ...one })), context.now);
  for (const one of opened) write.audit({ what: "deviation-opened", entity: "infusion", entityId: infusionId, from: null, to: { id: one.id, key: one.key, kind: one.kind, message: one.message } });
  return opened.length;
}

/** Once an infusion. */
async function planNextContact(write: WriteTx, context: CommandContext, infusion: InfusionRecord, state: InfusionState, protocol: Parameters<typeof deriveNextContact>[1]): Promise<void> {
  const next = deriveNextContact(state, protocol);
  if (next === null || (await findContacts(write.tx, context.siteId, infusion.participantId)).some((contact) => contact.infusionId === infusion.id)) return;
  const contact = { id: context.newId(), participantId: infusion.participantId, infusionId: infusion.id, text: next.text, dueAt: next.dueAt };
  await insertContact(write.tx, context.siteId, contact);
  write.audit({ what: "contact-planned", entity: "contact", entityId: contact.id, from: null, to: contact });
}
