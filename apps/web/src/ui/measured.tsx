import type { Quantity, Source } from "@stroma/domain";
import { formatNumber, formatUnit } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { SourceTip } from "./source-tip.tsx";

/** A value with its unit, and a blank between them that is read aloud and copied too. Unknown is said, never left blank and never 0. */
export function Measured({ value, unit, digits }: { readonly value: number | null | undefined; readonly unit: string; readonly digits?: number }) {
  if (value === null || value === undefined || !Number.isFinite(value)) return <span className="measured unknown">{t("ui.unknown")}</span>;
  const words = formatUnit(unit);
  return (
    <span className="measured">
      {formatNumber(value, digits)}
      {words !== "" && <span className="measured-unit">{`\u00A0${words}`}</span>}
    </span>
  );
}

/** The same for a quantity that may be unknown. */
export function MeasuredQuantity({ quantity, digits }: { readonly quantity: Quantity | null | undefined; readonly digits?: number }) {
  return <Measured value={quantity?.value} unit={quantity?.unit ?? "1"} {...(digits !== undefined && { digits })} />;
}

/** A clinical number: value, unit and, on hover, focus or tap, its source. The only way to show a limit. */
export function SourcedNumber({ quantity, source, digits }: { readonly quantity: Quantity; readonly source: Source; readonly digits?: number }) {
  return (
    <SourceTip source={source}>
      <MeasuredQuantity quantity={quantity} {...(digits !== undefined && { digits })} />
    </SourceTip>
  );
}
