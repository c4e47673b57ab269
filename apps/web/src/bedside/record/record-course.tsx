import { deriveClocks, deriveNextContact } from "@stroma/domain";
import { formatQuantity, formatUtc } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Pairs, Rows, Section } from "./record-parts.tsx";
import { timeText, type RecordData } from "./record-data.ts";

/** Start with its authorisation, rates, stop, clocks, discharge, next contact. */
export function RecordCourse({ data }: { readonly data: RecordData }) {
  const { context, protocol, state, now } = data;
  const clocks = deriveClocks(state, protocol, context.bags, now);
  const contact = deriveNextContact(state, protocol);
  const at = (instant: string) => t("record.time-with-utc", { time: timeText(data, instant), utc: formatUtc(instant) });
  const { stop, discharge } = state;
  return (
    <Section title={t("record.course")}>
      <Rows
        caption={t("record.starts")}
        head={[t("record.column.time"), t("record.column.bag"), t("record.column.person"), t("record.column.authorisation"), t("record.column.remark")]}
        rows={state.starts.map((start) => ({ key: start.eventId, cells: [at(start.at), data.bagCode(start.bagId), data.nameOf(start.authorId), start.unauthorised ? <strong key="no">{t("record.unauthorised")}</strong> : t("record.authorised", { id: start.authorisationId ?? "" }), start.entry === "live" ? "" : t(`record.entry.${start.entry}`)] }))}
      />
      <Rows
        caption={t("record.rates")}
        head={[t("record.column.from"), t("record.column.to"), t("record.column.rate"), t("record.column.bag")]}
        rows={state.rates.map((one) => ({ key: `${one.bagId} ${one.from}`, cells: [timeText(data, one.from), one.to === null ? t("record.running-now") : timeText(data, one.to), <MeasuredQuantity key="r" quantity={one.rate} />, data.bagCode(one.bagId)] }))}
      />
      <Pairs
        pairs={[
          [t("record.phase"), t(`infusion-phase.${state.phase}`)],
          [t("record.stop"), stop === null ? t("record.none") : t("record.stop-value", { time: at(stop.at), reason: t(`stop-reason.${stop.value.reason}`), name: data.nameOf(stop.authorId), note: stop.value.note ?? t("record.no-note") })],
          [t("record.time-running"), <MeasuredQuantity key="t" quantity={clocks.running} digits={4} />],
          [t("record.observation"), clocks.observation === null ? t("record.none") : t("record.observation-value", { elapsed: formatQuantity({ ...clocks.observation.elapsed, value: Math.floor(clocks.observation.elapsed.value) }), least: clocks.observation.limit === null ? t("ui.unknown") : formatQuantity(clocks.observation.limit) })],
          [t("record.discharge"), discharge === null ? t("record.none") : t("record.discharge-value", { destination: t(`record.destination.${discharge.value.destination}`), time: at(discharge.at), name: data.nameOf(discharge.authorId), receiver: discharge.value.receivedBy ?? t("ui.none") })],
          [t("record.next-contact"), contact === null ? t("record.none") : t("record.next-contact-value", { time: at(contact.dueAt), text: contact.text })],
        ]}
      />
      <Rows
        caption={t("record.thaw-clocks")}
        head={[t("record.column.bag"), t("record.column.thawed"), t("record.column.ended"), t("record.column.elapsed"), t("record.column.limit"), t("record.column.result")]}
        rows={clocks.thawToEnd.map((clock) => ({ key: clock.bagId, cells: [data.bagCode(clock.bagId), timeText(data, clock.since), clock.endedAt === null ? t("record.not-ended") : timeText(data, clock.endedAt), formatQuantity({ ...clock.elapsed, value: Math.floor(clock.elapsed.value) }), clock.limit === null ? t("ui.unknown") : formatQuantity(clock.limit), t(clock.limit === null ? "record.clock-unknown" : clock.exceeded ? "record.clock-exceeded" : "record.clock-kept")] }))}
      />
    </Section>
  );
}
