/** The exact recursion behind boundaries by person-time. */
import { poissonProbability } from "../distributions/poisson.ts";

export interface ExposureStep {
  readonly events: number;
  readonly until: number;
}

export type PersonTimeMonitoring = "every-event" | "looks";

/**
 * Walks through the steps of a boundary. Between two steps the events are Poisson with mean rate × time. `atStep` hears
 * the probability of stopping there, and the mean number of events of these trials times that probability.
 * Returns the distribution of events among trials that never stop.
 *
 * At every event: a trial that stops between two steps does so at exactly the count of the later one.
 */
export function walkExposure(steps: readonly ExposureStep[], rate: number, monitoring: PersonTimeMonitoring, atStep: (step: number, stop: number, eventsAtStop: number) => void): Float64Array {
  let alive: Float64Array = Float64Array.of(1);
  let before = 0;
  steps.forEach(({ events, until }, step) => {
    const mean = rate * (until - before);
    const masses = Float64Array.from({ length: events }, (_, more) => poissonProbability(more, mean));
    const next = new Float64Array(events);
    let kept = 0;
    let keptEvents = 0;
    let reached = 0;
    let reachedEvents = 0;
    alive.forEach((mass, count) => {
      if (mass === 0) return;
      reached += mass;
      reachedEvents += mass * (count + mean);
      for (let more = 0; count + more < events; more++) next[count + more] = (next[count + more] ?? 0) + mass * (masses[more] ?? 0);
    });
    next.forEach((mass, count) => {
      kept += mass;
      keptEvents += mass * count;
    });
    const stop = Math.max(0, reached - kept);
    atStep(step, stop, monitoring === "every-event" ? stop * events : Math.max(0, reachedEvents - keptEvents));
    alive = next;
    before = until;
  });
  return alive;
}

/** The exact probability of ever stopping. */
export function exposureStopProbability(steps: readonly ExposureStep[], rate: number, monitoring: PersonTimeMonitoring): number {
  return steps.length === 0 ? 0 : Math.max(0, 1 - walkExposure(steps, rate, monitoring, () => undefined).reduce((sum, mass) => sum + mass, 0));
}
