import { useId } from "react";
import { t } from "../i18n/i18n.ts";
import { describeField, Fault, Hint, type FieldLook } from "./field-notes.tsx";
import { Icon } from "./icon.tsx";

export interface SelectOption {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
}

/** One of a list, with the tablet's own picker: large, familiar, and nothing to load. Nothing is chosen beforehand. */
export function Select({ label, hint, error, options, value, onChange, isDisabled = false, isRequired = false }: FieldLook & { readonly options: readonly SelectOption[]; readonly value: string | null; readonly onChange: (id: string) => void; readonly isDisabled?: boolean; readonly isRequired?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <div className="select">
        <select id={id} className="input" value={value ?? ""} onChange={(event) => onChange(event.target.value)} disabled={isDisabled} required={isRequired} {...describeField(id, { hint, error })}>
          {value === null && <option value="" disabled>{t("ui.select.placeholder")}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id}>{option.detail === undefined ? option.title : t("ui.select.detail", { title: option.title, detail: option.detail })}</option>
          ))}
        </select>
        <Icon name="chevron" size={16} />
      </div>
      <Hint id={id} text={hint} />
      <Fault id={id} text={error} />
    </div>
  );
}
