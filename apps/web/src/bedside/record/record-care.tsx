import type { InfusionEvent, InfusionEventData, InfusionEventType } from "@stroma/domain";
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
    const said = lost.has(event.id) ? null : wordsOf(event);
    return said === null ? [] : [{ key: event.id, cells: [timeText(data, event.clinicalTime), said.kind, said.what, data.nameOf(event.authorId), event.entry === "live" ? "" : t(`record.entry.${event.entry}`)] }];
  });
  return (
    <Section title={t("record.care")}>
      <Rows caption={t("record.care-table")} head={[t("record.column.time"), t("record.column.kind"), t("record.column.what"), t("record.column.person"), t("record.column.remark")]} rows={rows} />
    </Section>
  );
}

interface Words {
  readonly kind: string;
  readonly what: string;
}

/** Words for each kind of fact that belongs here; the others stand in parts of their own. */
const words: { readonly [T in InfusionEventType]?: (data: InfusionEventData[T]) => Words } = {
  "medication-given": (data) => ({ kind: t("record.kind.medication"), what: t("record.medication", { name: data.name, dose: formatQuantity(data.dose), route: data.route }) }),
  "oxygen-set": (data) => ({ kind: t("record.kind.oxygen"), what: oxygenText(data) }),
  "vasoactive-set": (data) => ({ kind: t("record.kind.vasoactive"), what: t("record.drug-rate", { drug: data.name ?? t(`drug.${data.drug}`), rate: data.rate === null ? t("record.drug-ended") : formatQuantity(data.rate) }) }),
  "rhythm-seen": (data) => ({ kind: t("record.kind.rhythm"), what: withNote(t(`rhythm.${data.rhythm}`), data.note) }),
  "consciousness-assessed": (data) => ({ kind: t("record.kind.consciousness"), what: "level" in data ? t(`consciousness.${data.level}`) : t("vital-entry.consciousness.rass-value", { value: data.sedation.value }) }),
  "sign-seen": (data) => {
    const sign = t(data.present ? "record.sign-present" : "record.sign-absent", { sign: t(`sign.${data.sign}`) });
    return { kind: t("record.kind.sign"), what: withNote(data.severity === undefined ? sign : t("record.sign-severity", { sign, severity: t(`severity.${data.severity}`) }), data.note) };
  },
  "laboratory-recorded": (data) => ({ kind: t("record.kind.laboratory"), what: t("record.laboratory", { analyte: data.analyte, value: formatQuantity(data.quantity), sample: t(`sample-kind.${data.sample}`) }) }),
  "outcome-seen": (data) => ({ kind: t("record.kind.outcome"), what: withNote(t(`outcome.${data.outcome}`), data.note) }),
  "pregnancy-recorded": (data) => ({ kind: t("record.kind.pregnancy"), what: t(data.pregnant ? "ui.yes" : "ui.no") }),
  "oxygen-scale-set": (data) => ({ kind: t("record.kind.oxygen-scale"), what: t("record.oxygen-scale", { scale: data.scale, name: data.prescriberName }) }),
  "signal-explained": (data) => ({ kind: t("record.kind.signal"), what: withNote(t("record.signal", { channel: data.channel, finding: t(`finding.${data.finding}`) }), data.note) }),
  "bag-resuspended": () => ({ kind: t("record.kind.resuspended"), what: "" }),
  "partial-dose-recorded": (data) => ({ kind: t("record.kind.partial-dose"), what: t("record.partial-dose", { volume: formatQuantity(data.volume), reason: data.reason }) }),
  "infusion-paused": (data) => ({ kind: t("record.kind.paused"), what: data.reason }),
};

function wordsOf(event: InfusionEvent): Words | null {
  // The maker was looked up by the event's own type, so that its data fit.
  const make = words[event.type] as ((data: InfusionEvent["data"]) => Words) | undefined;
  return make?.(event.data) ?? null;
}

function withNote(text: string, note: string | undefined): string {
  return note === undefined ? text : t("record.with-note", { words: text, note });
}
