import type { ChecklistAnswer, ChecklistItem } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Tick } from "../../ui/choice.tsx";
import { useDay } from "../day.tsx";
import { AnswerField } from "./answer-field.tsx";
import { answerWords } from "./answer-words.ts";

/** A correction: the first answer stays on the record, the new one counts. */
export function CorrectDialog({ item, eventId, clinicalTime, onClose }: { readonly item: ChecklistItem; readonly eventId: string; readonly clinicalTime: string; readonly onClose: () => void }) {
  const { infusion } = useDay();
  const [answer, setAnswer] = useState<ChecklistAnswer | null>(null);
  const [isWithdrawn, setWithdrawn] = useState(false);
  const [reason, setReason] = useState("");
  const submit = () => {
    const replacement = answer === null || isWithdrawn ? null : { type: "checklist-answered" as const, clinicalTime, data: { itemId: item.id, answer } };
    void infusion.record("event-corrected", { supersedes: eventId, reason: reason.trim(), replacement });
    onClose();
  };
  return (
    <FormDialog title={t("checklist.correct-title")} isOpen onClose={onClose} submitText={t("checklist.correct")} isPending={false} error={null} isComplete={(isWithdrawn || answer !== null) && reason.trim() !== ""} onSubmit={submit}>
      <p>{item.text}</p>
      {!isWithdrawn && <AnswerField item={item} isDisabled={false} onAnswer={setAnswer} />}
      {answer !== null && !isWithdrawn && <Badge tone="info">{t("checklist.new-answer", { answer: answerWords(item, answer) })}</Badge>}
      <Tick isSelected={isWithdrawn} onChange={setWithdrawn}>{t("checklist.withdraw")}</Tick>
      <Field label={t("ui.reason")} hint={t("ui.reason-hint")} value={reason} onChange={setReason} isRequired />
    </FormDialog>
  );
}
