import { useEffect, useReducer } from "react";
import { useServerClock } from "./server-clock.ts";

/** Server time in milliseconds, read again every `everyMs` of real time. For clocks and ages on the screen. */
export function useNow(everyMs = 1000): number {
  const clock = useServerClock();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clock.now();
}
