/** Sums over simulated trials with arrival times. Plain numbers: a worker can send them. */
import { EndTable } from "../core/end-table.ts";
import { type Tally, mergeTallies, tallyEndings } from "../core/tally.ts";
import type { TargetDose } from "../core/target-dose.ts";
import { totalOf } from "../core/trial-state.ts";
import type { TimedTrial } from "./simulate-timed.ts";

export interface DaySums {
  readonly sum: number;
  readonly squares: number;
}

export interface TimedTally {
  readonly tally: Tally;
  /** One a trial. */
  readonly durations: readonly number[];
  readonly suspended: DaySums;
  /** Mean days from arrival to treatment, one a trial. */
  readonly waiting: DaySums;
  readonly turnedAway: DaySums;
  /** Participants treated beside the escalating cohorts, by dose level. */
  readonly backfilled: readonly DaySums[];
}

/** The tally of one chunk of trials. */
export function tallyTimed(trials: readonly TimedTrial[], doses: number, target: TargetDose | null): TimedTally {
  const ends = new EndTable(doses);
  for (const trial of trials) ends.add(trial);
  const backfilled = Array.from({ length: doses }, (_, at) => sumsOf(trials.map(({ participants }) => participants.reduce((count, one) => (one.backfill && one.dose === at + 1 ? count + 1 : count), 0))));
  return {
    tally: tallyEndings(ends, new Float64Array(ends.count).fill(1), target),
    durations: trials.map((trial) => trial.duration),
    suspended: sumsOf(trials.map((trial) => trial.suspended)),
    waiting: sumsOf(trials.map(({ participants }) => participants.reduce((sum, one) => sum + one.treated - one.arrived, 0) / Math.max(1, participants.length))),
    turnedAway: sumsOf(trials.map((trial) => trial.turnedAway)),
    backfilled,
  };
}

const sumsOf = (values: readonly number[]): DaySums => ({ sum: totalOf(values), squares: values.reduce((sum, value) => sum + value * value, 0) });

/** Adds up chunks of the same design and scenario. */
export function mergeTimedTallies(parts: readonly TimedTally[]): TimedTally {
  const add = (key: "suspended" | "waiting" | "turnedAway"): DaySums => ({ sum: totalOf(parts.map((part) => part[key].sum)), squares: totalOf(parts.map((part) => part[key].squares)) });
  return {
    tally: mergeTallies(parts.map((part) => part.tally)),
    durations: parts.flatMap((part) => part.durations),
    suspended: add("suspended"),
    waiting: add("waiting"),
    turnedAway: add("turnedAway"),
    backfilled: (parts[0]?.backfilled ?? []).map((_, at) => ({ sum: totalOf(parts.map((part) => part.backfilled[at]?.sum ?? 0)), squares: totalOf(parts.map((part) => part.backfilled[at]?.squares ?? 0)) })),
  };
}
