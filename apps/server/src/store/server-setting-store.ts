/** Settings of the whole server. As `stroma_auth`. */
import type { Tx } from "./store.ts";

/** `null`: never set. */
export async function findServerSetting(tx: Tx, key: string): Promise<unknown> {
  const row = await tx.selectFrom("server_setting").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

export async function insertServerSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx.insertInto("server_setting").values({ key, value: JSON.stringify(value) }).execute();
}
