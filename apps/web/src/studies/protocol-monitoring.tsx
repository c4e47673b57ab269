import type { ChannelDefinition, MonitoringDefinition, Protocol } from "@stroma/domain";
import { formatQuantity } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { SourceTip } from "../ui/source-tip.tsx";
import { Facts } from "../ui/page.tsx";

const tones = { critical: "critical", warning: "warning", none: "good" } as const;

export function MonitoringSection({ protocol: { monitoring } }: { readonly protocol: Protocol }) {
  const titleOf = (channel: string) => monitoring.channels.find((each) => each.channel === channel)?.title ?? channel;
  return (
    <div className="stack">
      {monitoring.channels.map((channel) => <ChannelBands key={channel.channel} channel={channel} titleOf={titleOf} />)}
      <ChangeRules monitoring={monitoring} titleOf={titleOf} />
      <Schedule monitoring={monitoring} titleOf={titleOf} />
    </div>
  );
}

interface Part {
  readonly monitoring: MonitoringDefinition;
  readonly titleOf: (channel: string) => string;
}

function ChannelBands({ channel, titleOf }: { readonly channel: ChannelDefinition; readonly titleOf: Part["titleOf"] }) {
  const span = (from: number, to: number) => t("monitoring.span", { from: formatQuantity({ value: from, unit: channel.unit }), to: formatQuantity({ value: to, unit: channel.unit }) });
  return (
    <div className="stack-tight">
      <h3>{channel.title}</h3>
      <ul className="bands">
        {channel.bands.map((band) => (
          <li key={band.from} className={`band band-${band.severity}`}>
            <SourceTip source={band.source}>{span(band.from, band.to)}</SourceTip>
            <Badge tone={tones[band.severity]}>{t(`severity.${band.severity}`)}</Badge>
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          [t("monitoring.plausible"), <SourceTip key="plausible" source={channel.plausible.source}>{span(channel.plausible.low, channel.plausible.high)}</SourceTip>],
          [t("monitoring.stale"), <SourcedNumber key="stale" quantity={channel.staleAfter} source={channel.staleAfter.source} />],
          [t("monitoring.zero"), t(channel.zeroMeansLost ? "monitoring.zero-lost" : "monitoring.zero-implausible")],
          ...(channel.corroboratedBy.length === 0 ? [] : [[t("monitoring.corroborated"), channel.corroboratedBy.map(titleOf).join(", ")] as const]),
          [t("monitoring.baseline"), t(channel.inBaseline ? "monitoring.baseline-needed" : "monitoring.baseline-not-needed")],
        ]}
      />
    </div>
  );
}

function ChangeRules({ monitoring, titleOf }: Part) {
  return (
    <div className="stack-tight">
      <h3>{t("monitoring.changes")}</h3>
      <ul className="stack-tight">
        {monitoring.relativeRules.map((rule) => (
          <li key={rule.id} className="row">
            <span>{t(`monitoring.relative-${rule.direction}`, { channel: titleOf(rule.channel) })}</span>
            <SourcedNumber quantity={rule.change} source={rule.change.source} />
            <Badge tone={tones[rule.severity]}>{t(`severity.${rule.severity}`)}</Badge>
          </li>
        ))}
        {monitoring.trendRules.map((rule) => (
          <li key={rule.id} className="row">
            <span>{t(`monitoring.trend-${rule.direction}`, { channel: titleOf(rule.channel) })}</span>
            <SourcedNumber quantity={rule.change} source={rule.change.source} />
            <span>{t("monitoring.within")}</span>
            <SourcedNumber quantity={rule.within} source={rule.within.source} />
            <Badge tone={tones[rule.severity]}>{t(`severity.${rule.severity}`)}</Badge>
          </li>
        ))}
      </ul>
      {monitoring.relativeRules.length + monitoring.trendRules.length === 0 && <p className="soft">{t("monitoring.no-changes")}</p>}
    </div>
  );
}

function Schedule({ monitoring, titleOf }: Part) {
  return (
    <div className="stack-tight">
      <h3>{t("monitoring.schedule")}</h3>
      <ul className="stack-tight">
        {monitoring.schedule.map((entry) => (
          <li key={`${entry.anchor} ${entry.channels.join()} ${entry.at.map((at) => at.value).join()}`} className="stack-tight">
            <span className="row">
              <strong>{t(`monitoring.anchor.${entry.anchor}`)}</strong>
              {entry.at.map((at) => <SourcedNumber key={`${at.value} ${at.unit}`} quantity={at} source={at.source} />)}
              {entry.every !== undefined && (
                <>
                  <span>{t("monitoring.every")}</span>
                  <SourcedNumber quantity={entry.every} source={entry.every.source} />
                </>
              )}
            </span>
            <span className="small soft">{entry.channels.map(titleOf).join(", ")}</span>
          </li>
        ))}
      </ul>
      <div className="row">
        <span>{t("monitoring.overdue")}</span>
        <SourcedNumber quantity={monitoring.overdueAfter} source={monitoring.overdueAfter.source} />
      </div>
    </div>
  );
}
