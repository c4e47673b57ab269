/** Folds over a channel's samples that go on where the last call stopped. */
import type { TimedSample } from "../infusion/infusion-state.ts";

interface Remembered<S> {
  readonly index: number;
  readonly previous: TimedSample | undefined;
  readonly state: S;
}

export type FoldMemory<S> = WeakMap<TimedSample, Remembered<S>>;

export interface SampleFold<S> {
  readonly initial: S;
  /** `previous` is the sample before, whatever its worth. */
  readonly step: (state: S, sample: TimedSample, previous: TimedSample | undefined) => S;
  /** Does the state after this sample not depend on anything before it? */
  readonly resets: (sample: TimedSample) => boolean;
}

/**
 * The fold's state after the first `count` samples.
 *
 * Walks back from the newest of them to a sample that resets the state, or after which the state was remembered, and folds
 * forward from there; so a call after one new sample costs one step. The answer is that of a fold over all samples.
 *
 * What is remembered hangs on the sample itself. That is sound because two records that share a sample share everything before
 * it: the infusion's fold only ever appends to a series, and when it starts anew (a late event, a correction) it makes new
 * samples. As a further guard a memory holds only at the same place after the same neighbour.
 */
export function rememberedFold<S>(samples: readonly TimedSample[], count: number, fold: SampleFold<S>, memory: FoldMemory<S>): S {
  let state = fold.initial;
  let from = count - 1;
  for (; from >= 0; from--) {
    const sample = samples[from];
    if (sample === undefined) continue;
    const known = memory.get(sample);
    if (known !== undefined && known.index === from && known.previous === samples[from - 1]) {
      state = known.state;
      // What is remembered moves on with the newest sample: a day of samples must not hold a day of states.
      memory.delete(sample);
      from++;
      break;
    }
    if (fold.resets(sample)) break;
  }
  for (let index = Math.max(from, 0); index < count; index++) {
    const sample = samples[index];
    if (sample !== undefined) state = fold.step(state, sample, samples[index - 1]);
  }
  const newest = samples[count - 1];
  if (newest !== undefined) memory.set(newest, { index: count - 1, previous: samples[count - 2], state });
  return state;
}

/** A memory per rule or channel definition; the definition is the key, so another protocol version has its own. */
export function memoryPer<S>(): (key: object) => FoldMemory<S> {
  const memories = new WeakMap<object, FoldMemory<S>>();
  return (key) => {
    const known = memories.get(key);
    if (known !== undefined) return known;
    const fresh: FoldMemory<S> = new WeakMap();
    memories.set(key, fresh);
    return fresh;
  };
}
