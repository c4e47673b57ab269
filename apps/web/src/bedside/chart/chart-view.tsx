import "uplot/dist/uPlot.min.css";
import "./chart.css";
import { instantAfter, type Channel, type Instant, type InfusionState } from "@stroma/domain";
import { useMemo, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Card } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import type { MonitoringView } from "../vital-signs/vital-sign-panel.tsx";
import { chartEvents } from "./chart-events.ts";
import { ChartReadout } from "./chart-readout.tsx";
import { chartSeries } from "./chart-series.ts";
import { lineLooks } from "./chart-style.ts";
import { ChartWords } from "./chart-words.tsx";
import { readingTimes } from "./read-at.ts";
import { BandLegend } from "./band-legend.tsx";
import { Plot } from "./plot.tsx";
import { useThemeEdition } from "./use-theme-edition.ts";

const windows = ["15", "60", "all"] as const;
type Window = (typeof windows)[number];
const atFirst: readonly Channel[] = ["heart-rate", "oxygen-saturation", "systolic-pressure"];

/** The course of the vital signs with the limits of one of them, and what happened. */
export function ChartView({ infusion, now }: MonitoringView) {
  return infusion.state === null || infusion.context === null ? null : <Chart state={infusion.state} protocol={infusion.context.protocol} now={now} />;
}

function Chart({ state, protocol, now }: { readonly state: InfusionState; readonly protocol: NonNullable<MonitoringView["infusion"]["context"]>["protocol"]; readonly now: Instant }) {
  const zone = useSession().site?.timeZone;
  const [window, setWindow] = useState<Window>("60");
  const [chosen, setChosen] = useState<readonly Channel[]>(atFirst);
  const [focused, setFocused] = useState<Channel>("heart-rate");
  const [cursor, setCursor] = useState<number | null>(null);
  const theme = useThemeEdition();
  const from = window === "all" ? firstOf(state, now) : instantAfter(now, { value: -Number(window), unit: "min" });
  const every = useMemo(() => chartSeries(state, protocol, from, now), [state, protocol, from, now]);
  const lines = useMemo(() => every.filter((line) => chosen.includes(line.channel)), [every, chosen]);
  const events = useMemo(() => chartEvents(state, protocol, from, now), [state, protocol, from, now]);
  const measured = protocol.monitoring.channels.filter((one) => one.inBaseline || (state.samples.get(one.channel)?.length ?? 0) > 0);
  const focus = measured.find((one) => one.channel === focused) ?? measured[0] ?? null;
  const shape = [theme, focus?.channel, ...lines.map((line) => line.channel)].join(" ");
  const step = (direction: "back" | "on") => {
    const times = readingTimes(lines);
    const next = direction === "back" ? times.findLast((time) => time < (cursor ?? Infinity)) : times.find((time) => time > (cursor ?? -Infinity));
    if (next !== undefined) setCursor(next);
  };
  const titles = lines.map((line) => line.title).join(", ");
  return (
    <Card title={t("chart.title")}>
      <div className="chart-card stack">
        <div className="chart-controls">
          <Choice label={t("chart.window")} options={windows.map((id) => ({ id, title: t(`chart.window.${id}`) }))} value={window} onChange={setWindow} />
          <Select label={t("chart.focus")} options={measured.map((one) => ({ id: one.channel, title: one.title }))} value={focus?.channel ?? null} onChange={(id) => { setFocused(id as Channel); setChosen((before) => [...new Set([...before, id as Channel])]); }} />
        </div>
        <fieldset className="chart-chips" aria-label={t("chart.channels")}>
          {measured.map(({ channel, title }) => (
            <AriaButton key={channel} className="chart-chip" aria-pressed={chosen.includes(channel)} onPress={() => setChosen((before) => (before.includes(channel) ? before.filter((one) => one !== channel) : [...before, channel]))}>
              <svg width="28" height="10" aria-hidden="true"><line x1="0" y1="5" x2="28" y2="5" strokeWidth="2.5" stroke={`var(--chart-${lineLooks[channel].colour})`} strokeDasharray={lineLooks[channel].dash.join(" ")} /></svg>
              <span>{title}</span>
            </AriaButton>
          ))}
        </fieldset>
        <Plot key={shape} label={t("chart.label", { channels: titles, from: formatTime(from, zone), to: formatTime(now, zone) })} onStep={step} focus={focus} lines={lines} events={events} from={from} to={now} timeZone={zone} onCursor={setCursor}>
          {every.length === 0 && <p className="chart-empty">{t("chart.empty")}</p>}
        </Plot>
        {focus !== null && <BandLegend definition={focus} />}
        <ChartReadout lines={lines} at={cursor} timeZone={zone} />
        <p className="small soft">{t("chart.legend.crosses")}</p>
        <ChartWords lines={every} events={events} timeZone={zone} />
      </div>
    </Card>
  );
}

function firstOf(state: InfusionState, now: Instant): Instant {
  const first = state.events[0]?.clinicalTime ?? now;
  const start = state.starts[0]?.at ?? null;
  // A day before the start would press the infusion into the margin.
  return start === null ? first : [first, instantAfter(start, { value: -30, unit: "min" })].toSorted().at(-1) ?? first;
}
