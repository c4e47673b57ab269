/** Infusions: who, which protocol version, phase. What happened in them is in their events. */
import type { InfusionPhase, Instant } from "@stroma/domain";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export interface InfusionRecord {
  readonly id: string;
  readonly studyId: string;
  readonly participantId: string;
  readonly participantNumber: string;
  readonly synthetic: boolean;
  readonly protocolId: string;
  readonly protocolVersion: string;
  /** As planned; where the plan came before the assignment, as assigned. */
  readonly doseLevel: number | null;
  readonly plannedFor: Instant;
  readonly phase: InfusionPhase;
  readonly startedAt: Instant | null;
}

export async function findInfusion(tx: Tx, siteId: string, infusionId: string): Promise<InfusionRecord | null> {
  const row = await infusionQuery(tx, siteId).where("infusion.id", "=", infusionId).executeTakeFirst();
  return row === undefined ? null : toInfusion(row);
}

/** Newest plan first. */
export async function findInfusions(tx: Tx, siteId: string): Promise<InfusionRecord[]> {
  return (await infusionQuery(tx, siteId).orderBy("infusion.planned_for", "desc").orderBy("infusion.id").execute()).map(toInfusion);
}

/** What the ward board shows: everything that is not discharged, and what still has a deviation that nobody has reviewed. */
export async function findBoardInfusions(tx: Tx, siteId: string): Promise<InfusionRecord[]> {
  const rows = await infusionQuery(tx, siteId)
    .where((where) =>
      where.or([
        where("infusion.phase", "!=", "discharged"),
        where.exists(where.selectFrom("deviation").select("deviation.id").whereRef("deviation.site_id", "=", "infusion.site_id").whereRef("deviation.infusion_id", "=", "infusion.id").where("deviation.reviewed_at", "is", null)),
      ]),
    )
    .orderBy("infusion.planned_for")
    .orderBy("infusion.id")
    .execute();
  return rows.map(toInfusion);
}

/** The same rule for one infusion. */
export function isOnBoard(infusion: Pick<InfusionRecord, "phase">, openDeviations: number): boolean {
  return infusion.phase !== "discharged" || openDeviations > 0;
}

export async function findInfusionsOfParticipant(tx: Tx, siteId: string, participantId: string): Promise<InfusionRecord[]> {
  return (await infusionQuery(tx, siteId).where("infusion.participant_id", "=", participantId).orderBy("infusion.planned_for").execute()).map(toInfusion);
}

function infusionQuery(tx: Tx, siteId: string) {
  return tx
    .selectFrom("infusion")
    .innerJoin("participant", (join) => join.onRef("participant.site_id", "=", "infusion.site_id").onRef("participant.id", "=", "infusion.participant_id"))
    .innerJoin("protocol_version", "protocol_version.id", "infusion.protocol_version_id")
    .where("infusion.site_id", "=", siteId)
    .select([
      "infusion.id", "infusion.study_id", "infusion.participant_id", "participant.number", "participant.synthetic", "infusion.protocol_version_id",
      "protocol_version.version", "infusion.dose_level", "participant.dose_level as assigned_dose_level", "infusion.planned_for", "infusion.phase", "infusion.started_at",
    ]);
}

function toInfusion(row: { id: string; study_id: string; participant_id: string; number: string; synthetic: boolean; protocol_version_id: string; version: string; dose_level: number | null; assigned_dose_level: number | null; planned_for: Date; phase: string; started_at: Date | null }): InfusionRecord {
  return {
    id: row.id, studyId: row.study_id, participantId: row.participant_id, participantNumber: row.number, synthetic: row.synthetic, protocolId: row.protocol_version_id,
    protocolVersion: row.version, doseLevel: row.dose_level ?? row.assigned_dose_level, plannedFor: instantOf(row.planned_for), phase: row.phase as InfusionPhase, startedAt: instantOrNull(row.started_at),
  };
}

/** Locks the infusion's row until the transaction ends: decisions about one infusion follow each other. */
export async function lockInfusion(tx: Tx, siteId: string, infusionId: string): Promise<void> {
  await tx.selectFrom("infusion").where("site_id", "=", siteId).where("id", "=", infusionId).select("id").forUpdate().execute();
}

export async function insertInfusion(tx: Tx, siteId: string, infusion: Pick<InfusionRecord, "id" | "studyId" | "participantId" | "protocolId" | "doseLevel" | "plannedFor"> & { createdAt: Instant }): Promise<void> {
  await tx
    .insertInto("infusion")
    .values({
      site_id: siteId, id: infusion.id, study_id: infusion.studyId, participant_id: infusion.participantId, protocol_version_id: infusion.protocolId, dose_level: infusion.doseLevel,
      planned_for: infusion.plannedFor, phase: "preparing", started_at: null, created_at: infusion.createdAt,
    })
    .execute();
}

export async function updateInfusionPhase(tx: Tx, siteId: string, infusionId: string, phase: InfusionPhase, startedAt: Instant | null): Promise<void> {
  await tx.updateTable("infusion").set({ phase, started_at: startedAt }).where("site_id", "=", siteId).where("id", "=", infusionId).execute();
}

/** Latest start per cohort of a dose level, of other participants than the named one. */
export async function findCohortStarts(tx: Tx, siteId: string, studyId: string, exceptParticipantId: string): Promise<{ doseLevel: number | null; cohort: number | null; startedAt: Instant }[]> {
  const rows = await tx
    .selectFrom("infusion")
    .innerJoin("participant", (join) => join.onRef("participant.site_id", "=", "infusion.site_id").onRef("participant.id", "=", "infusion.participant_id"))
    .where("infusion.site_id", "=", siteId)
    .where("infusion.study_id", "=", studyId)
    .where("infusion.participant_id", "!=", exceptParticipantId)
    .where("infusion.started_at", "is not", null)
    .select((select) => ["participant.dose_level", "participant.cohort", select.fn.max("infusion.started_at").as("started_at")])
    .groupBy(["participant.dose_level", "participant.cohort"])
    .execute();
  return rows.flatMap((row) => (row.started_at === null ? [] : [{ doseLevel: row.dose_level, cohort: row.cohort, startedAt: instantOf(row.started_at) }]));
}
