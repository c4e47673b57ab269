import { memo } from "react";
import { t } from "../i18n/i18n.ts";
import { Field } from "../ui/field.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { SourceStatus, SourceTip } from "../ui/source-tip.tsx";
import { Table } from "../ui/table.tsx";
import type { StudyAnswer } from "./study-page.tsx";

type ClinicalNumber = StudyAnswer["numbers"][number];

/**
 * Numbers to review: what it is, its value and unit, how sure, from where; a recalled one takes a local decision.
 * Remembered, since a protocol has hundreds of rows and none of them changes with a tick or a letter elsewhere on the page.
 */
export const NumbersTable = memo(function NumbersTable({ caption, numbers, local, onLocal }: { readonly caption: string; readonly numbers: readonly ClinicalNumber[]; readonly local: Readonly<Record<string, string>>; readonly onLocal: ((path: string, reason: string) => void) | null }) {
  return (
    <Table
      caption={caption}
      rows={numbers}
      rowKey={(number) => number.path}
      columns={[
        { id: "label", title: t("limits.number"), cell: (number) => <>{number.label}<br /><span className="small soft mono">{number.path}</span></> },
        { id: "value", title: t("protocol.value"), cell: (number) => (number.quantity === null ? <SourceTip source={number.source}>{t("limits.no-number")}</SourceTip> : <SourcedNumber quantity={number.quantity} source={number.source} />) },
        { id: "status", title: t("protocol.status"), cell: (number) => <SourceStatus status={number.source.status} /> },
        {
          id: "source",
          title: t("reason.source"),
          cell: (number) => (
            <div className="stack-tight">
              <span className="small">{number.source.citation}</span>
              {number.source.status === "recalled" && onLocal !== null && <Field label={t("limits.local-reason")} hint={t("limits.local-hint")} value={local[number.path] ?? ""} onChange={(reason) => onLocal(number.path, reason)} maxLength={2000} lines={2} />}
            </div>
          ),
        },
      ]}
    />
  );
});
