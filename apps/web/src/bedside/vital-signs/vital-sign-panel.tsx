import "./vital-signs.css";
import { deriveBaseline, type Channel, type Instant, type MonitoringAssessment } from "@stroma/domain";
import { useMemo, useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import type { Infusion } from "../feed/use-infusion.ts";
import { DueList } from "./due-list.tsx";
import { News2Tile } from "./news2-tile.tsx";
import { VitalSignEntry } from "./vital-sign-entry.tsx";
import { VitalSignTable } from "./vital-sign-table.tsx";
import { VitalSignTile } from "./vital-sign-tile.tsx";

export interface MonitoringView {
  readonly infusion: Infusion;
  readonly monitoring: MonitoringAssessment;
  /** The instant at which `monitoring` was assessed. */
  readonly now: Instant;
}

/** Vital signs now: a tile a channel, what is due, NEWS2, entry by hand. Empty while the infusion is not loaded. */
export function VitalSignPanel({ infusion, monitoring, now }: MonitoringView) {
  const [entry, setEntry] = useState<{ readonly channels: readonly Channel[] | null } | null>(null);
  const { context, state } = infusion;
  const protocol = context?.protocol ?? null;
  const titles = useMemo(() => new Map<string, string>((protocol?.monitoring.channels ?? []).map((one) => [one.channel, one.title])), [protocol]);
  const titleOf = useMemo(() => (channel: string) => titles.get(channel) ?? channel, [titles]);
  if (context === null || state === null || protocol === null) return null;
  const baseline = deriveBaseline(state, protocol, now).values;
  const rows = protocol.monitoring.channels.flatMap((definition) => {
    const channel = monitoring.channels.find((one) => one.channel === definition.channel);
    const known = definition.inBaseline || (state.samples.get(definition.channel)?.length ?? 0) > 0;
    return channel === undefined || !known ? [] : [{ channel, definition }];
  });
  return (
    <Card title={t("vital-signs.title")} actions={<Button variant="primary" size="bedside" icon="pen" onPress={() => setEntry({ channels: null })}>{t("vital-signs.enter")}</Button>}>
      <div className="vital-tiles">
        {rows.map(({ channel, definition }) => (
          <VitalSignTile key={channel.channel} channel={channel} definition={definition} baseline={baseline.get(channel.channel) ?? null} titleOf={titleOf} />
        ))}
      </div>
      <div className="vital-below">
        <DueList due={monitoring.due} now={now} titleOf={titleOf} onEnter={(one) => setEntry({ channels: one.channels })} />
        <News2Tile state={state} protocol={protocol} participant={context.participant} now={now} />
      </div>
      <details className="vital-details" id="vital-sign-table">
        <summary>{t("vital-signs.table")}</summary>
        <VitalSignTable rows={rows} baseline={baseline} />
      </details>
      {entry !== null && <VitalSignEntry infusion={infusion} channels={entry.channels} onDone={() => setEntry(null)} />}
    </Card>
  );
}
