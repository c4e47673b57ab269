/** Participants of a site. */
import type { EligibilityAnswers, Instant, Participant } from "@stroma/domain";
import type { Selectable } from "kysely";
import { instantOf, jsonOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";
import type { Database } from "./tables.ts";

/** A participant as the record holds one. */
export interface ParticipantRecord extends Participant {
  readonly studyId: string;
  readonly eligibility: EligibilityAnswers | null;
  readonly cohort: number | null;
  readonly slot: number | null;
  readonly protocolId: string;
  readonly version: number;
  readonly createdAt: Instant;
}

export async function findParticipant(tx: Tx, siteId: string, participantId: string): Promise<ParticipantRecord | null> {
  const row = await tx.selectFrom("participant").where("site_id", "=", siteId).where("id", "=", participantId).selectAll().executeTakeFirst();
  return row === undefined ? null : toParticipant(row);
}

export async function findParticipants(tx: Tx, siteId: string, studyId: string): Promise<ParticipantRecord[]> {
  const rows = await tx.selectFrom("participant").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("number").execute();
  return rows.map(toParticipant);
}

export async function findParticipantCounts(tx: Tx, siteId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.selectFrom("participant").where("site_id", "=", siteId).select((select) => ["study_id", select.fn.countAll<string>().as("participants")]).groupBy("study_id").execute();
  return new Map(rows.map((row) => [row.study_id, Number(row.participants)]));
}

/** Locks the participant's row until the transaction ends, so that two decisions about one participant follow each other. */
export async function lockParticipant(tx: Tx, siteId: string, participantId: string): Promise<void> {
  await tx.selectFrom("participant").where("site_id", "=", siteId).where("id", "=", participantId).select("id").forUpdate().execute();
}

export async function insertParticipant(tx: Tx, siteId: string, participant: ParticipantRecord): Promise<void> {
  await tx
    .insertInto("participant")
    .values({ site_id: siteId, id: participant.id, study_id: participant.studyId, number: participant.number, synthetic: participant.synthetic, created_at: participant.createdAt, version: participant.version, ...changeable(participant) })
    .execute();
}

/** Writes everything that may change, when nobody changed the record meanwhile; `false` when somebody did. */
export async function updateParticipant(tx: Tx, siteId: string, expectedVersion: number, participant: ParticipantRecord): Promise<boolean> {
  const result = await tx
    .updateTable("participant")
    .set({ ...changeable(participant), version: expectedVersion + 1 })
    .where("site_id", "=", siteId)
    .where("id", "=", participant.id)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function changeable(participant: ParticipantRecord) {
  return {
    wristband_code: participant.wristbandCode,
    sex: participant.sex,
    birth_year: participant.birthYear,
    last_weight: jsonOrNull(participant.lastWeight),
    height: jsonOrNull(participant.height),
    eligibility: jsonOrNull(participant.eligibility),
    dose_level: participant.doseLevel,
    cohort: participant.cohort,
    slot: participant.slot,
    protocol_version_id: participant.protocolId,
  };
}

function toParticipant(row: Selectable<Database["participant"]>): ParticipantRecord {
  return {
    id: row.id, number: row.number, wristbandCode: row.wristband_code, sex: row.sex, birthYear: row.birth_year, lastWeight: row.last_weight, height: row.height,
    doseLevel: row.dose_level, synthetic: row.synthetic, studyId: row.study_id, eligibility: row.eligibility, cohort: row.cohort, slot: row.slot,
    protocolId: row.protocol_version_id, version: row.version, createdAt: instantOf(row.created_at),
  };
}

/** The wristband codes of some participants, by their ids. */
export async function findWristbandCodes(tx: Tx, siteId: string, participantIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (participantIds.length === 0) return new Map();
  const rows = await tx.selectFrom("participant").select(["id", "wristband_code"]).where("site_id", "=", siteId).where("id", "in", participantIds).execute();
  return new Map(rows.map((row) => [row.id, row.wristband_code]));
}
