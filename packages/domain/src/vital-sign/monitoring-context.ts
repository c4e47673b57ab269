/** What every monitoring rule looks at, gathered once. */
import type { InfusionEventOf, Instant } from "../infusion/infusion-event.ts";
import type { InfusionState, TimedSample } from "../infusion/infusion-state.ts";
import type { Channel, ChannelDefinition, Protocol } from "../protocol/protocol.ts";
import { plausibleValue } from "./assess-sample.ts";
import { memoryPer, rememberedFold } from "./remembered-fold.ts";
import { countUpTo, newestFirst } from "./sample-search.ts";

export interface MonitoringContext {
  readonly state: InfusionState;
  readonly protocol: Protocol;
  readonly now: Instant;
  /** First start at or before `now`. */
  readonly startedAt: Instant | null;
  /** The stop, unless a later start followed it. */
  readonly stoppedAt: Instant | null;
  readonly dischargedAt: Instant | null;
}

export function monitoringContext(state: InfusionState, protocol: Protocol, now: Instant): MonitoringContext {
  const starts = state.starts.map((start) => start.at).filter((at) => at <= now).toSorted();
  const stop = state.stop !== null && state.stop.at <= now ? state.stop.at : null;
  const lastStart = starts.at(-1);
  return {
    state,
    protocol,
    now,
    startedAt: starts[0] ?? null,
    stoppedAt: stop !== null && lastStart !== undefined && lastStart > stop ? null : stop,
    dischargedAt: state.discharge !== null && state.discharge.at <= now ? state.discharge.at : null,
  };
}

/** A channel's samples in the order of clinical time; none is an empty list. */
export function samplesOf(state: InfusionState, channel: Channel): readonly TimedSample[] {
  return state.samples.get(channel) ?? [];
}

/** A plausible measurement, its value in the channel's unit. */
export interface PlausibleSample {
  readonly sample: TimedSample;
  readonly value: number;
}

const plausibleMemory = memoryPer<PlausibleSample | null>();

/** The newest plausible sample at or before an instant; `null`: there is none. */
export function latestPlausible(state: InfusionState, definition: ChannelDefinition, instant: Instant): PlausibleSample | null {
  const samples = samplesOf(state, definition.channel);
  const step = (before: PlausibleSample | null, sample: TimedSample): PlausibleSample | null => {
    const value = plausibleValue(sample, definition);
    return value === null ? before : { sample, value };
  };
  const resets = (sample: TimedSample) => plausibleValue(sample, definition) !== null;
  return rememberedFold<PlausibleSample | null>(samples, countUpTo(samples, instant), { initial: null, step, resets }, plausibleMemory(definition));
}

/** The newest sample that a device sent for the channel. */
export function latestFromDevice(state: InfusionState, channel: Channel, instant: Instant): TimedSample | null {
  for (const sample of newestFirst(samplesOf(state, channel), instant)) {
    if (sample.method === "device") return sample;
  }
  return null;
}

/** The explanation of a channel's silence that a person gave between two instants. */
export function explanationOf(state: InfusionState, channel: Channel, from: Instant, to: Instant): InfusionEventOf<"signal-explained"> | null {
  return state.explainedSignals.findLast((event) => event.data.channel === channel && event.clinicalTime >= from && event.clinicalTime <= to) ?? null;
}
