import { Group, Input, Label, TextField } from "react-aria-components";
import { formatUnit } from "../../i18n/format.ts";
import { Fault, Hint } from "../../ui/field.tsx";

/** A number as text with its unit, written by the keyboard or by the big keys beside the form. Nothing is filled in by itself. */
export function PadField({ label, unit, text, onText, onFocus, onNext, isChosen, error, hint }: { readonly label: string; readonly unit: string; readonly text: string; readonly onText: (text: string) => void; readonly onFocus: () => void; readonly onNext: () => void; readonly isChosen: boolean; readonly error: string | null; readonly hint?: string | undefined }) {
  const words = formatUnit(unit);
  return (
    <TextField
      className="field pad-field"
      value={text}
      onChange={onText}
      onFocus={onFocus}
      isInvalid={error !== null}
      validationBehavior="aria"
      autoComplete="off"
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        onNext();
      }}
    >
      <Label className="field-label">
        {label} <span className="soft">{words}</span>
      </Label>
      <Group className="number-group" data-chosen={isChosen ? "" : undefined} isInvalid={error !== null}>
        <Input className="input" inputMode="none" />
        <span className="number-unit" aria-hidden="true">{words}</span>
      </Group>
      <Hint text={hint} />
      <Fault text={error} />
    </TextField>
  );
}
