/** Attempts to prove who one is, limited. Each key is hashed, so that the table holds no names. */
import type { Instant } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { type AttemptRule, countAttempt, forgetAttempts, takeBackAttempt } from "../store/attempt-store.ts";
import type { Store } from "../store/store.ts";
import { hashToken } from "./secrets.ts";

const rules = {
  "user-name": { free: 5, firstWaitSeconds: 5, longestWaitSeconds: 300 },
  address: { free: 30, firstWaitSeconds: 5, longestWaitSeconds: 300 },
  "pin-person": { free: 5, firstWaitSeconds: 5, longestWaitSeconds: 900 },
  "pin-tablet": { free: 15, firstWaitSeconds: 5, longestWaitSeconds: 900 },
} as const satisfies Record<string, AttemptRule>;

/** The first key is the person's own, the second one is shared by several people. */
export interface AttemptKeys {
  readonly own: { readonly kind: "user-name" | "pin-person"; readonly value: string };
  readonly common: { readonly kind: "address" | "pin-tablet"; readonly value: string };
}

const keyOf = (key: { readonly kind: string; readonly value: string }): string => `${key.kind}:${hashToken(key.value)}`;

/**
 * Runs `prove` unless too many attempts failed; what it returns is not null when the proof held.
 * Throws ApiError `too-many-attempts` with the time to wait, or `wrong-credentials`, the same for every kind of failure.
 */
export async function limited<T>(around: { readonly store: Pick<Store, "auth">; readonly now: Instant }, keys: AttemptKeys, prove: () => Promise<T | null>): Promise<T> {
  const { store, now } = around;
  const wait = await store.auth(async (tx) => {
    const common = await countAttempt(tx, keyOf(keys.common), rules[keys.common.kind], now);
    return Math.max(common, await countAttempt(tx, keyOf(keys.own), rules[keys.own.kind], now));
  });
  if (wait > 0) throw new ApiError("too-many-attempts", { retryAfterSeconds: wait });
  const proven = await prove();
  if (proven === null) throw new ApiError("wrong-credentials");
  await store.auth(async (tx) => {
    await forgetAttempts(tx, keyOf(keys.own));
    await takeBackAttempt(tx, keyOf(keys.common));
  });
  return proven;
}
