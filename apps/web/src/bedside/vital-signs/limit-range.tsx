import { formatNumber, formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { SourceTip } from "../../ui/source-tip.tsx";
import type { BandLimits } from "./band-limits.ts";

/** "50–110 /min", "≥ 92 %": the values that raise no alarm, with the source on tap. */
export function LimitRange({ limits, unit }: { readonly limits: BandLimits; readonly unit: string }) {
  return (
    <SourceTip source={limits.source}>
      <span className="nowrap">{rangeText(limits, unit)}</span>
    </SourceTip>
  );
}

export function rangeText({ low, high }: Pick<BandLimits, "low" | "high">, unit: string): string {
  const words = formatUnit(unit);
  if (low !== null && high !== null) return t("vital-signs.range.between", { low: formatNumber(low), high: formatNumber(high), unit: words });
  if (low !== null) return t("vital-signs.range.from", { low: formatNumber(low), unit: words });
  return t("vital-signs.range.below", { high: formatNumber(high ?? Number.NaN), unit: words });
}
