/** The server's time in the browser. Clinical times come from here, never from the tablet's own clock. */
import { useSyncExternalStore } from "react";

export interface ClockReading {
  readonly now: string;
  readonly speed: number;
  readonly demo: boolean;
}
export interface ServerClock {
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: () => number;
  /** The same as an instant with milliseconds. */
  readonly instant: () => string;
  readonly speed: number;
  readonly demo: boolean;
  /** False until the server has said its time once: times are then the tablet's own. */
  readonly known: boolean;
}

interface Source {
  readonly wall: () => number;
  /** Monotonic milliseconds: a change of the tablet's clock does not move clinical time. */
  readonly steady: () => number;
}

/** A clock that runs at the server's speed from the last reading. */
export function createServerClock(source: Source) {
  let base = { server: source.wall(), steady: source.steady(), speed: 1, demo: false, known: false };
  const listeners = new Set<() => void>();
  const at = () => base.server + (source.steady() - base.steady) * base.speed;
  const snapshot = (): ServerClock => ({ now: at, instant: () => new Date(at()).toISOString(), speed: base.speed, demo: base.demo, known: base.known });
  let current = snapshot();
  const set = (next: typeof base) => {
    base = next;
    current = snapshot();
    for (const listener of listeners) listener();
  };
  return {
    read: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** A reading from the session, a page or a live message. */
    setReading: (reading: ClockReading) => {
      const server = Date.parse(reading.now);
      if (Number.isNaN(server)) return;
      set({ server, steady: source.steady(), speed: reading.speed, demo: reading.demo, known: true });
    },
    /** Only the time, from an answer that carries no speed. */
    noteServerTime: (instant: string) => {
      const server = Date.parse(instant);
      if (!Number.isNaN(server)) set({ ...base, server, steady: source.steady(), known: true });
    },
  };
}

export const serverClock = createServerClock({ wall: () => Date.now(), steady: () => performance.now() });

/** The server's clock; the component renders again when its speed or offset changes. */
export function useServerClock(): ServerClock {
  return useSyncExternalStore(serverClock.subscribe, serverClock.read);
}
