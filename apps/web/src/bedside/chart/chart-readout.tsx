import { formatQuantity, formatTimeWithSeconds } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { readAt } from "./read-at.ts";
import type { ChartLine, ChartMark } from "./chart-series.ts";

/** Values at the cursor, each with its unit. Keeps its room while nothing is pointed at. */
export function ChartReadout({ lines, at, timeZone }: { readonly lines: readonly ChartLine[]; readonly at: number | null; readonly timeZone: string | undefined }) {
  if (at === null) return <p className="chart-readout small soft">{t("chart.readout.none")}</p>;
  return (
    <output className="chart-readout small" aria-live="polite">
      <strong>{formatTimeWithSeconds(at * 1000, timeZone)}</strong>
      {lines.map((line) => (
        <span key={line.channel}>{words(line, at)}</span>
      ))}
    </output>
  );
}

function words(line: ChartLine, at: number): string {
  const reading = readAt(line, at);
  if (reading.kind === "value") return t("chart.readout.value", { channel: line.title, value: formatQuantity({ value: reading.value, unit: line.unit }) });
  return reading.kind === "mark" ? t("chart.readout.marked", { channel: line.title, mark: markWords(reading.mark) }) : t("chart.readout.no-value", { channel: line.title });
}

export function markWords(mark: ChartMark): string {
  return t(`chart.mark.${mark.kind}`, { value: mark.value === null ? "" : formatQuantity({ value: mark.value, unit: mark.unit }) });
}
