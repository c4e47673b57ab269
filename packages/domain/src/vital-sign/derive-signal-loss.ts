/** A channel whose zero or silence may be an arrest. */
import type { InfusionEventOf, Instant } from "../infusion/infusion-event.ts";
import type { TimedSample } from "../infusion/infusion-state.ts";
import { instantAfter, millisecondsOf } from "../infusion/instant.ts";
import type { Channel, ChannelDefinition } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { assessSample } from "./assess-sample.ts";
import { explanationOf, latestFromDevice, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { memoryPer, rememberedFold } from "./remembered-fold.ts";
import { countUpTo, newestFirst } from "./sample-search.ts";

export interface SignalLoss {
  readonly kind: "zero" | "no-value" | "vanished";
  /** When the channel was lost. */
  readonly lostSince: Instant;
  /** Since when nothing speaks for a beating heart; `null` while the loss is explained or corroborated. */
  readonly alarmSince: Instant | null;
  readonly corroboratedBy: Channel | null;
  readonly explainedBy: InfusionEventOf<"signal-explained"> | null;
}

/**
 * The loss of a `zeroMeansLost` channel, or `null` while it has its signal.
 *
 * - Lost: since its last plausible value the channel gave a zero or a null, or it vanished (no sample for longer than
 *   `staleAfter`, while the device goes on sending other channels). Implausible values in between end nothing.
 * - Explained: a person recorded a finding for the channel at or after the loss. It holds until the channel returns.
 * - Corroborated: a channel of `corroboratedBy` whose newest sample is plausible, fresh, and not older than the loss
 *   (the same instant counts: one batch of one monitor). When that channel is lost or grows stale itself, the alarm
 *   starts anew at that moment, and needs a new answer.
 */
export function deriveSignalLoss(context: MonitoringContext, definition: ChannelDefinition): SignalLoss | null {
  if (!definition.zeroMeansLost) return null;
  const lost = earlier(lostByValue(context, definition), vanished(context, definition));
  if (lost === null) return null;
  const explainedBy = explanationOf(context.state, definition.channel, lost.lostSince, context.now);
  let alarmSince = lost.lostSince;
  let corroboratedBy: Channel | null = null;
  for (const channel of definition.corroboratedBy) {
    const other = context.protocol.monitoring.channels.find((one) => one.channel === channel);
    const spoke = other === undefined ? null : corroboration(context, other, lost.lostSince);
    if (spoke === null) continue;
    if (spoke.endedAt === null) corroboratedBy ??= channel;
    else if (spoke.endedAt > alarmSince) alarmSince = spoke.endedAt;
  }
  return { ...lost, alarmSince: explainedBy === null && corroboratedBy === null ? alarmSince : null, corroboratedBy, explainedBy };
}

type Lost = Pick<SignalLoss, "kind" | "lostSince">;

function earlier(a: Lost | null, b: Lost | null): Lost | null {
  if (a === null || b === null) return a ?? b;
  return a.lostSince <= b.lostSince ? a : b;
}

const lossMemory = memoryPer<Lost | null>();

function lostByValue(context: MonitoringContext, definition: ChannelDefinition): Lost | null {
  const samples = samplesOf(context.state, definition.channel);
  const step = (lost: Lost | null, sample: TimedSample): Lost | null => {
    const { standing } = assessSample(sample, definition);
    if (standing === "plausible") return null;
    if (lost !== null) return lost;
    if (standing === "zero-lost") return { kind: "zero", lostSince: sample.at };
    return standing === "absent" && sample.method === "device" ? { kind: "no-value", lostSince: sample.at } : null;
  };
  const resets = (sample: TimedSample) => assessSample(sample, definition).standing === "plausible";
  return rememberedFold<Lost | null>(samples, countUpTo(samples, context.now), { initial: null, step, resets }, lossMemory(definition));
}

const gapMemory = memoryPer<readonly Gap[]>();

/** A time longer than `staleAfter` without a sample of the channel. */
interface Gap {
  readonly lostSince: Instant;
  readonly endedAt: Instant;
}

/** The earliest gap since the last plausible value in which the device sent something else. */
function vanished(context: MonitoringContext, definition: ChannelDefinition): Lost | null {
  if (latestFromDevice(context.state, definition.channel, context.now) === null) return null;
  const samples = samplesOf(context.state, definition.channel);
  const count = countUpTo(samples, context.now);
  const step = (gaps: readonly Gap[], sample: TimedSample, previous: TimedSample | undefined): readonly Gap[] => {
    if (assessSample(sample, definition).standing === "plausible") return [];
    const gap = previous === undefined ? null : gapBetween(previous.at, sample.at, definition);
    return gap === null ? gaps : [...gaps, gap];
  };
  const resets = (sample: TimedSample) => assessSample(sample, definition).standing === "plausible";
  const gaps = rememberedFold<readonly Gap[]>(samples, count, { initial: [], step, resets }, gapMemory(definition));
  const newest = samples[count - 1];
  const current = newest === undefined ? null : gapBetween(newest.at, context.now, definition);
  const found = [...gaps, ...(current === null ? [] : [current])].find((gap) => deviceSentOthers(context, definition.channel, gap.lostSince, gap.endedAt));
  return found === undefined ? null : { kind: "vanished", lostSince: found.lostSince };
}

function gapBetween(from: Instant, to: Instant, definition: ChannelDefinition): Gap | null {
  if (millisecondsOf(to) - millisecondsOf(from) <= valueIn(definition.staleAfter, "ms")) return null;
  return { lostSince: instantAfter(from, definition.staleAfter), endedAt: to };
}

/** Strictly between the two: what comes at the same instant as the channel's next sample belongs to the same batch. */
function deviceSentOthers(context: MonitoringContext, channel: Channel, after: Instant, before: Instant): boolean {
  const last = instantAfter(before, { value: -1, unit: "ms" });
  return context.protocol.monitoring.channels.some((other) => {
    const sample = other.channel === channel ? null : latestFromDevice(context.state, other.channel, last);
    return sample !== null && sample.at > after;
  });
}

/** Since the loss, the last time that the other channel spoke for a signal, and when that ended; `endedAt: null`: it does now. */
function corroboration(context: MonitoringContext, other: ChannelDefinition, since: Instant): { readonly endedAt: Instant | null } | null {
  let contradicted: TimedSample | null = null;
  for (const sample of newestFirst(samplesOf(context.state, other.channel), context.now)) {
    if (sample.at < since) return null;
    const { standing } = assessSample(sample, other);
    if (standing === "plausible") {
      const freshUntil = instantAfter(sample.at, other.staleAfter);
      if (contradicted === null) return { endedAt: freshUntil >= context.now ? null : freshUntil };
      return { endedAt: contradicted.at < freshUntil ? contradicted.at : freshUntil };
    }
    // A cuff reports no value between its measurements: on a channel that is not watched for loss, that contradicts nothing.
    if (standing !== "absent" || other.zeroMeansLost) contradicted = sample;
  }
  return null;
}
