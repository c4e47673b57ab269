import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { useDay } from "../day.tsx";
import { DrugForm } from "./drug-form.tsx";
import { LaboratoryForm } from "./laboratory-form.tsx";
import { OxygenForm } from "./oxygen-form.tsx";
import { SeenForm } from "./seen-form.tsx";
import type { Draft, RecordKind } from "./record-kinds.ts";
import { emptyWhen, timeOf, WhenField, type When } from "./when-field.tsx";
import { WordsForm } from "./words-form.tsx";

export function RecordDialog({ kind, onClose }: { readonly kind: RecordKind; readonly onClose: () => void }) {
  const { infusion } = useDay();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [when, setWhen] = useState<When>(emptyWhen);
  const options = timeOf(when);
  const submit = () => {
    if (draft === null || options === null) return;
    void infusion.record(draft.type, draft.data, options);
    onClose();
  };
  return (
    <FormDialog title={t(`record-entry.${kind}`)} isOpen onClose={onClose} isWide submitText={t("record-entry.save")} isPending={false} error={null} isComplete={draft !== null && options !== null} onSubmit={submit}>
      {kind === "oxygen" ? <OxygenForm onDraft={setDraft} /> : kind === "drug" ? <DrugForm onDraft={setDraft} /> : kind === "laboratory" || kind === "medication" ? <LaboratoryForm kind={kind} onDraft={setDraft} /> : kind === "note" || kind === "oxygen-scale" ? <WordsForm kind={kind} onDraft={setDraft} /> : <SeenForm kind={kind} onDraft={setDraft} />}
      <WhenField when={when} onChange={setWhen} />
    </FormDialog>
  );
}
