import "./record.css";
import { unpackEvents } from "@stroma/api/event-series";
import { foldInfusion } from "@stroma/domain";
import type { OperationAnswer } from "@stroma/api";
import { useEffect, useMemo, useState } from "react";
import { useParams } from "@tanstack/react-router";
import { formatDateTime, formatUtc } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession, useSiteId } from "../../session/session.tsx";
import { useRead } from "../../session/use-operation.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { findEntries } from "../feed/outbox.ts";
import { RecordCare } from "./record-care.tsx";
import { RecordChanges } from "./record-changes.tsx";
import { RecordChecklist } from "./record-checklist.tsx";
import { RecordCourse } from "./record-course.tsx";
import { createRecordData } from "./record-data.ts";
import { RecordHead } from "./record-head.tsx";
import { RecordProduct } from "./record-product.tsx";
import { RecordResponse } from "./record-response.tsx";
import { RecordVitalSigns } from "./record-vital-signs.tsx";
import { useRunningHead } from "./use-running-head.ts";

/** The printable record of one infusion: everything that is known of it, as of one moment. */
export function RecordPage() {
  const { infusionId } = useParams({ from: "/signed-in/infusions/$infusionId/record" });
  const siteId = useSiteId();
  const query = useRead("readInfusion", { params: { siteId, infusionId }, query: { series: "columns" } });
  return (
    <Page
      title={t("record.title")}
      actions={
        <>
          <ButtonLink to="/infusions/$infusionId" params={{ infusionId }} icon="back">{t("record.to-bedside")}</ButtonLink>
          <Button icon="swap" isPending={query.isFetching} onPress={() => void query.refetch()}>{t("record.read-again")}</Button>
          <Button variant="primary" icon="print" isDisabled={query.data === undefined} onPress={() => window.print()}>{t("record.print")}</Button>
        </>
      }
    >
      <QueryView query={query} height={900}>{(context) => <RecordOf context={context} />}</QueryView>
    </Page>
  );
}

function RecordOf({ context }: { readonly context: OperationAnswer<"readInfusion"> }) {
  const siteId = useSiteId();
  const { site } = useSession();
  const studyQuery = useRead("readStudy", { params: { siteId, studyId: context.infusion.studyId } });
  const study = studyQuery.data ?? null;
  const now = context.clock.now;
  const timeZone = site?.timeZone ?? "UTC";
  const state = useMemo(() => foldInfusion(context.infusion.id, unpackEvents(context.infusion.id, context)), [context]);
  const data = useMemo(() => createRecordData({ context, study, state, now, timeZone, siteName: site?.name ?? t("ui.unknown") }), [context, study, state, now, timeZone, site]);
  const waiting = useWaiting(context.infusion.id);
  const { number, synthetic } = context.participant;
  useRunningHead(t(synthetic ? "record.running-synthetic" : "record.running", { number }), t("record.running-infusion", { id: context.infusion.id }), t("record.running-foot"));
  return (
    <div className="record">
      <Notice tone="warning"><strong>{t("record.statement")}</strong></Notice>
      <p>
        {t("record.as-of", { time: formatDateTime(now, timeZone), zone: timeZone, utc: formatUtc(now) })} {synthetic && <Badge tone="info">{t("record.synthetic")}</Badge>}
      </p>
      <p>{t("record.time-note", { zone: timeZone })}</p>
      {waiting > 0 && <Notice tone="critical">{t("record.waiting", { count: waiting })}</Notice>}
      <RecordHead data={data} />
      <RecordProduct data={data} />
      <RecordCourse data={data} />
      <RecordVitalSigns data={data} />
      <RecordCare data={data} />
      <RecordResponse data={data} />
      <RecordChecklist data={data} />
      <RecordChanges data={data} />
      <div className="record-signatures">
        <p>{t("record.signature-investigator")}</p>
        <p>{t("record.signature-date")}</p>
      </div>
    </div>
  );
}

/** Entries of this tablet that the server does not have yet: they are not in the record, and the record says so. */
function useWaiting(infusionId: string): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let gone = false;
    findEntries(infusionId).then((entries) => !gone && setCount(entries.length), () => undefined);
    return () => {
      gone = true;
    };
  }, [infusionId]);
  return count;
}
