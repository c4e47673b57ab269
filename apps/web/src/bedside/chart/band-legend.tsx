import type { ChannelDefinition } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import { bandLimits } from "../vital-signs/band-limits.ts";
import { LimitRange } from "../vital-signs/limit-range.tsx";

/** What the shaded areas mean, in words and numbers, with the source of each. */
export function BandLegend({ definition }: { readonly definition: ChannelDefinition }) {
  return (
    <ul className="chart-bands small" aria-label={definition.title}>
      {(["warning", "critical"] as const).map((severity) => {
        const limits = bandLimits(definition, severity);
        return limits === null ? null : (
          <li key={severity}>
            <span className={`chart-swatch chart-swatch-${severity}`}><Icon name={severity} size={14} /></span>
            <span>{t(`chart.band.${severity}`, { channel: definition.title })}</span> <LimitRange limits={limits} unit={definition.unit} />
          </li>
        );
      })}
    </ul>
  );
}
