/** Which vital signs are due, done, overdue or missed. */
import type { Instant } from "../infusion/infusion-event.ts";
import { instantAfter, millisecondsOf } from "../infusion/instant.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import type { Channel, Protocol, VitalSignScheduleEntry } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import { stateAt } from "../infusion/state-at.ts";
import { plausibleValue } from "./assess-sample.ts";
import { deriveBaseline } from "./derive-baseline.ts";
import { monitoringContext, samplesOf } from "./monitoring-context.ts";
import type { MonitoringContext } from "./monitoring-context.ts";
import { countUpTo } from "./sample-search.ts";

export interface DueVitalSign {
  /** `schedule entry:anchor:due time`, stable. */
  readonly key: string;
  /** Place of the entry in the protocol's schedule. */
  readonly entry: number;
  readonly anchor: VitalSignScheduleEntry["anchor"];
  readonly dueAt: Instant;
  readonly overdueAt: Instant;
  readonly channels: readonly Channel[];
  readonly missing: readonly Channel[];
  /** When the last of its channels was measured; `null` while one is missing. */
  readonly doneAt: Instant | null;
  readonly status: "upcoming" | "due" | "overdue" | "missed" | "done";
}

/**
 * Every due vital sign up to `now`, and the next one of each entry, in the order of due times.
 *
 * - Anchors: `baseline` is the first event of the record, `start` the first start, `observation-start` the stop.
 * - `every` repeats after the last `at` (or the anchor): for `start` until the stop, for `observation-start` until the
 *   discharge. A single `at` after the start stays due into the observation. Nothing falls due after the discharge.
 * - Done: each channel has a plausible sample, by hand or from a device, from `overdueAfter` before the due time until the
 *   next due time of the same entry (the last one: without end). Missed: the next one fell due first.
 * - An entry with the anchor `baseline` is done when its channels have a baseline value (`deriveBaseline`), and missed when the
 *   infusion was started without.
 */
export function deriveDueVitalSigns(state: InfusionState, protocol: Protocol, now: Instant): DueVitalSign[] {
  return collectDueVitalSigns(monitoringContext(stateAt(state, now), protocol, now));
}

/** As {@link deriveDueVitalSigns}, on a context that looks at nothing after `now`. */
export function collectDueVitalSigns(context: MonitoringContext): DueVitalSign[] {
  return context.protocol.monitoring.schedule
    .flatMap((entry, index) => (entry.anchor === "baseline" ? baselineEntry(context, entry, index) : timedEntry(context, entry, index)))
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)));
}

function timedEntry(context: MonitoringContext, entry: VitalSignScheduleEntry, index: number): DueVitalSign[] {
  const anchor = entry.anchor === "start" ? context.startedAt : context.stoppedAt;
  if (anchor === null) return [];
  const times = dueTimes(context, entry, anchor);
  const late = context.protocol.monitoring.overdueAfter;
  const early = { value: -late.value, unit: late.unit };
  return times.map((dueAt, place) => {
    const closesAt = times[place + 1] ?? null;
    const done = firstValues(context, entry.channels, instantAfter(dueAt, early), closesAt);
    const overdueAt = instantAfter(dueAt, late);
    return { key: `${index}:${entry.anchor}:${dueAt}`, entry: index, anchor: entry.anchor, dueAt, overdueAt, channels: entry.channels, ...done, status: statusOf(context.now, done.doneAt, dueAt, overdueAt, closesAt) };
  });
}

function statusOf(now: Instant, doneAt: Instant | null, dueAt: Instant, overdueAt: Instant, closesAt: Instant | null): DueVitalSign["status"] {
  if (doneAt !== null) return "done";
  if (now < dueAt) return "upcoming";
  if (closesAt !== null && closesAt <= now) return "missed";
  return now > overdueAt ? "overdue" : "due";
}

/** Due times up to `now` and the next one. */
function dueTimes(context: MonitoringContext, entry: VitalSignScheduleEntry, anchor: Instant): Instant[] {
  const start = millisecondsOf(anchor);
  const now = millisecondsOf(context.now);
  const offsets = entry.at.map((offset) => valueIn(offset, "ms")).toSorted((a, b) => a - b);
  const end = context.dischargedAt === null ? Infinity : millisecondsOf(context.dischargedAt);
  const stop = entry.anchor === "start" && context.stoppedAt !== null ? millisecondsOf(context.stoppedAt) : end;
  const times = offsets.map((offset) => start + offset).filter((time) => time <= end);
  const interval = entry.every === undefined ? 0 : valueIn(entry.every, "ms");
  if (interval > 0) {
    for (let time = (times.at(-1) ?? start) + interval; time <= Math.min(stop, end) && (times.at(-1) ?? 0) <= now; time += interval) times.push(time);
  }
  const next = times.findIndex((time) => time > now);
  return (next < 0 ? times : times.slice(0, next + 1)).map((time) => new Date(time).toISOString());
}

/** The first plausible sample of each channel in [from, to), or the channel among the missing. */
function firstValues(context: MonitoringContext, channels: readonly Channel[], from: Instant, to: Instant | null): Pick<DueVitalSign, "missing" | "doneAt"> {
  const missing: Channel[] = [];
  let doneAt: Instant | null = null;
  for (const channel of channels) {
    const found = firstValueAt(context, channel, from, to);
    if (found === null) missing.push(channel);
    else if (doneAt === null || found > doneAt) doneAt = found;
  }
  return { missing, doneAt: missing.length === 0 ? doneAt : null };
}

function firstValueAt(context: MonitoringContext, channel: Channel, from: Instant, to: Instant | null): Instant | null {
  const definition = context.protocol.monitoring.channels.find((one) => one.channel === channel);
  if (definition === undefined) return null;
  const samples = samplesOf(context.state, channel);
  const before = new Date(millisecondsOf(from) - 1).toISOString();
  for (let index = countUpTo(samples, before); index < samples.length; index++) {
    const sample = samples[index];
    if (sample === undefined || sample.at > context.now || (to !== null && sample.at >= to)) return null;
    if (plausibleValue(sample, definition) !== null) return sample.at;
  }
  return null;
}

function baselineEntry(context: MonitoringContext, entry: VitalSignScheduleEntry, index: number): DueVitalSign[] {
  const first = context.state.events[0];
  if (first === undefined || first.clinicalTime > context.now) return [];
  const baseline = deriveBaseline(context.state, context.protocol, context.now);
  const missing = entry.channels.filter((channel) => !baseline.values.has(channel));
  const latest = entry.channels.map((channel) => baseline.values.get(channel)?.at ?? "").toSorted().at(-1) ?? null;
  const doneAt = missing.length === 0 ? latest : null;
  return (entry.at.length === 0 ? [{ value: 0, unit: "min" }] : entry.at).map((offset) => {
    const dueAt = instantAfter(first.clinicalTime, offset);
    const overdueAt = instantAfter(dueAt, context.protocol.monitoring.overdueAfter);
    const started = context.startedAt !== null && doneAt === null;
    const status = started ? "missed" : context.now < dueAt && doneAt === null ? "upcoming" : doneAt === null ? "due" : "done";
    return { key: `${index}:baseline:${dueAt}`, entry: index, anchor: "baseline", dueAt, overdueAt, channels: entry.channels, missing, doneAt, status };
  });
}
