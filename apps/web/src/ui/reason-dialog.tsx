import { useState, type ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { Field } from "./field.tsx";
import { FormDialog } from "./form-dialog.tsx";

/** Asks for the reason of one act; the audit keeps it. */
export function ReasonDialog({ title, submitText, isPending, error, onClose, onSubmit, isDanger = false, children }: { readonly title: string; readonly submitText: string; readonly isPending: boolean; readonly error: unknown; readonly onClose: () => void; readonly onSubmit: (reason: string) => void; readonly isDanger?: boolean; readonly children?: ReactNode }) {
  const [reason, setReason] = useState("");
  return (
    <FormDialog title={title} isOpen onClose={onClose} submitText={submitText} isPending={isPending} error={error} isComplete={reason.trim() !== ""} isDanger={isDanger} onSubmit={() => onSubmit(reason.trim())}>
      {children}
      <Field label={t("ui.reason")} value={reason} onChange={setReason} lines={3} maxLength={2000} hint={t("ui.reason-hint")} isRequired />
    </FormDialog>
  );
}
