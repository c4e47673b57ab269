import type { Assessment, DosePlan, LimitId, LimitVerdict, Quantity } from "@stroma/domain";
import type { ReactNode } from "react";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { MeasuredQuantity, SourcedNumber } from "../../ui/measured.tsx";
import { Notice } from "../../ui/badge.tsx";
import { Table } from "../../ui/table.tsx";
import { useDay } from "../day.tsx";
import { wordedReason } from "../worded.ts";

interface Figure {
  readonly id: string;
  readonly name: string;
  readonly value: Quantity | null;
  readonly detail?: ReactNode;
  readonly limits: readonly LimitId[];
}
const known = (assessment: Assessment<Quantity>) => (assessment.assessable ? assessment.value : null);

/** Every number of the dose with its unit, and beside it the limit with its source and the verdict. */
export function DoseFigures({ plan }: { readonly plan: DosePlan }) {
  const { at, timeZone } = useDay();
  const figures: readonly Figure[] = [
    { id: "level", name: t("dose.level"), value: plan.doseLevel.quantity, detail: <SourcedNumber quantity={plan.doseLevel.quantity} source={plan.doseLevel.quantity.source} />, limits: [] },
    { id: "weight", name: t(plan.basis === "predicted" ? "dose.weight-predicted" : "dose.weight-actual"), value: plan.weightUsed, limits: [] },
    { id: "cells", name: t("dose.cells"), value: plan.cellsNeeded, limits: ["dose-cells-maximum"] },
    { id: "volume", name: t("dose.volume"), value: plan.volume, limits: [] },
    { id: "per-kg", name: t("dose.cells-per-kg"), value: plan.cellsPerKg, limits: [] },
    { id: "concentration", name: t("dose.concentration"), value: plan.cellConcentration, limits: ["cell-concentration-maximum"] },
    { id: "rate", name: t("dose.rate-row"), value: plan.rate, limits: ["infusion-rate-maximum"] },
    { id: "cell-rate", name: t("dose.cell-rate"), value: plan.cellRate, limits: ["cell-rate-maximum"] },
    { id: "duration", name: t("dose.duration"), value: plan.duration, limits: ["infusion-duration-minimum", "infusion-duration-maximum"] },
    { id: "dmso", name: t("dose.dmso"), value: known(plan.dmsoPerKg), limits: ["dmso-dose-maximum"] },
    { id: "endotoxin", name: t("dose.endotoxin"), value: known(plan.endotoxinRate), limits: ["endotoxin-rate-maximum"] },
  ];
  return (
    <>
      <Table
        caption={t("dose.title")}
        rows={figures}
        rowKey={(figure) => figure.id}
        columns={[
          { id: "name", title: t("dose.figure"), cell: (figure) => figure.name },
          { id: "value", title: t("dose.value"), numeric: true, cell: (figure) => figure.detail ?? (figure.value === null && (figure.id === "rate" || figure.id === "cell-rate" || figure.id === "duration" || figure.id === "endotoxin") && plan.rate === null ? <span className="soft">{t("dose.no-rate-yet")}</span> : <strong><MeasuredQuantity quantity={figure.value} digits={4} /></strong>) },
          { id: "limit", title: t("dose.limit"), cell: (figure) => figure.limits.length > 0 && <Verdicts verdicts={plan.verdicts.filter((verdict) => figure.limits.includes(verdict.limitId))} isWaiting={plan.rate === null} /> },
        ]}
      />
      {plan.capped && <Notice tone="warning">{t("dose.capped")}</Notice>}
      {plan.limitsNotSet.length > 0 && <Notice tone="warning">{t("dose.limits-missing")} {plan.limitsNotSet.map((id) => t(`limit.${id}`)).join("; ")}</Notice>}
      {plan.notes.map((note) => <Notice key={`${note.code} ${note.path}`} tone="info">{wordedReason(note, at, timeZone).message}</Notice>)}
      <Table
        caption={t("dose.bags")}
        rows={plan.bags}
        rowKey={(bag) => bag.bagId}
        columns={[
          { id: "bag", title: t("dose.bag"), cell: (bag) => <span className="mono">{bag.bagCode}</span> },
          { id: "volume", title: t("dose.give"), numeric: true, cell: (bag) => <><MeasuredQuantity quantity={bag.volume} digits={4} />{bag.partial && <> <Badge tone="warning">{t("dose.partial")}</Badge></>}</> },
          { id: "cells", title: t("dose.cells-in-it"), numeric: true, cell: (bag) => <MeasuredQuantity quantity={bag.cells} digits={4} /> },
          { id: "expiry", title: t("dose.expiry"), cell: (bag) => (bag.expiresAt === null ? <span className="unknown">{t("ui.unknown")}</span> : formatDateTime(bag.expiresAt, timeZone)) },
        ]}
      />
    </>
  );
}

function Verdicts({ verdicts, isWaiting }: { readonly verdicts: readonly LimitVerdict[]; readonly isWaiting: boolean }) {
  if (verdicts.length === 0) return <span className="soft">{t("dose.no-limit")}</span>;
  return (
    <span className="stack-tight">
      {verdicts.map((verdict) => (
        <span key={verdict.limitId} className="row verdict">
          <span className="small">{t(verdict.limitId.endsWith("-minimum") ? "dose.at-least" : "dose.at-most")}</span>
          <SourcedNumber quantity={verdict.limit} source={verdict.limit.source} />
          {verdict.verdict === "within" ? <Badge tone="good">{t("dose.within")}</Badge> : verdict.verdict === "outside" ? <Badge tone="critical">{t("dose.outside")}</Badge> : <Badge tone="warning" icon="question">{t(isWaiting ? "dose.waits-for-rate" : "dose.unknown")}</Badge>}
        </span>
      ))}
    </span>
  );
}
