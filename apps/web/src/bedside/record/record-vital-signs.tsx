import { deriveAlarmEpisodes } from "@stroma/domain";
import { useMemo } from "react";
import { formatNumber, formatQuantity, formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Rows, Section } from "./record-parts.tsx";
import { timeText, type RecordData } from "./record-data.ts";
import { printVitalSigns, type PrintedCell } from "./vital-sign-rows.ts";

/** The vital signs as a table, and the alarms that they raised. */
export function RecordVitalSigns({ data }: { readonly data: RecordData }) {
  const { state, protocol, now } = data;
  const printed = useMemo(() => printVitalSigns(state, protocol), [state, protocol]);
  const episodes = useMemo(() => deriveAlarmEpisodes(state, protocol, now), [state, protocol, now]);
  const titleOf = (channel: string | null) => protocol.monitoring.channels.find((one) => one.channel === channel)?.title ?? t("record.no-channel");
  return (
    <Section title={t("record.vital-signs")} note={t("record.vital-signs-note")}>
      <Rows
        caption={t("record.vital-sign-table")}
        head={[t("record.column.time"), ...printed.columns.map((one) => t("record.channel-with-unit", { channel: one.title, unit: formatUnit(one.unit) })), t("record.column.by")]}
        rows={printed.rows.map((row) => ({
          key: `${row.method} ${row.at} ${row.authorId} ${row.entry}`,
          cells: [timeText(data, row.at), ...printed.columns.map((one) => cellText(row.cells.get(one.channel))), row.entry === "live" ? byText(data, row) : t("record.by-late", { by: byText(data, row), entry: t(`record.entry.${row.entry}`) })],
        }))}
      />
      <Rows
        caption={t("record.alarms")}
        head={[t("record.column.from"), t("record.column.to"), t("record.column.severity"), t("record.column.alarm"), t("record.column.worst"), t("record.column.answer")]}
        rows={episodes.map((one) => ({
          key: one.key,
          cells: [timeText(data, one.onset), one.end === null ? t("record.lasts") : timeText(data, one.end), t(`vital-signs.standing.${one.severity}`), t("record.alarm", { kind: t(`record.alarm-kind.${one.kind}`), channel: titleOf(one.channel) }), one.worst === null ? t("ui.none") : formatQuantity(one.worst), one.acknowledged === null ? t("record.unanswered-alarm") : t("record.answered", { name: data.nameOf(one.acknowledged.authorId), time: timeText(data, one.acknowledged.at), note: one.acknowledged.value ?? "" })],
        }))}
      />
    </Section>
  );
}

function byText(data: RecordData, row: { readonly method: "hand" | "device"; readonly authorId: string }): string {
  return row.method === "device" ? t("record.by-device") : data.nameOf(row.authorId);
}

/** The value, or what stands in its place; a mark is always said beside the value. */
function cellText(cell: PrintedCell | undefined): string {
  if (cell === undefined) return "";
  const { value, mark } = cell;
  if (mark === null) return value === null ? "" : formatNumber(value);
  const number = mark.value === null ? "" : formatNumber(mark.value);
  const words = t(`record.mark.${mark.kind}`, { value: number, count: mark.count });
  return value === null ? words : t("record.value-and-mark", { value: formatNumber(value), mark: words });
}
