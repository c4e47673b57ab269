/** A site's confirmations of limits, its dose levels and safety holds. */
import type { Instant } from "@stroma/domain";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface LimitConfirmation {
  readonly protocolId: string;
  readonly statement: string;
  readonly localDecisions: readonly { path: string; reason: string }[];
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
}

export async function findConfirmation(tx: Tx, siteId: string, protocolId: string): Promise<LimitConfirmation | null> {
  const row = await tx
    .selectFrom("limit_confirmation")
    .where("site_id", "=", siteId)
    .where("protocol_version_id", "=", protocolId)
    .select(["protocol_version_id", "statement", "local_decisions", "confirmed_by", "confirmed_at"])
    .executeTakeFirst();
  if (row === undefined) return null;
  return { protocolId: row.protocol_version_id, statement: row.statement, localDecisions: row.local_decisions, confirmedBy: row.confirmed_by, confirmedAt: instantOf(row.confirmed_at) };
}

/** Protocol versions that the site has confirmed. */
export async function findConfirmedProtocolIds(tx: Tx, siteId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom("limit_confirmation").where("site_id", "=", siteId).select("protocol_version_id").execute();
  return new Set(rows.map((row) => row.protocol_version_id));
}

export async function insertConfirmation(tx: Tx, siteId: string, id: string, studyId: string, confirmation: LimitConfirmation): Promise<void> {
  await tx
    .insertInto("limit_confirmation")
    .values({
      site_id: siteId,
      id,
      study_id: studyId,
      protocol_version_id: confirmation.protocolId,
      statement: confirmation.statement,
      local_decisions: JSON.stringify(confirmation.localDecisions),
      confirmed_by: confirmation.confirmedBy,
      confirmed_at: confirmation.confirmedAt,
    })
    .execute();
}

export interface DoseLevelState {
  readonly level: number;
  readonly open: boolean;
  readonly changedBy: string;
  readonly changedAt: Instant;
}

export async function findDoseLevelStates(tx: Tx, siteId: string, studyId: string): Promise<DoseLevelState[]> {
  const rows = await tx.selectFrom("dose_level_state").where("site_id", "=", siteId).where("study_id", "=", studyId).select(["level", "open", "changed_by", "changed_at"]).orderBy("level").execute();
  return rows.map((row) => ({ level: row.level, open: row.open, changedBy: row.changed_by, changedAt: instantOf(row.changed_at) }));
}

export async function updateDoseLevelState(tx: Tx, siteId: string, studyId: string, state: DoseLevelState & { readonly reason: string }): Promise<void> {
  const changed = { open: state.open, changed_by: state.changedBy, changed_at: state.changedAt, reason: state.reason };
  await tx
    .insertInto("dose_level_state")
    .values({ site_id: siteId, study_id: studyId, level: state.level, ...changed })
    .onConflict((conflict) => conflict.columns(["site_id", "study_id", "level"]).doUpdateSet(changed))
    .execute();
}

/** How many participants were assigned to each dose level, and how many of them got an infusion. */
export async function findDoseLevelCounts(tx: Tx, siteId: string, studyId: string): Promise<ReadonlyMap<number, { assigned: number; treated: number }>> {
  const rows = await tx
    .selectFrom("participant")
    .leftJoin("infusion", (join) => join.onRef("infusion.site_id", "=", "participant.site_id").onRef("infusion.participant_id", "=", "participant.id").on("infusion.started_at", "is not", null))
    .where("participant.site_id", "=", siteId)
    .where("participant.study_id", "=", studyId)
    .where("participant.dose_level", "is not", null)
    .select((select) => [
      "participant.dose_level",
      select.fn.count<string>("participant.id").distinct().as("assigned"),
      select.fn.count<string>("infusion.participant_id").distinct().as("treated"),
    ])
    .groupBy("participant.dose_level")
    .execute();
  return new Map(rows.flatMap((row) => (row.dose_level === null ? [] : [[row.dose_level, { assigned: Number(row.assigned), treated: Number(row.treated) }] as const])));
}

export interface SafetyHold {
  readonly id: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Instant;
  readonly liftedAt: Instant | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
}

/** Newest first. */
export async function findHolds(tx: Tx, siteId: string, studyId: string): Promise<SafetyHold[]> {
  const rows = await tx.selectFrom("safety_hold").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("placed_at", "desc").execute();
  return rows.map((row) => ({ id: row.id, reason: row.reason, placedBy: row.placed_by, placedAt: instantOf(row.placed_at), liftedAt: instantOrNull(row.lifted_at), liftedBy: row.lifted_by, liftReason: row.lift_reason }));
}

export async function insertHold(tx: Tx, siteId: string, studyId: string, hold: Pick<SafetyHold, "id" | "reason" | "placedBy" | "placedAt">): Promise<void> {
  await tx.insertInto("safety_hold").values({ site_id: siteId, id: hold.id, study_id: studyId, reason: hold.reason, placed_by: hold.placedBy, placed_at: hold.placedAt, lifted_by: null, lifted_at: null, lift_reason: null }).execute();
}

/** Lifts a hold that is in force; `false` where there is none. */
export async function updateHoldLifted(tx: Tx, siteId: string, holdId: string, lift: { by: string; at: Instant; reason: string }): Promise<boolean> {
  const result = await tx.updateTable("safety_hold").set({ lifted_by: lift.by, lifted_at: lift.at, lift_reason: lift.reason }).where("site_id", "=", siteId).where("id", "=", holdId).where("lifted_at", "is", null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
