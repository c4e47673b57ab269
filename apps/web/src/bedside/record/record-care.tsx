import type { InfusionEvent } from "@stroma/domain";
import { formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { oxygenText } from "../vital-signs/entry-oxygen.tsx";
import { Rows, Section } from "./record-parts.tsx";
import { timeText, type RecordData } from "./record-data.ts";

/** What was given, set and seen: medication, oxygen, drugs, rhythm, consciousness, signs, laboratory, outcomes. */
export function RecordCare({ data }: { readonly data: RecordData }) {
  const { state } = data;
  const lost = new Set(state.superseded.keys());
  const rows = state.events.flatMap((event) => {
    const words = lost.has(event.id) ? null : wordsOf(event);
    return words === null ? [] : [{ key: event.id, cells: [timeText(data, event.clinicalTime), words.kind, words.what, data.nameOf(event.authorId), event.entry === "live" ? "" : t(`record.entry.${event.entry}`)] }];
  });
  return (
    <Section title={t("record.care")}>
      <Rows caption={t("record.care-table")} head={[t("record.column.time"), t("record.column.kind"), t("record.column.what"), t("record.column.person"), t("record.column.remark")]} rows={rows} />
    </Section>
  );
}

function wordsOf(event: InfusionEvent): { readonly kind: string; readonly what: string } | null {
  switch (event.type) {
    case "medication-given":
      return { kind: t("record.kind.medication"), what: t("record.medication", { name: event.data.name, dose: formatQuantity(event.data.dose), route: event.data.route }) };
    case "oxygen-set":
      return { kind: t("record.kind.oxygen"), what: oxygenText(event) };
    case "vasoactive-set":
      return { kind: t("record.kind.vasoactive"), what: t("record.drug-rate", { drug: event.data.name ?? t(`drug.${event.data.drug}`), rate: event.data.rate === null ? t("record.drug-ended") : formatQuantity(event.data.rate) }) };
    case "rhythm-seen":
      return { kind: t("record.kind.rhythm"), what: withNote(t(`rhythm.${event.data.rhythm}`), event.data.note) };
    case "consciousness-assessed":
      return { kind: t("record.kind.consciousness"), what: "level" in event.data ? t(`consciousness.${event.data.level}`) : t("vital-entry.consciousness.rass-value", { value: event.data.sedation.value }) };
    case "sign-seen": {
      const sign = t(event.data.present ? "record.sign-present" : "record.sign-absent", { sign: t(`sign.${event.data.sign}`) });
      return { kind: t("record.kind.sign"), what: withNote(event.data.severity === undefined ? sign : t("record.sign-severity", { sign, severity: t(`severity.${event.data.severity}`) }), event.data.note) };
    }
    case "laboratory-recorded":
      return { kind: t("record.kind.laboratory"), what: t("record.laboratory", { analyte: event.data.analyte, value: formatQuantity(event.data.quantity), sample: t(`sample-kind.${event.data.sample}`) }) };
    case "outcome-seen":
      return { kind: t("record.kind.outcome"), what: withNote(t(`outcome.${event.data.outcome}`), event.data.note) };
    case "pregnancy-recorded":
      return { kind: t("record.kind.pregnancy"), what: t(event.data.pregnant ? "ui.yes" : "ui.no") };
    case "oxygen-scale-set":
      return { kind: t("record.kind.oxygen-scale"), what: t("record.oxygen-scale", { scale: event.data.scale, name: event.data.prescriberName }) };
    case "signal-explained":
      return { kind: t("record.kind.signal"), what: withNote(t("record.signal", { channel: event.data.channel, finding: t(`finding.${event.data.finding}`) }), event.data.note) };
    case "bag-resuspended":
      return { kind: t("record.kind.resuspended"), what: "" };
    case "partial-dose-recorded":
      return { kind: t("record.kind.partial-dose"), what: t("record.partial-dose", { volume: formatQuantity(event.data.volume), reason: event.data.reason }) };
    case "infusion-paused":
      return { kind: t("record.kind.paused"), what: event.data.reason };
    default:
      return null;
  }
}

function withNote(words: string, note: string | undefined): string {
  return note === undefined ? words : t("record.with-note", { words, note });
}
