/** The table of vital signs for paper: times down, channels across. */
import { assessSample, type Channel, type ChannelDefinition, type InfusionState, type Instant, type Protocol } from "@stroma/domain";

export interface PrintedCell {
  /** The last plausible value of the row, in the channel's unit. */
  readonly value: number | null;
  /** A sample of the row that is no value, and how many there were. */
  readonly mark: { readonly kind: "lost" | "implausible" | "absent"; readonly value: number | null; readonly unit: string; readonly count: number } | null;
}
export interface PrintedRow {
  readonly at: Instant;
  readonly method: "hand" | "device";
  /** Written down afterwards, or made without network. */
  readonly entry: "live" | "offline" | "paper";
  readonly authorId: string;
  readonly cells: ReadonlyMap<Channel, PrintedCell>;
}
export interface PrintedVitalSigns {
  readonly columns: readonly ChannelDefinition[];
  readonly rows: readonly PrintedRow[];
}

/**
 * Every set that a person entered is a row of its own. Values of a device are one row a minute: the last plausible value of
 * each channel, and beside it the samples that were none. Channels without any sample have no column.
 */
export function printVitalSigns(state: InfusionState, protocol: Protocol): PrintedVitalSigns {
  const columns = protocol.monitoring.channels.filter((one) => (state.samples.get(one.channel)?.length ?? 0) > 0);
  const entries = new Map(state.events.map((event) => [event.id, event.entry]));
  const rows = new Map<string, { at: Instant; method: "hand" | "device"; entry: PrintedRow["entry"]; authorId: string; cells: Map<Channel, PrintedCell> }>();
  for (const definition of columns) {
    for (const sample of state.samples.get(definition.channel) ?? []) {
      const entry = entries.get(sample.eventId) ?? "live";
      const key = sample.method === "hand" ? `hand ${sample.eventId} ${sample.at}` : `device ${sample.at.slice(0, 16)} ${entry}`;
      const row = rows.get(key) ?? { at: sample.at, method: sample.method, entry, authorId: sample.authorId, cells: new Map<Channel, PrintedCell>() };
      if (sample.at > row.at) row.at = sample.at;
      rows.set(key, row);
      const before = row.cells.get(definition.channel) ?? { value: null, mark: null };
      const assessed = assessSample(sample, definition);
      if (assessed.standing === "plausible") row.cells.set(definition.channel, { ...before, value: assessed.value });
      else if (assessed.standing !== "absent" || definition.zeroMeansLost) {
        const kind = assessed.standing === "zero-lost" ? "lost" : assessed.standing;
        row.cells.set(definition.channel, { ...before, mark: { kind, value: sample.value, unit: sample.unit, count: (before.mark?.count ?? 0) + 1 } });
      }
    }
  }
  return { columns, rows: [...rows.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))) };
}
