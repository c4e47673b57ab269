/** What BF-BOIN decides when data of backfilled lower dose levels speak against the data of the current one. */
import type { IntervalBounds } from "../interval/interval-design.ts";

export type LevelVoice = "escalate" | "stay" | "de-escalate" | "close";

export interface BackfillVerdict {
  /** What the current dose level says by itself. */
  readonly own: LevelVoice;
  /** The highest lower dose level that disagrees; `null` where none does. */
  readonly conflictFrom: number | null;
  /** Counts of the conflicting dose level and all up to the current one; `null` without conflict. */
  readonly pooled: { readonly n: number; readonly events: number } | null;
  /** The dose level that follows, before closed and missing ones are heeded; 0: below the lowest one. */
  readonly wanted: number;
}

/** What BOIN would do with the counts of one dose level; a dose level that was not given says nothing against going up. */
export function voiceOf(bounds: (n: number) => IntervalBounds, n: number, events: number): LevelVoice {
  if (n === 0) return "escalate";
  const { escalate, deescalate, close } = bounds(n);
  if (close !== null && events >= close) return "close";
  return events <= escalate ? "escalate" : events >= deescalate ? "de-escalate" : "stay";
}

/**
 * BF-BOIN's next dose level from all known outcomes, of cohorts and backfill.
 *
 * A conflict is a lower dose level that would not go up while the current one would, or one that would go down while the
 * current one would not go up. The data of the highest such dose level b and all up to the current one are then pooled:
 * up where the pooled rate is at most lambda e; stay where it lies between the boundaries; otherwise the highest dose
 * level k from b on with a rate below lambda d in the pooled data of b to k, and the one below b where there is none.
 *
 * @param n participants with known outcome by dose level, `events` of them with the event.
 * @param dose the current dose level, from 1.
 * @param bounds BOIN's boundaries by number of participants.
 *
 * Source: Zhao Y, Yuan Y, Korn EL, Freidlin B. Clin Cancer Res 2024;30:673-9, doi 10.1158/1078-0432.CCR-23-2585.
 *
 * @example backfillVerdict([9, 3], [4, 0], 2, boin({ doses: 2, target: 0.25, cohortSize: 3, cohorts: 6 }).bounds).wanted // 1
 */
export function backfillVerdict(n: readonly number[], events: readonly number[], dose: number, bounds: (n: number) => IntervalBounds): BackfillVerdict {
  const voices = n.slice(0, dose).map((size, at) => voiceOf(bounds, size, events[at] ?? 0));
  const own = voices[dose - 1] ?? "escalate";
  const disagrees = (voice: LevelVoice): boolean => (own === "escalate" ? voice !== "escalate" : voice === "de-escalate" || voice === "close");
  const from = voices.slice(0, -1).findLastIndex(disagrees) + 1;
  if (from === 0) return { own, conflictFrom: null, pooled: null, wanted: own === "escalate" ? dose + 1 : own === "stay" ? dose : dose - 1 };
  const sums = [];
  let size = 0;
  let count = 0;
  for (let at = from - 1; at < dose; at++) {
    size += n[at] ?? 0;
    count += events[at] ?? 0;
    sums.push({ n: size, events: count });
  }
  const pooled = { n: size, events: count };
  const { escalate, deescalate } = bounds(size);
  const safe = sums.findLastIndex((sum) => sum.events < bounds(sum.n).deescalate);
  const wanted = count <= escalate ? dose + 1 : count < deescalate ? dose : from + safe;
  return { own, conflictFrom: from, pooled, wanted };
}

/**
 * Up to which dose level below the current one backfilling is safe; 0 where none is. A dose level and all above are shut
 * when its own rate is at least lambda d and so is the rate pooled with the dose level above it.
 *
 * Source: as {@link backfillVerdict}.
 */
export function safeForBackfill(n: readonly number[], events: readonly number[], dose: number, bounds: (n: number) => IntervalBounds): number {
  for (let at = 0; at < dose - 1; at++) {
    const size = n[at] ?? 0;
    const count = events[at] ?? 0;
    if (size === 0) continue;
    const both = { n: size + (n[at + 1] ?? 0), events: count + (events[at + 1] ?? 0) };
    if (count >= bounds(size).deescalate && both.events >= bounds(both.n).deescalate) return at;
  }
  return dose - 1;
}
