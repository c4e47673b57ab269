/** Lots with their test results and release. */
import type { Instant, Lot, LotRelease, TestResult } from "@stroma/domain";
import { sql } from "kysely";
import { instantOf, jsonOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

/** What is known of a lot beside its code, results and release; kept as one document. */
export type LotDetails = Pick<Lot, "sourceTissue" | "passage" | "donorEligible" | "manufacturedOn" | "expiresAt" | "carrier" | "dmso">;

export interface LotRecord extends Lot {
  readonly studyId: string;
  readonly bagCount: number;
  readonly version: number;
}

export async function findLots(tx: Tx, siteId: string, studyId: string): Promise<LotRecord[]> {
  const rows = await lotQuery(tx, siteId).where("lot.study_id", "=", studyId).orderBy("lot.code").execute();
  return withResults(tx, siteId, rows);
}

export async function findLotsById(tx: Tx, siteId: string, lotIds: readonly string[]): Promise<LotRecord[]> {
  if (lotIds.length === 0) return [];
  return withResults(tx, siteId, await lotQuery(tx, siteId).where("lot.id", "in", lotIds).orderBy("lot.code").execute());
}

export async function findLot(tx: Tx, siteId: string, lotId: string): Promise<LotRecord | null> {
  return (await findLotsById(tx, siteId, [lotId]))[0] ?? null;
}

function lotQuery(tx: Tx, siteId: string) {
  return tx
    .selectFrom("lot")
    .where("lot.site_id", "=", siteId)
    .select((select) => [
      "lot.id", "lot.study_id", "lot.code", "lot.details", "lot.release", "lot.version",
      select.selectFrom("bag").whereRef("bag.site_id", "=", "lot.site_id").whereRef("bag.lot_id", "=", "lot.id").select((bag) => bag.fn.countAll<string>().as("bags")).as("bags"),
    ]);
}

type LotRowRead = { id: string; study_id: string; code: string; details: unknown; release: LotRelease | null; version: number; bags: string | null };

async function withResults(tx: Tx, siteId: string, rows: readonly LotRowRead[]): Promise<LotRecord[]> {
  if (rows.length === 0) return [];
  const results = await tx
    .selectFrom("test_result")
    .where("site_id", "=", siteId)
    .where("lot_id", "in", rows.map((row) => row.id))
    .selectAll()
    .orderBy("reported_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    ...(row.details as LotDetails),
    results: results
      .filter((result) => result.lot_id === row.id)
      .map((result) => ({ testId: result.test_id, stage: result.stage, result: result.result as TestResult["result"], reportedAt: instantOf(result.reported_at), reportedBy: result.reported_by })),
    release: row.release,
    studyId: row.study_id,
    bagCount: Number(row.bags ?? 0),
    version: row.version,
  }));
}

export async function insertLot(tx: Tx, siteId: string, lot: { id: string; studyId: string; code: string; details: LotDetails; createdAt: Instant }): Promise<void> {
  await tx.insertInto("lot").values({ site_id: siteId, id: lot.id, study_id: lot.studyId, code: lot.code, details: JSON.stringify(lot.details), release: null, version: 1, created_at: lot.createdAt }).execute();
}

export async function insertTestResult(tx: Tx, siteId: string, id: string, lotId: string, result: TestResult): Promise<void> {
  await tx
    .insertInto("test_result")
    .values({ site_id: siteId, id, lot_id: lotId, test_id: result.testId, stage: result.stage, result: jsonOrNull(result.result), reported_by: result.reportedBy, reported_at: result.reportedAt })
    .execute();
}

/** Counts the lot's version up when nobody changed it meanwhile, and writes the release where one is given. */
export async function updateLot(tx: Tx, siteId: string, lotId: string, expectedVersion: number, release?: LotRelease): Promise<boolean> {
  const result = await tx
    .updateTable("lot")
    .set({ version: expectedVersion + 1, ...(release === undefined ? {} : { release: JSON.stringify(release) }) })
    .where("site_id", "=", siteId)
    .where("id", "=", lotId)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface GivenBagRecord {
  readonly bagId: string;
  readonly infusionId: string;
  readonly participantId: string;
  readonly participantNumber: string;
  readonly givenAt: Instant;
}

/** Which participants got cells of the lot, in which infusion, from which bags: by what was reported, not by reservation. */
export async function findGivenBags(tx: Tx, siteId: string, lotId: string): Promise<GivenBagRecord[]> {
  const rows = await tx
    .selectFrom("bag")
    .innerJoin("infusion_event", (join) => join.onRef("infusion_event.site_id", "=", "bag.site_id"))
    .innerJoin("infusion", (join) => join.onRef("infusion.site_id", "=", "infusion_event.site_id").onRef("infusion.id", "=", "infusion_event.infusion_id"))
    .innerJoin("participant", (join) => join.onRef("participant.site_id", "=", "infusion.site_id").onRef("participant.id", "=", "infusion.participant_id"))
    .where("bag.site_id", "=", siteId)
    .where("bag.lot_id", "=", lotId)
    .where(usedBag)
    .select((select) => ["bag.id as bagId", "infusion.id as infusionId", "participant.id as participantId", "participant.number as participantNumber", select.fn.min("infusion_event.clinical_time").as("givenAt")])
    .groupBy(["bag.id", "infusion.id", "participant.id", "participant.number"])
    .execute();
  return rows.map((row) => ({ ...row, givenAt: instantOf(row.givenAt) }));
}

/** The event's fact, or the fact that a correction put in its place, says that cells of the bag went in. */
const usedBag = sql<boolean>`(
  (infusion_event.type in ('infusion-started', 'bag-finished', 'partial-dose-recorded') and infusion_event.data ->> 'bagId' = bag.id::text)
  or (infusion_event.type = 'event-corrected' and infusion_event.data #>> '{replacement,type}' in ('infusion-started', 'bag-finished', 'partial-dose-recorded')
      and infusion_event.data #>> '{replacement,data,bagId}' = bag.id::text))`;
