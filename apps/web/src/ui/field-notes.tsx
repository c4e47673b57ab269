/** What every field has beside its control: a label, a hint, and what is wrong with it. */
import { Icon } from "./icon.tsx";

export interface FieldLook {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong, in words; shown, and part of the control's description. */
  readonly error?: string | null | undefined;
}

/** Ties a control to its hint and its fault. `id` is the control's own. */
export function describeField(id: string, { hint, error }: Pick<FieldLook, "hint" | "error">): { "aria-invalid"?: true; "aria-describedby"?: string } {
  const wrong = error !== null && error !== undefined;
  const notes = [hint === undefined ? "" : `${id}-hint`, wrong ? `${id}-error` : ""].filter((note) => note !== "").join(" ");
  return { ...(wrong && { "aria-invalid": true }), ...(notes !== "" && { "aria-describedby": notes }) };
}

export function Hint({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : <span id={`${id}-hint`} className="field-hint">{text}</span>;
}

export function Fault({ id, text }: { readonly id: string; readonly text: string | null | undefined }) {
  return text === null || text === undefined ? null : (
    <span id={`${id}-error`} className="field-error">
      <Icon name="warning" size={16} />
      <span>{text}</span>
    </span>
  );
}
