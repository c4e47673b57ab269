/** Failed attempts by key (a hashed user name, address, person or tablet). Runs as `stroma_auth`. */
import { sql } from "kysely";
import type { Instant } from "@stroma/domain";
import type { Tx } from "./store.ts";

export interface AttemptRule {
  /** Attempts without any wait. */
  readonly free: number;
  /** The first wait; each further failure doubles it. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}
const forgottenAfterSeconds = 3_600;

/**
 * Counts an attempt before it is looked at, so that many at once cannot slip past the limit.
 * @returns 0 when it may go on, otherwise the seconds to wait; an attempt that has to wait is not counted.
 */
export async function countAttempt(tx: Tx, key: string, rule: AttemptRule, now: Instant): Promise<number> {
  await tx.insertInto("attempt").values({ key, failed: 0, last_at: now, locked_until: null }).onConflict((conflict) => conflict.column("key").doNothing()).execute();
  const row = await tx.selectFrom("attempt").selectAll().where("key", "=", key).forUpdate().executeTakeFirstOrThrow();
  const time = Date.parse(now);
  if (row.locked_until !== null && row.locked_until.getTime() > time) return Math.ceil((row.locked_until.getTime() - time) / 1000);
  const forgotten = time - row.last_at.getTime() > forgottenAfterSeconds * 1000;
  const failed = (forgotten ? 0 : row.failed) + 1;
  const wait = failed < rule.free ? 0 : Math.min(rule.firstWaitSeconds * 2 ** (failed - rule.free), rule.longestWaitSeconds);
  const lockedUntil = wait === 0 ? null : new Date(time + wait * 1000);
  await tx.updateTable("attempt").set({ failed, last_at: now, locked_until: lockedUntil }).where("key", "=", key).execute();
  return 0;
}

/** After success: the person's own count starts anew. */
export async function forgetAttempts(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom("attempt").where("key", "=", key).execute();
}

/** After success: takes back this attempt only, where several people share the key. */
export async function takeBackAttempt(tx: Tx, key: string): Promise<void> {
  await tx.updateTable("attempt").set({ failed: sql<number>`greatest(failed - 1, 0)`, locked_until: null }).where("key", "=", key).execute();
}

/** At a start: what counts for nothing any more need not be kept. */
export async function forgetOldAttempts(tx: Tx, now: Instant): Promise<void> {
  await tx.deleteFrom("attempt").where("last_at", "<", new Date(Date.parse(now) - forgottenAfterSeconds * 1000)).execute();
}
