import { setTimeout as wait } from "node:timers/promises";
import { isRetryable } from "./database-errors.ts";

const mostAttempts = 8;

/** Runs a whole transaction again after a serialization failure or a deadlock, after a short wait of random length. */
export async function retrying<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isRetryable(error) || attempt === mostAttempts) throw error;
      await wait(Math.random() * Math.min(5 * 2 ** attempt, 250));
    }
  }
}
