/** Participants: screening, consent, eligibility, dose assignment, contacts. */
import { amendParticipant, assignDose, recordEligibility } from "../commands/amend-participant.ts";
import { found } from "../commands/command-context.ts";
import { createParticipant } from "../commands/create-participant.ts";
import { recordConsent } from "../commands/record-consent.ts";
import { recordContact } from "../commands/record-contact.ts";
import { withdrawConsent } from "../commands/withdraw-consent.ts";
import { register, type RouteApp } from "../http/register.ts";
import { liveOf } from "../live/live.ts";
import { findConsents } from "../store/consent-store.ts";
import type { ConsentRecord } from "../store/consent-store.ts";
import { findContacts } from "../store/contact-store.ts";
import { findInfusionsOfParticipant } from "../store/infusion-store.ts";
import { findParticipant, findParticipants } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";
import { findDisplayNames } from "../store/people-names-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersion, findStudy } from "../store/study-store.ts";
import { commandOf } from "./command-of.ts";
import { consentRow, contactRow, participantRow } from "./rows.ts";

export function addParticipantRoutes(app: RouteApp): void {
  const { parts } = app;
  const { store } = parts;
  /** The bedside of every infusion of the participant has to look again. */
  const changed = async (siteId: string, participantId: string) => {
    const infusions = await store.read(siteId, (tx) => findInfusionsOfParticipant(tx, siteId, participantId));
    for (const infusion of infusions) liveOf(parts).committed({ siteId, infusionId: infusion.id, events: [], changed: ["context"] });
  };
  const saved = async (siteId: string, now: string, participant: ParticipantRecord) => {
    await changed(siteId, participant.id);
    return { participant: await store.read(siteId, (tx) => rowOf(tx, siteId, participant, now)) };
  };
  const consentSaved = async (siteId: string, consent: ConsentRecord) => {
    await changed(siteId, consent.participantId);
    return { consent: consentRow(consent, await store.read(siteId, (tx) => findDisplayNames(tx, [consent.recordedBy]))) };
  };

  register(app, "listParticipants", ({ siteId, params, now }) =>
    store.read(siteId, async (tx) => {
      found(await findStudy(tx, siteId, params.studyId));
      const participants = await findParticipants(tx, siteId, params.studyId);
      const consents = await findConsents(tx, siteId, participants.map((one) => one.id));
      const rows = [];
      for (const one of participants) rows.push(await rowOf(tx, siteId, one, now, consents.filter((consent) => consent.participantId === one.id)));
      return { participants: rows };
    }),
  );
  register(app, "createParticipant", async (input) => saved(input.siteId, input.now, await createParticipant(commandOf(parts, input), input.params.studyId, input.body)));
  register(app, "readParticipant", ({ siteId, params, now }) => store.read(siteId, (tx) => readParticipant(tx, siteId, params.participantId, now)));
  register(app, "amendParticipant", async (input) => saved(input.siteId, input.now, await amendParticipant(commandOf(parts, input), input.params.participantId, input.body)));
  register(app, "recordEligibility", async (input) => saved(input.siteId, input.now, await recordEligibility(commandOf(parts, input), input.params.participantId, input.body)));
  register(app, "assignDose", async (input) => saved(input.siteId, input.now, await assignDose(commandOf(parts, input), input.params.participantId, input.body)));
  register(app, "recordConsent", async (input) => consentSaved(input.siteId, await recordConsent(commandOf(parts, input), input.params.participantId, input.body)));
  register(app, "withdrawConsent", async (input) => consentSaved(input.siteId, await withdrawConsent(commandOf(parts, input), input.params.participantId, input.params.consentId, input.body)));
  register(app, "recordContact", async (input) => {
    const contact = await recordContact(commandOf(parts, input), input.params.participantId, input.params.contactId, input.body);
    return { contact: contactRow(contact, new Map(contact.doneBy === null ? [] : [[contact.doneBy, input.actor.displayName]])) };
  });
}

/** A participant is shown by the protocol version that is pinned. */
export async function rowOf(tx: Tx, siteId: string, participant: ParticipantRecord, now: string, consents?: readonly ConsentRecord[]) {
  const { protocol } = found(await findProtocolVersion(tx, participant.protocolId));
  return participantRow(participant, protocol, consents ?? (await findConsents(tx, siteId, [participant.id])), now);
}

async function readParticipant(tx: Tx, siteId: string, participantId: string, now: string) {
  const participant = found(await findParticipant(tx, siteId, participantId));
  const consents = await findConsents(tx, siteId, [participantId]);
  const contacts = await findContacts(tx, siteId, participantId);
  const names = await findDisplayNames(tx, [...consents.map((consent) => consent.recordedBy), ...contacts.flatMap((contact) => contact.doneBy ?? [])]);
  const infusions = await findInfusionsOfParticipant(tx, siteId, participantId);
  return {
    participant: await rowOf(tx, siteId, participant, now, consents),
    eligibility: participant.eligibility === null ? null : { ...participant.eligibility },
    consents: consents.map((consent) => consentRow(consent, names)),
    infusions: infusions.map(({ id, plannedFor, phase }) => ({ id, plannedFor, phase })),
    contacts: contacts.map((contact) => contactRow(contact, names)),
  };
}
