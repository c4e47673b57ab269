/** Records that a consent was withdrawn. It takes effect at once for everything that has not started. */
import type { Instant } from "@stroma/domain";
import { findConsents, updateConsentWithdrawn } from "../store/consent-store.ts";
import type { ConsentRecord } from "../store/consent-store.ts";
import { findParticipant } from "../store/participant-store.ts";
import { found, inStudy, invalid, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export async function withdrawConsent(context: CommandContext, participantId: string, consentId: string, input: { readonly reason: string; readonly withdrawnAt: Instant }): Promise<ConsentRecord> {
  const participant = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, participantId)));
  if (input.withdrawnAt > context.now) throw invalid("withdrawnAt", "in-the-future", "The withdrawal is in the future.", "Enter when it was withdrawn.");
  return context.store.write(inStudy(context, participant.studyId), async ({ tx, audit }) => {
    const consent = found((await findConsents(tx, context.siteId, [participantId])).find((one) => one.id === consentId) ?? null);
    requireFresh(await updateConsentWithdrawn(tx, context.siteId, participantId, consentId, { at: input.withdrawnAt, reason: input.reason }));
    audit({ what: "consent-withdrawn", entity: "consent", entityId: consentId, from: { withdrawnAt: null }, to: { withdrawnAt: input.withdrawnAt }, reason: input.reason });
    return { ...consent, withdrawnAt: input.withdrawnAt };
  });
}
