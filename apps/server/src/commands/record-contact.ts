/** The result of a planned contact, for example the call on the day after the infusion. */
import { findContacts, updateContactDone } from "../store/contact-store.ts";
import type { Contact } from "../store/contact-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { found, inStudy, personOf, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export async function recordContact(context: CommandContext, participantId: string, contactId: string, input: { readonly result: string }): Promise<Contact> {
  const by = personOf(context);
  const participant = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, participantId)));
  return context.store.write(inStudy(context, participant.studyId), async ({ tx, audit }) => {
    const contact = found((await findContacts(tx, context.siteId, participantId)).find((one) => one.id === contactId) ?? null);
    requireFresh(await updateContactDone(tx, context.siteId, contactId, { at: context.now, by, result: input.result }));
    audit({ what: "contact-recorded", entity: "contact", entityId: contactId, from: { doneAt: null }, to: { doneAt: context.now, result: input.result } });
    return { ...contact, doneAt: context.now, doneBy: by, result: input.result };
  });
}
