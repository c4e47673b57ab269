/** Bags of cells. */
import type { Bag } from "@stroma/domain";
import type { Selectable } from "kysely";
import { instantOrNull, quantityOf } from "./row-values.ts";
import type { Tx } from "./store.ts";
import type { Database } from "./tables.ts";

export interface BagRecord extends Bag {
  readonly version: number;
}

export async function findBag(tx: Tx, siteId: string, bagId: string): Promise<BagRecord | null> {
  return (await findBagsById(tx, siteId, [bagId]))[0] ?? null;
}

export async function findBagsById(tx: Tx, siteId: string, bagIds: readonly string[]): Promise<BagRecord[]> {
  if (bagIds.length === 0) return [];
  const rows = await tx.selectFrom("bag").where("site_id", "=", siteId).where("id", "in", bagIds).selectAll().orderBy("code").execute();
  return rows.map(toBag);
}

export async function findBagsOfLot(tx: Tx, siteId: string, lotId: string): Promise<BagRecord[]> {
  const rows = await tx.selectFrom("bag").where("site_id", "=", siteId).where("lot_id", "=", lotId).selectAll().orderBy("code").execute();
  return rows.map(toBag);
}

/** The bags that are bound to an infusion; a used bag stays bound to it. */
export async function findBagsOfInfusion(tx: Tx, siteId: string, infusionId: string): Promise<BagRecord[]> {
  const rows = await tx.selectFrom("bag").where("site_id", "=", siteId).where("reserved_for_infusion_id", "=", infusionId).selectAll().orderBy("code").execute();
  return rows.map(toBag);
}

/** Locks bags until the transaction ends, in the order of their ids so that two transactions never wait for each other. */
export async function lockBags(tx: Tx, siteId: string, bagIds: readonly string[]): Promise<BagRecord[]> {
  if (bagIds.length === 0) return [];
  const rows = await tx.selectFrom("bag").where("site_id", "=", siteId).where("id", "in", bagIds).selectAll().orderBy("id").forUpdate().execute();
  return rows.map(toBag);
}

export async function insertBag(tx: Tx, siteId: string, bag: Bag): Promise<void> {
  await tx
    .insertInto("bag")
    .values({
      site_id: siteId, id: bag.id, lot_id: bag.lotId, code: bag.code, state: bag.state,
      viable_cells: bag.viableCells?.value ?? null, viable_cells_unit: bag.viableCells?.unit ?? null, volume: bag.volume?.value ?? null, volume_unit: bag.volume?.unit ?? null,
      reserved_for_infusion_id: bag.reservedForInfusionId, thawed_at: bag.thawedAt, issued_at: bag.issuedAt, version: 1,
    })
    .execute();
}

/** Writes state, reservation and times when nobody changed the bag meanwhile; `false` when somebody did. */
export async function updateBag(tx: Tx, siteId: string, expectedVersion: number, bag: Bag): Promise<boolean> {
  const result = await tx
    .updateTable("bag")
    .set({ state: bag.state, reserved_for_infusion_id: bag.reservedForInfusionId, thawed_at: bag.thawedAt, issued_at: bag.issuedAt, version: expectedVersion + 1 })
    .where("site_id", "=", siteId)
    .where("id", "=", bag.id)
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}


function toBag(row: Selectable<Database["bag"]>): BagRecord {
  return {
    id: row.id, lotId: row.lot_id, code: row.code, state: row.state, viableCells: quantityOf(row.viable_cells, row.viable_cells_unit), volume: quantityOf(row.volume, row.volume_unit),
    reservedForInfusionId: row.reserved_for_infusion_id, thawedAt: instantOrNull(row.thawed_at), issuedAt: instantOrNull(row.issued_at), version: row.version,
  };
}
