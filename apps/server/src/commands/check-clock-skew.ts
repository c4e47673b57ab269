/** A device whose clock is wrong writes wrong times of facts. What counts is the batch's `sentAt` against receipt, never an event's age. */
import type { Instant } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";

/**
 * Longest accepted difference between a device's clock and the server's, in milliseconds. A technical bound of the server
 * (time for the network and for a drifting tablet), not a clinical number: a protocol's `clock-skew-maximum` is judged at
 * the bedside. On a demonstration clock the same bound holds in its time, stretched by its speed.
 */
export const toleratedSkew = 120_000;

/** Throws `clock-skew`; the problem carries the server's time. */
export function checkClockSkew(sentAt: Instant, receivedAt: Instant, speed: number): void {
  if (Math.abs(Date.parse(sentAt) - Date.parse(receivedAt)) > toleratedSkew * Math.max(1, speed)) throw new ApiError("clock-skew");
}
