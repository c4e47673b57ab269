import { limitIds, type Protocol } from "@stroma/domain";
import { t } from "../i18n/i18n.ts";
import { SourcedNumber } from "../ui/measured.tsx";
import { Facts } from "../ui/page.tsx";
import { SourceStatus } from "../ui/source-tip.tsx";
import { Table } from "../ui/table.tsx";

export function DoseSection({ protocol: { dose } }: { readonly protocol: Protocol }) {
  return (
    <>
      <Facts
        facts={[
          [t("protocol.dose-basis"), t(`protocol.basis.${dose.basis}`)],
          ...(dose.predictedWeightFormula === null ? [] : [[t("protocol.dose-formula"), dose.predictedWeightFormula] as const]),
        ]}
      />
      <Table
        caption={t("protocol.dose")}
        rows={dose.levels}
        rowKey={(level) => String(level.level)}
        columns={[
          { id: "level", title: t("dose-levels.level"), cell: (level) => t("dose-levels.name", { level: level.level, label: level.label }) },
          { id: "dose", title: t("dose-levels.dose"), cell: (level) => <SourcedNumber quantity={level.quantity} source={level.quantity.source} /> },
          { id: "status", title: t("protocol.status"), cell: (level) => <SourceStatus status={level.quantity.source.status} /> },
          { id: "planned", title: t("dose-levels.planned"), numeric: true, cell: (level) => level.participants },
        ]}
      />
    </>
  );
}

export function LimitsSection({ protocol }: { readonly protocol: Protocol }) {
  const limits = limitIds.flatMap((id) => {
    const limit = protocol.limits[id];
    return limit === undefined ? [] : [{ id, limit }];
  });
  const missing = limitIds.filter((id) => protocol.limits[id] === undefined);
  return (
    <>
      <Table
        caption={t("protocol.limits")}
        rows={limits}
        rowKey={({ id }) => id}
        columns={[
          { id: "limit", title: t("protocol.limit"), cell: ({ id }) => t(`limit.${id}`) },
          { id: "value", title: t("protocol.value"), cell: ({ limit }) => <SourcedNumber quantity={limit} source={limit.source} /> },
          { id: "status", title: t("protocol.status"), cell: ({ limit }) => <SourceStatus status={limit.source.status} /> },
          { id: "source", title: t("reason.source"), cell: ({ limit }) => <span className="small">{limit.source.citation}{limit.loosens !== undefined && <><br /><strong>{t("protocol.loosens", { reason: limit.loosens })}</strong></>}</span> },
        ]}
      />
      {missing.length > 0 && (
        <div className="stack-tight">
          <strong>{t("protocol.limits-missing")}</strong>
          <ul>{missing.map((id) => <li key={id}>{t(`limit.${id}`)}</li>)}</ul>
        </div>
      )}
    </>
  );
}
