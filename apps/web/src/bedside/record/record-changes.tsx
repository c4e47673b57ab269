import { deriveDeviations, type InfusionEvent } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { wordsOfDeviation, wordsOfItem } from "../discharge/deviation-words.ts";
import { Rows, Section } from "./record-parts.tsx";
import { reasonsText, timeText, type RecordData } from "./record-data.ts";

/** Deviations with their review, overrides, corrections (what was, what is, why), notes and takeovers. */
export function RecordChanges({ data }: { readonly data: RecordData }) {
  const { context, protocol, state, now } = data;
  const events = new Map(state.events.map((event) => [event.id, event]));
  const kept = new Set(context.deviations.map((one) => one.key));
  const found = deriveDeviations(state, { protocol, participant: context.participant, bags: context.bags, now }).filter((one) => !kept.has(one.key));
  return (
    <Section title={t("record.changes")}>
      <Rows
        caption={t("record.deviations")}
        head={[t("record.column.since"), t("record.column.deviation"), t("record.column.review")]}
        rows={[
          ...context.deviations.map((one) => ({ key: one.key, at: one.since, cells: [timeText(data, one.since), wordsOfDeviation(one.message, protocol, data.timeZone), one.reviewedAt === null ? <strong key="open">{t("record.unreviewed")}</strong> : t("record.reviewed", { name: one.reviewedBy ?? t("ui.unknown"), time: timeText(data, one.reviewedAt), note: one.reviewNote ?? "" })] })),
          ...found.map((one) => ({ key: one.key, at: one.since, cells: [timeText(data, one.since), reasonsText(data, [one.reason]), <strong key="open">{t("record.unreviewed")}</strong>] })),
        ].toSorted((a, b) => (a.at < b.at ? -1 : 1))}
      />
      <Rows
        caption={t("record.overrides")}
        head={[t("record.column.time"), t("record.column.condition"), t("ui.reason"), t("record.column.person")]}
        rows={state.overrides.map((event) => ({ key: event.id, cells: [timeText(data, event.clinicalTime), wordsOfItem(protocol, event.data.condition.replace(/^item\./u, "")) ?? event.data.condition, event.data.reason, data.nameOf(event.authorId)] }))}
      />
      <Rows
        caption={t("record.corrections")}
        head={[t("record.column.time"), t("record.column.was"), t("record.column.is"), t("ui.reason"), t("record.column.person")]}
        rows={state.corrections.map((event) => {
          const was = events.get(event.data.supersedes);
          const is = event.data.replacement;
          return { key: event.id, cells: [timeText(data, event.clinicalTime), was === undefined ? event.data.supersedes : factText(data, was.type, was.clinicalTime, was.data), is === null ? t("record.did-not-happen") : factText(data, is.type, is.clinicalTime, is.data), event.data.reason, data.nameOf(event.authorId)] };
        })}
      />
      <Rows
        caption={t("record.notes")}
        head={[t("record.column.time"), t("record.column.note"), t("record.column.person"), t("record.column.remark")]}
        rows={state.notes.map((event) => ({ key: event.id, cells: [timeText(data, event.clinicalTime), event.type === "shift-taken-over" ? t("record.takeover", { from: data.nameOf(event.data.fromPersonId), to: data.nameOf(event.data.toPersonId) }) : event.data.text, data.nameOf(event.authorId), event.entry === "live" ? "" : t(`record.entry.${event.entry}`)] }))}
      />
      <Rows
        caption={t("record.late-entries")}
        head={[t("record.column.happened"), t("record.column.written"), t("record.column.event"), t("record.column.entry"), t("record.column.person")]}
        rows={state.events.filter((event) => event.entry !== "live").map((event) => ({ key: event.id, cells: [timeText(data, event.clinicalTime), timeText(data, event.receivedAt ?? event.deviceTime), t(`record.event.${event.type}`), t(`record.entry.${event.entry}`), data.nameOf(event.authorId)] }))}
      />
    </Section>
  );
}

/** A fact in one text: its kind, its time, its content as it was sent. Complete rather than pretty: nothing may be lost here. */
function factText(data: RecordData, type: InfusionEvent["type"], at: string, content: object): string {
  return t("record.fact", { event: t(`record.event.${type}`), time: timeText(data, at), content: Object.entries(content).map(([name, value]) => t("record.fact-part", { name, value: typeof value === "string" ? value : JSON.stringify(value) })).join(", ") });
}
