import { useId, useRef, useState } from "react";
import { t } from "../i18n/i18n.ts";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { describeField, Fault, Hint, type FieldLook } from "./field-notes.tsx";
import { Icon } from "./icon.tsx";
import { methodOfTyping } from "./typing-speed.ts";
import { useFocusOnMount } from "./use-focus-on-mount.ts";

export type ScanMethod = "scanner" | "hand";

/** A code by a scanner that types and ends with Enter, or by hand. It says which of the two it took it for. */
export function ScanField({ label, hint, error, onScan, isDisabled = false, takesFocus = false, clearAfter = true }: FieldLook & { readonly onScan: (code: string, method: ScanMethod) => void; readonly isDisabled?: boolean; readonly takesFocus?: boolean; readonly clearAfter?: boolean }) {
  const id = useId();
  // A scanner types at once: the field that waits for it has the focus.
  const field = useFocusOnMount(takesFocus);
  const note = hint ?? t("ui.scan.hint");
  const [text, setText] = useState("");
  const [taken, setTaken] = useState<ScanMethod | null>(null);
  const times = useRef<number[]>([]);
  const submit = () => {
    const code = text.trim();
    if (code === "") return;
    const method = methodOfTyping(code.length, times.current);
    times.current = [];
    setTaken(method);
    if (clearAfter) setText("");
    onScan(code, method);
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      <div className="scan">
        <span className="scan-icon"><Icon name="scan" /></span>
        <input
          {...describeField(id, { hint: note, error })}
          id={id}
          ref={field}
          className="input"
          type="text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          disabled={isDisabled}
          autoComplete="off"
          spellCheck="false"
          autoCapitalize="off"
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              submit();
            } else if (event.key === "Backspace" || text === "") times.current = event.key.length === 1 ? [event.timeStamp] : [];
            else if (event.key.length === 1) times.current.push(event.timeStamp);
          }}
        />
        <Button onPress={submit} isDisabled={isDisabled || text.trim() === ""}>{t("ui.scan.take")}</Button>
      </div>
      <Hint id={id} text={note} />
      <output>{taken !== null && <Badge tone="info" icon={taken === "scanner" ? "scan" : "keyboard"}>{t(`ui.scan.by-${taken}`)}</Badge>}</output>
      <Fault id={id} text={error} />
    </div>
  );
}
