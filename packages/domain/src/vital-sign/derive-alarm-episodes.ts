/** The alarms of the whole record, for the printed page. */
import type { Instant } from "../infusion/infusion-event.ts";
import type { InfusionState, Known } from "../infusion/infusion-state.ts";
import { instantAfter } from "../infusion/instant.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { Channel, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { Alarm, AlarmKind, AlarmSeverity } from "./alarm.ts";
import { assessContext } from "./assess-monitoring.ts";
import { collectDueVitalSigns } from "./due-vital-signs.ts";
import { monitoringContext } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";

export interface AlarmEpisode {
  readonly key: string;
  readonly kind: AlarmKind;
  readonly severity: AlarmSeverity;
  readonly channel: Channel | null;
  readonly onset: Instant;
  /** `null` while it lasts. */
  readonly end: Instant | null;
  readonly acknowledged: Known<string | null> | null;
  /** The value that lay furthest to the alarm's side; `null` where the alarm has none (a lost signal). */
  readonly worst: Quantity | null;
}

/**
 * Every alarm from the first event to `now`, in the order of onset. The record is assessed at each time at which something
 * was measured or recorded, and at each time at which silence alone raises or changes an alarm.
 */
export function deriveAlarmEpisodes(state: InfusionState, protocol: Protocol, now: Instant): AlarmEpisode[] {
  const known = stateAt(state, now);
  const episodes = new Map<string, AlarmEpisode>();
  let open = new Set<string>();
  for (const instant of telling(monitoringContext(known, protocol, now))) {
    const seen = new Set<string>();
    for (const alarm of assessContext(monitoringContext(known, protocol, instant)).alarms) {
      seen.add(alarm.key);
      const before = episodes.get(alarm.key);
      episodes.set(alarm.key, before === undefined ? begin(alarm, known, now) : { ...before, end: null, worst: worse(alarm, before.worst) });
    }
    for (const key of open) {
      const episode = episodes.get(key);
      if (!seen.has(key) && episode !== undefined) episodes.set(key, { ...episode, end: instant });
    }
    open = seen;
  }
  return [...episodes.values()].toSorted((a, b) => compareText(a.onset, b.onset) || compareText(a.key, b.key));
}

function begin(alarm: Alarm, state: InfusionState, now: Instant): AlarmEpisode {
  const answer = state.acknowledged.get(alarm.key);
  return {
    key: alarm.key,
    kind: alarm.kind,
    severity: alarm.severity,
    channel: alarm.channel,
    onset: alarm.since,
    end: null,
    acknowledged: answer !== undefined && answer.at <= now ? answer : null,
    worst: worse(alarm, null),
  };
}

function worse(alarm: Alarm, before: Quantity | null): Quantity | null {
  const { value, unit, side } = alarm.reason.saw;
  if (typeof value !== "number" || typeof unit !== "string") return before;
  if (before === null) return { value, unit };
  const worst = side === "low" ? Math.min(before.value, value) : side === "high" ? Math.max(before.value, value) : value;
  return { value: worst, unit };
}

/** Every instant at which an alarm may come or go: events, the ends of freshness, overdue times, and `now`. */
function telling(context: MonitoringContext): Instant[] {
  const { state, protocol, now } = context;
  const times = new Set<Instant>([now]);
  for (const event of state.events) times.add(event.clinicalTime);
  for (const definition of protocol.monitoring.channels) {
    for (const sample of state.samples.get(definition.channel) ?? []) {
      times.add(sample.at);
      const silence = new Date(Date.parse(instantAfter(sample.at, definition.staleAfter)) + 1).toISOString();
      times.add(silence);
    }
  }
  for (const due of collectDueVitalSigns(context)) times.add(instantAfter(due.overdueAt, { value: 1, unit: "ms" }));
  return [...times].filter((time) => time <= now).toSorted();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
