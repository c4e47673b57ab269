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
  return (
    <article className="vital-tile" data-standing={standing} data-stale={stale ? "" : undefined}>
      <header className="vital-tile-head">
        <h3>{channel.title}</h3>
        <Badge tone={look.tone} icon={look.icon}>{t(`vital-signs.standing.${standing}`)}</Badge>
      </header>
      <Figure channel={channel} />
      <p className="vital-tile-line small">{ageWords(channel, stale)}</p>
      <div className="vital-tile-note small">{channel.loss === null ? <Change channel={channel} baseline={baseline} /> : <LossNote loss={channel.loss} titleOf={titleOf} />}</div>
      <Limits definition={definition} />
    </article>
  );
});

/** The newest value; a marked one is crossed out, and the line below says what was last plausible. */
function Figure({ channel }: { readonly channel: ChannelAssessment }) {
  const { latest, marked, mark, unit } = channel;
  const number = mark === null ? null : (marked?.value ?? null);
  if (mark !== null && number !== null) {
    return (
      <p className="vital-figure">
        <s className="vital-marked">
          <span className="visually-hidden">{t(`vital-signs.marked.${mark}`)}</span>
          <Measured value={number} unit={marked?.unit ?? unit} />
        </s>
      </p>
    );
  }
  if (mark !== null) return <p className="vital-figure"><span className="vital-none">{t("vital-signs.no-value")}</span></p>;
  return <p className="vital-figure">{latest === null ? <span className="vital-none">{t("vital-signs.no-value-yet")}</span> : <Measured value={latest.value} unit={unit} />}</p>;
}

/** How old the shown value is; beside a marked one, the last plausible value with its age. */
function ageWords({ latest, mark, unit }: ChannelAssessment, stale: boolean): string {
  if (latest === null) return t("vital-signs.never-measured");
  const age = formatAge(latest.ageSeconds);
  if (mark !== null) return t("vital-signs.last-plausible", { value: formatQuantity({ value: latest.value, unit }), age });
  return t(`vital-signs.age.${stale ? "stale" : "fresh"}.${latest.method}`, { age });
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
