import { decideConsent } from "@stroma/domain";
import { formatDateTime, formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Pairs, Rows, Section } from "./record-parts.tsx";
import type { RecordData } from "./record-data.ts";

/** Whom, under what protocol, on whose limits, with which consent. */
export function RecordHead({ data }: { readonly data: RecordData }) {
  const { context, protocol, study, state, timeZone } = data;
  const { participant, infusion } = context;
  const confirmation = study?.confirmation ?? null;
  const confirmed = confirmation !== null && confirmation.protocolVersion === infusion.protocolVersion ? confirmation : null;
  const consent = decideConsent({ protocol, participant: { ...participant, lastWeight: participant.lastWeight }, consents: context.consents, now: data.now });
  return (
    <Section title={t("record.who")}>
      <Pairs
        pairs={[
          [t("record.participant"), <>{participant.number}{participant.synthetic && <strong className="record-mark">{t("record.synthetic")}</strong>}</>],
          [t("record.infusion"), <span key="id" className="mono">{infusion.id}</span>],
          [t("record.study"), study === null ? t("ui.unknown") : t("record.study-value", { code: study.study.code, title: study.study.title })],
          [t("record.protocol"), t("record.protocol-value", { id: protocol.id, version: infusion.protocolVersion })],
          [t("record.site"), data.siteName],
          [t("record.planned"), formatDateTime(infusion.plannedFor, timeZone)],
          [t("record.body"), t("record.body-value", { sex: participant.sex === null ? t("ui.unknown") : t(`sex.${participant.sex}`), year: participant.birthYear === null ? t("ui.unknown") : String(participant.birthYear), weight: state.weight === null ? t("ui.unknown") : formatQuantity(state.weight.value), height: state.height === null ? t("ui.unknown") : formatQuantity(state.height.value) })],
          [t("record.limits"), confirmed !== null ? t("record.limits-confirmed", { name: confirmed.confirmedBy, time: formatDateTime(confirmed.confirmedAt, timeZone) }) : context.limitsConfirmed ? t("record.limits-elsewhere") : <strong key="no">{t("record.limits-unconfirmed")}</strong>],
          [t("record.consent"), <strong key="consent">{t(consent.outcome === "allowed" ? "record.consent-in-force" : "record.consent-not-in-force")}</strong>],
        ]}
      />
      <Rows
        caption={t("record.consents")}
        head={[t("record.column.version"), t("record.column.signer"), t("record.column.scopes"), t("record.column.signed"), t("record.column.withdrawn")]}
        rows={context.consents.map((one) => ({ key: one.id, cells: [one.version, t(`signer.${one.signer}`), one.scopes.join(", "), formatDateTime(one.signedAt, timeZone), one.withdrawnAt === null ? t("ui.no") : formatDateTime(one.withdrawnAt, timeZone)] }))}
      />
      <Rows
        caption={t("record.limits-of-protocol")}
        head={[t("record.column.limit"), t("record.column.value"), t("record.column.source")]}
        rows={Object.entries(protocol.limits).map(([id, limit]) => ({ key: id, cells: [t(`limit.${id as keyof typeof protocol.limits}`), <MeasuredQuantity key="q" quantity={limit} />, t("record.source", { citation: limit.source.citation, status: t(`source.${limit.source.status}`) })] }))}
      />
    </Section>
  );
}
