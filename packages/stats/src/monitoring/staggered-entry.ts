/** Trials with staggered entry under a boundary by person-time, simulated. */
import { DesignRefusal, requireWhole } from "../dose-finding/core/design-refusal.ts";
import type { PersonTimeBoundary } from "./person-time-boundary.ts";

export interface StaggeredEntryOptions {
  /** Day on which each participant enters. */
  readonly entries: readonly number[];
  /** Days of follow-up of each. */
  readonly followUp: number;
  /** True events per participant and day. */
  readonly rate: number;
  /** Whether a participant stays under follow-up after an event, or is counted for the first one only. */
  readonly afterEvent: "leaves" | "stays";
  readonly trials: number;
  /** Uniform numbers from 0 to below 1. */
  readonly random: () => number;
}

export interface StaggeredEntryResult {
  readonly stop: number;
  readonly expectedEvents: number;
  readonly expectedExposure: number;
  /** Day on which the trial stops or the last follow-up ends. */
  readonly expectedDuration: number;
  /** Participants who have entered by then. */
  readonly expectedEntered: number;
  readonly standardErrors: { readonly stop: number; readonly expectedEvents: number; readonly expectedExposure: number; readonly expectedDuration: number; readonly expectedEntered: number };
  readonly trials: number;
  readonly method: string;
}

/**
 * Monte Carlo characteristics in calendar time, with their standard errors.
 *
 * For participants who stay, `stop` estimates the exact value of `personTimeCharacteristics` when the maximum is
 * n × follow-up; for those who leave, less. Only for boundaries that are monitored at every event.
 * Throws DesignRefusal for entries or times out of range.
 */
export function simulateStaggeredEntry(boundary: PersonTimeBoundary, options: StaggeredEntryOptions): StaggeredEntryResult {
  requireFit(boundary, options);
  const sums = [0, 0, 0, 0, 0];
  const squares = [0, 0, 0, 0, 0];
  for (let trial = 0; trial < options.trials; trial++) {
    const { stopped, events, exposure, day } = runTrial(boundary, options);
    const values = [stopped ? 1 : 0, events, exposure, day, options.entries.filter((entry) => entry <= day).length];
    values.forEach((value, at) => {
      sums[at] = (sums[at] ?? 0) + value;
      squares[at] = (squares[at] ?? 0) + value * value;
    });
  }
  const mean = (at: number) => (sums[at] ?? 0) / options.trials;
  const error = (at: number) => Math.sqrt(Math.max(0, (squares[at] ?? 0) / options.trials - mean(at) ** 2) / options.trials);
  return {
    stop: mean(0),
    expectedEvents: mean(1),
    expectedExposure: mean(2),
    expectedDuration: mean(3),
    expectedEntered: mean(4),
    standardErrors: { stop: error(0), expectedEvents: error(1), expectedExposure: error(2), expectedDuration: error(3), expectedEntered: error(4) },
    trials: options.trials,
    method: `Monte Carlo, ${options.trials} trials; participants who have an event ${options.afterEvent === "stays" ? "stay under follow-up" : "leave follow-up"}.`,
  };
}

function runTrial(boundary: PersonTimeBoundary, { entries, followUp, rate, afterEvent, random }: StaggeredEntryOptions): { stopped: boolean; events: number; exposure: number; day: number } {
  const wait = () => -Math.log1p(-random()) / rate;
  const ends: number[] = [];
  const eventDays: number[] = [];
  for (const entry of entries) {
    let end = entry + followUp;
    for (let day = entry + wait(); day < end; day += wait()) {
      eventDays.push(day);
      if (afterEvent === "leaves") end = day;
    }
    ends.push(end);
  }
  eventDays.sort((x, y) => x - y);
  const exposureBy = (day: number) => entries.reduce((sum, entry, at) => sum + Math.max(0, Math.min(day, ends[at] ?? entry) - entry), 0);
  for (let at = 0; at < eventDays.length; at++) {
    const day = eventDays[at] ?? 0;
    const exposure = exposureBy(day);
    const step = boundary.steps.find(({ events }) => events >= at + 1);
    if (step !== undefined ? at + 1 === step.events && exposure <= step.until : exposure <= boundary.maximum && boundary.steps.length > 0) return { stopped: true, events: at + 1, exposure, day };
  }
  const day = Math.max(...ends);
  return { stopped: false, events: eventDays.length, exposure: exposureBy(day), day };
}

function requireFit(boundary: PersonTimeBoundary, { entries, followUp, rate, trials }: StaggeredEntryOptions): void {
  if (boundary.monitoring !== "every-event") throw new DesignRefusal("looks-not-simulated", "boundary.monitoring", "The boundary is read at looks, not at every event.", "Make it without looks.");
  requireWhole("trials", trials, 1, 10_000_000);
  if (entries.length === 0 || !entries.every((entry) => entry >= 0 && Number.isFinite(entry))) throw new DesignRefusal("unfit-entries", "entries", "There are no days of entry, or one is not a day from 0.", "Give the day of entry of each participant.");
  if (!(followUp > 0 && Number.isFinite(followUp))) throw new DesignRefusal("not-above-zero", "followUp", `${String(followUp)} is not a time above 0.`, "Give the days of follow-up.");
  if (!(rate > 0 && Number.isFinite(rate))) throw new DesignRefusal("not-above-zero", "rate", `${String(rate)} is not a rate above 0.`, "Give events per participant and day.");
}
