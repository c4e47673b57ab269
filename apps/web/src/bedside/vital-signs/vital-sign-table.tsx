import type { BaselineValue, Channel, ChannelAssessment, ChannelDefinition } from "@stroma/domain";
import { formatTimeWithSeconds } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Measured } from "../../ui/measured.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import { bandLimits } from "./band-limits.ts";
import { standingLook, standingOf } from "./channel-standing.ts";
import { formatAge } from "./format-age.ts";
import { LimitRange } from "./limit-range.tsx";

export interface TableRow {
  readonly channel: ChannelAssessment;
  readonly definition: ChannelDefinition;
}

/** Last values as a table: what the tiles and the chart show, for those who read it. */
export function VitalSignTable({ rows, baseline }: { readonly rows: readonly TableRow[]; readonly baseline: ReadonlyMap<Channel, BaselineValue> }) {
  const zone = useSession().site?.timeZone;
  const columns: readonly Column<TableRow>[] = [
    { id: "channel", title: t("vital-signs.column.channel"), cell: ({ channel }) => channel.title },
    { id: "value", title: t("vital-signs.column.value"), numeric: true, cell: ({ channel }) => (channel.latest === null ? t("vital-signs.never-measured") : <Measured value={channel.latest.value} unit={channel.unit} />) },
    { id: "at", title: t("vital-signs.column.time"), cell: ({ channel }) => (channel.latest === null ? t("ui.none") : formatTimeWithSeconds(channel.latest.at, zone)) },
    { id: "age", title: t("vital-signs.column.age"), numeric: true, cell: ({ channel }) => (channel.latest === null ? t("ui.none") : formatAge(channel.latest.ageSeconds)) },
    { id: "standing", title: t("vital-signs.column.standing"), cell: ({ channel }) => <StandingBadges channel={channel} /> },
    { id: "baseline", title: t("vital-signs.column.baseline"), numeric: true, cell: ({ channel }) => { const value = baseline.get(channel.channel); return value === undefined ? t("ui.none") : <Measured value={value.value} unit={value.unit} />; } },
    { id: "warning", title: t("vital-signs.limits.warning"), cell: ({ definition }) => <Limit definition={definition} severity="warning" /> },
    { id: "critical", title: t("vital-signs.limits.critical"), cell: ({ definition }) => <Limit definition={definition} severity="critical" /> },
  ];
  return <Table caption={t("vital-signs.table")} columns={columns} rows={rows} rowKey={({ channel }) => channel.channel} />;
}

function StandingBadges({ channel }: { readonly channel: ChannelAssessment }) {
  const { standing, stale } = standingOf(channel);
  const look = standingLook[standing];
  return (
    <span className="row-tight">
      <Badge tone={look.tone} icon={look.icon}>{t(`vital-signs.standing.${standing}`)}</Badge>
      {stale && standing !== "stale" && <Badge icon="clock">{t("vital-signs.standing.stale")}</Badge>}
    </span>
  );
}

function Limit({ definition, severity }: { readonly definition: ChannelDefinition; readonly severity: "warning" | "critical" }) {
  const limits = bandLimits(definition, severity);
  return limits === null ? t("vital-signs.limits.none") : <LimitRange limits={limits} unit={definition.unit} />;
}
