/** Records a signed consent as it was signed; whether it is in force is the start decision's question. */
import type { ConsentSigner, Instant } from "@stroma/domain";
import { insertConsent } from "../store/consent-store.ts";
import type { ConsentRecord } from "../store/consent-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { found, inStudy, invalid, personOf } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export interface ConsentInput {
  readonly version: string;
  readonly signer: ConsentSigner;
  readonly scopes: readonly string[];
  readonly signedAt: Instant;
}

export async function recordConsent(context: CommandContext, participantId: string, input: ConsentInput): Promise<ConsentRecord> {
  const participant = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, participantId)));
  if (input.signedAt > context.now) throw invalid("signedAt", "in-the-future", "The consent is signed in the future.", "Enter when it was signed.");
  const consent: ConsentRecord = { id: context.newId(), participantId, version: input.version, signer: input.signer, scopes: [...input.scopes], signedAt: input.signedAt, withdrawnAt: null, recordedBy: personOf(context) };
  await context.store.write(inStudy(context, participant.studyId), async ({ tx, audit }) => {
    await insertConsent(tx, context.siteId, consent);
    audit({ what: "consent-recorded", entity: "consent", entityId: consent.id, from: null, to: { ...consent } });
  });
  return consent;
}
