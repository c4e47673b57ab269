import { formatQuantity, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import type { ChartEvent } from "./chart-events.ts";
import type { ChartLine } from "./chart-series.ts";

/** The chart for those who do not see it: range, last value, marks and gaps of each line, and the events. */
export function ChartWords({ lines, events, timeZone }: { readonly lines: readonly ChartLine[]; readonly events: readonly ChartEvent[]; readonly timeZone: string | undefined }) {
  return (
    <details className="vital-details chart-words">
      <summary>{t("chart.text")}</summary>
      <div className="grid-wide">
        <section>
          <h3>{t("chart.text.values")}</h3>
          <ul>{lines.map((line) => <li key={line.channel}><strong>{line.title}</strong> {sentence(line, timeZone)}</li>)}</ul>
        </section>
        <section>
          <h3>{t("chart.text.events")}</h3>
          {events.length === 0 ? <p>{t("ui.none")}</p> : <ul>{events.map((event) => <li key={event.eventId}>{formatTime(event.at * 1000, timeZone)} {event.label}</li>)}</ul>}
        </section>
      </div>
    </details>
  );
}

function sentence(line: ChartLine, timeZone: string | undefined): string {
  const values = line.points.flatMap((point) => (point.value === null ? [] : [{ at: point.at, value: point.value }]));
  const last = values.at(-1);
  const words = (value: number) => formatQuantity({ value, unit: line.unit });
  let low = Infinity;
  let high = -Infinity;
  for (const { value } of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const range = last === undefined ? t("chart.text.none") : t("chart.text.range", { count: values.length, low: words(low), high: words(high), time: formatTime(last.at * 1000, timeZone) });
  const parts = [range, line.marks.length > 0 ? t("chart.text.marks", { count: line.marks.length }) : null, line.gaps > 0 ? t("chart.text.gaps", { count: line.gaps }) : null];
  return parts.filter((part) => part !== null).join("; ");
}
