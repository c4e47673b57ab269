/** What every command gets by the door: the store, who acts where, the time, new ids. */
import type { Instant } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { isUniqueViolation } from "../store/database-errors.ts";
import type { Actor, Store, WriteScope } from "../store/store.ts";

export interface CommandContext {
  readonly store: Store;
  readonly siteId: string;
  readonly actor: Actor;
  readonly now: Instant;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

/** The write scope of a study's chain at the actor's site. */
export function inStudy(context: CommandContext, studyId: string): WriteScope {
  return { siteId: context.siteId, studyId, actor: context.actor, now: context.now };
}

/** The person who acts. Throws `not-signed-in` where only a device acts. */
export function personOf(context: CommandContext): string {
  if (context.actor.personId === null) throw new ApiError("not-signed-in");
  return context.actor.personId;
}

/** The record, or `not-found`: what another site holds looks the same as what does not exist. */
export function found<T>(record: T | null): T {
  if (record === null) throw new ApiError("not-found");
  return record;
}

/** Throws `stale-version` unless the one row was written. */
export function requireFresh(written: boolean): void {
  if (!written) throw new ApiError("stale-version");
}

/** Turns the database's refusal of a second record of the same name into `conflict`, with words. */
export async function refuseDuplicate<T>(work: Promise<T>, path: string, message: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError("conflict", { faults: [{ path, code: "duplicate", message, remedy: "Choose another one, or open the record that holds it." }] });
  }
}

/** One fault in the input that only the record can show. */
export function invalid(path: string, code: string, message: string, remedy: string): ApiError {
  return new ApiError("invalid-input", { faults: [{ path, code, message, remedy }] });
}
