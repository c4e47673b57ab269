/** Looking into a channel's samples, which stand in the order of clinical time. Costs grow with what is looked at, not with the whole day. */
import type { Instant } from "../infusion/infusion-event.ts";
import type { TimedSample } from "../infusion/infusion-state.ts";
import { rememberedFold } from "./remembered-fold.ts";
import type { FoldMemory } from "./remembered-fold.ts";

/** How many samples lie at or before the instant (binary search; instants compare as text). */
export function countUpTo(samples: readonly TimedSample[], instant: Instant): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const sample = samples[middle];
    if (sample !== undefined && sample.at <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Samples from the newest at or before the instant back to the oldest. */
export function* newestFirst(samples: readonly TimedSample[], instant: Instant): Generator<TimedSample, void, undefined> {
  for (let index = countUpTo(samples, instant) - 1; index >= 0; index--) {
    const sample = samples[index];
    if (sample !== undefined) yield sample;
  }
}

/** Does the sample belong to the state that is looked for (`in`), end it (`out`), or say nothing (`skip`)? */
export type Membership = "in" | "out" | "skip";

export interface Run {
  readonly first: TimedSample;
  readonly last: TimedSample;
}

/**
 * The oldest and the newest sample of the state that holds now: back from the instant until a sample ends the state.
 * `null` when the newest sample that says anything is not in the state. `memory` belongs to this one membership rule.
 */
export function runUpTo(samples: readonly TimedSample[], instant: Instant, membership: (sample: TimedSample) => Membership, memory: FoldMemory<Run | null>): Run | null {
  return rememberedFold<Run | null>(
    samples,
    countUpTo(samples, instant),
    {
      initial: null,
      step(run, sample) {
        const belongs = membership(sample);
        if (belongs === "out") return null;
        return belongs === "skip" ? run : { first: run?.first ?? sample, last: sample };
      },
      resets: (sample) => membership(sample) === "out",
    },
    memory,
  );
}
