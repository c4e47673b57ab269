/**
 * Vital signs of a monitor as columns. An hour of six channels at 1 Hz is 3,600 events that differ only in id, times and
 * values; told one by one they are ten times as long.
 */
import { channels, type InfusionEvent, type InfusionEventOf } from "@stroma/domain";

/** Events of one author, device, entry and method with the same channels in the same units; row i of every column is one event. */
export interface EventSeries {
  authorId: string;
  authorRole: string;
  deviceId: string;
  entry: "live" | "offline" | "paper";
  method: "hand" | "device";
  channels: { channel: (typeof channels)[number]; unit: string }[];
  ids: string[];
  /** Milliseconds since 1970, UTC. */
  clinicalTimes: number[];
  deviceTimes: number[];
  receivedAt: number[];
  /** One row an event, one value a channel; `null` stays null: the device said that it has no value. */
  values: (number | null)[][];
}

type VitalSigns = InfusionEventOf<"vital-signs-recorded">;

/**
 * Puts received vital signs into columns and leaves everything else as it is.
 *
 * @returns `events` that stay single, in their order, and the `series`. Together they are the same events again
 * ({@link unpackEvents}): nothing is rounded, joined or dropped. An event that columns cannot carry whole stays single.
 */
export function packEvents(events: readonly InfusionEvent[]): { readonly events: InfusionEvent[]; readonly series: EventSeries[] } {
  const single: InfusionEvent[] = [];
  const open = new Map<string, EventSeries>();
  for (const event of events) {
    const row = event.type === "vital-signs-recorded" ? rowOf(event) : null;
    if (row === null) {
      single.push(event);
      continue;
    }
    let series = open.get(row.key);
    if (series === undefined) open.set(row.key, (series = openSeries(row.event)));
    series.ids.push(row.event.id);
    series.clinicalTimes.push(row.times[0]);
    series.deviceTimes.push(row.times[1]);
    series.receivedAt.push(row.times[2]);
    series.values.push(row.event.data.samples.map((sample) => sample.value));
  }
  return { events: single, series: [...open.values()] };
}

/** The events of an answer again, single ones first, then the series; the fold puts them in order. */
export function unpackEvents(infusionId: string, packed: { readonly events: readonly InfusionEvent[]; readonly series: readonly Readonly<EventSeries>[] }): InfusionEvent[] {
  const instant = (time: number | undefined) => new Date(time ?? Number.NaN).toISOString();
  const unpacked = packed.series.flatMap((series) => {
    const { authorId, authorRole, deviceId, entry, method } = series;
    return series.ids.map((id, row) => ({
      id, infusionId, type: "vital-signs-recorded", clinicalTime: instant(series.clinicalTimes[row]), deviceTime: instant(series.deviceTimes[row]), receivedAt: instant(series.receivedAt[row]),
      authorId, authorRole, deviceId, entry,
      data: { method, samples: series.channels.map(({ channel, unit }, column) => ({ channel, value: series.values[row]?.[column] ?? null, unit })) },
    }) as VitalSigns);
  });
  return [...packed.events, ...unpacked];
}

function openSeries({ authorId, authorRole, deviceId, entry, data }: VitalSigns): EventSeries {
  return { authorId, authorRole, deviceId, entry, method: data.method, channels: data.samples.map(({ channel, unit }) => ({ channel, unit })), ids: [], clinicalTimes: [], deviceTimes: [], receivedAt: [], values: [] };
}

/** Null for what would not come back exactly: other properties, or an instant that is written in another way. */
function rowOf(event: VitalSigns): { readonly event: VitalSigns; readonly key: string; readonly times: readonly [number, number, number] } | null {
  const { data, receivedAt } = event;
  if (receivedAt === null || Object.keys(event).length !== 11 || Object.keys(data).length !== 2) return null;
  let key = `${event.authorId} ${event.authorRole} ${event.deviceId} ${event.entry} ${data.method}`;
  for (const sample of data.samples) {
    if (Object.keys(sample).length !== 3) return null;
    key += ` ${sample.channel} ${sample.unit}`;
  }
  const times = [Date.parse(event.clinicalTime), Date.parse(event.deviceTime), Date.parse(receivedAt)] as const;
  const exact = [event.clinicalTime, event.deviceTime, receivedAt].every((instant) => instant.length === 24 && instant.endsWith("Z"));
  return exact && times.every(Number.isFinite) ? { event, key, times } : null;
}
