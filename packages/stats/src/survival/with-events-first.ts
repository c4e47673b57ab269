import type { SurvivalCell } from "./survival-summary.ts";

/**
 * Events and censoring swapped, with those who had an event gone before the others of that time are censored: each time at which
 * there are both becomes two steps at the same time, the events first.
 */
export function withEventsFirst({ times, events, censored, ...cell }: SurvivalCell): SurvivalCell {
  const both = times.reduce((count, _, at) => count + ((events[at] as number) > 0 && (censored[at] as number) > 0 ? 1 : 0), times.length);
  const made = { times: new Float64Array(both), events: new Float64Array(both), censored: new Float64Array(both) };
  for (let at = 0, to = 0; at < times.length; at++) {
    const [time, had, left] = [times[at] as number, events[at] as number, censored[at] as number];
    if (had > 0 && left > 0) {
      made.times[to] = time;
      made.censored[to++] = had;
    }
    made.times[to] = time;
    made.events[to] = left;
    made.censored[to++] = left > 0 ? 0 : had;
  }
  return { ...cell, ...made, eventRows: null };
}
