/** What tells one interval design from another: its boundaries, and where a package departs from the common course. */
import type { IntervalSettings } from "./interval-options.ts";

/** What so many events among n participants at a dose level lead to. */
export interface IntervalBounds {
  /** Most events with which the next dose level follows; -1 where none does. */
  readonly escalate: number;
  /** Fewest events with which the dose level below follows; n + 1 where none does. */
  readonly deescalate: number;
  /** Fewest events that close this dose level and all above it; `null` where none does. */
  readonly close: number | null;
}

export type BoundsAt = (n: number, dose: number) => IntervalBounds;

export interface IntervalRules {
  readonly name: string;
  /** First part of the codes of reasons: `boin`. */
  readonly code: string;
  readonly variant: string;
  readonly edition: string;
  readonly settings: IntervalSettings;
  /** For n from 1; asked once per dose level and n. */
  readonly boundsAt: BoundsAt;
  /** The rate from which on it goes down: limit of `boundMTD`. */
  readonly upperRate: number;
  /** Boundaries that differ between dose levels. */
  readonly byDose?: boolean;
  /** Dose levels close from so many participants on, although the table shows boundaries for fewer; 1 where left out. */
  readonly closesFromN?: number;
  /** No safety check after the last cohort: the selection makes it. As BOIN 2.7.2 does. */
  readonly uncheckedEnd?: boolean;
  /** The selection closes even a dose level without an event where its posterior says so. As BOIN 2.7.2 and Keyboard 0.1.3 do. */
  readonly closesWithoutEvent?: boolean;
  /** The stricter stop at the lowest dose level is asked only where some count closes it. As BOIN 2.7.2 and Keyboard 0.1.3 do. */
  readonly extraSafeWithinTable?: boolean;
  /** The stricter stop at the lowest dose level is not asked again by the selection. As Keyboard 0.1.3 does. */
  readonly extraSafeDuringTrialOnly?: boolean;
  /** `nEarlyStop` ends the trial whatever the decision, and before any safety check. As Keyboard 0.1.3 does. */
  readonly stopAtOnce?: boolean;
}

/** Boundaries are asked thousands of times and worked out once. */
export function rememberBounds(rules: IntervalRules): BoundsAt {
  const known: IntervalBounds[][] = [];
  return (n, dose) => {
    const row = (known[rules.byDose === true ? dose : 1] ??= []);
    return (row[n] ??= n === 0 ? { escalate: -1, deescalate: 1, close: null } : rules.boundsAt(n, dose));
  };
}
