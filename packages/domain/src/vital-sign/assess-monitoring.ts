/** What the monitoring says now: values, alarms, due vital signs. */
import type { Reason } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { Channel, ChannelDefinition, Protocol } from "../protocol/protocol.ts";
import { compareAlarms } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import { assessChannel } from "./assess-channel.ts";
import type { ChannelAssessment } from "./assess-channel.ts";
import { isComputableChange } from "./change-exceeded.ts";
import { deriveBaseline } from "./derive-baseline.ts";
import { deriveSignalLoss } from "./derive-signal-loss.ts";
import type { SignalLoss } from "./derive-signal-loss.ts";
import { collectDueVitalSigns } from "./due-vital-signs.ts";
import type { DueVitalSign } from "./due-vital-signs.ts";
import { monitoringContext } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { overdueAlarms } from "./overdue-alarms.ts";
import { signalLostAlarm, staleAlarm } from "./silence-alarms.ts";
import { bandAlarm, relativeAlarm } from "./threshold-alarms.ts";
import { trendAlarm, trendHasValues } from "./trend-alarm.ts";

export interface MonitoringAssessment {
  readonly channels: readonly ChannelAssessment[];
  /** Critical first; an acknowledged alarm stays in the list. */
  readonly alarms: readonly Alarm[];
  readonly due: readonly DueVitalSign[];
  /** Rules that cannot speak, and why. */
  readonly notAssessable: readonly Reason[];
}

/**
 * Assesses all channels and rules of the protocol at `now`. Facts with a later clinical time change nothing.
 *
 * - Missing data never reads as "within limits": see `ChannelAssessment.verdict`.
 * - No alarm ends by an implausible value or by silence.
 * - After the discharge no alarm is raised; the channels still show what was measured.
 *
 * A call after one more sample costs that sample, not the whole day (see `remembered-fold.ts`).
 *
 * @example assessMonitoring(foldInfusion(id, events), protocol, now).alarms[0]?.kind
 */
export function assessMonitoring(state: InfusionState, protocol: Protocol, now: Instant): MonitoringAssessment {
  return assessContext(monitoringContext(stateAt(state, now), protocol, now));
}

/** As {@link assessMonitoring}, on a context that looks at nothing after its `now`. */
export function assessContext(context: MonitoringContext): MonitoringAssessment {
  const losses = new Map<Channel, SignalLoss | null>();
  const channels = context.protocol.monitoring.channels.map((definition) => {
    const loss = deriveSignalLoss(context, definition);
    losses.set(definition.channel, loss);
    return assessChannel(context, definition, loss);
  });
  const due = collectDueVitalSigns(context);
  if (context.dischargedAt !== null) return { channels, alarms: [], due, notAssessable: [] };
  const alarms: Alarm[] = overdueAlarms(context, due);
  const notAssessable: Reason[] = [];
  for (const definition of context.protocol.monitoring.channels) {
    const lost = signalLostAlarm(context, definition, losses.get(definition.channel) ?? null);
    // A lost signal already asks for more than a stale one.
    for (const alarm of [bandAlarm(context, definition), lost, lost === null ? staleAlarm(context, definition) : null]) {
      if (alarm !== null) alarms.push(alarm);
    }
  }
  if (context.startedAt !== null) {
    assessRelativeRules(context, alarms, notAssessable);
    assessTrendRules(context, alarms, notAssessable);
  }
  return { channels, alarms: alarms.toSorted(compareAlarms), due, notAssessable };
}

function definitionOf(context: MonitoringContext, channel: Channel): ChannelDefinition | undefined {
  return context.protocol.monitoring.channels.find((one) => one.channel === channel);
}

function assessRelativeRules(context: MonitoringContext, alarms: Alarm[], notAssessable: Reason[]): void {
  const baseline = deriveBaseline(context.state, context.protocol, context.now);
  for (const rule of context.protocol.monitoring.relativeRules) {
    const definition = definitionOf(context, rule.channel);
    const value = baseline.values.get(rule.channel);
    const saw = { channel: definition?.title ?? rule.channel, change: rule.change.value, changeUnit: rule.change.unit, unit: definition?.unit ?? null };
    const spoke = protocolRule(context.protocol, `relative.${rule.id}`);
    if (definition === undefined || value === undefined) {
      notAssessable.push(reason("relative-rule-without-baseline", `relative.${rule.id}`, spoke, saw, rule.change.source));
    } else if (!isComputableChange(rule.change, definition.unit)) {
      notAssessable.push(reason("relative-rule-not-computable", `relative.${rule.id}`, spoke, saw, rule.change.source));
    } else {
      const alarm = relativeAlarm(context, definition, rule, value);
      if (alarm !== null) alarms.push(alarm);
    }
  }
}

function assessTrendRules(context: MonitoringContext, alarms: Alarm[], notAssessable: Reason[]): void {
  for (const rule of context.protocol.monitoring.trendRules) {
    const definition = definitionOf(context, rule.channel);
    const saw = { channel: definition?.title ?? rule.channel, change: rule.change.value, changeUnit: rule.change.unit, unit: definition?.unit ?? null, within: rule.within.value, withinUnit: rule.within.unit };
    const spoke = protocolRule(context.protocol, `trend.${rule.id}`);
    if (definition === undefined || !isComputableChange(rule.change, definition.unit)) {
      notAssessable.push(reason("trend-rule-not-computable", `trend.${rule.id}`, spoke, saw, rule.change.source));
      continue;
    }
    const alarm = trendAlarm(context, definition, rule);
    if (alarm !== null) alarms.push(alarm);
    else if (!trendHasValues(context, definition, rule)) notAssessable.push(reason("trend-without-values", `trend.${rule.id}`, spoke, saw, rule.within.source));
  }
}
