import { Button, Group, Input, Label, NumberField } from "react-aria-components";
import { formatUnit } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { Fault, Hint, type FieldLook } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface NumberWithUnitProps extends FieldLook {
  /** UCUM unit; always visible and part of the accessible name. */
  readonly unit: string;
  /** `null`: not entered. Nothing is filled in by itself. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly step?: number | undefined;
  readonly digits?: number;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly withSteps?: boolean;
}

/** A number with its unit beside it. Out-of-range input stays as typed and is refused by the form, not silently clamped. */
export function NumberWithUnit({ label, hint, error, unit, value, onChange, low, high, step, digits = 6, isDisabled = false, isRequired = false, withSteps = false }: NumberWithUnitProps) {
  const outside = value !== null && ((low !== undefined && value < low) || (high !== undefined && value > high));
  const fault = error ?? (outside ? t("ui.number.outside", { low: low ?? "−∞", high: high ?? "∞", unit: formatUnit(unit) }) : null);
  return (
    <NumberField className="field" value={value ?? Number.NaN} onChange={(next) => onChange(Number.isNaN(next) ? null : next)} formatOptions={{ maximumFractionDigits: digits, useGrouping: false }} {...(step !== undefined && { step })} isInvalid={fault !== null} isDisabled={isDisabled} isRequired={isRequired} validationBehavior="aria">
      <Label className="field-label">{label}</Label>
      <Group className="number-group">
        <Input className="input" />
        {unit !== "1" && <span className="number-unit">{formatUnit(unit)}</span>}
        {withSteps && (
          <>
            <Button slot="decrement" className="number-step"><Icon name="minus" /></Button>
            <Button slot="increment" className="number-step"><Icon name="plus" /></Button>
          </>
        )}
      </Group>
      <Hint text={hint} />
      <Fault text={fault} />
    </NumberField>
  );
}
