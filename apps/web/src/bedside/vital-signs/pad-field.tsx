import { useId } from "react";
import { formatUnit } from "../../i18n/format.ts";
import { describeField, Fault, Hint } from "../../ui/field-notes.tsx";

/** A number as text with its unit, written by the keyboard or by the big keys beside the form. Nothing is filled in by itself. */
export function PadField({ label, unit, text, onText, onFocus, onNext, isChosen, error, hint }: { readonly label: string; readonly unit: string; readonly text: string; readonly onText: (text: string) => void; readonly onFocus: () => void; readonly onNext: () => void; readonly isChosen: boolean; readonly error: string | null; readonly hint?: string | undefined }) {
  const id = useId();
  const words = formatUnit(unit);
  return (
    <div className="field pad-field">
      <label className="field-label" htmlFor={id}>
        {label} <span className="soft">{words}</span>
      </label>
      <div className="number-group" data-chosen={isChosen ? "" : undefined} data-invalid={error === null ? undefined : ""}>
        <input
          {...describeField(id, { hint, error })}
          id={id}
          className="input"
          type="text"
          inputMode="none"
          autoComplete="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onFocus={onFocus}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            onNext();
          }}
        />
        <span className="number-unit" aria-hidden="true">{words}</span>
      </div>
      <Hint id={id} text={hint} />
      <Fault id={id} text={error} />
    </div>
  );
}
