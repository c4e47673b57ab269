import type { ChecklistAnswer, ChecklistItem, InfusionEventOf } from "@stroma/domain";
import { formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Rows, Section } from "./record-parts.tsx";
import { timeText, type RecordData } from "./record-data.ts";

/** Every item of the protocol with its answer; what was not answered is said. */
export function RecordChecklist({ data }: { readonly data: RecordData }) {
  const { protocol, state } = data;
  const notes = new Map(state.events.filter((event): event is InfusionEventOf<"checklist-answered"> => event.type === "checklist-answered").map((event) => [event.id, event.data.note]));
  return (
    <Section title={t("record.checklist")}>
      {protocol.checklist.map((phase) => (
        <Rows
          key={phase.id}
          caption={phase.title}
          head={[t("record.column.item"), t("record.column.answer"), t("record.column.person"), t("record.column.time"), t("record.column.remark")]}
          rows={phase.items.map((item) => {
            const answer = state.answers.get(item.id);
            const override = state.overrides.findLast((event) => event.data.condition === item.id || event.data.condition.endsWith(`.${item.id}`));
            const remarks = [answer?.late === true ? t("record.late") : null, answer === undefined ? null : (notes.get(answer.eventId) ?? null), override === undefined ? null : t("record.overridden", { name: data.nameOf(override.authorId), reason: override.data.reason })].filter((one) => one !== null);
            return { key: item.id, cells: [item.text, answer === undefined ? t(item.required ? "record.unanswered" : "record.unanswered-optional") : answerText(answer.value, item), answer === undefined ? t("ui.none") : data.nameOf(answer.authorId), answer === undefined ? t("ui.none") : timeText(data, answer.at), remarks.join("; ")] };
          })}
        />
      ))}
    </Section>
  );
}

function answerText(answer: ChecklistAnswer, item: ChecklistItem): string {
  switch (answer.kind) {
    case "confirm":
      return t(answer.value ? "ui.yes" : "ui.no");
    case "scan":
      return t("record.scanned", { code: answer.code, method: t(`record.method.${answer.method}`) });
    case "value":
      return formatQuantity(answer.quantity);
    case "choice":
      return item.options?.find((option) => option.code === answer.code)?.title ?? answer.code;
    default:
      return answer satisfies never;
  }
}
