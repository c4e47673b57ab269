/** The exact recursion over looks behind every boundary for counts. */
import { binomialMasses } from "../distributions/binomial.ts";


/**
 * Walks through the looks. `atLook` hears, at each look, the probability of every count among the trials that have not
 * stopped before; counts from `limit` on stop there. Returns the distribution of events among trials that never stop.
 */
export function walkLooks(looks: readonly number[], limits: readonly (number | null)[], p: number, atLook: (look: number, masses: Float64Array, limit: number) => void): Float64Array {
  let alive: Float64Array = Float64Array.of(1);
  let before = 0;
  let step: Float64Array = Float64Array.of(1);
  let stepSize = 0;
  looks.forEach((n, look) => {
    const size = n - before;
    if (size !== stepSize) step = binomialMasses((stepSize = size), p);
    const masses = new Float64Array(alive.length + size);
    for (let count = 0; count < alive.length; count++) {
      const mass = alive[count] ?? 0;
      if (mass === 0) continue;
      for (let more = 0; more <= size; more++) masses[count + more] = (masses[count + more] ?? 0) + mass * (step[more] ?? 0);
    }
    const limit = limits[look] ?? Number.POSITIVE_INFINITY;
    atLook(look, masses, limit);
    alive = limit < masses.length ? masses.slice(0, limit) : masses;
    before = n;
  });
  return alive;
}

/** The exact probability of ever stopping when each participant has the event with probability p. */
export function stopProbability(looks: readonly number[], limits: readonly (number | null)[], p: number): number {
  let stopped = 0;
  walkLooks(looks, limits, p, (_, masses, limit) => {
    for (let count = limit; count < masses.length; count++) stopped += masses[count] ?? 0;
  });
  return Math.min(1, stopped);
}
