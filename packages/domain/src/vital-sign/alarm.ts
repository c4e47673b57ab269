/** An alarm: something that a person has to answer. */
import type { Reason } from "../decision/decision.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState, Known } from "../infusion/infusion-state.ts";
import { millisecondsOf } from "../infusion/instant.ts";
import type { Channel, Protocol } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";

export type AlarmKind = "band" | "relative" | "trend" | "signal-lost" | "stale" | "overdue" | "thaw-clock" | "pathway-step";
export type AlarmSeverity = "critical" | "warning";

export interface Alarm {
  /** `kind:rule:channel:since`; acknowledgements refer to it, so a new onset needs a new acknowledgement. */
  readonly key: string;
  readonly kind: AlarmKind;
  readonly severity: AlarmSeverity;
  readonly channel: Channel | null;
  readonly since: Instant;
  readonly reason: Reason;
  /** The answer of a person: it silences the alarm and does not remove it. */
  readonly acknowledged: Known<string | null> | null;
  /** Nobody has answered for longer than the protocol's `alarm-escalation-after`. */
  readonly escalated: boolean;
}

/** What a rule says when it raises an alarm. */
export interface AlarmCall {
  readonly kind: AlarmKind;
  /** Names the rule inside the kind, for example `critical-low` or the id of a trend rule. */
  readonly rule: string;
  readonly severity: AlarmSeverity;
  readonly channel: Channel | null;
  readonly since: Instant;
  readonly reason: Reason;
}

/**
 * Makes the alarm with its stable key, and looks up whether it was answered.
 * Where the protocol sets no `alarm-escalation-after`, an unanswered critical alarm counts as escalated at once.
 */
export function raiseAlarm(state: InfusionState, protocol: Protocol, now: Instant, call: AlarmCall): Alarm {
  const key = `${call.kind}:${call.rule}:${call.channel ?? "-"}:${call.since}`;
  const answer = state.acknowledged.get(key);
  const acknowledged = answer !== undefined && answer.at <= now ? answer : null;
  const limit = protocol.limits["alarm-escalation-after"];
  const unansweredTooLong = limit === undefined ? call.severity === "critical" : millisecondsOf(now) - millisecondsOf(call.since) > valueIn(limit, "ms");
  return { key, kind: call.kind, severity: call.severity, channel: call.channel, since: call.since, reason: call.reason, acknowledged, escalated: acknowledged === null && unansweredTooLong };
}

/** Order for display: critical first, then unanswered before answered, then the older first, then by key. */
export function compareAlarms(a: Alarm, b: Alarm): number {
  if (a.severity !== b.severity) return a.severity === "critical" ? -1 : 1;
  if ((a.acknowledged === null) !== (b.acknowledged === null)) return a.acknowledged === null ? -1 : 1;
  if (a.since !== b.since) return a.since < b.since ? -1 : 1;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
