/** Deviations: opened by rule, kept until a person has reviewed them. */
import type { Instant } from "@stroma/domain";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface Deviation {
  readonly id: string;
  readonly infusionId: string;
  /** Names the fact, so that the same fact opens one deviation only. */
  readonly key: string;
  readonly kind: string;
  readonly since: Instant;
  readonly message: string;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Instant | null;
  readonly reviewNote: string | null;
}

export async function findDeviations(tx: Tx, siteId: string, infusionId: string): Promise<Deviation[]> {
  const rows = await tx.selectFrom("deviation").where("site_id", "=", siteId).where("infusion_id", "=", infusionId).selectAll().orderBy("since").orderBy("id").execute();
  return rows.map((row) => ({
    id: row.id, infusionId: row.infusion_id, key: row.key, kind: row.kind, since: instantOf(row.since), message: row.message,
    reviewedBy: row.reviewed_by, reviewedAt: instantOrNull(row.reviewed_at), reviewNote: row.review_note,
  }));
}

/** Opens what is not open yet; gives the new ones back. */
export async function insertDeviations(tx: Tx, siteId: string, infusionId: string, deviations: readonly Pick<Deviation, "id" | "key" | "kind" | "since" | "message">[], openedAt: Instant): Promise<{ id: string; key: string; kind: string; message: string }[]> {
  if (deviations.length === 0) return [];
  return tx
    .insertInto("deviation")
    .values(deviations.map((one) => ({ site_id: siteId, id: one.id, infusion_id: infusionId, key: one.key, kind: one.kind, since: one.since, message: one.message, opened_at: openedAt, reviewed_by: null, reviewed_at: null, review_note: null })))
    .onConflict((conflict) => conflict.columns(["site_id", "infusion_id", "key"]).doNothing())
    .returning(["id", "key", "kind", "message"])
    .execute();
}

/** `false` where it was reviewed already or is not this infusion's. */
export async function updateDeviationReviewed(tx: Tx, siteId: string, infusionId: string, deviationId: string, review: { by: string; at: Instant; note: string }): Promise<boolean> {
  const result = await tx
    .updateTable("deviation")
    .set({ reviewed_by: review.by, reviewed_at: review.at, review_note: review.note })
    .where("site_id", "=", siteId)
    .where("infusion_id", "=", infusionId)
    .where("id", "=", deviationId)
    .where("reviewed_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Unreviewed deviations of each open infusion. */
export async function findOpenDeviationCounts(tx: Tx, siteId: string, infusionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (infusionIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("deviation")
    .where("site_id", "=", siteId)
    .where("infusion_id", "in", infusionIds)
    .where("reviewed_at", "is", null)
    .select((select) => ["infusion_id", select.fn.countAll<string>().as("open")])
    .groupBy("infusion_id")
    .execute();
  return new Map(rows.map((row) => [row.infusion_id, Number(row.open)]));
}
