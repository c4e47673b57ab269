/** A ticker that a test moves by hand. */
import type { Ticker } from "../src/ticker.ts";

export function handTicker() {
  const works = new Map<() => void, number>();
  const ticker: Ticker = (every, work) => {
    works.set(work, every);
    return () => void works.delete(work);
  };
  return {
    ticker,
    tick: () => {
      for (const work of works.keys()) work();
    },
  };
}
