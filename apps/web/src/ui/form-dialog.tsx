import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorPanel } from "./states.tsx";

export interface FormDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly submitText: string;
  readonly onSubmit: () => void;
  readonly isPending: boolean;
  readonly error: unknown;
  /** False while something that is needed is missing: the button says so by being off. */
  readonly isComplete: boolean;
  readonly isWide?: boolean;
  readonly isDanger?: boolean;
  readonly children: ReactNode;
}

/** A form in a dialog: fields, what went wrong, cancel and submit. What was entered survives a failure. */
export function FormDialog({ title, isOpen, onClose, submitText, onSubmit, isPending, error, isComplete, isWide = false, isDanger = false, children }: FormDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} isWide={isWide}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !isPending) onSubmit();
        }}
      >
        {children}
        {error !== null && <ErrorPanel error={error} />}
        <div className="row-end">
          <Button onPress={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant={isDanger ? "danger" : "primary"} isDisabled={!isComplete} isPending={isPending}>{submitText}</Button>
        </div>
      </form>
    </Dialog>
  );
}
