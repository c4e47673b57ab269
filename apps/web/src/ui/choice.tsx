import { Label, Radio, RadioGroup, Checkbox } from "react-aria-components";
import type { ReactNode } from "react";
import { Fault, Hint, type FieldLook } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** Exclusive choice as big buttons; nothing is chosen until somebody chooses. */
export function Choice<Value extends string>({ label, hint, error, options, value, onChange, isDisabled = false, hideLabel = false }: FieldLook & { readonly options: readonly { readonly id: Value; readonly title: string }[]; readonly value: Value | null; readonly onChange: (value: Value) => void; readonly isDisabled?: boolean; readonly hideLabel?: boolean }) {
  return (
    <RadioGroup className="field" value={value} onChange={(next) => onChange(next as Value)} isInvalid={error !== null && error !== undefined} isDisabled={isDisabled} orientation="horizontal" validationBehavior="aria">
      <Label className={hideLabel ? "visually-hidden" : "field-label"}>{label}</Label>
      <div className="choices">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="choice">{option.title}</Radio>
        ))}
      </div>
      <Hint text={hint} />
      <Fault text={error} />
    </RadioGroup>
  );
}

/** One box to tick. Never ticked beforehand. */
export function Tick({ children, isSelected, onChange, isDisabled = false }: { readonly children: ReactNode; readonly isSelected: boolean; readonly onChange: (on: boolean) => void; readonly isDisabled?: boolean }) {
  return (
    <Checkbox className="tick" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className="tick-box"><Icon name="check" size={18} /></span>
      <span>{children}</span>
    </Checkbox>
  );
}
