/** A channel whose zero or silence may be an arrest. */
import type { InfusionEventOf, Instant } from "../infusion/infusion-event.ts";
import type { TimedSample } from "../infusion/infusion-state.ts";
import { instantAfter } from "../infusion/instant.ts";
import type { Channel, ChannelDefinition } from "../protocol/protocol.ts";
import { assessSample } from "./assess-sample.ts";
import { explanationOf, latestFromDevice, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { newestFirst } from "./sample-search.ts";

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

function lostByValue(context: MonitoringContext, definition: ChannelDefinition): Lost | null {
  let lost: Lost | null = null;
  for (const sample of newestFirst(samplesOf(context.state, definition.channel), context.now)) {
    const { standing } = assessSample(sample, definition);
    if (standing === "plausible") break;
    if (standing === "zero-lost") lost = { kind: "zero", lostSince: sample.at };
    if (standing === "absent" && sample.method === "device") lost = { kind: "no-value", lostSince: sample.at };
  }
  return lost;
}

/** The earliest gap longer than `staleAfter` since the last plausible value, in which the device sent something else. */
function vanished(context: MonitoringContext, definition: ChannelDefinition): Lost | null {
  if (latestFromDevice(context.state, definition.channel, context.now) === null) return null;
  let lost: Lost | null = null;
  let next = context.now;
  for (const sample of newestFirst(samplesOf(context.state, definition.channel), context.now)) {
    const lostSince = instantAfter(sample.at, definition.staleAfter);
    if (lostSince < next && deviceSentOthers(context, definition.channel, lostSince, next)) lost = { kind: "vanished", lostSince };
    if (assessSample(sample, definition).standing === "plausible") break;
    next = sample.at;
  }
  return lost;
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
