/** Variances of a rate's logarithm that do not take counts for Poisson's. */
import type { IncidenceCell } from "./summarise-incidence.ts";

/**
 * Sum over participants of (x - r t)² over the squared number of events: the sandwich variance of log r. `null` without events or,
 * with the correction, for one participant.
 */
export function robustLogVariance({ events, time, squaredEvents, eventsTimesTime, squaredTime, participants }: IncidenceCell, correction: "none" | "participants"): number | null {
  if (events === 0 || participants < 2) return null;
  const rate = events / time;
  const found = squaredEvents - 2 * rate * eventsTimesTime + rate * rate * squaredTime;
  // What is left of sums that cancel is no variance.
  const meat = found > 1e-13 * squaredEvents ? found : 0;
  return ((correction === "none" ? 1 : participants / (participants - 1)) * meat) / (events * events);
}

/** Pearson's chi-square of the participants' counts over its degrees of freedom: 1 where counts are Poisson's with one rate. `null` likewise. */
export function dispersionOf({ events, time, squaredEventsPerTime, participants }: IncidenceCell): number | null {
  if (events === 0 || participants < 2) return null;
  const rate = events / time;
  const found = squaredEventsPerTime / rate - events;
  return (found > 1e-13 * events ? found : 0) / (participants - 1);
}
