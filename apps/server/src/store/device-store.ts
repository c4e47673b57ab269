/** Tablets and gateways. */
import type { Instant } from "@stroma/domain";
import type { Tx } from "./store.ts";

export interface DeviceRecord {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly kind: "tablet" | "gateway";
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
}
const columns = ["id", "site_id", "name", "kind", "created_at", "last_seen_at", "revoked_at"] as const;
interface Row { readonly id: string; readonly site_id: string; readonly name: string; readonly kind: "tablet" | "gateway"; readonly created_at: Date; readonly last_seen_at: Date | null; readonly revoked_at: Date | null }
const recordOf = (row: Row): DeviceRecord => ({ id: row.id, siteId: row.site_id, name: row.name, kind: row.kind, createdAt: row.created_at, lastSeenAt: row.last_seen_at, revokedAt: row.revoked_at });

/** As `stroma_auth`: a device that is not revoked. */
export async function findDeviceByToken(tx: Tx, tokenHash: string, kind: "tablet" | "gateway"): Promise<DeviceRecord | null> {
  const row = await tx.selectFrom("device").select(columns).where("token_hash", "=", tokenHash).where("kind", "=", kind).where("revoked_at", "is", null).executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}

/** As `stroma_auth`. */
export async function markDeviceSeen(tx: Tx, deviceId: string, now: Instant): Promise<void> {
  await tx.updateTable("device").set({ last_seen_at: now }).where("id", "=", deviceId).execute();
}

export async function findDevices(tx: Tx, siteId: string): Promise<DeviceRecord[]> {
  const rows = await tx.selectFrom("device").select(columns).where("site_id", "=", siteId).orderBy("created_at").orderBy("id").execute();
  return rows.map(recordOf);
}

export async function insertDevice(tx: Tx, device: { readonly id: string; readonly siteId: string; readonly name: string; readonly kind: "tablet" | "gateway"; readonly tokenHash: string; readonly now: Instant; readonly createdBy: string | null }): Promise<DeviceRecord> {
  const row = await tx
    .insertInto("device")
    .values({ id: device.id, site_id: device.siteId, name: device.name, kind: device.kind, token_hash: device.tokenHash, created_at: device.now, created_by: device.createdBy, last_seen_at: null, revoked_at: null })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return recordOf(row);
}

/** Returns the device, or null when the site has no such device that still works. */
export async function revokeDevice(tx: Tx, siteId: string, deviceId: string, now: Instant): Promise<DeviceRecord | null> {
  const row = await tx.updateTable("device").set({ revoked_at: now }).where("site_id", "=", siteId).where("id", "=", deviceId).where("revoked_at", "is", null).returning(columns).executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}
