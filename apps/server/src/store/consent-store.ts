/** Consents: signed, withdrawn, never deleted. */
import type { Consent, Instant } from "@stroma/domain";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface ConsentRecord extends Consent {
  readonly recordedBy: string;
}

/** Of the named participants, oldest first. */
export async function findConsents(tx: Tx, siteId: string, participantIds: readonly string[]): Promise<ConsentRecord[]> {
  if (participantIds.length === 0) return [];
  const rows = await tx.selectFrom("consent").where("site_id", "=", siteId).where("participant_id", "in", participantIds).selectAll().orderBy("signed_at").orderBy("id").execute();
  return rows.map((row) => ({
    id: row.id, participantId: row.participant_id, version: row.version, signer: row.signer, scopes: row.scopes,
    signedAt: instantOf(row.signed_at), withdrawnAt: instantOrNull(row.withdrawn_at), recordedBy: row.recorded_by,
  }));
}

export async function insertConsent(tx: Tx, siteId: string, consent: ConsentRecord): Promise<void> {
  await tx
    .insertInto("consent")
    .values({
      site_id: siteId, id: consent.id, participant_id: consent.participantId, version: consent.version, signer: consent.signer, scopes: [...consent.scopes],
      signed_at: consent.signedAt, recorded_by: consent.recordedBy, withdrawn_at: null, withdrawal_reason: null,
    })
    .execute();
}

/** `false` where the consent is withdrawn already or is not this participant's. */
export async function updateConsentWithdrawn(tx: Tx, siteId: string, participantId: string, consentId: string, withdrawal: { at: Instant; reason: string }): Promise<boolean> {
  const result = await tx
    .updateTable("consent")
    .set({ withdrawn_at: withdrawal.at, withdrawal_reason: withdrawal.reason })
    .where("site_id", "=", siteId)
    .where("id", "=", consentId)
    .where("participant_id", "=", participantId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
