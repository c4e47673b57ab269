import { useId, type HTMLInputTypeAttribute } from "react";
import { t } from "../i18n/i18n.ts";
import { isForeignZone, readSiteZone } from "../i18n/site-zone.ts";
import { describeField, Fault, Hint, type FieldLook } from "./field-notes.tsx";

export interface FieldProps extends FieldLook {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  /** So many lines instead of one. */
  readonly lines?: number;
  readonly name?: string;
  readonly placeholder?: string;
  readonly max?: string;
  readonly maxLength?: number;
  readonly inputMode?: "numeric" | "decimal" | "text";
  readonly autoComplete?: string;
  readonly spellCheck?: "true" | "false";
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
}

/** One line, or several with `lines`. `type` "datetime-local" and "date" use the tablet's own picker; times are the site's (see `local-time.ts`). */
export function Field({ label, hint, error, value, onChange, lines, type = "text", isRequired = false, isDisabled = false, isReadOnly = false, max, inputMode, ...rest }: FieldProps) {
  const id = useId();
  const note = hint ?? (type === "datetime-local" && isForeignZone() ? t("ui.site-time", { zone: readSiteZone() }) : undefined);
  const control = {
    ...rest, ...describeField(id, { hint: note, error }), id, value, className: "input", disabled: isDisabled, readOnly: isReadOnly, ...(isRequired && { "aria-required": true }),
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      {lines === undefined ? <input {...control} type={type} {...(max !== undefined && { max })} {...(inputMode && { inputMode })} /> : <textarea {...control} rows={lines} />}
      <Hint id={id} text={note} />
      <Fault id={id} text={error} />
    </div>
  );
}
