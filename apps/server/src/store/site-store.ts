/** Sites. As `stroma_auth`, which sees all of them. */
import type { Instant } from "@stroma/domain";
import type { Tx } from "./store.ts";

export interface SiteRecord {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly example: boolean;
}

export async function findSites(tx: Tx): Promise<SiteRecord[]> {
  const rows = await tx.selectFrom("site").select(["id", "name", "country", "time_zone", "example"]).orderBy("id").execute();
  return rows.map((row) => ({ id: row.id, name: row.name, country: row.country, timeZone: row.time_zone, example: row.example }));
}

export async function insertSite(tx: Tx, site: SiteRecord, now: Instant): Promise<void> {
  await tx.insertInto("site").values({ id: site.id, name: site.name, country: site.country, time_zone: site.timeZone, example: site.example, created_at: now }).execute();
}
