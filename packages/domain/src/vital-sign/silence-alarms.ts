/** Alarms from what is not measured: a lost signal, a stale channel. */
import { protocolRule, reason } from "../decision/reason.ts";
import { instantAfter } from "../infusion/instant.ts";
import type { ChannelDefinition } from "../protocol/protocol.ts";
import { raiseAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import type { SignalLoss } from "./derive-signal-loss.ts";
import { latestFromDevice, latestPlausible } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";

/** Critical while a loss is neither explained nor corroborated. Its source is the channel's own definition. */
export function signalLostAlarm(context: MonitoringContext, definition: ChannelDefinition, loss: SignalLoss | null): Alarm | null {
  if (loss === null || loss.alarmSince === null) return null;
  const saw = { channel: definition.title, loss: loss.kind, lostSince: loss.lostSince };
  return raiseAlarm(context.state, context.protocol, context.now, {
    kind: "signal-lost",
    rule: "lost",
    severity: "critical",
    channel: definition.channel,
    since: loss.alarmSince,
    reason: reason("signal-lost-or-arrest", `vital-sign.${definition.channel}`, protocolRule(context.protocol, `signal-lost.${definition.channel}`), saw),
  });
}

/**
 * A warning when a channel that a device once sent has had no plausible value for longer than `staleAfter`, from the start
 * of the infusion to the discharge. A manual value counts as one. Before the start the baseline's own age limit speaks.
 */
export function staleAlarm(context: MonitoringContext, definition: ChannelDefinition): Alarm | null {
  const { state, now, startedAt } = context;
  if (startedAt === null) return null;
  const device = latestFromDevice(state, definition.channel, now);
  if (device === null) return null;
  const valid = latestPlausible(state, definition, now);
  const staleSince = instantAfter(valid?.sample.at ?? startedAt, definition.staleAfter);
  if (staleSince >= now) return null;
  const saw = { channel: definition.title, limit: definition.staleAfter.value, limitUnit: definition.staleAfter.unit, lastValidAt: valid?.sample.at ?? null };
  return raiseAlarm(state, context.protocol, now, {
    kind: "stale",
    rule: "stale",
    severity: "warning",
    channel: definition.channel,
    since: staleSince > startedAt ? staleSince : startedAt,
    reason: reason("vital-sign-stale", `vital-sign.${definition.channel}`, protocolRule(context.protocol, `stale.${definition.channel}`), saw, definition.staleAfter.source),
  });
}
