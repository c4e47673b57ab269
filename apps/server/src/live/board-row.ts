/** One row of the ward board, computed from the fold at one instant. */
import type { schemas } from "@stroma/api";
import { assessAlarms, assessMonitoring, deriveClocks, deriveGiven, describeReason } from "@stroma/domain";
import type { Alarm, Instant, MonitoringAssessment, Protocol } from "@stroma/domain";
import type Type from "typebox";
import type { LiveInfusion } from "./live-infusions.ts";

export type BoardRow = Type.Static<typeof schemas.BoardRow>;

/** Pure: the same infusion at the same instant gives the same row. Without `at` two rows can be compared. */
export function boardRow(live: LiveInfusion, now: Instant): BoardRow {
  const { record, protocol, bags, fold } = live;
  const state = fold.state();
  const monitoring = assessMonitoring(state, protocol, now);
  const alarms = assessAlarms(state, protocol, bags, now, monitoring);
  const clocks = deriveClocks(state, protocol, bags, now);
  const lastRate = state.rates.at(-1);
  const flowing = state.phase === "running" && lastRate !== undefined && lastRate.to === null;
  const observation = protocol.limits["observation-duration-minimum"] === undefined ? null : (clocks.observation?.due ?? null);
  return {
    infusionId: record.id,
    participantNumber: record.participantNumber,
    phase: state.phase,
    doseLevel: record.doseLevel,
    synthetic: record.synthetic,
    protocolVersion: record.protocolVersion,
    rate: flowing ? { value: lastRate.rate.value, unit: lastRate.rate.unit } : null,
    volumeGiven: state.starts.length === 0 ? null : { ...deriveGiven(state, bags, state.weight?.value ?? null, now).volume },
    nextDue: nextDue(monitoring, protocol),
    thawEndsBy: state.phase === "stopped" || state.phase === "discharged" ? null : earliest(clocks.thawToEnd.filter((clock) => clock.endedAt === null).map((clock) => clock.due)),
    observationUntil: state.phase === "stopped" ? observation : null,
    issuedUnverifiedSince: state.phase === "discharged" ? null : earliest(clocks.issuedUnverified.map((clock) => clock.since)),
    unauthorised: state.starts.some((start) => start.unauthorised),
    openDeviations: live.openDeviations,
    alarms: alarms.map(alarmPart),
    lastVitalSignAt: latest([...state.samples.values()].flatMap((series) => series.at(-1)?.at ?? [])),
    at: now,
  };
}

function alarmPart(alarm: Alarm): BoardRow["alarms"][number] {
  return { key: alarm.key, severity: alarm.severity, kind: alarm.kind, channel: alarm.channel, since: alarm.since, message: describeReason(alarm.reason).message, acknowledged: alarm.acknowledged !== null, escalated: alarm.escalated };
}

function nextDue(monitoring: MonitoringAssessment, protocol: Protocol): BoardRow["nextDue"] {
  const waiting = monitoring.due.filter((due) => due.status === "upcoming" || due.status === "due" || due.status === "overdue").toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const [first] = waiting;
  if (first === undefined) return null;
  const titles = first.missing.map((channel) => protocol.monitoring.channels.find((one) => one.channel === channel)?.title ?? channel);
  return { at: first.dueAt, label: titles.join(", ") };
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.filter((one) => one !== null).toSorted()[0] ?? null;
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.toSorted().at(-1) ?? null;
}
