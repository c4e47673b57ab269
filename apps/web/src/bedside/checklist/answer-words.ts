import type { ChecklistAnswer, ChecklistItem } from "@stroma/domain";
import { formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";

/** An answer in words. A scanned code is not shown: the second person of the identity check must not read it here. */
export function answerWords(item: ChecklistItem, answer: ChecklistAnswer): string {
  if (answer.kind === "confirm") return t(answer.value ? "ui.yes" : "ui.no");
  if (answer.kind === "scan") return t(answer.method === "scanner" ? "ui.scan.by-scanner" : "ui.scan.by-hand");
  if (answer.kind === "value") return formatQuantity(answer.quantity);
  return item.options?.find((option) => option.code === answer.code)?.title ?? answer.code;
}
