/** The newest time at which any site received an event. */
import type { Instant } from "@stroma/domain";
import { findSites } from "./site-store.ts";
import type { Store } from "./store.ts";

export async function findNewestReceipt(store: Pick<Store, "read" | "auth">): Promise<Instant | null> {
  let newest: Instant | null = null;
  for (const site of await store.auth(findSites)) {
    const row = await store.read(site.id, (tx) => tx.selectFrom("infusion_event").select((select) => select.fn.max("received_at").as("newest")).executeTakeFirst());
    const found = row?.newest == null ? null : new Date(row.newest).toISOString();
    if (found !== null && (newest === null || found > newest)) newest = found;
  }
  return newest;
}
