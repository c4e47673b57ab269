import { useId, useState } from "react";
import { formatUnit } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { describeField, Fault, Hint, type FieldLook } from "./field-notes.tsx";
import { Icon } from "./icon.tsx";
import { digitsTyped, parseTyped } from "./parse-typed.ts";

export interface NumberWithUnitProps extends FieldLook {
  /** UCUM unit; always visible and part of the accessible name. */
  readonly unit: string;
  /** `null`: not entered, or not readable. Nothing is filled in by itself. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly step?: number | undefined;
  /** Most digits behind the point; more are refused, never rounded away. */
  readonly digits?: number;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly withSteps?: boolean;
}

/** A number with its unit beside it. Out-of-range input stays as typed and is refused by the form, not silently clamped. */
export function NumberWithUnit({ label, hint, error, unit, value, onChange, low, high, step = 1, digits = 6, isDisabled = false, isRequired = false, withSteps = false }: NumberWithUnitProps) {
  const id = useId();
  const [typed, setTyped] = useState({ text: textOf(value, digits), value });
  // A value from elsewhere (the form was emptied, a record arrived) replaces the text; one's own never does.
  const text = Object.is(typed.value, value) ? typed.text : textOf(value, digits);
  const [isTyping, setTyping] = useState(false);
  const tell = (next: string) => {
    const read = readTyped(next, digits);
    setTyped({ text: next, value: typeof read === "number" ? read : null });
    onChange(typeof read === "number" ? read : null);
  };
  const stepBy = (by: number) => tell(textOf(Math.min(high ?? Infinity, Math.max(low ?? -Infinity, (value ?? -by) + by)), digits));
  // Half a number is not yet a wrong one: the field judges when it is left.
  const fault = error ?? (isTyping ? null : faultOf(text, { digits, low, high, unit }));
  const words = unit === "1" ? "" : formatUnit(unit);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {words !== "" && <span className="visually-hidden"> {words}</span>}
      </label>
      <div className="number-group" data-invalid={fault === null ? undefined : ""}>
        <input id={id} className="input" type="text" inputMode={(low ?? 0) < 0 ? "text" : digits === 0 ? "numeric" : "decimal"} autoComplete="off" spellCheck={false} value={text} disabled={isDisabled} {...(isRequired && { "aria-required": true })} {...describeField(id, { hint, error: fault })}
          onChange={(event) => {
            setTyping(true);
            tell(event.target.value);
          }}
          onBlur={() => setTyping(false)}
          onKeyDown={(event) => {
            if (event.key === "Enter") setTyping(false);
          }}
        />
        {words !== "" && <span className="number-unit" aria-hidden="true">{words}</span>}
        {withSteps && (
          <>
            <button type="button" className="number-step" aria-label={t("ui.number.less", { label })} disabled={isDisabled || (value !== null && low !== undefined && value <= low)} onClick={() => stepBy(-step)}><Icon name="minus" /></button>
            <button type="button" className="number-step" aria-label={t("ui.number.more", { label })} disabled={isDisabled || (value !== null && high !== undefined && value >= high)} onClick={() => stepBy(step)}><Icon name="plus" /></button>
          </>
        )}
      </div>
      <Hint id={id} text={hint} />
      <Fault id={id} text={fault} />
    </div>
  );
}

function textOf(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? "" : String(Number(value.toFixed(digits)));
}

function readTyped(text: string, digits: number): number | null | "invalid" {
  return digitsTyped(text) > digits ? "invalid" : parseTyped(text);
}

function faultOf(text: string, { digits, low, high, unit }: Pick<NumberWithUnitProps, "low" | "high" | "unit"> & { readonly digits: number }): string | null {
  const value = readTyped(text, digits);
  if (value === null) return null;
  if (value === "invalid") return parseTyped(text) === "invalid" ? t("ui.number.unreadable") : t("ui.number.digits", { digits });
  const outside = (low !== undefined && value < low) || (high !== undefined && value > high);
  return outside ? t("ui.number.outside", { low: low ?? "−∞", high: high ?? "∞", unit: formatUnit(unit) }) : null;
}
