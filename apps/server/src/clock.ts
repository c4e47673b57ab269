/** Time comes in by this door. */
import type { Instant } from "@stroma/domain";

export interface Clock {
  now(): Instant;
  /** Seconds of this clock per second of real time; 1 but for a demonstration clock. */
  readonly speed: number;
  readonly demo: boolean;
  /** Throws on a real clock. */
  setSpeed(speed: number): void;
  /** Calls back after every change of speed; returns how to stop that. */
  onChange(listener: () => void): () => void;
}

const asInstant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** @param realNow milliseconds since 1970. */
export function realClock(realNow: () => number): Clock {
  return {
    now: () => asInstant(realNow()),
    speed: 1,
    demo: false,
    setSpeed: () => {
      throw new Error("The real clock has no speed.");
    },
    onChange: () => () => undefined,
  };
}

/**
 * A clock for replays: it may run faster than real time and never goes back.
 * @param notBefore the newest time of receipt in the database, so that a restart does not go back either.
 */
export function demoClock(realNow: () => number, notBefore: Instant | null): Clock {
  const listeners = new Set<() => void>();
  let realStart = realNow();
  let start = Math.max(realStart, notBefore === null ? 0 : Date.parse(notBefore));
  let speed = 1;
  const now = () => Math.round(start + Math.max(0, realNow() - realStart) * speed);
  return {
    now: () => asInstant(now()),
    get speed() {
      return speed;
    },
    demo: true,
    setSpeed: (wanted) => {
      start = now();
      realStart = realNow();
      speed = wanted;
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
