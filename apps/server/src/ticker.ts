/** Calls work again and again; what ticks comes in by the door, as the clock does. Returns how to stop. */
export type Ticker = (everyMilliseconds: number, work: () => void) => () => void;

/** In real time; a process that has nothing else to do may end. */
export const realTicker: Ticker = (everyMilliseconds, work) => {
  const timer = setInterval(work, everyMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
};
