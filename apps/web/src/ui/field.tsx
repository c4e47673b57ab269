import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from "react-aria-components";
import { t } from "../i18n/i18n.ts";
import { isForeignZone, readSiteZone } from "../i18n/site-zone.ts";
import { Icon } from "./icon.tsx";

export interface FieldLook {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, in words; shown and announced. */
  readonly error?: string | null | undefined;
}

export function Hint({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <Text slot="description" className="field-hint">{text}</Text>;
}
export function Fault({ text }: { readonly text: string | null | undefined }) {
  return text === null || text === undefined ? null : (
    <FieldError className="field-error">
      <Icon name="warning" size={16} />
      <span>{text}</span>
    </FieldError>
  );
}

/** One line, or several with `lines`. `type` "datetime-local" and "date" use the tablet's own picker; times are the site's (see `local-time.ts`). */
export function Field({ label, hint, error, lines, inputMode, placeholder, max, ...rest }: FieldLook & Omit<TextFieldProps, "children" | "className"> & { readonly lines?: number; readonly placeholder?: string; readonly max?: string }) {
  return (
    <TextField {...rest} className="field" isInvalid={error !== null && error !== undefined} validationBehavior="aria">
      <Label className="field-label">{label}</Label>
      {lines === undefined ? <Input className="input" {...(inputMode && { inputMode })} {...(placeholder && { placeholder })} {...(max && { max })} /> : <TextArea className="input" rows={lines} />}
      <Hint text={hint ?? (rest.type === "datetime-local" && isForeignZone() ? t("ui.site-time", { zone: readSiteZone() }) : undefined)} />
      <Fault text={error} />
    </TextField>
  );
}
