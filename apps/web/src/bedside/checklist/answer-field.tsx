import type { ChecklistAnswer, ChecklistItem } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { ScanField } from "../../ui/scan-field.tsx";

/** The way to answer one item: yes or no, a scan, a value with its unit, a choice. */
export function AnswerField({ item, isDisabled, onAnswer }: { readonly item: ChecklistItem; readonly isDisabled: boolean; readonly onAnswer: (answer: ChecklistAnswer) => void }) {
  const name = (answer: string) => t("checklist.answer-this", { item: item.text, answer });
  if (item.kind === "confirm") {
    return (
      <div className="answers">
        <Button icon="check" isDisabled={isDisabled} aria-label={name(t("ui.yes"))} onPress={() => onAnswer({ kind: "confirm", value: true })}>{t("ui.yes")}</Button>
        <Button icon="cross" isDisabled={isDisabled} aria-label={name(t("ui.no"))} onPress={() => onAnswer({ kind: "confirm", value: false })}>{t("ui.no")}</Button>
      </div>
    );
  }
  if (item.kind === "choice") {
    return (
      <div className="answers">
        {(item.options ?? []).map((option) => <Button key={option.code} isDisabled={isDisabled} aria-label={name(option.title)} onPress={() => onAnswer({ kind: "choice", code: option.code })}>{option.title}</Button>)}
      </div>
    );
  }
  if (item.kind === "scan") return <ScanField label={t(item.scans === "bag" ? "checklist.scan-bag" : "checklist.scan-wristband")} isDisabled={isDisabled} onScan={(code, method) => onAnswer({ kind: "scan", code, method })} />;
  return <ValueField item={item} isDisabled={isDisabled} onAnswer={onAnswer} />;
}

function ValueField({ item, isDisabled, onAnswer }: { readonly item: ChecklistItem; readonly isDisabled: boolean; readonly onAnswer: (answer: ChecklistAnswer) => void }) {
  const [value, setValue] = useState<number | null>(null);
  const unit = item.unit ?? "1";
  return (
    <div className="answer-value">
      <NumberWithUnit label={item.text} unit={unit} value={value} onChange={setValue} isDisabled={isDisabled} />
      <Button isDisabled={isDisabled || value === null} onPress={() => value !== null && onAnswer({ kind: "value", quantity: { value, unit } })}>{t("ui.save")}</Button>
    </div>
  );
}
