import type { Protocol, ReleaseTest } from "@stroma/domain";
import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { ReleaseLimit } from "../studies/protocol-entry.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { MeasuredQuantity } from "../ui/measured.tsx";
import { Card } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";
import type { LotAnswer } from "./lot-page.tsx";
import { RecordResultDialog } from "./record-result-dialog.tsx";

type Result = LotAnswer["lot"]["results"][number];
interface Row {
  readonly key: string;
  readonly testId: string;
  readonly test: ReleaseTest | null;
  readonly result: Result | null;
}

/** Every test of the protocol with its limit and results; a test without a result says so. */
function listRows(tests: readonly ReleaseTest[], results: readonly Result[]): readonly Row[] {
  const known = tests.flatMap((test): Row[] => {
    const own = results.filter((result) => result.testId === test.id);
    return own.length === 0 ? [{ key: test.id, testId: test.id, test, result: null }] : own.map((result, index) => ({ key: `${test.id} ${index}`, testId: test.id, test, result }));
  });
  const others = results.filter((result) => !tests.some((test) => test.id === result.testId));
  return [...known, ...others.map((result, index) => ({ key: `${result.testId} other ${index}`, testId: result.testId, test: null, result }))];
}

export function ResultsCard({ answer, studyId }: { readonly answer: LotAnswer; readonly studyId: string | null }) {
  const siteId = useSiteId();
  const session = useSession();
  const zone = session.site?.timeZone;
  const [recording, setRecording] = useState(false);
  const query = useRead("readStudy", { params: { siteId, studyId: studyId ?? "" } }, { enabled: studyId !== null });
  const protocol: Protocol | null = query.data?.protocol ?? null;
  return (
    <Card title={t("results.title")} actions={session.may("recordTestResult") && protocol !== null ? <Button icon="plus" onPress={() => setRecording(true)}>{t("results.record")}</Button> : null}>
      <Table
        caption={t("results.title")}
        rows={listRows(protocol?.release ?? [], answer.lot.results)}
        rowKey={(row) => row.key}
        columns={[
          { id: "test", title: t("release.test"), cell: (row) => row.test?.title ?? row.testId },
          { id: "result", title: t("results.result"), cell: (row) => <ResultValue result={row.result} /> },
          { id: "limit", title: t("protocol.limit"), cell: (row) => (row.test === null ? t("results.no-limit") : <ReleaseLimit test={row.test} />) },
          { id: "stage", title: t("results.stage"), cell: (row) => (row.result === null ? "" : t(`results.${row.result.stage}`)) },
          { id: "reported", title: t("results.reported"), cell: (row) => (row.result === null ? "" : <span className="small">{row.result.reportedBy}<br />{formatDateTime(row.result.reportedAt, zone)}</span>) },
        ]}
      />
      {recording && protocol !== null && <RecordResultDialog lot={answer.lot} tests={protocol.release} onClose={() => setRecording(false)} />}
    </Card>
  );
}

function ResultValue({ result }: { readonly result: Result | null }) {
  if (result === null || result.result === null) return <Badge tone="warning" icon="question">{t("results.missing")}</Badge>;
  return result.result.kind === "number" ? <MeasuredQuantity quantity={result.result.quantity} /> : <span>{result.result.value}</span>;
}
