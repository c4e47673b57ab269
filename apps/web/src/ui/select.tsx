import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from "react-aria-components";
import { t } from "../i18n/i18n.ts";
import { Fault, Hint, type FieldLook } from "./field.tsx";
import { Icon } from "./icon.tsx";

export interface SelectOption {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
}

export function Select({ label, hint, error, options, value, onChange, isDisabled = false, isRequired = false }: FieldLook & { readonly options: readonly SelectOption[]; readonly value: string | null; readonly onChange: (id: string) => void; readonly isDisabled?: boolean; readonly isRequired?: boolean }) {
  return (
    <AriaSelect className="field" value={value} onChange={(id) => id !== null && onChange(String(id))} placeholder={t("ui.select.placeholder")} isInvalid={error !== null && error !== undefined} isDisabled={isDisabled} isRequired={isRequired} validationBehavior="aria">
      <Label className="field-label">{label}</Label>
      <Button className="button select-trigger">
        <SelectValue>{({ isPlaceholder, selectedText }) => (isPlaceholder ? t("ui.select.placeholder") : selectedText)}</SelectValue>
        <Icon name="chevron" size={16} />
      </Button>
      <Hint text={hint} />
      <Fault text={error} />
      <Popover className="popover">
        <ListBox className="list-box" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.title} className="option">
              <span>{option.title}</span>
              {option.detail !== undefined && <span className="option-detail">{option.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
