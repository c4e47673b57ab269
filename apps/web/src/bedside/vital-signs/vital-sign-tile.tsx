import type { BaselineValue, ChannelAssessment, ChannelDefinition } from "@stroma/domain";
import { memo } from "react";
import { formatNumber, formatQuantity, formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Measured } from "../../ui/measured.tsx";
import { bandLimits } from "./band-limits.ts";
import { standingLook, standingOf } from "./channel-standing.ts";
import { formatAge } from "./format-age.ts";
import { LimitRange } from "./limit-range.tsx";
import { LossNote } from "./loss-note.tsx";

export interface TileProps {
  readonly channel: ChannelAssessment;
  readonly definition: ChannelDefinition;
  readonly baseline: BaselineValue | null;
  readonly titleOf: (channel: string) => string;
}

/** One channel: value, age, state in words, limits, change from the baseline. Its lines keep their place. */
export const VitalSignTile = memo(function VitalSignTile({ channel, definition, baseline, titleOf }: TileProps) {
  const { standing, stale } = standingOf(channel);
  const look = standingLook[standing];
  const { latest } = channel;
  return (
    <article className="vital-tile" data-standing={standing} data-stale={stale ? "" : undefined}>
      <header className="vital-tile-head">
        <h3>{channel.title}</h3>
        <Badge tone={look.tone} icon={look.icon}>{t(`vital-signs.standing.${standing}`)}</Badge>
      </header>
      <Figure channel={channel} />
      <p className="vital-tile-line small">
        {latest === null ? t("vital-signs.never-measured") : t(stale ? "vital-signs.age.stale" : "vital-signs.age.fresh", { age: formatAge(latest.ageSeconds) })}
        {latest !== null && <span className="soft">{t(`vital-signs.method.${latest.method}`)}</span>}
      </p>
      <p className="vital-tile-line small"><Change channel={channel} baseline={baseline} /></p>
      <Limits definition={definition} />
      <LossNote loss={channel.loss} titleOf={titleOf} />
    </article>
  );
});

/** The newest value; a marked one is crossed out and the last plausible one stands beside it, smaller and with its word. */
function Figure({ channel }: { readonly channel: ChannelAssessment }) {
  const { latest, marked, mark, unit } = channel;
  if (mark !== null) {
    return (
      <p className="vital-figure">
        {marked?.value === null || marked === null ? (
          <span className="vital-none">{t("vital-signs.no-value")}</span>
        ) : (
          <s className="vital-marked">
            <span className="visually-hidden">{t(`vital-signs.marked.${mark}`)}</span>
            <Measured value={marked.value} unit={marked.unit} />
          </s>
        )}
        {latest !== null && <span className="small soft">{t("vital-signs.last-plausible", { value: formatQuantity({ value: latest.value, unit }) })}</span>}
      </p>
    );
  }
  return <p className="vital-figure">{latest === null ? <span className="vital-none">{t("vital-signs.no-value-yet")}</span> : <Measured value={latest.value} unit={unit} />}</p>;
}

function Change({ channel, baseline }: Pick<TileProps, "channel" | "baseline">) {
  if (baseline === null) return <span className="soft">{t("vital-signs.baseline.none")}</span>;
  const words = formatQuantity(baseline);
  if (channel.latest === null || channel.mark !== null) return <span className="soft">{t("vital-signs.baseline.only", { baseline: words })}</span>;
  const change = Number((channel.latest.value - baseline.value).toPrecision(6));
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  return <span>{t("vital-signs.baseline.change", { baseline: words, change: `${sign}${formatNumber(Math.abs(change))}\u00A0${formatUnit(channel.unit)}` })}</span>;
}

function Limits({ definition }: { readonly definition: ChannelDefinition }) {
  const warning = bandLimits(definition, "warning");
  const critical = bandLimits(definition, "critical");
  return (
    <dl className="vital-limits small">
      <div>
        <dt>{t("vital-signs.limits.warning")}</dt>
        <dd>{warning === null ? t("vital-signs.limits.none") : <LimitRange limits={warning} unit={definition.unit} />}</dd>
      </div>
      <div>
        <dt>{t("vital-signs.limits.critical")}</dt>
        <dd>{critical === null ? t("vital-signs.limits.none") : <LimitRange limits={critical} unit={definition.unit} />}</dd>
      </div>
    </dl>
  );
}
