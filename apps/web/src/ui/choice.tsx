import { useId, type ReactNode } from "react";
import { describeField, Fault, Hint, type FieldLook } from "./field-notes.tsx";
import { Icon } from "./icon.tsx";

/** Exclusive choice as big buttons; nothing is chosen until somebody chooses. */
export function Choice<Value extends string>({ label, hint, error, options, value, onChange, isDisabled = false, hideLabel = false }: FieldLook & { readonly options: readonly { readonly id: Value; readonly title: string }[]; readonly value: Value | null; readonly onChange: (value: Value) => void; readonly isDisabled?: boolean; readonly hideLabel?: boolean }) {
  const id = useId();
  return (
    <div role="radiogroup" className="field" aria-labelledby={`${id}-label`} {...describeField(id, { hint, error })} {...(isDisabled && { "aria-disabled": true })}>
      <span id={`${id}-label`} className={hideLabel ? "visually-hidden" : "field-label"}>{label}</span>
      <div className="choices">
        {options.map((option) => (
          <label key={option.id} className="choice">
            <input type="radio" name={id} value={option.id} checked={option.id === value} onChange={() => onChange(option.id)} disabled={isDisabled} />
            {option.title}
          </label>
        ))}
      </div>
      <Hint id={id} text={hint} />
      <Fault id={id} text={error} />
    </div>
  );
}

/** One box to tick. Never ticked beforehand. */
export function Tick({ children, isSelected, onChange, isDisabled = false }: { readonly children: ReactNode; readonly isSelected: boolean; readonly onChange: (on: boolean) => void; readonly isDisabled?: boolean }) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isSelected} onChange={(event) => onChange(event.target.checked)} disabled={isDisabled} />
      <span className="tick-box"><Icon name="check" size={18} /></span>
      <span>{children}</span>
    </label>
  );
}
