import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";
import { RecordDialog } from "./record-dialog.tsx";
import { recordKinds, type RecordKind } from "./record-kinds.ts";

/** Everything else that a person sees or does: one tap opens the form for it. */
export function RecordCard() {
  const { mayRecord } = useDay();
  const [open, setOpen] = useState<RecordKind | null>(null);
  return (
    <Card title={t("record-entry.title")}>
      <div className="record-kinds">
        {recordKinds.map((kind) => <Button key={kind} isDisabled={!mayRecord} onPress={() => setOpen(kind)}>{t(`record-entry.${kind}`)}</Button>)}
      </div>
      {open !== null && <RecordDialog key={open} kind={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
