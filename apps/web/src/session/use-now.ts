import { useEffect, useState } from "react";
import { useServerClock } from "./server-clock.ts";

/** Server time in milliseconds, read again every `everyMs` of real time. For clocks and ages on the screen. */
export function useNow(everyMs = 1000): number {
  const clock = useServerClock();
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    setNow(clock.now());
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
