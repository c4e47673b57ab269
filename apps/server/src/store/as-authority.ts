/** Inside a write: a step that touches credentials, links or sessions, in the same transaction as its audit entry. */
import { sql } from "kysely";
import type { Tx } from "./store.ts";

export async function asAuthority<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('role', 'stroma_auth', true)`.execute(tx);
  const result = await work();
  // After an error the transaction, or its savepoint, is rolled back, and the role with it.
  await sql`select set_config('role', 'stroma_app', true)`.execute(tx);
  return result;
}
