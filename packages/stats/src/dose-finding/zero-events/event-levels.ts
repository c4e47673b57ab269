/** Event counts of every dose level, and of all levels together. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { totalOf } from "../core/trial-state.ts";
import { type EventCountAssessment, type EventCountOptions, assessEventCount } from "./event-count.ts";

const mostAtLevel = 20_000;

export interface DoseLevelCount {
  readonly n: number;
  readonly events: number;
}

export interface EventLevels {
  /** Index 0 is dose level 1. */
  readonly levels: readonly EventCountAssessment[];
  /** All levels together: valid only where every level has the same probability, which `pooledAssumption` says. */
  readonly pooled: EventCountAssessment;
  readonly pooledAssumption: string;
}

/**
 * {@link assessEventCount} of each dose level and pooled.
 *
 * @param counts by dose level. Throws DesignRefusal for none, or for counts that make no sense; the path names the level.
 *
 * @example assessEventLevels([{ n: 5, events: 0 }, { n: 5, events: 0 }, { n: 5, events: 0 }]).pooled.upperOneSided // 0.181
 */
export function assessEventLevels(counts: readonly DoseLevelCount[], options: EventCountOptions = {}): EventLevels {
  if (counts.length === 0) throw new DesignRefusal("no-dose-level", "counts", "There is no dose level.", "Give the counts of at least one dose level.");
  for (const [at, { n, events }] of counts.entries()) {
    requireWhole(`counts.${at}.n`, n, 0, mostAtLevel);
    requireWhole(`counts.${at}.events`, events, 0, n);
  }
  return {
    levels: counts.map(({ n, events }) => assessEventCount(events, n, options)),
    pooled: assessEventCount(totalOf(counts.map((count) => count.events)), totalOf(counts.map((count) => count.n)), options),
    pooledAssumption: "Pooled limits hold only if the event is equally probable at every dose level; where a higher dose causes more events they are too low for the highest one.",
  };
}
